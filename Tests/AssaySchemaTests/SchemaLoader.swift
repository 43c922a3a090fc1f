import AssayJSON
import AssaySchema
import AssaySpec

/// Turns a JSON Schema 2020-12 text into a `Schema`: what the suites need, with local references only.
struct SchemaLoader {
  struct Unsupported: Error, CustomStringConvertible {
    var description: String
  }

  private let root: JSONValue
  /// References met and not yet loaded, and all that were met.
  private var waiting: [String] = []
  private var met: Set<String> = []

  static func load(_ root: JSONValue) throws -> Schema {
    var loader = SchemaLoader(root: root)
    let schema = try loader.schema(root)
    var definitions: [Schema.Definition] = []
    while let reference = loader.waiting.popLast() {
      guard reference.hasPrefix("#"), let text = percentDecoded(reference.dropFirst()),
        let pointer = JSONPointer(parsing: text), let value = root[pointer]
      else { throw Unsupported(description: "$ref \(reference)") }
      definitions.append(Schema.Definition(reference, try loader.schema(value)))
    }
    return definitions.isEmpty ? schema : Schema(.any, [.definitions(definitions), .allOf([schema])])
  }

  private init(root: JSONValue) { self.root = root }

  private static func percentDecoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func schema(_ value: JSONValue) throws -> Schema {
    switch value {
    case .boolean(let allows): return allows ? .any : .never
    case .object(let members):
      var schema = Schema.any
      for member in members { try add(member.key, member.value, of: value, to: &schema) }
      return schema
    default: throw Unsupported(description: "a schema that is a \(value.typeName)")
    }
  }

  private mutating func add(_ key: String, _ value: JSONValue, of parent: JSONValue, to schema: inout Schema) throws {
    var assertion: Schema.Assertion?
    switch key {
    case "$schema", "$comment", "$defs", "then", "else", "minContains", "maxContains", "description", "title",
      "default", "definitions":
      break
    case "type": schema.types = try types(value)
    case "enum": assertion = .enum(try items(value))
    case "const": assertion = .enum([value])
    case "format":
      let name = try string(value)
      guard let format = Format.all.first(where: { $0.name == name }) else {
        throw Unsupported(description: "the format \(name)")
      }
      assertion = .format(format)
    case "pattern": assertion = .pattern(try string(value))
    case "minLength": assertion = .minLength(try count(value))
    case "maxLength": assertion = .maxLength(try count(value))
    case "minimum": assertion = .minimum(try number(value))
    case "maximum": assertion = .maximum(try number(value))
    case "exclusiveMinimum": assertion = .exclusiveMinimum(try number(value))
    case "exclusiveMaximum": assertion = .exclusiveMaximum(try number(value))
    case "multipleOf": assertion = .multipleOf(try number(value))
    case "properties":
      assertion = .properties(try members(value).map { .optional($0.key, try self.schema($0.value)) })
    case "required":
      // Beside `properties` these names would keep `additionalProperties` away from what they name.
      let names = try items(value).map { try Property.required(string($0), .any) }
      assertion = .allOf([Schema(.any, [.properties(names)])])
    case "additionalProperties": assertion = .additionalProperties(try self.schema(value))
    case "patternProperties":
      assertion = .patternProperties(try members(value).map { .init($0.key, try self.schema($0.value)) })
    case "propertyNames": assertion = .propertyNames(try self.schema(value))
    case "minProperties": assertion = .minProperties(try count(value))
    case "maxProperties": assertion = .maxProperties(try count(value))
    case "dependentRequired":
      assertion = .dependentRequired(
        try members(value).map { .init($0.key, requires: try items($0.value).map(string)) })
    case "items": assertion = .items(try self.schema(value))
    case "prefixItems": assertion = .prefixItems(try items(value).map { try self.schema($0) })
    case "contains":
      assertion = .contains(
        try self.schema(value), min: try parent["minContains"].map(count) ?? 1,
        max: try parent["maxContains"].map(count))
    case "minItems": assertion = .minItems(try count(value))
    case "maxItems": assertion = .maxItems(try count(value))
    case "uniqueItems": if value == true { assertion = .uniqueItems }
    case "allOf": assertion = .allOf(try items(value).map { try self.schema($0) })
    case "anyOf": assertion = .anyOf(try items(value).map { try self.schema($0) })
    case "oneOf": assertion = .oneOf(try items(value).map { try self.schema($0) })
    case "not": assertion = .not(try self.schema(value))
    case "if":
      assertion = .ifThenElse(
        try self.schema(value), then: try parent["then"].map { try self.schema($0) },
        else: try parent["else"].map { try self.schema($0) })
    case "$ref":
      let reference = try string(value)
      if met.insert(reference).inserted { waiting.append(reference) }
      assertion = .reference(reference)
    default: throw Unsupported(description: "keyword \(key)")
    }
    if let assertion { schema.assertions.append(assertion) }
  }

  private func types(_ value: JSONValue) throws -> JSONTypes {
    let all: [JSONValue: JSONTypes] = [
      "null": .null, "boolean": .boolean, "integer": .integer, "number": .number, "string": .string, "array": .array,
      "object": .object,
    ]
    if let type = all[value] { return type }
    return try items(value).reduce(into: []) { types, name in
      guard let type = all[name] else { throw Unsupported(description: "type \(name.serialized())") }
      types.formUnion(type)
    }
  }

  private func items(_ value: JSONValue) throws -> [JSONValue] {
    guard case .array(let items) = value else { throw Unsupported(description: "a \(value.typeName) for an array") }
    return items
  }

  private func members(_ value: JSONValue) throws -> JSONObject {
    guard case .object(let members) = value else { throw Unsupported(description: "a \(value.typeName) for an object") }
    return members
  }

  private func string(_ value: JSONValue) throws -> String {
    guard case .string(let string) = value else { throw Unsupported(description: "a \(value.typeName) for a string") }
    return string
  }

  private func number(_ value: JSONValue) throws -> JSONNumber {
    guard case .number(let number) = value else { throw Unsupported(description: "a \(value.typeName) for a number") }
    return number
  }

  private func count(_ value: JSONValue) throws -> Int {
    guard let count = try number(value).int64 else { throw Unsupported(description: "a count \(value.serialized())") }
    return Int(count)
  }
}
