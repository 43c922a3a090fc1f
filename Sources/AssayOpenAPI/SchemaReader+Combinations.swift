import AssayJSON
import AssaySchema
import AssaySpec

extension SchemaReader {
  /// `allOf`, `anyOf`, `oneOf` and `discriminator`.
  mutating func readCombinations(_ place: Place, into schema: inout Schema) throws(OpenAPIError) {
    if let all = try place.array("allOf") {
      var parts = [schema]
      for part in all { parts.append(try self.schema(part, isPart: true)) }
      schema = merged(parts)
      checkRequired(place, schema)
    }
    if let discriminator = try place.object("discriminator"), !discriminated.contains(place.id) {
      if try readDiscriminator(discriminator, place, into: &schema) { return }
    }
    for keyword in ["anyOf", "oneOf"] {
      guard let branches = try place.array(keyword), !branches.isEmpty else { continue }
      var schemas: [Schema] = []
      for branch in branches { schemas.append(try self.schema(branch, isPart: true)) }
      let hasNull = schemas.contains(.null)
      let others = schemas.filter { $0 != .null }
      let isBare = schema == .any
      // Each branch with what stands beside the keyword, so that a sample of it satisfies both.
      let whole = isBare ? others : others.map { merged([schema, $0]) }
      if whole.isEmpty {
        schema = .null
        continue
      }
      if whole.count == 1 {
        schema = whole[0]
      } else {
        if isBare { schema.types = whole.reduce(into: []) { $0.formUnion($1.types) } }
        schema.assertions.append(keyword == "anyOf" ? .anyOf(whole) : .oneOf(whole))
      }
      if hasNull { schema = schema.orNull }
    }
  }

  private mutating func checkRequired(_ place: Place, _ schema: Schema) {
    // `required` in one part, `properties` in another: `Property(.any)` was made before they were merged.
    let isMerged = !schema.assertions.contains { if case .allOf = $0 { true } else { false } }
    guard isMerged, let list = place["required"] else { return }
    for name in list.items.compactMap(\.string) where schema.property(name)?.evidence == nil {
      questions.add(
        .contradiction, at: list, "\"\(name)\" is required, and no property of that name is declared.",
        assumed: "The member must be there, with any value.")
    }
  }

  /// One schema of several that hold together: with all of their members where they can be written as one.
  func merged(_ schemas: [Schema]) -> Schema {
    let parts = schemas.filter { $0 != .any }
    guard var result = parts.first else { return .any }
    for part in parts.dropFirst() {
      guard let both = Self.merge(result, part) else { return Schema(.any, [.allOf(parts)]) }
      result = both
    }
    return result
  }

  /// `nil` where the two cannot be written as one.
  private static func merge(_ first: Schema, _ second: Schema) -> Schema? {
    let types = first.types.intersection(second.types)
    if types.isEmpty { return nil }
    var result = Schema(types, first.assertions)
    for assertion in second.assertions {
      switch assertion {
      case .properties(let properties):
        guard let index = result.assertions.firstIndex(where: { if case .properties = $0 { true } else { false } }),
          case .properties(let own) = result.assertions[index]
        else {
          result.assertions.append(assertion)
          continue
        }
        guard let both = merge(own, properties) else { return nil }
        result.assertions[index] = .properties(both)
      case .enum(let values):
        guard let index = result.assertions.firstIndex(where: { if case .enum = $0 { true } else { false } }),
          case .enum(let own) = result.assertions[index]
        else {
          result.assertions.append(assertion)
          continue
        }
        let both = own.filter(values.contains)
        if both.isEmpty { return nil }
        result.assertions[index] = .enum(both)
      case .additionalProperties(let schema) where schema == .any: continue
      default: if !result.assertions.contains(assertion) { result.assertions.append(assertion) }
      }
    }
    // What may stand in a schema once only.
    let isTwice = [first, second].allSatisfy { part in
      part.assertions.contains {
        switch $0 {
        case .discriminator, .items, .prefixItems, .patternProperties: true
        default: false
        }
      }
    }
    if isTwice || first.excludes(second) || second.excludes(first) { return nil }
    result.assertions.removeAll { $0 == .additionalProperties(.any) }
    return result
  }

  private static func merge(_ first: [Property], _ second: [Property]) -> [Property]? {
    var result = first
    for property in second {
      guard let index = result.firstIndex(where: { $0.name == property.name }) else {
        result.append(property)
        continue
      }
      var both = result[index]
      if both.schema == .any {
        both.schema = property.schema
      } else if property.schema != .any, property.schema != both.schema {
        guard let schema = merge(both.schema, property.schema) else { return nil }
        both.schema = schema
      }
      if property.presence == .required { both.presence = .required }
      if property.access != .readWrite { both.access = property.access }
      both.isDeprecated = both.isDeprecated || property.isDeprecated
      both.isSecret = both.isSecret || property.isSecret
      both.evidence = both.evidence ?? property.evidence
      result[index] = both
    }
    return result
  }

