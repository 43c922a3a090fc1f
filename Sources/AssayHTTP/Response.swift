/// An HTTP response as it was received, with everything that matters for its conformance.
public struct Response: Sendable, Hashable {
  /// The protocol version as sent, for example `HTTP/1.1`.
  public var version: String
  public var status: Int
  public var reason: String
  public var headers: HeaderFields
  /// The body without chunked framing; a content coding is not decoded.
  public var body: [UInt8]
  public var trailers: HeaderFields
  /// The interim (1xx) responses before this one, in order.
  public var interim: [InterimResponse]
  /// How many bytes of the body were received and dropped; a report contains the beginning of a long body.
  public var droppedBodyBytes = 0
  /// The violations of framing.
  public var faults: [FramingError]

  public init(
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
public struct InterimResponse: Sendable, Hashable {
  public var status: Int
  public var reason: String
  public var headers: HeaderFields

  public init(_ status: Int, reason: String = "", headers: HeaderFields = [:]) {
    self.status = status
    self.reason = reason
    self.headers = headers
  }
}
