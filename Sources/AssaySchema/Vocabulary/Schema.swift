import AssayJSON

/// What a JSON value must be: the types it may have and the assertions that hold for it.
///
/// The meaning is that of JSON Schema 2020-12 with `format` as an assertion; the few things that JSON Schema has no
/// word for (a field present exactly when a sibling has some value, a field that carries a secret) are properties' own.
/// An assertion about one type says nothing of values of another: `.minLength` lets a number pass.
public struct Schema: Sendable, Hashable {
  public var types: JSONTypes
  public var assertions: [Assertion]

  public init(_ types: JSONTypes, _ assertions: [Assertion] = []) {
    self.types = types
    self.assertions = assertions
  }

  /// One assertion about a value; the names are JSON Schema's.
  public indirect enum Assertion: Sendable, Hashable {
    case format(Format)
    /// An ECMA-262 pattern, found anywhere in the string unless it is anchored.
    case pattern(String)
    /// Lengths count Unicode scalars.
    case minLength(Int)
    case maxLength(Int)
    case minimum(JSONNumber)
    case maximum(JSONNumber)
    case exclusiveMinimum(JSONNumber)
    case exclusiveMaximum(JSONNumber)
    case multipleOf(JSONNumber)
    /// `enum`, and `const` when there is one value.
    case `enum`([JSONValue])
    /// The declared members of an object.
    case properties([Property])
    /// What members must be that no `properties` and no `patternProperties` beside this names.
    case additionalProperties(Schema)
    case patternProperties([PatternProperty])
    case propertyNames(Schema)
    case minProperties(Int)
    case maxProperties(Int)
    case dependentRequired([Dependency])
    case items(Schema)
    case prefixItems([Schema])
    case contains(Schema, min: Int, max: Int?)
    case minItems(Int)
    case maxItems(Int)
    case uniqueItems
    case allOf([Schema])
    case anyOf([Schema])
    case oneOf([Schema])
    case not(Schema)
    case ifThenElse(Schema, then: Schema?, else: Schema?)
    /// The named schema of the `definitions` in force.
    case reference(String)
    /// Named schemas for `reference`, in force for this whole schema.
    case definitions([Definition])
  }

  public struct PatternProperty: Sendable, Hashable {
    public var pattern: String
    public var schema: Schema
    public init(_ pattern: String, _ schema: Schema) {
      self.pattern = pattern
      self.schema = schema
    }
  }

  public struct Dependency: Sendable, Hashable {
    public var name: String
    public var required: [String]
    public init(_ name: String, requires required: [String]) {
      self.name = name
      self.required = required
    }
  }

  public struct Definition: Sendable, Hashable {
    public var name: String
    public var schema: Schema
    public init(_ name: String, _ schema: Schema) {
      self.name = name
      self.schema = schema
    }
  }
}

/// A set of JSON types; `integer` is the part of `number` whose value has no fraction.
public struct JSONTypes: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let null = JSONTypes(rawValue: 1)
  public static let boolean = JSONTypes(rawValue: 2)
  public static let integer = JSONTypes(rawValue: 4)
  /// Every number, integers among them.
  public static let number = JSONTypes(rawValue: 4 | 8)
  public static let string = JSONTypes(rawValue: 16)
  public static let array = JSONTypes(rawValue: 32)
  public static let object = JSONTypes(rawValue: 64)
  public static let any: JSONTypes = [.null, .boolean, .number, .string, .array, .object]
}
