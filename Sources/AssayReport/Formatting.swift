import AssayHTTP

/// Numbers, times and lists as reports show them.
enum Formatting {
  /// A number, with its digits in groups of three from 10 000 on.
  static func number(_ number: Int) -> String {
    var digits = Array(String(number))
    guard digits.count > 4 else { return String(digits) }
    for position in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert("\u{A0}", at: position) }
    return String(digits)
  }

  /// `1 case`, `2 cases`.
  static func count(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(number(count)) \(count == 1 ? one : many ?? one + "s")"
  }

  /// `a`, `a and b`, `a, b and c`.
  static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }

  /// At most three digits: `0.42 ms`, `12.3 ms`, `1.50 s`, `2 min 5 s`.
  static func duration(_ duration: Duration) -> String {
    let microseconds = Int(duration.microseconds)
    switch microseconds {
    case ..<100_000: return decimal(microseconds, unit: 1000) + " ms"
    case ..<1_000_000: return "\((microseconds + 500) / 1000) ms"
    case ..<60_000_000: return decimal(microseconds / 1000, unit: 1000) + " s"
    default: return "\(microseconds / 60_000_000) min \(microseconds / 1_000_000 % 60) s"
    }
  }

  /// Thousandths as a number with two decimals, or one decimal from 10 on.
  private static func decimal(_ count: Int, unit: Int) -> String {
    if count >= 10 * unit {
      let tenths = (count + 50) / 100
      return "\(tenths / 10).\(tenths % 10)"
    }
    let hundredths = (count + 5) / 10
    return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)"
  }

  /// `2026-11-20T23:45:01Z` as `2026-11-20 23:45 UTC`; anything else as it is.
  static func moment(_ text: String) -> String {
    guard text.utf8.count >= 20, text.hasSuffix("Z"), text.dropFirst(10).first == "T" else { return text }
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
  }
}

extension Duration {
  /// Seconds with three decimals and a dot, whatever the locale.
  package var secondsText: String {
    let (whole, fraction) = components
    let digits = String(fraction / 1_000_000_000_000_000)
    return "\(whole)." + String(repeating: "0", count: 3 - digits.count) + digits
  }
}

/// A name that every file system and every reader takes.
package enum SafeFileName {
  package static func text(_ name: String) -> String {
    String(
      name.utf8.map { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: Character(Unicode.Scalar(byte))
        default: "_"
        }
      })
  }
}
