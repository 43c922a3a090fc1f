/// The path of an endpoint with its parameters in braces: `/v2/card/{id}/passcode/code/set`.
public struct PathTemplate: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// A part of the path between two slashes.
  package enum Segment: Sendable, Hashable {
    case literal(String)
    case parameter(String)
  }

  /// The template as it was written.
  public let description: String
  package let segments: [Segment]

  /// Reads a template, as ``init(_:)`` does.
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
  package var parameterNames: [String] {
    segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
  }
}
