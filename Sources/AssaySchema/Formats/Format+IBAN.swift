extension Format {
  /// An international bank account number without blanks (ISO 13616): the length of its country, and check digits.
  public static let iban = Format(
    "iban", example: "DE89370400440532013000",
    boundaries: ["NO9386011117947", "MT84MALT011000012345MTLCAST001S", "RU0304452522540817810538091310419"],
    counterexamples: [
      ("check-digits", "DE88370400440532013000", "with wrong check digits"),
      ("transposed", "DE89370400440532010300", "with two digits in the other order"),
      ("too-short", "DE8937040044053201300", "a character short for its country"),
      ("blanks", "DE89 3704 0044 0532 0130 00", "with blanks"),
      ("no-country", "8937040044053201300012", "without a country"),
    ],
    leniencies: [
      Leniency(name: "ignoresCheckDigits") { hasShapeOfIBAN($0) },
      Leniency(name: "takesAny") { !hasShapeOfIBAN($0) },
    ]
  ) { text in
    guard hasShapeOfIBAN(text[...]) else { return false }
    // The first four characters come last, letters count from 10, and the number leaves 1 when divided by 97.
    let rest = (Array(text.dropFirst(4)) + text.prefix(4)).reduce(0) { rest, byte in
      byte.isDigit ? (rest * 10 + Int(byte - 0x30)) % 97 : (rest * 100 + Int(byte - 0x41) + 10) % 97
    }
    return rest == 1
  }

  private static func hasShapeOfIBAN(_ text: String) -> Bool {
    Array(text.utf8).withUnsafeBufferPointer { hasShapeOfIBAN($0[...]) }
  }

  private static func hasShapeOfIBAN(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard 15...34 ~= text.count, text.allSatisfy({ $0.isDigit || $0.isCapital }),
      text.prefix(2).allSatisfy(\.isCapital),
      text[2].isDigit, text[3].isDigit
    else { return false }
    let list = UnsafeBufferPointer(start: lengths.utf8Start, count: lengths.utf8CodeUnitCount)
    let entry = stride(from: 0, to: list.count, by: 4).first { list[$0..<$0 + 2].elementsEqual(text.prefix(2)) }
    return entry.map { Int(list[$0 + 2] - 0x30) * 10 + Int(list[$0 + 3] - 0x30) == text.count } ?? true
  }

  /// The length of each country's numbers, as the registry of ISO 13616 has them; others may have any length.
  private static let lengths: StaticString = """
    AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27\
    GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22\
    MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28\
    TL23TN24TR26UA29VA22VG24XK20YE30
    """
}
