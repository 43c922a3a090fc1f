/// A JSON value: ordered members, exact numbers, strings as sequences of Unicode scalars.
///
/// Equality is JSON's, not Swift's: numbers are equal by exact value (`1.0 == 1`), strings by their scalars (`é` is not
/// `e` and an accent), objects whatever the order of their members. Values nest as deep as their reader allowed
/// (``JSONLimits``); hashing, comparing and writing recurse that deep.
public indirect enum JSONValue: Sendable {
  case null
  case boolean(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  /// The name of the type in JSON Schema; a number without a fraction is an `integer`.
  public var typeName: String {
    switch self {
    case .null: "null"
    case .boolean: "boolean"
    case .number(let number): number.isInteger ? "integer" : "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}

extension JSONValue: Hashable {
  public static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.boolean(let left), .boolean(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.string(let left), .string(let right)): left.hasSameScalars(as: right)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0 as UInt8)
    case .boolean(let value): hasher.combine(value ? 2 as UInt8 : 1)
    case .number(let number):
      hasher.combine(3 as UInt8)
      hasher.combine(number)
    case .string(let string):
      hasher.combine(4 as UInt8)
      string.hashScalars(into: &hasher)
    case .array(let items):
      hasher.combine(5 as UInt8)
      hasher.combine(items)
    case .object(let object):
      hasher.combine(6 as UInt8)
      hasher.combine(object)
    }
  }
}

extension JSONValue: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  public init(integerLiteral value: Int64) { self = .number(JSONNumber(value)) }
  public init(stringLiteral value: String) { self = .string(value) }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(JSONObject(elements)) }
}

extension String {
  /// Whether both strings are the same scalars; Swift's own `==` is canonical equivalence, which JSON does not know.
  @usableFromInline
  package func hasSameScalars(as other: String) -> Bool {
    utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
  }

  package func hashScalars(into hasher: inout Hasher) {
    for byte in utf8 { hasher.combine(byte) }
    hasher.combine(0xFF as UInt8)
  }
}
