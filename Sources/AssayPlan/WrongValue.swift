import AssayContract
import AssayJSON
import AssaySchema
import AssaySpec

/// A value of the right type that its schema refuses.
struct WrongValue {
  var kind: CaseKind
  /// The last part of the case's name.
  var label: String
  var value: JSONValue
  /// What is wrong, in a few words.
  var what: String

  init(_ kind: CaseKind, _ label: String, _ value: JSONValue, _ what: String) {
    self.kind = kind
    self.label = label
    self.value = value
    self.what = what
  }
}

extension Schema {
  /// A value of each JSON type that the schema does not take, with the type's name.
  var wrongTypes: [(label: String, value: JSONValue)] {
    var found: [(String, JSONValue)] = []
    if !types.contains(.boolean) { found.append(("boolean", true)) }
    if types.isDisjoint(with: .number) {
      found.append(("integer", 1))
      found.append(("number", .number(JSONNumber(lexeme: "1.5")!)))
    } else if !types.isSuperset(of: .number) {
      // The integer's own value with a fraction: a reader that truncates it would not notice.
      let whole = sample.typeName == "integer" ? Parameter.text(of: sample) : "1"
      found.append(("fraction", .number(JSONNumber(lexeme: "\(whole).5") ?? 1)))
    }
    if !types.contains(.string) {
      let text = types.isDisjoint(with: .number) ? "text" : Parameter.text(of: sample)
      found.append(("string", .string(text)))
    }
    if !types.contains(.array) { found.append(("array", [])) }
    if !types.contains(.object) { found.append(("object", [:])) }
    return found
  }

  /// Values of the right type that break one of the assertions, each of which is broken.
  ///
  /// - Parameter example: What the document shows as a value; a broken pattern stays close to it.
  func wrongValues(like example: JSONValue?) -> [WrongValue] {
    let found =
      Self.outside(allowedValues.filter { $0 != .null })
      + assertions.flatMap { wrongValues(breaking: $0, like: example ?? sample) }
    guard !found.isEmpty, let compiled = try? CompiledSchema(self) else { return [] }
    return found.filter { !compiled.accepts($0.value) }
  }

  private func wrongValues(breaking assertion: Assertion, like example: JSONValue) -> [WrongValue] {
    switch assertion {
    case .format(.int32): return Self.beyond("2147483648", "-2147483649", "beyond int32")
    case .format(.int64): return Self.beyond("9223372036854775808", "-9223372036854775809", "beyond int64")
    case .format(.e164):
      return [
        ("no-plus", "12025550123", "without the plus"), ("letters", "+1202555CALL", "with letters"),
        ("leading-zero", "+02025550123", "with a country code that begins with 0"),
        ("too-long", "+1234567890123456", "with 16 digits"), ("too-short", "+1", "with one digit"),
        ("blanks", "+1 202 555 0123", "with blanks"), ("only-plus", "+", "with no digit"),
        ("punctuation", "+1-202-555-0123", "with hyphens"),
        ("line-feed", "+12025550123\n", "with a line feed at its end"),
        ("other-digits", "+١٢٠٢٥٥٥٠١٢٣", "with digits that are not ASCII"),
      ].map { WrongValue(.format, $0.0, .string($0.1), $0.2) }
    case .format(let format):
      return [WrongValue(.format, "broken", .string("not \(format.rawValue)"), "no \(format.rawValue)")]
    case .pattern(let pattern):
      return textBreaking(pattern, like: example).map {
        [WrongValue(.format, "no-match", .string($0), "does not match \(pattern)")]
      } ?? []
    case .maxLength(let count):
      let text = lengthened(example, to: count + 1)
      return [WrongValue(.range, "too-long", .string(text), "longer than \(count)")]
    case .minLength(let count) where count > 1:
      let text = lengthened(example, to: count - 1)
      return [WrongValue(.range, "too-short", .string(text), "shorter than \(count)")]
    case .minimum(let bound): return Self.next(to: bound, by: -1, isExclusive: false)
    case .maximum(let bound): return Self.next(to: bound, by: 1, isExclusive: false)
    case .exclusiveMinimum(let bound): return Self.next(to: bound, by: -1, isExclusive: true)
    case .exclusiveMaximum(let bound): return Self.next(to: bound, by: 1, isExclusive: true)
    case .multipleOf(let step):
      guard let whole = step.int64, whole > 1 else { return [] }
      return [
        WrongValue(.range, "\(whole + 1)", .number(JSONNumber(whole + 1)), "not a multiple of \(step.lexeme)")
      ]
    case .minItems(let count) where count > 0:
      let items = Array(repeating: items?.sample ?? "item", count: count - 1)
      return [WrongValue(.range, "too-few-items", .array(items), "with fewer than \(count) items")]
    case .maxItems(let count) where count < 1000:
      let items = Array(repeating: items?.sample ?? "item", count: count + 1)
      return [WrongValue(.range, "too-many-items", .array(items), "with more than \(count) items")]
    case .uniqueItems:
      let item = items?.sample ?? "item"
      return [WrongValue(.range, "repeated-item", [item, item], "with an item twice")]
    case .items(let items) where items.properties.isEmpty:
      return items.wrongTypes.prefix(1).map {
        WrongValue(.type, "item-\($0.label)", [$0.value], "with \($0.label) as an item")
      }
        + items.wrongValues(like: nil).map {
          WrongValue($0.kind, "item-\($0.label)", [$0.value], "an item \($0.what)")
        }
    default: return []
    }
  }

