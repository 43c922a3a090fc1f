/// One request of a case, and how its exchange went.
package struct StepRecord: Sendable, Hashable {
  /// What was sent; `nil` when there is nothing to say about the case.
  package var request: RequestRecord?
  /// The status of the response; `nil` when none came.
  package var status: Int?
  /// From the first byte sent to the end of the response.
  package var microseconds: Int64
  /// What came; `nil` when nothing came, or when there is nothing to say about the case.
  package var answer: AnswerRecord?

  package init(
    request: RequestRecord? = nil, status: Int? = nil, microseconds: Int64 = 0, answer: AnswerRecord? = nil
  ) {
    self.request = request
    self.status = status
    self.microseconds = microseconds
    self.answer = answer
  }
}

/// A request that was sent.
package struct RequestRecord: Sendable, Hashable {
  package var method: String
  package var target: String
  /// The first ``AnswerRecord/maxHeaders`` fields in their order.
  package var headers: [AnswerRecord.Header]
  /// The beginning of the body, its lines kept.
  package var body: String
  /// The length of the whole body.
  package var bodyBytes: Int
  /// A command that repeats it in a shell; secrets are the variables they come from.
  package var curl: String

  package init(
    method: String, target: String, headers: [AnswerRecord.Header] = [], body: String = "", bodyBytes: Int = 0,
    curl: String
  ) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
    self.bodyBytes = bodyBytes
    self.curl = curl
  }

  /// How many bytes of the body `body` shows.
  package var shownBytes: Int { min(bodyBytes, AnswerRecord.maxBodyBytes) }
}

/// A response that came.
package struct AnswerRecord: Sendable, Hashable {
  package struct Header: Sendable, Hashable {
    package var name: String
    package var value: String
    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package var version: String
  package var status: Int
  package var reason: String
  /// The first ``maxHeaders`` fields in their order.
  package var headers: [Header]
  /// The beginning of the body, its lines kept.
  package var body: String
  /// How long the whole body was.
  package var bodyBytes: Int
  /// How many bytes of it `body` shows.
  package var shownBytes: Int

  package static let maxHeaders = 40
  package static let maxBodyBytes = 2048

  package init(
    version: String, status: Int, reason: String, headers: [Header], body: String, bodyBytes: Int, shownBytes: Int
  ) {
    self.version = version
    self.status = status
    self.reason = reason
    self.headers = headers
    self.body = body
    self.bodyBytes = bodyBytes
    self.shownBytes = shownBytes
  }
}
