/// Makes a provider's text harmless in one line: cut, and every control character shown by its code point.
package enum TextSanitizer {
  /// The beginning of a body, as the excerpt of a violation: whole, or cut with the … that says so to whoever looks for
  /// what a cut leaves of a secret.
  static func beginning(of bytes: ArraySlice<UInt8>, limit: Int = 60) -> String {
    // A scalar has four bytes at most, so what is dropped here is beyond the limit, and no scalar is broken within it.
    let scalars = String(decoding: bytes.prefix(4 * limit + 4), as: UTF8.self).unicodeScalars
    return scalars.count > limit ? String(scalars.prefix(limit)) + "…" : String(scalars)
  }

  /// The text with control characters and marks of text direction made visible; line feeds and tabs stay.
  package static func lines(_ text: String) -> String {
    replacing(text) { $0 != "\n" && $0 != "\t" && isObeyed($0) }
  }

  /// The same for a text of one line: line feeds are made visible too, so that no line can be forged.
  package static func line(_ text: String) -> String { replacing(text, where: isObeyed) }

  private static func replacing(_ text: String, where isBad: (Unicode.Scalar) -> Bool) -> String {
    guard text.unicodeScalars.contains(where: isBad) else { return text }
    var visible = ""
    for scalar in text.unicodeScalars {
      if isBad(scalar) { visible += point(scalar) } else { visible.unicodeScalars.append(scalar) }
    }
    return visible
  }

  private static func point(_ scalar: Unicode.Scalar) -> String { "\\u{\(String(scalar.value, radix: 16))}" }

  /// Controls (C0, DEL, C1), separators of lines, and marks that turn the direction of text (UAX #9).
  private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  package static func text(_ text: String, limit: Int = 120) -> String {
    var visible = ""
    var count = 0
    for scalar in text.unicodeScalars {
      if count == limit { return visible + "…" }
      count += 1
      if isHarmless(scalar) {
        visible.unicodeScalars.append(scalar)
      } else {
        visible += point(scalar)
      }
    }
    return visible
  }

  /// Whether a scalar shows itself: no control, no format character that turns or hides text, no private use.
  package static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }
}
