/// The path of an endpoint with its parameters in braces: `/v2/card/{id}/passcode/code/set`.
public struct PathTemplate: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
  enum Segment: Sendable, Hashable {
    case literal(String)
    case parameter(String)
  }

  public let description: String
  let segments: [Segment]

  public init(stringLiteral value: String) { self.init(value) }

  /// Reads a template; a segment is a parameter when braces enclose the whole of it.
  public init(_ text: String) {
    description = text
    segments = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map { part in
      part.count > 2 && part.hasPrefix("{") && part.hasSuffix("}")
        ? .parameter(String(part.dropFirst().dropLast())) : .literal(String(part))
    }
  }

  /// The parameters' names in order.
  public var parameterNames: [String] {
    segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
  }

  /// The path with each parameter replaced by its value, percent-encoded for one segment; every byte of those named.
  public func expand(encodingAllOf names: Set<String> = [], _ value: (String) -> String) -> String {
    segments.map { segment in
      switch segment {
      case .literal(let text): "/" + text
      case .parameter(let name):
        "/"
          + (names.contains(name) ? PercentEncoding.encodeAll(value(name)) : PercentEncoding.encodeSegment(value(name)))
      }
    }.joined()
  }

  /// The parameters' values when the path of a request target has this shape, else `nil`; an empty value is one too.
  public func match(_ path: Substring) -> [String: String]? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    guard path.hasPrefix("/"), parts.count == segments.count else { return nil }
    var values: [String: String] = [:]
    for (part, segment) in zip(parts, segments) {
      switch segment {
      case .literal(let text): guard text.utf8.elementsEqual(part.utf8) else { return nil }
      case .parameter(let name): values[name] = PercentEncoding.decode(part)
      }
    }
    return values
  }
}
