import AssayJSON

/// The words that specs are written in.
extension Schema {
  /// Any JSON value at all.
  public static let any = Schema(.any)
  /// No value: what may not be there.
  public static let never = Schema([])
  public static let null = Schema(.null)
  public static let boolean = Schema(.boolean)
  public static let integer = Schema(.integer)
  public static let number = Schema(.number)
  public static let string = Schema(.string)
  /// An object of which nothing more is known.
  public static let object = Schema(.object)
  public static let array = Schema(.array)

  public static func integer(_ format: Format) -> Schema { Schema(.integer, [.format(format)]) }
  public static func string(_ format: Format) -> Schema { Schema(.string, [.format(format)]) }
  public static func string(minLength: Int, maxLength: Int? = nil) -> Schema {
    Schema(.string, [.minLength(minLength)] + (maxLength.map { [.maxLength($0)] } ?? []))
  }
  public static func string(pattern: String) -> Schema { Schema(.string, [.pattern(pattern)]) }

  /// A string out of these.
  public static func string(oneOf values: String...) -> Schema {
    Schema(.string, [.enum(values.map { .string($0) })])
  }

  /// An integer out of these.
  public static func integer(oneOf values: Int64...) -> Schema {
    Schema(.integer, [.enum(values.map { .number(JSONNumber($0)) })])
  }

  /// An object with these members; members that no property names are undocumented, not invalid.
  public static func object(_ properties: [Property]) -> Schema { Schema(.object, [.properties(properties)]) }

  /// An object used as a map: any keys, each value like this.
  public static func map(of value: Schema) -> Schema { Schema(.object, [.additionalProperties(value)]) }

  public static func array(of items: Schema) -> Schema { Schema(.array, [.items(items)]) }

  /// This schema with one more assertion.
  public func and(_ assertion: Assertion) -> Schema { Schema(types, assertions + [assertion]) }

  /// This schema, or `null`; an enum then takes null too.
  public var orNull: Schema {
    var assertions = assertions
    for index in assertions.indices {
      switch assertions[index] {
      case .enum(let values) where !values.contains(.null): assertions[index] = .enum(values + [.null])
      // These say something of values of every type, and would refuse null.
      case .allOf, .anyOf, .oneOf, .not, .ifThenElse, .reference:
        return Schema(types.union(.null), [.anyOf([self, .null])])
      default: continue
      }
    }
    return Schema(types.union(.null), assertions)
  }
}
