import AssaySpec

extension Format {
  /// A phone number in E.164 or an e-mail address, as Twilio Verify takes them.
  static let recipient = Format(
    "recipient", example: "+15017122661",
    counterexamples: [
      ("no-plus", "15017122661", "a phone number without +"),
      ("letters", "+1501abc2661", "a phone number with letters"),
      ("leading-zero", "+05017122661", "a phone number whose country begins with 0"),
    ]
  ) { text in
    if let at = text.firstIndex(of: UInt8(ascii: "@")) { return 0 < at && at < text.count - 1 }
    return 3...16 ~= text.count && text[0] == UInt8(ascii: "+") && text[1] != UInt8(ascii: "0")
      && text.dropFirst().allSatisfy { 0x30...0x39 ~= $0 }
  }
}

extension Twilio {
  static let recipient = Schema(.string, [.format(.recipient)])
}
