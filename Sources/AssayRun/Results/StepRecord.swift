/// One request of a case, and how its exchange went.
package struct StepRecord: Sendable, Hashable {
  /// What was sent; `nil` when there is nothing to say about the case.
  package var request: RequestRecord?
  /// The status of the response; `nil` without a response.
  package var status: Int?
  /// From the first byte sent to the end of the response.
  package var microseconds: Int64 = 0
  /// The response; `nil` without one, or when there is nothing to say about the case.
  package var answer: AnswerRecord?
}

/// A request that was sent.
package struct RequestRecord: Sendable, Hashable {
  package var method = ""
  package var target = ""
  /// The first ``AnswerRecord/maxHeaders`` fields in their order.
  package var headers: [AnswerRecord.Header] = []
  /// The beginning of the body, its lines kept.
  package var body = ""
  /// The length of the whole body.
  package var bodyBytes = 0
  /// A command that repeats it in a shell; secrets are the variables they come from.
  package var curl = ""

  /// How many bytes of the body `body` shows.
  package var shownBytes: Int { min(bodyBytes, AnswerRecord.maxBodyBytes) }
}

/// A response.
package struct AnswerRecord: Sendable, Hashable {
  package struct Header: Sendable, Hashable {
    package var name = ""
    package var value = ""
  }

  package var version = ""
  package var status = 0
  package var reason = ""
  /// The first ``maxHeaders`` fields in their order.
  package var headers: [Header] = []
  /// The beginning of the body, its lines kept.
  package var body = ""
  /// The length of the whole body.
  package var bodyBytes = 0
  /// How many bytes of it `body` shows.
  package var shownBytes = 0

  package static let maxHeaders = 40
  package static let maxBodyBytes = 2048
}

extension RequestRecord: Record {
  package static let definition = "request"
  package static let empty = RequestRecord()
  package static let members: [Member<RequestRecord>] = [
    .required("method", \.method),
    .required("target", \.target),
    .defaulted("headers", \.headers),
    .defaulted("body", \.body, "its beginning", .lines),
    .defaulted("bodyBytes", \.bodyBytes),
    .required("curl", \.curl, "repeats it in a shell; secrets are variables", .lines),
  ]
}

extension AnswerRecord: Record {
  package static let definition = "answer"
  package static let empty = AnswerRecord()
  package static let members: [Member<AnswerRecord>] = [
    .required("version", \.version),
    .required("status", \.status, nil, .status),
    .required("reason", \.reason),
    .required("headers", \.headers),
    .required("body", \.body, "its beginning", .lines),
    .required("bodyBytes", \.bodyBytes),
    .required("shownBytes", \.shownBytes),
  ]
}

extension AnswerRecord.Header: Record {
  package static let definition = "header"
  package static let empty = AnswerRecord.Header()
  package static let members: [Member<AnswerRecord.Header>] = [
    .required("name", \.name), .required("value", \.value),
  ]
}
