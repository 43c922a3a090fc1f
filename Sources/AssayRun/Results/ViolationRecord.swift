import AssayJudge

/// One broken promise, as text.
package struct ViolationRecord: Sendable, Hashable {
  /// The kind's stable name: `wrong-type`.
  package var code: String
  package var severity: Violation.Severity
  /// Where in the answer: `body /data/email (3:14)`.
  package var place: String
  /// The JSON Pointer (RFC 6901) of the value in the body, when it is about one.
  package var pointer: String?
  /// Line and column of that value in the body, from 1.
  package var line: Int?
  package var column: Int?
  package var expected: String
  package var found: String
  /// What the promise stands on: `documented`, `sample` or `assumed`.
  package var evidence: String
  /// The promise and where it stands, in one line.
  package var promise: String
  /// The place in the body with what stands around it, marked; lines joined by a line feed.
  package var excerpt: String?

  package init(
    code: String, severity: Violation.Severity, place: String, pointer: String? = nil, line: Int? = nil,
    column: Int? = nil, expected: String, found: String, evidence: String, promise: String, excerpt: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.place = place
    self.pointer = pointer
    self.line = line
    self.column = column
    self.expected = expected
    self.found = found
    self.evidence = evidence
    self.promise = promise
    self.excerpt = excerpt
  }

  /// The whole in one line.
  package var message: String { "\(place): expected \(expected), found \(found)" }
}
