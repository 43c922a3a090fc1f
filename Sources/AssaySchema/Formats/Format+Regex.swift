extension Format {
  /// A regular expression of ECMA-262.
  ///
  /// Where an expression uses look-around, back-references or Unicode properties, what follows is not checked.
  public static let regex = Format(
    "regex", example: "^[a-z]+$", boundaries: ["", "^(a|b)*c{2,3}$"],
    counterexamples: [
      ("open-group", "(a", "with a group that is not closed"), ("open-class", "[a", "with a class that is not closed"),
      ("quantifier", "*a", "with a quantifier that has nothing before it"),
      ("backslash", "a\\", "with a backslash at its end"),
    ]
  ) { text in
    do throws(PatternError) {
      _ = try PatternParser.parse(String(decoding: text, as: UTF8.self))
      return true
    } catch {
      return !error.isMistake
    }
  }
}
