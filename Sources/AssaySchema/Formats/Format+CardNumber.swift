extension Format {
  /// A number of a payment card: 10 to 19 digits, the last a check digit (ISO/IEC 7812-1).
  public static let cardNumber = Format(
    "card-number", example: "4242424242424242", boundaries: ["4222222222222", "6304000000000000000"],
    counterexamples: [
      ("check-digit", "4242424242424241", "with a wrong check digit"),
      ("transposed", "4242424242422442", "with two digits in the other order"),
      ("too-short", "424242426", "with 9 digits"), ("too-long", "42424242424242424242", "with 20 digits"),
      ("blanks", "4242 4242 4242 4242", "with blanks"), ("letters", "4242a24242424242", "with a letter"),
    ],
    leniencies: [
      Leniency(name: "ignoresCheckDigit") { 10...19 ~= $0.utf8.count && $0.utf8.allSatisfy(\.isDigit) },
      Leniency(name: "takesAny") { !(10...19 ~= $0.utf8.count && $0.utf8.allSatisfy(\.isDigit)) },
    ]
  ) { text in
    guard 10...19 ~= text.count, text.allSatisfy(\.isDigit) else { return false }
    // The Luhn algorithm: every second digit from the right counts twice, as the sum of the digits of its double.
    let sum = text.reversed().enumerated().reduce(0) { sum, entry in
      let digit = Int(entry.element - 0x30) << (entry.offset & 1)
      return sum + digit / 10 + digit % 10
    }
    return sum % 10 == 0
  }
}
