import AssayJSON
import AssaySchema
import AssaySpec

/// Reads schemas of OpenAPI 3.0 and 3.1.
struct SchemaReader {
  let files: DocumentFiles
  /// Whether the document is of OpenAPI 3.0, whose schemas are not quite JSON Schema.
  let isOld: Bool
  var questions = Questions()
  /// What was read, by place; only what stands for itself.
  private var known: [String: Schema] = [:]
  /// The places that are being read.
  private var open: Set<String> = []
  /// The places that what is being read refers back to.
  private var pending: Set<String> = []
  /// Parents whose discriminator is being read.
  var discriminated: Set<String> = []
  /// Those of them that a kind is being made of.
  private var inherited: Set<String> = []

  init(_ files: DocumentFiles, isOld: Bool) {
    self.files = files
    self.isOld = isOld
  }

  /// The schema at a place.
  ///
  /// - Parameter isPart: Whether it stands beside others that declare the members which it requires.
  mutating func schema(_ place: Place, isPart: Bool = false) throws(OpenAPIError) -> Schema {
    if let flag = place.node.bool, !isOld { return flag ? .any : .never }
    guard place.isObject else {
      throw place.error("a schema must be an object, found \(place.node.kind.rawValue)")
    }
    guard let reference = place["$ref"] else { return try described(place, isPart: isPart) }
    let target = try files.target(of: place.text("$ref") ?? "", from: place)
    let schema = try named(target)
    let others = place.members.filter { $0.key != "$ref" && !Self.annotations.contains($0.key) }
    if others.isEmpty { return schema }
    if isOld {
      questions.add(
        .oddity, at: reference, "Beside $ref stands \(others.map(\.key).joined(separator: ", ")).",
        assumed: "OpenAPI 3.0 ignores what stands beside $ref.")
      return schema
    }
    return merged([schema, try described(place, isPart: true)])
  }

  /// The schema that a reference names, which may refer to itself.
  private mutating func named(_ target: Place) throws(OpenAPIError) -> Schema {
    let id = target.id
    if let schema = known[id] { return schema }
    // A kind that is made of its parent has the parent's members, and not all of its kinds.
    if discriminated.contains(id), inherited.insert(id).inserted {
      defer { inherited.remove(id) }
      return try schema(target)
    }
    if open.contains(id) {
      pending.insert(id)
      return Schema(target["type"].map { types(of: $0) } ?? .any, [.reference(id)])
    }
    let outer = pending
    pending = []
    open.insert(id)
    var schema = try schema(target)
    open.remove(id)
    if pending.remove(id) != nil { schema = schema.and(.definitions([Schema.Definition(id, schema)])) }
    if pending.isEmpty, discriminated.isEmpty { known[id] = schema }
    pending.formUnion(outer)
    return schema
  }

  /// Keywords that say nothing of values.
  static let annotations: Set = [
    "title", "description", "summary", "default", "example", "examples", "deprecated", "readOnly", "writeOnly", "xml",
    "externalDocs", "$comment", "$schema", "$id", "$defs", "contentMediaType",
  ]

  private mutating func described(_ place: Place, isPart: Bool) throws(OpenAPIError) -> Schema {
    var schema = Schema(place["type"].map { types(of: $0) } ?? .any)
    if place["type"] == nil { schema.types = inferredTypes(place, isPart: isPart) }
    for (keyword, value) in place.members { try read(keyword, value, place, isPart: isPart, into: &schema) }
    try readMembers(place, isPart: isPart, into: &schema)
    try readEnum(place, into: &schema)
    try readCombinations(place, into: &schema)
    if let nullable = place["nullable"] {
      if !isOld {
        questions.add(
          .oddity, at: nullable, "OpenAPI 3.1 has no keyword nullable.",
          assumed: "It means what it means in OpenAPI 3.0.")
      }
      if nullable.node.bool == true { schema = schema.orNull }
    }
    return schema
  }

  private mutating func types(of place: Place) -> JSONTypes {
    var types: JSONTypes = []
    for name in place.node.kind == .array ? place.items : [place] {
      switch name.string {
      case "string": types.formUnion(.string)
      case "integer": types.formUnion(.integer)
      case "number": types.formUnion(.number)
      case "boolean": types.formUnion(.boolean)
      case "array": types.formUnion(.array)
      case "object": types.formUnion(.object)
      case "null": types.formUnion(.null)
      default:
        questions.add(
          .oddity, at: name, "\(name.value.serialized()) is no type of JSON Schema.", assumed: "The value has any type."
        )
        return .any
      }
    }
    return types.isEmpty ? .any : types
  }

  /// The types of a schema that names none but says of what type it is.
  private mutating func inferredTypes(_ place: Place, isPart: Bool) -> JSONTypes {
    let signs: [(String, JSONTypes)] = [
      ("properties", .object), ("additionalProperties", .object), ("items", .array), ("pattern", .string),
      ("minLength", .string), ("maxLength", .string),
    ]
    guard !isPart, let (keyword, types) = signs.first(where: { place[$0.0] != nil }) else { return .any }
    questions.add(
      .silence, at: place, "The schema names no type.", assumed: "It is the type that \(keyword) is about.")
    return types
  }

