/// An HTTP request as it is sent; only `Host` and `Content-Length` are added.
public struct Request: Sendable, Hashable {
  /// The method.
  public var method: Method
  /// The request target as it is sent (origin form: path and query), never normalized.
  public var target: String
  /// The header fields as they are sent.
  public var headers: HeaderFields
  /// The body; `nil` sends none and no `Content-Length`, an empty array sends `Content-Length: 0`.
  public var body: [UInt8]?

  /// A request with these parts, which are sent as they are.
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
    // Hashed as one block; the elements of an array are otherwise hashed one by one.
    hasher.combine(body?.count)
    body?.withUnsafeBytes { hasher.combine(bytes: $0) }
  }
}
