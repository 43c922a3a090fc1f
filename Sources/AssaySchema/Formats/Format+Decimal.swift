extension Format {
  /// A decimal number as a text, without an exponent: `-12.50`.
  public static let decimal = Format(
    "decimal", example: "12.50", boundaries: ["1", "0.01"],
    counterexamples: [
      ("letters", "12a", "with a letter"), ("comma", "12,50", "with a comma"), ("exponent", "1e3", "with an exponent"),
      ("no-fraction", "12.", "with nothing after its point"), ("two-points", "1.2.3", "with two points"),
      ("blank", "12 50", "with a blank"),
    ]
  ) { text in
    var scanner = ByteScanner(text)
    _ = scanner.take("-")
    guard scanner.takeDigits() > 0 else { return false }
    return (!scanner.take(".") || scanner.takeDigits() > 0) && scanner.isAtEnd
  }
}
