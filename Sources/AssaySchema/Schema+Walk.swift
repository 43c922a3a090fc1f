public import AssayJSON

extension Schema {
  /// The declared members of an object schema.
  public var properties: [Property] {
    assertions.flatMap { assertion -> [Property] in
      if case .properties(let properties) = assertion { properties } else { [] }
    }
  }

  public func property(_ name: String) -> Property? { properties.first { $0.name == name } }

  /// The schema of the value at a pointer, as far as `properties` declare it.
  public func member(at pointer: JSONPointer) -> Schema? {
    var schema = self
    for token in pointer.tokens {
      guard let property = schema.property(token) else { return nil }
      schema = property.schema
    }
    return schema
  }
}
