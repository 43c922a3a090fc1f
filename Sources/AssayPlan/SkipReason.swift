/// Why a case was not judged.
package struct SkipReason: Sendable, Hashable {
  /// What kept the case from being judged; the raw values stand in `results.json`.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The run was given no value for a fixture that the request needs.
    case missingValue = "missing-value"
    /// The user's budget (`--allow`) or the wait that it allows (`--max-wait`) does not cover its effects.
    case budget
    /// The time of the whole run (`--deadline`) was up.
    case deadline
    /// The run was interrupted.
    case interrupted
    /// The provider asked to be left alone for longer than `--max-wait`.
    case throttled
    /// The provider refused the credential that the request carries.
    case credentialRefused = "credential-refused"
    /// The target could not be reached before.
    case unreachable

    /// Whether the user chose it: such a case does not make a run incomplete.
    package var isChosen: Bool {
      switch self {
      case .budget, .deadline: true
      case .missingValue, .interrupted, .throttled, .credentialRefused, .unreachable: false
      }
    }
  }

  package var kind: Kind
  /// One sentence for a reader: what is missing and how to give it.
  package var text: String
  /// The names of the fixtures that have no value.
  package var missing: [String]

  package init(_ kind: Kind, _ text: String, missing: [String] = []) {
    self.kind = kind
    self.text = text
    self.missing = missing
  }
}