  /// A text that is like the example and breaks the pattern, and nothing else where that can be.
  private func textBreaking(_ pattern: String, like example: JSONValue) -> String? {
    guard case .string(let text) = example, let matching = try? CompiledSchema(Schema(.string, [.pattern(pattern)]))
    else { return nil }
    let others = try? CompiledSchema(Schema(types, assertions.filter { $0 != .pattern(pattern) }))
    let length = text.unicodeScalars.count
    let candidates =
      [text + "!", "!" + text, String(text.dropLast()) + "!", String(text.dropFirst())]
      + ["a", "A", "0", "-", "!", " ", "é"].map { String(repeating: $0, count: max(length, 1)) }
    let broken = candidates.filter { !$0.isEmpty && !matching.accepts(.string($0)) }
    return broken.first { others?.accepts(.string($0)) ?? false } ?? broken.first
  }

  /// A text of this length that goes on as the example does.
  private func lengthened(_ example: JSONValue, to count: Int) -> String {
    guard case .string(let text) = example, let last = text.unicodeScalars.last else {
      return String(repeating: "a", count: count)
    }
    var scalars = String.UnicodeScalarView(text.unicodeScalars.prefix(count))
    while scalars.count < count { scalars.append(last) }
    return String(scalars)
  }

  private static func outside(_ values: [JSONValue]) -> [WrongValue] {
    var found: [WrongValue] = []
    var numbers: [Int64] = []
    for value in values {
      if case .string(let text) = value {
        let other = text == text.uppercased() ? text.lowercased() : text.uppercased()
        found.append(WrongValue(.enum, other, .string(other), "in another case"))
      }
      if case .number(let number) = value, let whole = number.int64 { numbers.append(whole) }
    }
    if let lowest = numbers.min(), let highest = numbers.max() {
      for number in [lowest &- 1, highest &+ 1] {
        found.append(WrongValue(.enum, "\(number)", .number(JSONNumber(number)), "none of the values"))
      }
    }
    if values.contains(where: { $0.typeName == "string" }) {
      found.append(WrongValue(.enum, "outside", "outside", "none of the values"))
    }
    return found
  }

  private static func beyond(_ above: String, _ below: String, _ what: String) -> [WrongValue] {
    [above, below].compactMap { text in
      JSONNumber(lexeme: text).map { WrongValue(.range, text, .number($0), what) }
    }
  }

  /// The integer beyond a bound, or the bound itself where it is excluded.
  private static func next(to bound: JSONNumber, by step: Int64, isExclusive: Bool) -> [WrongValue] {
    if isExclusive { return [WrongValue(.range, bound.lexeme, .number(bound), "not beyond \(bound.lexeme)")] }
    let whole = bound.lexeme.prefix { $0 != "." }
    guard let edge = bound.int64 ?? Int64(whole) else { return [] }
    let value = edge &+ step
    return [WrongValue(.range, "\(value)", .number(JSONNumber(value)), "beyond \(bound.lexeme)")]
  }
}
