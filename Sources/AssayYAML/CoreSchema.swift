import AssayJSON

/// What plain scalars mean (YAML 1.2.2, section 10.3.2).
enum CoreSchema {
  static func value(of text: String, _ reader: YAMLReader, at offset: Int) throws(YAMLError) -> JSONValue {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return true
    case "false", "False", "FALSE": return false
    case ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF":
      throw reader.error("the number \(text), which JSON does not have", .unsupported, at: offset)
    default: break
    }
    guard let first = text.utf8.first, first < 0x3A, first != 0x20 else { return .string(text) }
    for (prefix, radix) in [("0o", 8), ("0x", 16)] where text.hasPrefix(prefix) {
      let digits = text.dropFirst(2)
      guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.hexDigitValue.map { $0 < radix } ?? false }) else {
        return .string(text)
      }
      guard let number = UInt64(digits, radix: radix) else {
        throw reader.error("the number \(text) has more than 64 bits: write it as a decimal", .unsupported, at: offset)
      }
      return .number(JSONNumber(checked: String(number)))
    }
    return number(text).map { .number($0) } ?? .string(text)
  }

  /// Whether a number's text is that of an integer rather than of a float.
  static func isInteger(_ text: String) -> Bool {
    text.hasPrefix("0x") || !text.utf8.contains { $0 == 0x2E || $0 | 0x20 == 0x65 }
  }

  /// A decimal number in JSON's grammar: without `+` and leading zeros, with digits on both sides of the point.
  private static func number(_ text: String) -> JSONNumber? {
    var rest = Substring(text)
    func digits() -> Substring {
      let digits = rest.prefix { ("0"..."9").contains($0) }
      rest = rest.dropFirst(digits.count)
      return digits
    }
    let sign = rest.first == "-" ? "-" : ""
    if rest.first == "-" || rest.first == "+" { rest = rest.dropFirst() }
    let whole = digits()
    var lexeme = sign + (whole.drop { $0 == "0" }.isEmpty ? "0" : String(whole.drop { $0 == "0" }))
    var hasDigits = !whole.isEmpty
    if rest.first == "." {
      rest = rest.dropFirst()
      let fraction = digits()
      if !fraction.isEmpty { lexeme += "." + fraction }
      hasDigits = hasDigits || !fraction.isEmpty
    }
    guard hasDigits else { return nil }
    if let mark = rest.first, mark == "e" || mark == "E" {
      rest = rest.dropFirst()
      lexeme += "e"
      if let sign = rest.first, sign == "-" || sign == "+" {
        lexeme.append(sign)
        rest = rest.dropFirst()
      }
      let exponent = digits()
      if exponent.isEmpty { return nil }
      lexeme += exponent
    }
    return rest.isEmpty ? JSONNumber(lexeme: lexeme) : nil
  }
}
