/// One HTTP response as it came: everything that a judge of conformance may want to see.
public struct Response: Sendable, Hashable {
  /// The protocol version as sent, for example `HTTP/1.1`.
  public var version: String
  public var status: Int
  public var reason: String
  public var headers: HeaderFields
  /// The body after removing chunked framing; no content coding is ever undone.
  public var body: [UInt8]
  public var trailers: HeaderFields
  /// Interim (1xx) answers that came before this one, in order.
  public var interim: [InterimResponse]
  /// How many bytes of the body came and are not kept; a report holds the beginning of a long one.
  public var droppedBodyBytes = 0
  /// What was wrong with the framing, as facts for the judge.
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

/// An interim answer (RFC 9110, section 15.2).
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
