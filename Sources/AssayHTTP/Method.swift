/// A request method (RFC 9110, section 9). The set is open; methods are case-sensitive.
public struct Method: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
  /// The method as it stands in the request line.
  public var rawValue: String
  /// A method by its name.
  public init(rawValue: String) { self.rawValue = rawValue }
  /// A method by its name.
  public init(_ rawValue: String) { self.rawValue = rawValue }

  /// Reads a resource.
  public static let get = Method("GET")
  /// Reads the header fields of a resource.
  public static let head = Method("HEAD")
  /// Gives a resource something to process.
  public static let post = Method("POST")
  /// Replaces a resource.
  public static let put = Method("PUT")
  /// Changes a resource (RFC 5789).
  public static let patch = Method("PATCH")
  /// Deletes a resource.
  public static let delete = Method("DELETE")
  /// Asks which methods a resource has.
  public static let options = Method("OPTIONS")

  /// Whether the method is safe (RFC 9110, section 9.2.1), so that a request may be sent twice.
  public var isSafe: Bool { self == .get || self == .head || self == .options }

  public var description: String { rawValue }
}
