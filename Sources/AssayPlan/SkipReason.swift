/// Why a case was not judged.
package struct SkipReason: Sendable, Hashable {
  /// The cause; `results.json` has the raw values.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A fixture of the request has no value.
    case missingValue = "missing-value"
    /// A scenario reads codes that the provider sends, and the run has no source of them.
    case noCodeSource = "no-code-source"
    /// The user's budget (`--allow`) or the wait that it allows (`--max-wait`) does not cover its effects.
    case budget
    /// The time of the whole run (`--deadline`) was up.
    case deadline
    /// The run was interrupted.
    case interrupted
    /// The provider asked for a wait longer than `--max-wait`.
    case throttled
    /// The provider refused the credential that the request carries.
    case credentialRefused = "credential-refused"
    /// The target was unreachable.
    case unreachable

    /// Whether the user chose it; then the case does not make the run incomplete.
    package var isChosen: Bool {
      switch self {
      case .noCodeSource, .budget, .deadline: true
      case .missingValue, .interrupted, .throttled, .credentialRefused, .unreachable: false
      }
    }
  }

  package var kind: Kind
  /// One sentence: what is missing and how to supply it.
  package var text: String
  /// The names of the fixtures that have no value.
  package var missing: [String]

  package init(_ kind: Kind, _ text: String, missing: [String] = []) {
    self.kind = kind
    self.text = text
    self.missing = missing
  }
}
