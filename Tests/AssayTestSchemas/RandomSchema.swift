import AssayJSON
import AssaySchema

extension JudgedSchema {
  /// Schemas that nobody would think of: keywords beside and in each other, always the same ones.
  package static let byChance: [JudgedSchema] = (1...40).map { number in
    var generator = Generator(UInt64(number))
    let schema = Schema.random(&generator, depth: 3)
    let seeds = (0..<6).map { _ in JSONValue.random(&generator, depth: 3).serialized() }
    return JudgedSchema("chance \(number)", schema, seeds)
  }
}

extension Schema {
  /// A schema that compiles, of small domains, so that random values satisfy it now and then.
  package static func random(_ generator: inout Generator, depth: Int) -> Schema {
    if generator.below(16) == 0 { return generator.pick([.never, .null, .boolean]) }
    let types: JSONTypes =
      generator.below(3) > 0
      ? .any : generator.pick([.integer, .number, .string, .array, .object, [.object, .null], [.array, .string]])
    var schema = Schema(types)
    for _ in 0..<generator.below(4) {
      if let assertion = Assertion.random(&generator, depth: depth, beside: schema.assertions) {
        schema.assertions.append(assertion)
      }
    }
    return schema
  }
}

extension Schema.Assertion {
  static func random(
    _ generator: inout Generator, depth: Int, beside others: [Schema.Assertion]
  ) -> Schema.Assertion? {
    func number(_ generator: inout Generator) -> JSONNumber {
      JSONNumber(lexeme: generator.pick(JSONValue.numbers))!
    }
    func inner(_ generator: inout Generator) -> Schema { .random(&generator, depth: depth - 1) }
    func several(_ generator: inout Generator) -> [Schema] {
      let count = 1 + generator.below(3)
      return (0..<count).map { _ in inner(&generator) }
    }
    switch generator.below(depth > 0 ? 27 : 11) {
    case 0: return .minimum(number(&generator))
    case 1: return .maximum(number(&generator))
    case 2:
      return generator.below(2) == 0 ? .exclusiveMinimum(number(&generator)) : .exclusiveMaximum(number(&generator))
    case 3: return .multipleOf(JSONNumber(lexeme: generator.pick(["1", "2", "0.5", "1e1", "7"]))!)
    case 4: return .minLength(generator.below(3))
    case 5: return .maxLength(generator.below(4))
    case 6: return .pattern(generator.pick(["^a", "b$", "^[a-c]*$", "é", "\\d", "^$"]))
    case 7: return .format(generator.pick([.int32, .int64, .e164, .ipv4]))
    case 8, 9:
      let count = 1 + generator.below(4)
      return .enum((0..<count).map { _ in .random(&generator, depth: generator.below(4) == 0 ? 1 : 0) })
    case 10: return generator.below(2) == 0 ? .minItems(generator.below(3)) : .maxItems(generator.below(3))
    case 11: return generator.below(2) == 0 ? .minProperties(generator.below(3)) : .maxProperties(generator.below(4))
    case 12, 13, 14:
      // A name is declared once, over all of an object's `properties`.
      let isDeclared = others.contains { if case .properties = $0 { true } else { false } }
      if isDeclared { return nil }
      var properties: [Property] = []
      for name in JSONValue.keys where generator.below(3) == 0 {
        let presence: Property.Presence =
          switch generator.below(5) {
          case 0: .required
          case 1: .exactlyWhen(sibling: generator.pick(JSONValue.keys), equals: .random(&generator, depth: 0))
          default: .optional
          }
        properties.append(Property(name, inner(&generator), presence))
      }
      return .properties(properties)
    case 15: return .additionalProperties(inner(&generator))
    case 16:
      return .patternProperties([.init(generator.pick(["^a", "b", "k$"]), inner(&generator))])
    case 17: return .propertyNames(inner(&generator))
    case 18:
      return .dependentRequired([.init(generator.pick(JSONValue.keys), requires: [generator.pick(JSONValue.keys)])])
    case 19: return .items(inner(&generator))
    case 20: return .prefixItems(several(&generator))
    case 21:
      return generator.below(2) == 0
        ? .uniqueItems : .contains(inner(&generator), min: generator.below(3), max: generator.below(2) == 0 ? nil : 2)
    case 22: return .allOf(several(&generator))
    case 23: return .anyOf(several(&generator))
    case 24: return .oneOf(several(&generator))
    case 25: return .not(inner(&generator))
    default:
      return .ifThenElse(
        inner(&generator), then: generator.below(4) == 0 ? nil : inner(&generator),
        else: generator.below(2) == 0 ? nil : inner(&generator))
    }
  }
}

extension JSONValue {
  static let keys = ["a", "b", "kind", "", "é", "a name of more than 16 bytes"]
  static let numbers = [
    "0", "1", "-1", "2", "3", "5", "10", "1.0", "0.5", "-0", "1e1", "2147483647", "2147483648", "9223372036854775807",
    "-9223372036854775808", "9223372036854775808", "999999999999999999", "1e400", "-0.50",
  ]
  static let strings = [
    "", "a", "b", "ab", "abc", "é", "😀", "+15551234567", "192.0.2.1", "9", "a string of 20 bytes", "\"", "\n",
  ]

  /// A value of a small domain.
  package static func random(_ generator: inout Generator, depth: Int) -> JSONValue {
    switch generator.below(depth > 0 ? 10 : 6) {
    case 0: return .null
    case 1: return .boolean(generator.below(2) == 0)
    case 2, 3: return .number(JSONNumber(lexeme: generator.pick(numbers))!)
    case 4, 5: return .string(generator.pick(strings))
    case 6, 7:
      let count = generator.below(4)
      return .array((0..<count).map { _ in random(&generator, depth: depth - 1) })
    default:
      var object = JSONObject()
      for _ in 0..<generator.below(4) { object[generator.pick(keys)] = random(&generator, depth: depth - 1) }
      return .object(object)
    }
  }
}
