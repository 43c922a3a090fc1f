/// One HTTP request exactly as it leaves: nothing is added to it but `Host` and `Content-Length`.
public struct Request: Sendable, Hashable {
  public var method: Method
  /// The request target as it is sent (origin form: path and query), bytes kept, never normalised.
  public var target: String
  /// The header fields in the order, case and number in which they leave.
  public var headers: HeaderFields
  /// The body; `nil` sends none and no `Content-Length`, an empty array sends `Content-Length: 0`.
  public var body: [UInt8]?

  public init(_ method: Method, _ target: String, headers: HeaderFields = [:], body: [UInt8]? = nil) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(method)
    hasher.combine(target)
    hasher.combine(headers)
    // As one block: the elements of an array are otherwise hashed one by one.
    hasher.combine(body?.count)
    body?.withUnsafeBytes { hasher.combine(bytes: $0) }
  }
}
