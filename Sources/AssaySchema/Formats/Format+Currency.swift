extension Format {
  /// The code of a currency, three capital letters (ISO 4217).
  ///
  /// Codes that were withdrawn since 2022 are accepted too: a provider may still have amounts in them.
  public static let currency = Format(
    "currency", example: "EUR", boundaries: ["USD", "GBP"],
    counterexamples: [
      ("unknown", "XYZ", "which no currency has"), ("two-letters", "EU", "of two letters"),
      ("number", "978", "a number"),
      ("sign", "€", "a sign"),
    ]
  ) { $0.count == 3 && isListed($0[...], in: currencies, length: 3) }

  private static let currencies: StaticString = """
    AEDAFNALLAMDANGAOAARSAUDAWGAZNBAMBBDBDTBGNBHDBIFBMDBNDBOBBOVBRLBSDBTNBWPBYNBZDCADCDFCHECHFCHWCLFCLPCNYCOPCOUCRC\
    CUCCUPCVECZKDJFDKKDOPDZDEGPERNETBEURFJDFKPGBPGELGHSGIPGMDGNFGTQGYDHKDHNLHRKHTGHUFIDRILSINRIQDIRRISKJMDJODJPYKES\
    KGSKHRKMFKPWKRWKWDKYDKZTLAKLBPLKRLRDLSLLYDMADMDLMGAMKDMMKMNTMOPMRUMURMVRMWKMXNMXVMYRMZNNADNGNNIONOKNPRNZDOMRPAB\
    PENPGKPHPPKRPLNPYGQARRONRSDRUBRWFSARSBDSCRSDGSEKSGDSHPSLESLLSOSSRDSSPSTNSVCSYPSZLTHBTJSTMTTNDTOPTRYTTDTWDTZSUAH\
    UGXUSDUSNUYIUYUUYWUZSVEDVESVNDVUVWSTXAFXAGXAUXBAXBBXBCXBDXCDXCGXDRXOFXPDXPFXPTXSUXTSXUAXXXYERZARZMWZWGZWL
    """
}
