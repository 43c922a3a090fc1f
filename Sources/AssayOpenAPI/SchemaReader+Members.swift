import AssayJSON
import AssaySchema
import AssaySpec

extension SchemaReader {
  /// `properties` and `required`.
  mutating func readMembers(_ place: Place, isPart: Bool, into schema: inout Schema) throws(OpenAPIError) {
    var required: [String] = []
    for name in try place.array("required") ?? [] {
      guard let text = name.string else {
        throw name.error("required must hold names, found \(name.node.kind.rawValue)")
      }
      if !required.contains(text) { required.append(text) }
    }
    var properties: [Property] = []
    for (name, member) in try place.object("properties")?.members ?? [] {
      properties.append(try property(name, member, isRequired: required.contains(name)))
    }
    for name in required where !properties.contains(where: { $0.name == name }) {
      if !isPart, place["allOf"] == nil, place["oneOf"] == nil, place["anyOf"] == nil, let list = place["required"] {
        questions.add(
          .contradiction, at: list, "\"\(name)\" is required, and no property of that name is declared.",
          assumed: "The member must be there, with any value.")
      }
      properties.append(Property(name, .any, .required))
    }
    if !properties.isEmpty || place["properties"] != nil { schema.assertions.append(.properties(properties)) }
  }

  private mutating func property(_ name: String, _ place: Place, isRequired: Bool) throws(OpenAPIError) -> Property {
    let schema = try self.schema(place)
    let target = try files.resolve(place)
    func flag(_ key: String) throws(OpenAPIError) -> Bool {
      try (place[key] == nil ? target : place).flag(key) ?? false
    }
    var property = Property(
      name, schema, isRequired ? .required : .optional, evidence: place.evidence,
      isSecret: target["format"]?.string == "password", source: place.source)
    let (isReadOnly, isWriteOnly) = (try flag("readOnly"), try flag("writeOnly"))
    if isReadOnly, isWriteOnly {
      questions.add(
        .contradiction, at: place, "The member is read-only and write-only.", assumed: "It is an ordinary member.")
    } else if isReadOnly {
      property = property.readOnly
    } else if isWriteOnly {
      property = property.writeOnly
    }
    if try flag("deprecated") { property = property.deprecated }
    checkDefault(place, schema)
    return property
  }

  private mutating func checkDefault(_ place: Place, _ schema: Schema) {
    guard let value = place["default"], let compiled = try? CompiledSchema(schema),
      let wrong = compiled.violations(of: value.value).first(where: { !$0.isUndocumentedMember })
    else { return }
    questions.add(
      .contradiction, at: value, "The default does not satisfy its schema: expected \(wrong.validationError.expected).",
      assumed: "The schema counts.")
  }

  /// `enum` and `const`: what they exclude by the other rules is left out.
  mutating func readEnum(_ place: Place, into schema: inout Schema) throws(OpenAPIError) {
    let list = place["enum"]
    guard var values = try place.array("enum")?.map(\.value) ?? place["const"].map({ [$0.value] }) else { return }
    let at = list ?? place
    if place["type"] == nil { schema.types = Self.types(of: values) }
    // With `nullable` an enum may or may not list null.
    if place["nullable"]?.node.bool == true { values.removeAll { $0 == .null } }
    let compiled = try? CompiledSchema(schema)
    let fitting = values.filter { compiled?.accepts($0) ?? true }
    if fitting.count < values.count {
      let wrong = values.filter { !fitting.contains($0) }.map { $0.serialized() }.joined(separator: ", ")
      questions.add(
        .contradiction, at: at, "The other rules of the schema exclude values of its enum: \(wrong).",
        assumed: fitting.isEmpty ? "The other rules count." : "These are never meant.")
    }
    var unique: [JSONValue] = []
    for value in fitting where !unique.contains(value) { unique.append(value) }
    if unique.count < fitting.count {
      questions.add(.oddity, at: at, "The enum has a value twice.", assumed: "It is meant once.")
    }
    if !unique.isEmpty { schema.assertions.append(.enum(unique)) }
  }

  private static func types(of values: [JSONValue]) -> JSONTypes {
    values.reduce(into: []) { types, value in
      switch value {
      case .null: types.formUnion(.null)
      case .boolean: types.formUnion(.boolean)
      case .number: types.formUnion(.number)
      case .string: types.formUnion(.string)
      case .array: types.formUnion(.array)
      case .object: types.formUnion(.object)
      }
    }
  }
}
