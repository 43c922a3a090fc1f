extension Schema {
  /// This schema with the evidence of its members placed below a heading: `Responses › 200 › data › email`.
  package func standing(at place: String) -> Schema {
    guard assertions.contains(where: { $0.holdsSchemas }) else { return self }
    var schema = self
    for index in schema.assertions.indices {
      switch schema.assertions[index] {
      case .properties(let properties):
        schema.assertions[index] = .properties(
          properties.map { property in
            var property = property
            let below = "\(place) › \(property.name)"
            property.evidence = property.evidence?.standing(at: below)
            property.schema = property.schema.standing(at: below)
            return property
          })
      case .items(let items): schema.assertions[index] = .items(items.standing(at: place))
      case .additionalProperties(let value):
        schema.assertions[index] = .additionalProperties(value.standing(at: place))
      case .allOf(let schemas): schema.assertions[index] = .allOf(schemas.map { $0.standing(at: place) })
      case .anyOf(let schemas): schema.assertions[index] = .anyOf(schemas.map { $0.standing(at: place) })
      case .oneOf(let schemas): schema.assertions[index] = .oneOf(schemas.map { $0.standing(at: place) })
      default: continue
      }
    }
    return schema
  }
}

extension Schema.Assertion {
  /// Whether members with evidence of their own may stand in it.
  fileprivate var holdsSchemas: Bool {
    switch self {
    case .properties, .items, .additionalProperties, .allOf, .anyOf, .oneOf: true
    default: false
    }
  }
}
