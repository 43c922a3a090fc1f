import AssayJSON

/// What a JSON value must be: the types it may have and the assertions that hold for it.
///
/// The meaning is that of JSON Schema 2020-12 with `format` as an assertion; the few things that JSON Schema has no
/// word for (a field present exactly when a sibling has some value, a field that carries a secret) are properties' own.
/// An assertion about one type says nothing of values of another: `.minLength` lets a number pass.
public struct Schema: Sendable, Hashable {
  /// The types that the value may have.
  public var types: JSONTypes
  /// What holds for the value besides its type.
  public var assertions: [Assertion]

  /// A schema of these types and assertions.
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
    /// An object whose member of this name is the name of the schema that holds for it: OpenAPI's `discriminator`.
    ///
    /// The member must be declared as required beside it.
    case discriminator(String, [Definition])
    case not(Schema)
    case ifThenElse(Schema, then: Schema?, else: Schema?)
    /// The named schema of the `definitions` in force.
    case reference(String)
    /// Named schemas for `reference`, in force for this whole schema.
    case definitions([Definition])
  }

  /// What members must be whose names match a pattern.
  public struct PatternProperty: Sendable, Hashable {
    /// An ECMA-262 pattern.
    public var pattern: String
    /// The schema.
    public var schema: Schema
    /// A rule for the members whose names match a pattern.
    public init(_ pattern: String, _ schema: Schema) {
      self.pattern = pattern
      self.schema = schema
    }
  }

  /// The members that must be present when another is.
  public struct Dependency: Sendable, Hashable {
    /// The name of the member or the definition.
    public var name: String
    /// The names of the members that must be present.
    public var required: [String]
    /// Requires members when the named one is present.
    public init(_ name: String, requires required: [String]) {
      self.name = name
      self.required = required
    }
  }

  /// A schema with a name, for references and for the alternatives of a discriminator.
  public struct Definition: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The schema.
    public var schema: Schema
    /// Names a schema.
    public init(_ name: String, _ schema: Schema) {
      self.name = name
      self.schema = schema
    }
  }
}

/// A set of JSON types; `integer` is the part of `number` whose value has no fraction.
public struct JSONTypes: OptionSet, Sendable, Hashable {
  /// A bit for each type.
  public let rawValue: UInt8
  /// A set of types by their bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The value `null`.
  public static let null = JSONTypes(rawValue: 1)
  /// `true` and `false`.
  public static let boolean = JSONTypes(rawValue: 2)
  /// Numbers without a fraction; 1.0 is one.
  public static let integer = JSONTypes(rawValue: 4)
  /// Every number, integers among them.
  public static let number = JSONTypes(rawValue: 4 | 8)
  /// Strings.
  public static let string = JSONTypes(rawValue: 16)
  /// Arrays.
  public static let array = JSONTypes(rawValue: 32)
  /// Objects.
  public static let object = JSONTypes(rawValue: 64)
  /// Every type.
  public static let any: JSONTypes = [.null, .boolean, .number, .string, .array, .object]
}
