import AssayJSON

/// The schemas that contracts are written with.
extension Schema {
  /// Any JSON value.
  public static let any = Schema(.any)
  /// No value: for what must not be there.
  public static let never = Schema([])
  /// The value `null` and no other.
  public static let null = Schema(.null)
  /// `true` or `false`.
  public static let boolean = Schema(.boolean)
  /// A number without a fraction; 1.0 and 1e3 are integers too.
  public static let integer = Schema(.integer)
  /// Any number.
  public static let number = Schema(.number)
  /// Any string.
  public static let string = Schema(.string)
  /// An object of which nothing more is known.
  public static let object = Schema(.object)
  /// An array of which nothing more is known.
  public static let array = Schema(.array)

  /// A signed 32-bit integer, by value: 1.0 is one.
  public static let int32 = Schema(.integer, [.format(.int32)])
  /// A signed 64-bit integer, by value.
  public static let int64 = Schema(.integer, [.format(.int64)])
  /// An international phone number such as `+359881234567` (ITU-T E.164).
  public static let e164 = Schema(.string, [.format(.e164)])
  /// An e-mail address (RFC 5321).
  public static let email = Schema(.string, [.format(.email)])
  /// A UUID such as `f81d4fae-7dec-11d0-a765-00a0c91e6bf6` (RFC 9562).
  public static let uuid = Schema(.string, [.format(.uuid)])
  /// An absolute URI (RFC 3986).
  public static let uri = Schema(.string, [.format(.uri)])
  /// A date with a time and its offset (RFC 3339).
  public static let dateTime = Schema(.string, [.format(.dateTime)])
  /// An IPv4 address in four decimal parts.
  public static let ipv4 = Schema(.string, [.format(.ipv4)])

  /// A day such as `2026-01-31` (RFC 3339).
  public static let date = Schema(.string, [.format(.date)])

  /// A string of a format: `.string(.iban)`.
  public static func string(_ format: Format) -> Schema { Schema(.string, [.format(format)]) }

  /// A string of at least and at most so many Unicode scalars.
  public static func string(minLength: Int, maxLength: Int? = nil) -> Schema {
    Schema(.string, [.minLength(minLength)] + (maxLength.map { [.maxLength($0)] } ?? []))
  }

  /// A string in which an ECMA-262 pattern is found; anchor it with `^` and `$` to match the whole string.
  public static func string(pattern: String) -> Schema { Schema(.string, [.pattern(pattern)]) }

  /// One of these values, of their types: `.enum(0, 1)`, `.enum("email", "sms")`.
  public static func `enum`(_ values: JSONValue...) -> Schema {
    Schema(JSONTypes(values.map(JSONTypes.init(of:))), [.enum(values)])
  }

  /// An object with these members; a member that is not declared is undocumented, not invalid.
  public static func object(_ properties: [Property]) -> Schema { Schema(.object, [.properties(properties)]) }

  /// An object of one of several kinds, which a member names: `.oneOf(by: "type", ["card": card, "sepa": sepa])`.
  ///
  /// - Parameters:
  ///   - member: The member whose value names the kind; the kinds need not declare it.
  ///   - kinds: The schema of each kind by its name.
  ///   - common: The other members that all kinds have.
  ///   - quote: What the document says of the member.
  public static func oneOf(
    by member: String, _ kinds: KeyValuePairs<String, Schema>, common: [Property] = [], quote: Evidence? = nil
  ) -> Schema {
    let tag = Property(member, Schema(.string, [.enum(kinds.map { .string($0.key) })]), .required, evidence: quote)
    return Schema(
      .object,
      [.properties([tag] + common), .discriminator(member, kinds.map { Definition($0.key, $0.value) })])
  }

  /// An object used as a map: any keys, each value of this schema.
  public static func map(of value: Schema) -> Schema { Schema(.object, [.additionalProperties(value)]) }

  /// An array whose items are of this schema.
  public static func array(of items: Schema) -> Schema { Schema(.array, [.items(items)]) }

  /// This schema with one more assertion.
  public func and(_ assertion: Assertion) -> Schema { Schema(types, assertions + [assertion]) }

  /// This schema, or `null`; an enum then allows null too.
  public var orNull: Schema {
    var assertions = assertions
    for index in assertions.indices {
      switch assertions[index] {
      case .enum(let values) where !values.contains(.null): assertions[index] = .enum(values + [.null])
      // These apply to values of every type and would refuse null.
      case .allOf, .anyOf, .oneOf, .not, .ifThenElse, .reference:
        return Schema(types.union(.null), [.anyOf([self, .null])])
      default: continue
      }
    }
    return Schema(types.union(.null), assertions)
  }
}

extension JSONTypes {
  /// The type of a value; `integer` for a number without a fraction.
  fileprivate init(of value: JSONValue) {
    self =
      switch value {
      case .null: .null
      case .boolean: .boolean
      case .number(let number): number.isInteger ? .integer : .number
      case .string: .string
      case .array: .array
      case .object: .object
      }
  }
}
