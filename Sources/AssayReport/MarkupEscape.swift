import AssayJudge

/// Escapes text for HTML and XML, so that it shows itself and is never markup.
///
/// A scalar that cannot be shown, or that the syntax forbids, becomes visible text such as `\u{1b}`.
enum MarkupEscape {
  enum Context {
    /// Between tags of HTML: a scalar that is shown by its code point is put in a span.
    case text
    /// In an element of HTML that takes no other elements.
    case plain
    case attribute
    case xmlText
    case xmlAttribute
  }

  static func append(_ text: String, to bytes: inout [UInt8], in context: Context) {
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      var index = 0
      while index < utf8.count {
        let byte = utf8[index]
        // Most text is ASCII without markup and is copied unchanged, run by run.
        if 0x20...0x7E ~= byte, byte != 0x22, byte != 0x26, byte != 0x27, byte != 0x3C, byte != 0x3E {
          index += 1
          continue
        }
        // The UTF-8 of a string is always well-formed.
        let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
        let slice = UnsafeBufferPointer(rebasing: utf8[index..<index + length])
        let scalar = length == 1 ? Unicode.Scalar(byte) : String(decoding: slice, as: UTF8.self).unicodeScalars.first!
        if let replacement = replacement(of: scalar, in: context) {
          bytes += utf8[start..<index]
          bytes += replacement.utf8
          start = index + length
        }
        index += length
      }
      bytes += utf8[start...]
    }
  }

  private static func replacement(of scalar: Unicode.Scalar, in context: Context) -> String? {
    switch (scalar, context) {
    case ("&", _): return "&amp;"
    case ("<", _): return "&lt;"
    // Also in text, so that "]]>" never occurs.
    case (">", _): return "&gt;"
    case ("\"", .xmlText), ("'", .xmlText), ("'", .xmlAttribute): return nil
    case ("\"", _): return "&quot;"
    case ("'", _): return "&#39;"
    // A reader of XML normalises white space of an attribute unless it is a reference (XML 1.0, section 3.3.3).
    case ("\n", .attribute), ("\n", .xmlAttribute), ("\t", .attribute), ("\t", .xmlAttribute):
      return "&#\(scalar.value);"
    case ("\n", _), ("\t", _): return nil
    case (_, .text), (_, .plain), (_, .attribute):
      if TextSanitizer.isHarmless(scalar) { return nil }
    case (_, .xmlText), (_, .xmlAttribute):
      if isAllowedInXML(scalar) { return nil }
    }
    let codePoint = "\\u{\(String(scalar.value, radix: 16))}"
    return context == .text ? "<span class=\"c\">\(codePoint)</span>" : codePoint
  }

  /// Whether a scalar may stand in XML 1.0 (section 2.2) and is shown; C1 controls are allowed and not shown.
  private static func isAllowedInXML(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: scalar.value & 0xFFFE != 0xFFFE
    default: false
    }
  }
}
