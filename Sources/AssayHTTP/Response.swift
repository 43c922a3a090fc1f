/// An HTTP response as it was received, with everything that matters for its conformance.
package struct Response: Sendable, Hashable {
  /// The protocol version as sent, for example `HTTP/1.1`.
  package var version: String
  package var status: Int
  package var reason: String
  package var headers: HeaderFields
  /// The body without chunked framing; a content coding is not decoded.
  package var body: [UInt8]
  package var trailers: HeaderFields
  /// The interim (1xx) responses before this one, in order.
  package var interim: [InterimResponse]
  /// How many bytes of the body were received and dropped; a report contains the beginning of a long body.
  package var droppedBodyBytes = 0
  /// The violations of framing.
  package var faults: [FramingError]

  package init(
    _ status: Int, reason: String = "", headers: HeaderFields = [:], body: [UInt8] = [], version: String = "HTTP/1.1",
    trailers: HeaderFields = [:], interim: [InterimResponse] = [], faults: [FramingError] = []
  ) {
    self.version = version
    self.status = status
    self.reason = reason
    self.headers = headers
    self.body = body
    self.trailers = trailers
    self.interim = interim
    self.faults = faults
  }
}

/// An interim response (RFC 9110, section 15.2).
package struct InterimResponse: Sendable, Hashable {
  package var status: Int
  package var reason: String
  package var headers: HeaderFields

  package init(_ status: Int, reason: String = "", headers: HeaderFields = [:]) {
    self.status = status
    self.reason = reason
    self.headers = headers
  }
}
