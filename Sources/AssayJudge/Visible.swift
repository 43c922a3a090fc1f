/// Makes a provider's text harmless in one line: cut, and every control character shown by its code point.
public enum Visible {
  /// The beginning of a body, as the excerpt of a violation: whole, or cut with the … that says so to whoever looks for
  /// what a cut leaves of a secret.
  static func beginning(of bytes: ArraySlice<UInt8>, limit: Int = 60) -> String {
    // A scalar has four bytes at most, so what is dropped here is beyond the limit, and no scalar is broken within it.
    let scalars = String(decoding: bytes.prefix(4 * limit + 4), as: UTF8.self).unicodeScalars
    return scalars.count > limit ? String(scalars.prefix(limit)) + "…" : String(scalars)
  }

  public static func text(_ text: String, limit: Int = 120) -> String {
    var visible = ""
    var count = 0
    for scalar in text.unicodeScalars {
      if count == limit { return visible + "…" }
      count += 1
      if isHarmless(scalar) {
        visible.unicodeScalars.append(scalar)
      } else {
        visible += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return visible
  }

  /// Whether a scalar shows itself: no control, no format character that turns or hides text, no private use.
  public static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }
}
