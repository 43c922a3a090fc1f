import AssayJSON
import AssaySchema
import AssaySpec

extension Parameter {
  /// The JSON value that a parameter's text stands for.
  ///
  /// A number, a boolean or null where the schema allows one and the text is one; else the text itself, which then has the
  /// wrong type, as it should.
  package static func value(of text: String, for schema: Schema) -> JSONValue {
    if !schema.types.isDisjoint(with: .number), let number = JSONNumber(lexeme: text) { return .number(number) }
    if schema.types.contains(.boolean), text == "true" || text == "false" { return .boolean(text == "true") }
    return .string(text)
  }

  /// The text of a value in a path, query or header.
  package static func text(of value: JSONValue) -> String {
    switch value {
    case .string(let text): text
    case .number(let number): number.lexeme
    default: value.serialized()
    }
  }
}
