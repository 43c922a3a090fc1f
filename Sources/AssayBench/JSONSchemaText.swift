import AssayJSON
import AssaySchema

extension Schema {
  /// The schema as JSON Schema for other validators; only the keywords that the benchmarks use.
  var jsonSchema: JSONValue {
    var members: [(String, JSONValue)] = []
    func add(_ key: String, _ value: JSONValue) { members.append((key, value)) }
    let names: [(JSONTypes, JSONValue)] = [
      (.null, "null"), (.boolean, "boolean"), (.number, "number"), (.string, "string"), (.array, "array"),
      (.object, "object"),
    ]
    var allowed = names.filter { types.isSuperset(of: $0.0) }.map(\.1)
    if types.contains(.integer), !types.isSuperset(of: .number) { allowed.append("integer") }
    if types != .any { add("type", .array(allowed)) }
    for assertion in assertions {
      switch assertion {
      case .format(.int64):
        // JSON Schema has no such format; the bounds are equivalent.
        add("minimum", .number(JSONNumber(Int64.min)))
        add("maximum", .number(JSONNumber(Int64.max)))
      case .format(let format): add("format", .string(format.name))
      case .pattern(let pattern): add("pattern", .string(pattern))
      case .enum(let values): add("enum", .array(values))
      case .properties(let properties):
        add(
          "properties",
          .object(JSONObject(properties.map { ($0.name, $0.schema.jsonSchema) })))
        add("required", .array(properties.filter { $0.presence == .required }.map { .string($0.name) }))
      case .additionalProperties(let schema): add("additionalProperties", schema.jsonSchema)
      case .items(let schema): add("items", schema.jsonSchema)
      default: preconditionFailure("no schema of the bench has \(assertion)")
      }
    }
    return .object(JSONObject(members))
  }
}
