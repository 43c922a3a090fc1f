import AssaySchema

/// Makes text from a provider safe to print: shortened, with control characters shown as code points.
package enum TextSanitizer {
  /// The beginning of a body for a violation's text. A cut ends with …, by which the redactor finds cut secrets.
  static func beginning(of bytes: ArraySlice<UInt8>, limit: Int = 60) -> String {
    // A scalar has at most four bytes, so this cut breaks no scalar within the limit.
    let scalars = String(decoding: bytes.prefix(4 * limit + 4), as: UTF8.self).unicodeScalars
    return scalars.count > limit ? String(scalars.prefix(limit)) + "…" : String(scalars)
  }

  /// Makes control characters and direction marks visible; keeps line feeds and tabs.
  package static func lines(_ text: String) -> String {
    replacing(text) { $0 != "\n" && $0 != "\t" && isControl($0) }
  }

  /// The same for one line: line feeds become visible too, so that no line can be forged.
  package static func line(_ text: String) -> String { replacing(text, where: isControl) }

  private static func replacing(_ text: String, where isBad: (Unicode.Scalar) -> Bool) -> String {
    guard text.unicodeScalars.contains(where: isBad) else { return text }
    var visible = ""
    for scalar in text.unicodeScalars {
      if isBad(scalar) { visible += point(scalar) } else { visible.unicodeScalars.append(scalar) }
    }
    return visible
  }

  private static func point(_ scalar: Unicode.Scalar) -> String { "\\u{\(String(scalar.value, radix: 16))}" }

  /// Controls (C0, DEL, C1), line separators and direction marks (UAX #9).
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// Shortens the text and makes every invisible character visible.
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

  /// Whether a scalar is visible: no control, format or private-use character.
  package static func isHarmless(_ scalar: Unicode.Scalar) -> Bool { scalar.isVisible }
}
