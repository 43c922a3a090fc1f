/// A request method (RFC 9110, section 9). The set is open; methods are case-sensitive.
public struct Method: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
  public var rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public init(_ rawValue: String) { self.rawValue = rawValue }

  public static let get = Method("GET")
  public static let head = Method("HEAD")
  public static let post = Method("POST")
  public static let put = Method("PUT")
  public static let patch = Method("PATCH")
  public static let delete = Method("DELETE")
  public static let options = Method("OPTIONS")

  /// Whether the method is safe (RFC 9110, section 9.2.1), so that a request may be sent twice.
  public var isSafe: Bool { self == .get || self == .head || self == .options }

  public var description: String { rawValue }
}
