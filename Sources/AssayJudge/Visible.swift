/// Makes a provider's text harmless in one line: cut, and every control character shown by its code point.
public enum Visible {
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
