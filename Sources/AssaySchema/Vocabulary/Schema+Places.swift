extension Schema {
  /// This schema with the evidence of its members placed below a heading: `Responses › 200 › data › email`.
  package func standing(at place: String) -> Schema {
    mapping { property in
      var property = property
      let below = "\(place) › \(property.name)"
      property.evidence = property.evidence?.standing(at: below, property.source)
      property.schema = property.schema.standing(at: below)
      return property
    } schemas: {
      $0.standing(at: place)
    }
  }

  /// This schema as it holds for requests: without read-only members.
  package var forRequests: Schema {
    mapping {
      $0.access == .readOnly ? nil : $0.mapping(\.forRequests)
    } schemas: {
      $0.forRequests
    }
  }

  /// This schema as it holds for responses: write-only members must not be there.
  package var forResponses: Schema {
    mapping { property in
      var property = property.mapping(\.forResponses)
      if property.access == .writeOnly { property.presence = .forbidden }
      return property
    } schemas: {
      $0.forResponses
    }
  }

  /// This schema with its declared members changed, and the other schemas whose members are members of the value or of its
  /// parts.
  private func mapping(_ change: (Property) -> Property?, schemas: (Schema) -> Schema) -> Schema {
    func named(_ definitions: [Definition]) -> [Definition] {
      definitions.map { Definition($0.name, schemas($0.schema)) }
    }
    var result = self
    for index in assertions.indices {
      switch assertions[index] {
      case .properties(let properties): result.assertions[index] = .properties(properties.compactMap(change))
      case .items(let items): result.assertions[index] = .items(schemas(items))
      case .additionalProperties(let value): result.assertions[index] = .additionalProperties(schemas(value))
      case .allOf(let all): result.assertions[index] = .allOf(all.map(schemas))
      case .anyOf(let any): result.assertions[index] = .anyOf(any.map(schemas))
      case .oneOf(let one): result.assertions[index] = .oneOf(one.map(schemas))
      case .discriminator(let member, let kinds): result.assertions[index] = .discriminator(member, named(kinds))
      case .definitions(let definitions): result.assertions[index] = .definitions(named(definitions))
      default: continue
      }
    }
    return result
  }
}

extension Property {
  /// This member with its schema changed.
  fileprivate func mapping(_ change: (Schema) -> Schema) -> Property {
    var property = self
    property.schema = change(schema)
    return property
  }
}
