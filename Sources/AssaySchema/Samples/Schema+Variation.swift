import AssayJSON

extension Schema {
  /// So many items of this array; they differ where they must.
  package func distinctItems(_ count: Int) -> [JSONValue] {
    let all = Array(repeating: items?.sample ?? "item", count: count)
    return assertions.contains(.uniqueItems) ? (items ?? .string).varied(all) : all
  }

  /// The fewest items that this array may have.
  package var leastItemCount: Int {
    assertions.reduce(0) { if case .minItems(let count) = $1 { max($0, count) } else { $0 } }
  }

  /// Values that differ from each other where the schema allows it, made of these by counting their numbers up, or down.
  package func varied(_ values: [JSONValue]) -> [JSONValue] {
    guard let compiled = try? CompiledSchema(self) else { return values }
    var seen: Set<JSONValue> = []
    return values.map { value in
      if seen.insert(value).inserted { return value }
      let amounts = 1...max(values.count, 2)
      let others = [
        AnySequence(allowedValues), AnySequence(amounts.lazy.map { varied(value, by: $0) }),
        AnySequence(amounts.lazy.map { varied(value, by: -$0) }),
      ].lazy.joined()
      guard let new = others.first(where: { !seen.contains($0) && compiled.accepts($0) }) else { return value }
      seen.insert(new)
      return new
    }
  }

  /// A value with numbers changed by an amount: its own, those in its text, or those of its members.
  private func varied(_ value: JSONValue, by amount: Int) -> JSONValue {
    switch value {
    case .number(let number): return .number(number.int64.map { JSONNumber($0 &+ Int64(amount)) } ?? number)
    case .string(let text):
      let counted = JSONValue.string(Self.counted(text, amount))
      if assertions.isEmpty || (try? CompiledSchema(self))?.accepts(counted) ?? true { return counted }
      // A text of a fixed length, such as an identifier in hexadecimal digits, has the amount as its end.
      return .string(text.dropLast(String(amount).count) + String(amount))
    case .object(let object):
      var result = value
      for member in object {
        guard let schema = self.member(at: JSONPointer([member.key])), let compiled = try? CompiledSchema(schema) else {
          continue
        }
        let new = schema.varied(member.value, by: amount)
        if schema.allowedValues.isEmpty, compiled.accepts(new) { result.set(new, at: JSONPointer([member.key])) }
      }
      return result
    case .null, .boolean, .array: return value
    }
  }

  /// A text whose last digits, of the same number, are changed; or with the amount after it.
  private static func counted(_ text: String, _ amount: Int) -> String {
    let bytes = Array(text.utf8)
    guard let last = bytes.lastIndex(where: \.isDigit) else { return text + String(amount.magnitude) }
    let first = (bytes[..<last].lastIndex { !$0.isDigit } ?? -1) + 1
    let start = max(first, last - 8)
    let number = max(0, Int(String(decoding: bytes[start...last], as: UTF8.self))! + amount)
    let digits = String(number).utf8
    let padding = repeatElement(UInt8(ascii: "0"), count: max(0, last + 1 - start - digits.count))
    return String(decoding: bytes[..<start] + padding + Array(digits) + bytes[(last + 1)...], as: UTF8.self)
  }
}
