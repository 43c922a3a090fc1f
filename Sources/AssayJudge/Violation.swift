import AssayJSON
import AssaySchema
import AssaySpec

/// A broken promise: what was expected and found, where in the response, and the evidence for the promise.
package struct Violation: Sendable, Hashable {
  package enum Severity: String, Sendable, Hashable, CaseIterable {
    /// A promise is broken that is documented or shown by a sample: the case fails.
    case failure
    /// An assumption of ours is wrong, or something undocumented came: a strict run fails.
    case warning
  }

  /// A place in the response.
  package enum Place: Sendable, Hashable {
    case status
    case header(String)
    /// The body as a whole.
    case body
    /// A value in the JSON body.
    case value(JSONPointer, JSONLocation)
    case framing
    case timing
  }

  /// The kind's stable name, the `type` of a JUnit failure: `wrong-type`.
  package var code: String
  package var place: Place
  /// What was expected and what was found; each completes "expected …, found …".
  package var expected: String
  package var found: String
  /// What does not change from run to run while the defect is the same, for the fingerprint.
  package var lasting: String
  package var evidence: Evidence
  package var severity: Severity
  /// The field of the request whose value `expected` quotes.
  package var echoed: Location?
  /// Which of several responses it is about, from 1, when a case sends its request more than once.
  package var attempt: Int?
  /// The step of a scenario: `step 2 of 4, confirm`.
  package var step: String?

  /// - Parameters:
  ///   - lasting: The part of the fingerprint that says what was wrong; `expected` when it is `nil`.
  ///   - severity: What the evidence is worth when it is `nil`: a warning for an assumption, else a failure.
  package init(
    _ code: String, at place: Place, expected: String, found: String, lasting: String? = nil, evidence: Evidence,
    severity: Severity? = nil, echoed: Location? = nil
  ) {
    self.code = code
    self.place = place
    self.expected = expected
    self.found = found
    self.lasting = lasting ?? expected
    self.evidence = evidence
    self.severity = severity ?? (evidence.level == .assumed ? .warning : .failure)
    self.echoed = echoed
  }

  /// The place as text: `body /data/email (3:14)`, `status`, `header Content-Type`.
  package var whereabouts: String {
    let text =
      switch place {
      case .status: "status"
      case .header(let name): "header \(name)"
      case .body: "body"
      case .value(let pointer, let location):
        "body\(pointer == .root ? "" : " \(TextSanitizer.text(pointer.description))") (\(location.line):\(location.column))"
      case .framing: "framing"
      case .timing: "time"
      }
    if let step { return "\(step): \(text)" }
    return attempt.map { "\(text), answer \($0)" } ?? text
  }

  /// The violation in one line.
  package var message: String { "\(whereabouts): expected \(expected), found \(found)" }

  /// The promise and its source.
  package var promise: String {
    let quote = evidence.quote.map { " (\"\($0)\")" } ?? ""
    return switch evidence.level {
    case .documented: "documented: \(evidence.place)\(quote)"
    case .sample: "shown by a sample: \(evidence.place)\(quote)"
    case .assumed: "assumed: \(evidence.place)"
    }
  }

  /// Identifies the defect from run to run by its code, its place and what of the text lasts.
  ///
  /// It keeps what stays while the defect stays: a status, a media type, the JSON type of a value (`integer 5` and `null`
  /// are different failures, `5` and `5.5` are not), whether a text is empty, which alternatives fail, and the value
  /// itself where an enum or a constant is expected and the value is a word of at most 32 letters, a number of at most
  /// four digits, or a boolean. It leaves out what changes while the defect stays: every other value, lengths, counts,
  /// times, excerpts, line and column, the number of a response, indices of array items, and values of the request.
  package var fingerprint: String {
    let place =
      switch place {
      case .value(let pointer, _): "body " + pointer.tokens.map(Self.withoutIndex).joined(separator: "/")
      case .header(let name): "header \(name)"
      case .status: "status"
      case .body: "body"
      case .framing: "framing"
      case .timing: "time"
      }
    return "\(step.map { "\($0)\n" } ?? "")\(code)\n\(place)\n\(lasting)"
  }

  private static func withoutIndex(_ token: String) -> String {
    !token.isEmpty && token.utf8.allSatisfy { 0x30...0x39 ~= $0 } ? "*" : token
  }
}
