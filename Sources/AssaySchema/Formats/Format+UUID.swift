extension Format {
  /// A UUID: 8-4-4-4-12 hexadecimal digits, whatever version and variant (RFC 4122, section 3).
  public static let uuid = Format("uuid", example: "123e4567-e89b-12d3-a456-426614174000") { text in
    guard text.count == 36 else { return false }
    for index in 0..<36 {
      let isHyphen = index == 8 || index == 13 || index == 18 || index == 23
      guard isHyphen ? text[index] == UInt8(ascii: "-") : text[index].isHexadecimalDigit else { return false }
    }
    return true
  }
}
