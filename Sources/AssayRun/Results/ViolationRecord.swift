import AssayJudge

/// One broken promise, as text.
package struct ViolationRecord: Sendable, Hashable {
  /// The kind's stable name: `wrong-type`.
  package var code = ""
  package var severity = Violation.Severity.failure
  /// Where in the response: `body /data/email (3:14)`.
  package var place = ""
  /// The JSON Pointer (RFC 6901) of the value in the body, when it is about one.
  package var pointer: String?
  /// Line and column of that value in the body, from 1.
  package var line: Int?
  package var column: Int?
  package var expected = ""
  package var found = ""
  /// The level of its evidence: `documented`, `sample` or `assumed`.
  package var evidence = ""
  /// The promise and its place in the document, in one line.
  package var promise = ""
  /// Where the contract declares it; the file only where it is not that of the endpoint.
  package var contractFile: String?
  package var contractLine: Int?
  /// The part of the body around it, marked; lines joined by a line feed.
  package var excerpt: String?

  /// The whole in one line.
  package var message: String { "\(place): expected \(expected), found \(found)" }
}

extension Violation.Severity: MemberValue {}

extension ViolationRecord: Record {
  package static let definition = "violation"
  package static let empty = ViolationRecord()
  package static let members: [Member<ViolationRecord>] = [
    .required("code", \.code),
    .required("severity", \.severity),
    .required("place", \.place),
    .optional("pointer", \.pointer, "JSON Pointer of the value in the body"),
    .optional("line", \.line, nil, .schema(["minimum": 1])),
    .optional("column", \.column, nil, .schema(["minimum": 1])),
    .required("expected", \.expected),
    .required("found", \.found),
    .required("evidence", \.evidence, nil, .schema(["enum": ["documented", "sample", "assumed"]])),
    .required("promise", \.promise, "where the document says so"),
    .optional("contractFile", \.contractFile, "the file of the contract that declares it, if not the suite's"),
    .optional("contractLine", \.contractLine, "its line in that file", .schema(["minimum": 1])),
    .optional("excerpt", \.excerpt, "the part of the body around it", .lines),
  ]
}
