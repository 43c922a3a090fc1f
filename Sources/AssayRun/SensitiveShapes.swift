/// Recognises secrets by what they look like: JSON Web Tokens, payment card numbers, international phone numbers.
enum SensitiveShapes {
  /// ISO/IEC 7812-1.
  static let fewestCardDigits = 13

  static func redact(_ bytes: [UInt8]) -> [UInt8] {
    SensitiveKeys.replace(bytes.withUnsafeBytes(ranges), in: bytes, with: Redactor.mark)
  }

  /// Where they stand, in order and none within another.
  private static func ranges(in bytes: UnsafeRawBufferPointer) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var index = 0
    // Up to here there is no dot, so nothing that begins before it is a token: looked at once, however often `eyJ` stands.
    var dotless = 0
    while index < bytes.count {
      let end =
        switch bytes[index] {
        case UInt8(ascii: "e") where index >= dotless: tokenEnd(bytes, index, &dotless)
        case UInt8(ascii: "+"): phoneEnd(bytes, index)
        case 0x30...0x39: cardEnd(bytes, index)
        default: nil as Int?
        }
      if let end {
        ranges.append(index..<end)
        index = end
      } else if isDigit(bytes[index]) {
        // The rest of a number is no number of its own.
        while index < bytes.count, isDigit(bytes[index]) { index += 1 }
      } else {
        index += 1
      }
    }
    return ranges
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
  }

  /// `eyJ` begins the base64 of `{"`; three parts between dots follow (RFC 7519).
  private static func tokenEnd(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ dotless: inout Int) -> Int? {
    guard start + 2 < bytes.count, bytes[start + 1] == UInt8(ascii: "y"), bytes[start + 2] == UInt8(ascii: "J") else {
      return nil
    }
    var index = start
    var dots = 0
    var partLength = 0
    while index < bytes.count {
      if isTokenByte(bytes[index]) {
        partLength += 1
      } else if bytes[index] == UInt8(ascii: "."), dots < 2, partLength > 0 {
        dots += 1
        partLength = 0
      } else {
        break
      }
      index += 1
    }
    if dots >= 1 { return index }
    dotless = index
    return nil
  }

  /// `+` and 8 to 15 digits (ITU-T E.164).
  static func phoneEnd(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int? {
    var index = start + 1
    while index < bytes.count, isDigit(bytes[index]) { index += 1 }
    return (8...15).contains(index - start - 1) ? index : nil
  }

  /// 13 to 19 digits, single blanks or hyphens between them, whose check digit is right (ISO/IEC 7812-1, Luhn).
  private static func cardEnd(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int? {
    if start > 0, isTokenByte(bytes[start - 1]) { return nil }
    var count = 0
    // The check digit is right when the sum of the digits, every second from the right doubled, is divisible by ten.
    // Which those are is known at the end, so both sums are kept.
    var (sum, other) = (0, 0)
    var end = start
    var index = start
    while index < bytes.count, count < 20 {
      if isDigit(bytes[index]) {
        let digit = Int(bytes[index] &- 0x30)
        let doubled = digit > 4 ? 2 * digit - 9 : 2 * digit
        (sum, other) = (other + digit, sum + doubled)
        count += 1
        end = index + 1
      } else if bytes[index] != UInt8(ascii: " ") && bytes[index] != UInt8(ascii: "-") || index > end {
        break
      }
      index += 1
    }
    guard (fewestCardDigits...19).contains(count), end == bytes.count || !isTokenByte(bytes[end]) else { return nil }
    return sum % 10 == 0 ? end : nil
  }
}
