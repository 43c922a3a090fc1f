import AssayJSON
import AssaySchema
import AssaySpec

/// Schemas in a few words.
package enum SchemaText {
  package static func short(_ schema: Schema) -> String {
    var words = typeNames(schema.types)
    for assertion in schema.assertions {
      switch assertion {
      case .format(let format): words += " \(format.name)"
      case .enum(let values): words += " out of " + values.map { $0.serialized() }.joined(separator: ", ")
      case .pattern(let pattern): words += " like \(pattern)"
      case .minLength(let count): words += ", at least \(count) long"
      case .maxLength(let count): words += ", at most \(count) long"
      case .minimum(let bound): words += ", at least \(bound.lexeme)"
      case .maximum(let bound): words += ", at most \(bound.lexeme)"
      case .additionalProperties(let value): words += ", each member \(short(value))"
      case .items(let items): words += " of \(short(items))"
      default: continue
      }
    }
    return words
  }

  /// What a contract says of a body.
  package static func body(_ body: Body, indent: String) -> String {
    if !body.others.isEmpty {
      return body.alternatives.map { "\(indent)\($0.mediaType)\n" + members(of: $0.schema ?? .any, indent: indent) }
        .joined()
    }
    return switch body.content {
    case .none: "\(indent)no body\n"
    case .undocumented: "\(indent)undocumented body\n"
    case .described(.json, let schema): members(of: schema, indent: indent)
    case .described(_, let schema): "\(indent)\(body.mediaType)\n" + members(of: schema, indent: indent)
    }
  }

  private static func members(of schema: Schema, indent: String) -> String {
    guard !schema.properties.isEmpty else { return "\(indent)\(short(schema))\n" }
    let common = schema.properties.map { property in
      let nested = property.schema.properties.isEmpty ? "" : members(of: property.schema, indent: indent + "  ")
      return "\(indent)\(property.name): \(short(property.schema)), \(presence(of: property))\n" + nested
    }
    let kinds = schema.kinds.map { "\(indent)of \($0.name):\n" + members(of: $0.schema, indent: indent + "  ") }
    return (common + kinds).joined()
  }

  /// What a contract says of a header of a response.
  package static func header(_ header: ResponseHeader) -> String {
    let example = header.example.map { ", such as \($0)" } ?? ""
    return short(header.schema) + (header.isRequired ? ", required" : ", optional") + example
  }

  /// When a member must be there.
  package static func presence(of property: Property) -> String {
    let words =
      switch property.presence {
      case .required: "required"
      case .optional: "optional"
      case .exactlyWhen(let sibling, let value): "there exactly when \(sibling) is \(value.serialized())"
      case .forbidden: "write-only"
      }
    return words + (property.access == .readOnly ? ", read-only" : "") + (property.isDeprecated ? ", deprecated" : "")
  }

  private static func typeNames(_ types: JSONTypes) -> String {
    if types == .any { return "any value" }
    let names: [(JSONTypes, String)] = [
      (.object, "object"), (.array, "array"), (.string, "string"), (.number, "number"), (.boolean, "boolean"),
      (.null, "null"),
    ]
    var found = names.filter { types.isSuperset(of: $0.0) }.map(\.1)
    if types.contains(.integer), !types.isSuperset(of: .number) { found.insert("integer", at: 0) }
    return found.isEmpty ? "nothing" : found.joined(separator: " or ")
  }
}
