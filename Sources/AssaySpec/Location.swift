import AssayJSON
import AssaySchema

/// A place in a request that holds one value.
///
/// A string literal is a place in the body: `"/phoneNumber"`.
public enum Location: Sendable, Hashable, CustomStringConvertible, ExpressibleByStringLiteral {
  /// A parameter of the path.
  case path(String)
  /// A parameter of the query.
  case query(String)
  /// A request header.
  case header(String)
  /// A cookie of the request (RFC 6265, section 4.2).
  case cookie(String)
  /// A value inside the body; `.body(.root)` is the whole of it.
  case body(JSONPointer)

  /// The part of a request that a place is in.
  package enum Kind: String, Sendable, Hashable {
    case path
    case query
    case header
    case cookie
    case body
  }

  /// A place in the body, as a JSON pointer (RFC 6901).
  public init(stringLiteral pointer: String) { self = .body(JSONPointer(stringLiteral: pointer)) }

  package var kind: Kind {
    switch self {
    case .path: .path
    case .query: .query
    case .header: .header
    case .cookie: .cookie
    case .body: .body
    }
  }

  /// The name without its location, for ids of cases and names of faults: `X-Merchant-ID`, `data.user`, `body`.
  package var name: String {
    switch self {
    case .path(let name), .query(let name), .header(let name), .cookie(let name): name
    case .body(let pointer): pointer == .root ? "body" : pointer.tokens.joined(separator: ".")
    }
  }

  /// The place as people write it: `path id`, `header X-Merchant-ID`, `body /type`.
  public var description: String {
    switch self {
    case .path(let name): "path \(name)"
    case .query(let name): "query \(name)"
    case .header(let name): "header \(name)"
    case .cookie(let name): "cookie \(name)"
    case .body(let pointer): pointer == .root ? "body" : "body \(pointer)"
    }
  }
}

/// A value that a request must have at a place.
package struct FieldValue: Sendable, Hashable {
  package var location: Location
  package var value: JSONValue

  package init(_ location: Location, _ value: JSONValue) {
    self.location = location
    self.value = value
  }
}
