extension Format {
  /// The code of a country, two capital letters (ISO 3166-1 alpha-2).
  public static let country = Format(
    "country", example: "DE", boundaries: ["GB", "US"],
    counterexamples: [
      ("unknown", "XX", "which no country has"), ("three-letters", "DEU", "of three letters"),
      ("number", "276", "a number"), ("name", "Germany", "a name"),
    ]
  ) { isCountry($0[...]) }

  static func isCountry(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    text.count == 2 && isListed(text, in: countries, length: 2)
  }

  /// Whether a code is in a list of codes that have one length and stand one after the other.
  static func isListed(_ code: Slice<UnsafeBufferPointer<UInt8>>, in list: StaticString, length: Int) -> Bool {
    let list = UnsafeBufferPointer(start: list.utf8Start, count: list.utf8CodeUnitCount)
    return stride(from: 0, to: list.count, by: length).contains { list[$0..<$0 + length].elementsEqual(code) }
  }

  private static let countries: StaticString = """
    ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZ\
    DEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJM\
    JOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONP\
    NRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTO\
    TRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW
    """
}
