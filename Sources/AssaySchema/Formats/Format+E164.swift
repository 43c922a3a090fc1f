extension Format {
  /// An international phone number: `+`, then 2 to 15 digits, the first not 0 (ITU-T E.164).
  public static let e164 = Format(
    "e164", example: "+12025550123", boundaries: ["+12", "+123456789012345"],
    counterexamples: [
      ("no-plus", "12025550123", "without the plus"), ("letters", "+1202555CALL", "with letters"),
      ("leading-zero", "+02025550123", "with a country code that begins with 0"),
      ("too-long", "+1234567890123456", "with 16 digits"), ("too-short", "+1", "with one digit"),
      ("blanks", "+1 202 555 0123", "with blanks"), ("only-plus", "+", "with no digit"),
      ("punctuation", "+1-202-555-0123", "with hyphens"),
      ("line-feed", "+12025550123\n", "with a line feed at its end"),
      ("other-digits", "+١٢٠٢٥٥٥٠١٢٣", "with digits that are not ASCII"),
    ],
    leniencies: [
      Leniency(name: "addsPlus") { !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) },
      Leniency(name: "dropsLetters") { text in
        text.hasPrefix("+") && text.utf8.contains { $0.isLetterOrDigit && !$0.isDigit }
      },
      Leniency(name: "allowsLeadingZero") { digits(of: $0)?.first == UInt8(ascii: "0") },
      Leniency(name: "allowsLong") { digits(of: $0).map { $0.count > 15 } ?? false },
      Leniency(name: "allowsShort") { digits(of: $0).map { $0.count < 2 } ?? false },
      Leniency(name: "dropsBlanks") { $0.hasPrefix("+") && $0.utf8.contains(UInt8(ascii: " ")) },
      Leniency(name: "dropsPunctuation") { $0.hasPrefix("+") && $0.utf8.contains(UInt8(ascii: "-")) },
      Leniency(name: "dropsLineFeed") { $0.utf8.last == UInt8(ascii: "\n") },
      Leniency(name: "readsOtherDigits") { text in
        text.unicodeScalars.contains { !$0.isASCII && $0.properties.numericType == .decimal }
      },
    ]
  ) { text in
    3...16 ~= text.count && text[0] == UInt8(ascii: "+") && text[1] != UInt8(ascii: "0")
      && text.dropFirst().allSatisfy(\.isDigit)
  }

  /// What follows the plus, where that is nothing but digits.
  private static func digits(of text: String) -> Substring.UTF8View? {
    let rest = text.utf8.dropFirst()
    return text.utf8.first == UInt8(ascii: "+") && rest.allSatisfy(\.isDigit) ? rest : nil
  }
}