  /// Reads the kinds of an object that a member names; false where the branches say it better.
  private mutating func readDiscriminator(
    _ discriminator: Place, _ place: Place, into schema: inout Schema
  ) throws(OpenAPIError) -> Bool {
    guard let member = try discriminator.text("propertyName") else {
      throw discriminator.error("a discriminator needs propertyName: the member that names the kind")
    }
    discriminated.insert(place.id)
    defer { discriminated.remove(place.id) }
    var kinds: [(name: String, place: Place)] = []
    for (name, value) in try discriminator.object("mapping")?.members ?? [] {
      guard let text = value.string else { throw value.error("a mapping holds names of schemas or references") }
      let reference =
        text.contains("#") || text.contains("/") || text.contains(".") ? text : "#/components/schemas/\(text)"
      kinds.append((name, try files.target(of: reference, from: value)))
    }
    let branches = try place.array(place["oneOf"] == nil ? "anyOf" : "oneOf") ?? []
    for branch in branches {
      let target = try files.resolve(branch)
      if kinds.contains(where: { $0.place.id == target.id }) { continue }
      guard branch["$ref"] != nil, let name = target.tokens.last else {
        questions.add(
          .contradiction, at: branch, "A schema without a name stands beside a discriminator.",
          assumed: "The discriminator is left out, and the branches decide.")
        return false
      }
      kinds.append((name, target))
    }
    if kinds.isEmpty {
      // The kinds are the schemas that name this one in their `allOf`.
      kinds = try inheritors(of: place)
    }
    if kinds.isEmpty { return false }
    var definitions: [Schema.Definition] = []
    var isRequired = false
    for (name, target) in kinds {
      var kind = try self.schema(target)
      let tag = kind.property(member)
      isRequired = isRequired || tag?.presence == .required
      if let values = tag?.schema.allowedValues, !values.isEmpty, !values.contains(.string(name)) {
        questions.add(
          .contradiction, at: target,
          "The member \"\(member)\" of the schema does not allow the name \"\(name)\" that the discriminator gives it.",
          assumed: "The discriminator counts.")
      }
      kind = kind.withoutRule(for: member)
      if !definitions.contains(where: { $0.name == name }) { definitions.append(Schema.Definition(name, kind)) }
    }
    let declared = schema.property(member)
    isRequired = isRequired || declared?.presence == .required
    if !isRequired {
      questions.add(
        .silence, at: discriminator, "No schema requires the member \"\(member)\" that names the kind.",
        assumed: "It must be there, or the kind would be unknown.")
    }
    let evidence =
      isRequired
      ? discriminator.evidence : discriminator.assumed("Without \"\(member)\" the kind would be unknown.")
    let tag = Property(
      member, Schema(.string, [.enum(definitions.map { .string($0.name) })]), .required, evidence: evidence)
    var result = schema
    let properties = result.properties.filter { $0.name != member }
    result.types = .object
    result.assertions.removeAll { if case .properties = $0 { true } else { false } }
    result.assertions += [.properties([tag] + properties), .discriminator(member, definitions)]
    schema = result
    return true
  }

  private func inheritors(of place: Place) throws(OpenAPIError) -> [(name: String, place: Place)] {
    guard let schemas = try files.root(of: place.path)["components"]?["schemas"] else { return [] }
    var found: [(String, Place)] = []
    for (name, schema) in schemas.members {
      for part in schema["allOf"]?.items ?? [] where part["$ref"] != nil {
        if try files.resolve(part).id == place.id { found.append((name, schema)) }
      }
    }
    return found
  }
}

extension Schema {
  /// Whether members of another schema would be additional ones of this, which has a rule for them.
  fileprivate func excludes(_ other: Schema) -> Bool {
    let isOpen = assertions.allSatisfy { assertion in
      if case .additionalProperties(let schema) = assertion { schema == .any } else { true }
    }
    return !isOpen && !other.properties.allSatisfy { property($0.name) != nil }
  }

  /// This schema, which lets a member be whatever the discriminator makes it.
  fileprivate func withoutRule(for member: String) -> Schema {
    var schema = self
    for index in schema.assertions.indices {
      guard case .properties(var properties) = schema.assertions[index] else { continue }
      for index in properties.indices where properties[index].name == member {
        properties[index] = Property(member, .any, .optional)
      }
      schema.assertions[index] = .properties(properties)
    }
    return schema
  }
}
