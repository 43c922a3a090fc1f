/// A pattern to find a secret by: its bytes, or its digits if it is a number that is written in groups.
struct SecretPattern: Sendable {
  enum Kind: Sendable {
    /// Its bytes, anywhere.
    case text
    /// Its bytes, without a letter or digit next to them: 1234 is not found in 1234444.
    case word
    /// The digits of a code, with spaces or hyphens between them.
    case code
    /// The digits of a phone number after its country code, in any grouping.
    case phone
  }

  var bytes: [UInt8]
  var kind: Kind
  /// The replacement: `${NAME}`.
  var replacement: [UInt8]

  /// Shorter values occur in too many texts by chance.
  static let fewestBytes = 3
  /// A shorter value is found only as a whole word.
  private static let fewestBytesInside = 8
  private static let fewestDigits = 4
  private static let fewestPhoneDigits = 6

  /// The patterns to find secrets by in a text and its decodings.
  static func texts(of secrets: [String: String]) -> [SecretPattern] {
    var patterns: [SecretPattern] = []
    for (name, value) in secrets.sorted(by: { $0.key < $1.key }) where value.utf8.count >= fewestBytes {
      let kind: Kind = value.utf8.count < fewestBytesInside ? .word : .text
      for encoded in encodings(of: value) {
        // A part of a secret that looks like an escape is decoded with the text around it.
        var text: DecodedText? = DecodedText(encoded)
        for _ in 0...Redactor.maxLayers {
          guard let bytes = text?.bytes, bytes.count >= fewestBytes else { break }
          patterns.append(SecretPattern(bytes: bytes, kind: kind, replacement: Array("${\(name)}".utf8)))
          text = text?.decodingEscapes()
        }
      }
    }
    return patterns
  }

  /// The patterns to find secrets by among the digits of a text.
  static func digits(of secrets: [String: String]) -> [SecretPattern] {
    secrets.sorted { $0.key < $1.key }.compactMap { name, value in
      let replacement = Array("${\(name)}".utf8)
      let digits = value.utf8.filter { (0x30...0x39).contains($0) }
      guard digits.count >= fewestDigits, value.utf8.allSatisfy({ isDigitOrSeparator($0) }) else { return nil }
      let isPhone = value.hasPrefix("+") || (digits.first == 0x30 && digits.count >= 9)
      guard isPhone else { return SecretPattern(bytes: digits, kind: .code, replacement: replacement) }
      let national = nationalNumber(of: digits, isInternational: value.hasPrefix("+") || digits.starts(with: "00".utf8))
      return SecretPattern(
        bytes: national.count >= fewestPhoneDigits ? national : digits, kind: .phone, replacement: replacement)
    }
  }

  /// A text as UTF-8 and, if possible, as ISO 8859-1.
  private static func encodings(of value: String) -> [[UInt8]] {
    let utf8 = Array(value.utf8)
    let scalars = value.unicodeScalars
    guard scalars.contains(where: { !$0.isASCII }), scalars.allSatisfy({ $0.value <= 0xFF }) else { return [utf8] }
    return [utf8, scalars.map { UInt8($0.value) }]
  }

  private static func isDigitOrSeparator(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || byte == UInt8(ascii: "+") || DigitGroups.isSeparator(byte)
  }

  /// The number without the country code or the trunk prefix.
  private static func nationalNumber(of digits: [UInt8], isInternational: Bool) -> [UInt8] {
    let number = Array(digits.drop { $0 == 0x30 })
    return isInternational ? Array(number.dropFirst(countryCodeLength(of: number))) : number
  }

  /// A country code has three digits unless ITU-T E.164 (list of 2016) gives a region fewer.
  private static func countryCodeLength(of digits: [UInt8]) -> Int {
    let twoDigits: Set = [
      20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56, 57, 58, 60, 61,
      62, 63, 64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98,
    ]
    guard digits.count >= 2 else { return 0 }
    if digits[0] == 0x31 || digits[0] == 0x37 { return 1 }
    return twoDigits.contains(Int(digits[0] - 0x30) * 10 + Int(digits[1] - 0x30)) ? 2 : 3
  }
}
