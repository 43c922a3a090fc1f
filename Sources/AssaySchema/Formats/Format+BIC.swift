extension Format {
  /// A business identifier code of 8 or 11 characters, such as `DEUTDEFF` (ISO 9362).
  public static let bic = Format(
    "bic", example: "DEUTDEFF", boundaries: ["DEUTDEFF500"],
    counterexamples: [
      ("too-short", "DEUTDEF", "with 7 characters"), ("nine", "DEUTDEFF5", "with 9 characters"),
      ("country", "DEUTXXFF", "with a country that does not exist"), ("blank", "DEUT DEFF", "with a blank"),
    ]
  ) { text in
    (text.count == 8 || text.count == 11) && text.allSatisfy { $0.isDigit || $0.isCapital }
      // Kosovo has a code of its own that ISO 3166 leaves to users.
      && (isCountry(text[4..<6]) || text[4..<6].elementsEqual("XK".utf8))
  }
}