  private mutating func read(
    _ keyword: String, _ value: Place, _ place: Place, isPart: Bool, into schema: inout Schema
  ) throws(OpenAPIError) {
    switch keyword {
    case "format": readFormat(value, into: &schema)
    case "pattern": readPattern(value, into: &schema)
    case "minLength": schema.assertions.append(.minLength(try count(value)))
    case "maxLength": schema.assertions.append(.maxLength(try count(value)))
    case "minItems": schema.assertions.append(.minItems(try count(value)))
    case "maxItems": schema.assertions.append(.maxItems(try count(value)))
    case "minProperties": schema.assertions.append(.minProperties(try count(value)))
    case "maxProperties": schema.assertions.append(.maxProperties(try count(value)))
    case "uniqueItems": if value.node.bool == true { schema.assertions.append(.uniqueItems) }
    case "minimum":
      let isExclusive = place["exclusiveMinimum"]?.node.bool == true
      schema.assertions.append(isExclusive ? .exclusiveMinimum(try number(value)) : .minimum(try number(value)))
    case "maximum":
      let isExclusive = place["exclusiveMaximum"]?.node.bool == true
      schema.assertions.append(isExclusive ? .exclusiveMaximum(try number(value)) : .maximum(try number(value)))
    case "exclusiveMinimum": if !isOld { schema.assertions.append(.exclusiveMinimum(try number(value))) }
    case "exclusiveMaximum": if !isOld { schema.assertions.append(.exclusiveMaximum(try number(value))) }
    case "multipleOf":
      let divisor = try number(value)
      guard divisor > 0 else { throw value.error("multipleOf must be above 0, found \(divisor)") }
      schema.assertions.append(.multipleOf(divisor))
    case "items": schema.assertions.append(.items(try self.schema(value)))
    case "prefixItems":
      var schemas: [Schema] = []
      for item in value.items { schemas.append(try self.schema(item)) }
      schema.assertions.append(.prefixItems(schemas))
    case "contains":
      schema.assertions.append(
        .contains(
          try self.schema(value),
          min: try place["minContains"].map { (node) throws(OpenAPIError) in try count(node) } ?? 1,
          max: try place["maxContains"].map { (node) throws(OpenAPIError) in try count(node) }))
    case "additionalProperties": schema.assertions.append(.additionalProperties(try additional(value)))
    case "propertyNames": schema.assertions.append(.propertyNames(try self.schema(value)))
    case "patternProperties":
      var properties: [Schema.PatternProperty] = []
      for (pattern, value) in value.members { properties.append(.init(pattern, try self.schema(value))) }
      schema.assertions.append(.patternProperties(properties))
    case "dependentRequired":
      schema.assertions.append(
        .dependentRequired(value.members.map { .init($0.key, requires: $0.value.items.compactMap(\.string)) }))
    case "not": schema.assertions.append(.not(try self.schema(value, isPart: true)))
    case "if":
      schema.assertions.append(
        .ifThenElse(
          try self.schema(value, isPart: true), then: try optional(place["then"]), else: try optional(place["else"])))
    case "contentEncoding":
      if value.string == "base64" { schema.assertions.append(.format(.byte)) } else { inexpressible(keyword, value) }
    case "type", "nullable", "properties", "required", "enum", "const", "allOf", "anyOf", "oneOf", "discriminator",
      "then",
      "else", "minContains", "maxContains", "$ref":
      break
    default: if !Self.annotations.contains(keyword) { inexpressible(keyword, value) }
    }
  }

  private mutating func optional(_ place: Place?) throws(OpenAPIError) -> Schema? {
    guard let place else { return nil }
    return try schema(place, isPart: true)
  }

  private mutating func additional(_ place: Place) throws(OpenAPIError) -> Schema {
    if let flag = place.node.bool { return flag ? .any : .never }
    return try schema(place)
  }

  private mutating func inexpressible(_ keyword: String, _ place: Place) {
    questions.add(
      .silence, at: place, "The keyword \(keyword) is not one that a contract can express.",
      assumed: "It asks nothing of a value.")
  }

  private mutating func readFormat(_ place: Place, into schema: inout Schema) {
    // These say how a number is stored, or what a text is for, and exclude no value.
    guard let name = place.string, !["double", "float", "password", "binary"].contains(name) else { return }
    guard let format = Format.all.first(where: { $0.name == name }) else {
      questions.add(
        .silence, at: place, "The format \"\(name)\" has no definition.", assumed: "Any value of the type has it.")
      return
    }
    let isOfIntegers = if case .integer = format.rule { true } else { false }
    guard schema.types.isSuperset(of: isOfIntegers ? .integer : .string) || schema.types == .any else {
      questions.add(
        .contradiction, at: place, "The format \"\(name)\" is not one of the schema's type.",
        assumed: "The type counts.")
      return
    }
    schema.assertions.append(.format(format))
  }

  private mutating func readPattern(_ place: Place, into schema: inout Schema) {
    guard let text = place.string else { return }
    do throws(SchemaError) {
      _ = try CompiledSchema(.string(pattern: text))
      schema.assertions.append(.pattern(text))
    } catch {
      questions.add(
        .silence, at: place, "The pattern cannot be read: \(error.message).", assumed: "Any text matches.")
    }
  }

  private func count(_ place: Place) throws(OpenAPIError) -> Int {
    guard let count = place.node.number?.int64, count >= 0 else {
      throw place.error(
        "\(place.tokens.last ?? "") must be a whole number, 0 or above, found \(place.value.serialized())")
    }
    return Int(count)
  }

  private func number(_ place: Place) throws(OpenAPIError) -> JSONNumber {
    guard let number = place.node.number else {
      throw place.error("\(place.tokens.last ?? "") must be a number, found \(place.node.kind.rawValue)")
    }
    return number
  }
}
