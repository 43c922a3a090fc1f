import AssayJSON
import AssaySchema

/// A value of a request outside its body: in the path, the query or a header.
public struct Parameter: Sendable, Hashable {
  public enum Place: String, Sendable, Hashable {
    case path
    case query
    case header
  }

  public var name: String
  public var place: Place
  /// What the value must be, read as the JSON value that its text stands for.
  public var schema: Schema
  public var isRequired: Bool
  public var description: String
  /// The value that the document's example shows.
  public var example: String?
  /// The value that the document calls the default.
  public var defaultValue: String?
  public var evidence: Evidence
  public var isSecret: Bool

  public init(
    _ name: String, in place: Place, _ schema: Schema, required: Bool, description: String = "",
    example: String? = nil, default defaultValue: String? = nil, evidence: Evidence, isSecret: Bool = false
  ) {
    self.name = name
    self.place = place
    self.schema = schema
    self.isRequired = required
    self.description = description
    self.example = example
    self.defaultValue = defaultValue
    self.evidence = evidence
    self.isSecret = isSecret
  }

  /// A path parameter; always required.
  public static func path(
    _ name: String, _ schema: Schema, _ description: String = "", example: String? = nil,
    evidence: Evidence = .documented("Path Parameters")
  ) -> Parameter {
    Parameter(
      name, in: .path, schema, required: true, description: description, example: example, evidence: evidence)
  }

  /// A request header.
  public static func header(
    _ name: String, _ schema: Schema = .string, required: Bool, _ description: String = "", example: String? = nil,
    default defaultValue: String? = nil, evidence: Evidence = .documented("Headers"), isSecret: Bool = false
  ) -> Parameter {
    Parameter(
      name, in: .header, schema, required: required, description: description, example: example,
      default: defaultValue, evidence: evidence, isSecret: isSecret)
  }

  /// A query parameter.
  public static func query(
    _ name: String, _ schema: Schema, required: Bool, _ description: String = "", example: String? = nil,
    default defaultValue: String? = nil, evidence: Evidence = .documented("Query Parameters")
  ) -> Parameter {
    Parameter(
      name, in: .query, schema, required: required, description: description, example: example,
      default: defaultValue, evidence: evidence)
  }

  public var location: Location {
    switch place {
    case .path: .path(name)
    case .query: .query(name)
    case .header: .header(name)
    }
  }

  /// The JSON value that a parameter's text stands for: a number, boolean or null where the schema asks for one and the
  /// text is one, else the text itself (which then has the wrong type, as it should).
  public static func value(of text: String, for schema: Schema) -> JSONValue {
    if !schema.types.isDisjoint(with: .number), let number = JSONNumber(lexeme: text) { return .number(number) }
    if schema.types.contains(.boolean), text == "true" || text == "false" { return .boolean(text == "true") }
    return .string(text)
  }

  /// The text of a value in a path, query or header.
  public static func text(of value: JSONValue) -> String {
    switch value {
    case .string(let text): text
    case .number(let number): number.lexeme
    default: value.serialized()
    }
  }
}
