/// Texts that peers' reports broke on.
enum Hostile {
  static let texts: [String] =
    [
      "]]>", "]]]]>>", "<![CDATA[x]]>", "<failure/>", "a & b", "&amp;&#0;&bogus;", "\"double\" 'single'",
      "a\nb\r\nc\td\r",
      "\u{1B}[31mred\u{1B}[0m\u{1B}]0;title\u{7}", "\u{0}", "\u{FFFE}", "\u{FFFF}", "\u{1FFFE}\u{10FFFF}", "\u{FEFF}",
      "\u{202E}txt.exe", "\u{2028}\u{2029}\u{85}", "\u{FFFD}", "e\u{301}\u{E9}", "𝄞👩‍👩‍👧", "--><!--", "?>", "   ", "",
      String(decoding: [0x61, 0xED, 0xA0, 0x80, 0xFF, 0xC0, 0x80, 0x62] as [UInt8], as: UTF8.self),
    ] + [controls]

  /// Every control character there is.
  static let controls = text(of: [0...0x1F, 0x7F...0x9F])

  /// A scalar of every range that XML tells apart, with its neighbours.
  static let scalars = text(of: [
    0...0x2FF, 0x7FE...0x801, 0x2000...0x206F, 0xD7F0...0xD7FF, 0xE000...0xE010, 0xFDC0...0xFDFF, 0xFFF0...0x1000F,
    0x1FFF0...0x2000F, 0xFFFF0...0x10000F, 0x10FFF0...0x10FFFF,
  ])

  private static func text(of ranges: [ClosedRange<UInt32>]) -> String {
    var text = String.UnicodeScalarView()
    for value in ranges.joined() { if let scalar = Unicode.Scalar(value) { text.append(scalar) } }
    return String(text)
  }

  /// The text as a reader of the XML must get it: what XML 1.0 forbids or discourages is shown by its code point.
  static func readable(_ text: String) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let value = scalar.value
      // Char and the discouraged ranges of XML 1.0, section 2.2; a carriage return would come back as a line feed.
      let isChar =
        value == 0x9 || value == 0xA || (0x20...0xD7FF).contains(value) || (0xE000...0xFFFD).contains(value)
        || value >= 0x10000
      let isDiscouraged = (0x7F...0x9F).contains(value) || value & 0xFFFF >= 0xFFFE
      if isChar && !isDiscouraged {
        shown.append(scalar)
      } else {
        shown.append(contentsOf: "\\u{\(String(value, radix: 16))}".unicodeScalars)
      }
    }
    return String(shown)
  }
}
