import AssayJSON

extension Schema {
  /// What a place lies in, outermost first, each with a sample for a value that leaves it out.
  package func way(to pointer: JSONPointer) -> [(pointer: JSONPointer, sample: JSONValue)] {
    pointer.tokens.indices.dropFirst().compactMap { count in
      let outer = JSONPointer(Array(pointer.tokens[..<count]))
      return member(at: outer).map { (outer, $0.sample) }
    }
  }

  /// The declared members of an object schema.
  package var properties: [Property] {
    assertions.flatMap { assertion -> [Property] in
      if case .properties(let properties) = assertion { properties } else { [] }
    }
  }

  package func property(_ name: String) -> Property? { properties.first { $0.name == name } }

  /// What the items of an array must be, where that is the same for all of them.
  package var items: Schema? {
    for case .items(let items) in assertions { return items }
    return nil
  }

  /// The schema of the value at a pointer, as far as `properties` and `items` declare it.
  package func member(at pointer: JSONPointer) -> Schema? {
    var schema = self
    for token in pointer.tokens {
      guard let next = schema.property(token)?.schema ?? (JSONPointer.arrayIndex(token) == nil ? nil : schema.items)
      else { return nil }
      schema = next
    }
    return schema
  }

  /// The members that the schema declares, outer before inner, through objects and into the first item of arrays.
  package var places: [MemberPlace] { places(at: .root) }

  private func places(at pointer: JSONPointer) -> [MemberPlace] {
    var found: [MemberPlace] = []
    for property in properties {
      let place = pointer.appending(property.name)
      found.append(MemberPlace(pointer: place, property: property))
      found += property.schema.places(at: place)
    }
    for case .items(let items) in assertions { found += items.places(at: pointer.appending(0)) }
    return found
  }

  /// The values of an enum, or none.
  package var allowedValues: [JSONValue] {
    for case .enum(let values) in assertions { return values }
    return []
  }

  package var format: Format? {
    for case .format(let format) in assertions { return format }
    return nil
  }
}

/// A declared member of a schema and where it stands.
package struct MemberPlace: Sendable {
  package var pointer: JSONPointer
  package var property: Property

  /// The place in a case's id: `data.user`.
  package var name: String { pointer.tokens.joined(separator: ".") }
}
