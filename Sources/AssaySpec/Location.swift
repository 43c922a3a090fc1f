import AssayJSON

/// A place in a request that holds one value.
public enum Location: Sendable, Hashable, CustomStringConvertible {
  case path(String)
  case query(String)
  case header(String)
  /// A value inside the JSON body.
  case body(JSONPointer)

  /// The place as people write it: `path id`, `header X-Merchant-ID`, `body /type`.
  public var description: String {
    switch self {
    case .path(let name): "path \(name)"
    case .query(let name): "query \(name)"
    case .header(let name): "header \(name)"
    case .body(let pointer): pointer == .root ? "body" : "body \(pointer)"
    }
  }
}

/// A value that a request must have at a place.
public struct FieldValue: Sendable, Hashable {
  public var location: Location
  public var value: JSONValue

  public init(_ location: Location, _ value: JSONValue) {
    self.location = location
    self.value = value
  }
}
