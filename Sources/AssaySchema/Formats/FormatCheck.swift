/// The formats that are judged, by name; each is exact about ASCII and knows no locale.
enum FormatCheck: String, Sendable, CaseIterable {
  case int32, int64, e164, email, uuid, uri
  case dateTime = "date-time"
  case ipv4

  static var supported: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// Whether the format says something of numbers; the others do of strings.
  var isNumeric: Bool { self == .int32 || self == .int64 }

  /// Whether a string's UTF-8 has the format; true for formats of numbers.
  func accepts(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    switch self {
    case .int32, .int64: true
    case .e164: FormatCheck.isPhoneNumber(text)
    case .email: FormatCheck.isEmail(text)
    case .uuid: FormatCheck.isUUID(text)
    case .uri: FormatCheck.isURI(text)
    case .dateTime: FormatCheck.isDateTime(text)
    case .ipv4: InternetAddress.isIPv4(text[...])
    }
  }

  /// ITU-T E.164: a plus and 2 to 15 digits, the first not 0.
  private static func isPhoneNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    3...16 ~= text.count && text[0] == UInt8(ascii: "+") && text[1] != UInt8(ascii: "0")
      && text.dropFirst().allSatisfy { 0x30...0x39 ~= $0 }
  }

  /// RFC 4122, section 3: 8-4-4-4-12 hexadecimal digits, whatever version and variant.
  private static func isUUID(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count == 36 else { return false }
    for index in 0..<36 {
      let isHyphen = index == 8 || index == 13 || index == 18 || index == 23
      guard isHyphen ? text[index] == UInt8(ascii: "-") : isHexadecimal(text[index]) else { return false }
    }
    return true
  }

  static func isHexadecimal(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x41...0x46 ~= byte || 0x61...0x66 ~= byte
  }

  static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
  }
}
