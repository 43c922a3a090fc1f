/// Finds secrets by their form: JSON Web Tokens, payment card numbers, international phone numbers.
enum PatternRedactor {
  /// ISO/IEC 7812-1.
  static let fewestCardDigits = 13
  /// ITU-T E.164; a local number has fewer, and so have many other numbers.
  private static let phoneDigits = 8...15

  /// Adds their ranges, as ranges of the text's source.
  static func find(in text: DecodedText, _ found: inout [Redaction]) {
    text.bytes.withUnsafeBytes { bytes in
      var index = 0
      // There is no dot before this index, so no token begins before it. This avoids a quadratic search for `eyJ`.
      var dotless = 0
      while index < bytes.count {
        let end =
          switch bytes[index] {
          case UInt8(ascii: "e") where index >= dotless: tokenEnd(bytes, index, &dotless)
          case UInt8(ascii: "+"): phoneEnd(bytes, index)
          case 0x30...0x39: prefixedPhoneEnd(bytes, index) ?? cardEnd(bytes, index)
          default: nil as Int?
          }
        if let end {
          found.append(Redaction(text.source(of: index..<end)))
          index = end
        } else if DigitGroups.isDigit(bytes[index]) {
          // The rest of a number is not another number.
          while index < bytes.count, DigitGroups.isDigit(bytes[index]) { index += 1 }
        } else {
          index += 1
        }
      }
    }
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
  }

  /// Without the dot, which occurs in decimal numbers.
  private static func isBetweenGroups(_ byte: UInt8) -> Bool {
    DigitGroups.isCodeSeparator(byte) || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")")
  }

  /// `eyJ` is the beginning of `{"` in base64; a token has three parts between dots (RFC 7519).
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

  /// `+` and 8 to 15 digits, also in groups (ITU-T E.164 and E.123).
  static func phoneEnd(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int? { phoneEnd(bytes, digitsFrom: start + 1) }

  /// The same after the dialling prefix `00`.
  static func prefixedPhoneEnd(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int? {
    guard start + 2 < bytes.count, bytes[start] == 0x30, bytes[start + 1] == 0x30, bytes[start + 2] != 0x30,
      start == 0 || !DecodedText.isWordByte(bytes[start - 1])
    else { return nil }
    let end = phoneEnd(bytes, digitsFrom: start + 2)
    // Shorter ones are often numbers padded with zeros.
    return end.flatMap { $0 - start >= 12 && ($0 == bytes.count || !isTokenByte(bytes[$0])) ? $0 : nil }
  }

  private static func phoneEnd(_ bytes: UnsafeRawBufferPointer, digitsFrom start: Int) -> Int? {
    var (end, count) = (start, 0)
    while true {
      // A group and its separator. No country code begins with 0, but time zone offsets do.
      var group = end
      while count > 0, group < bytes.count, group - end < 2, bytes[start] != 0x30, isBetweenGroups(bytes[group]) {
        group += 1
      }
      var groupEnd = group
      while groupEnd < bytes.count, DigitGroups.isDigit(bytes[groupEnd]), groupEnd - group <= phoneDigits.upperBound {
        groupEnd += 1
      }
      if groupEnd == group || count + groupEnd - group > phoneDigits.upperBound { break }
      count += groupEnd - group
      end = groupEnd
    }
    // Further digits mean another number.
    if end < bytes.count, DigitGroups.isDigit(bytes[end]) { return nil }
    return phoneDigits.contains(count) ? end : nil
  }

  /// 13 to 19 digits, single blanks or hyphens between them, whose check digit is right (ISO/IEC 7812-1, Luhn).
  private static func cardEnd(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int? {
    if start > 0, isTokenByte(bytes[start - 1]) { return nil }
    var count = 0
    // The check digit is right when the sum of the digits, every second from the right doubled, is divisible by ten.
    // Their parity is known only at the end, so both sums are computed.
    var (sum, other) = (0, 0)
    var end = start
    var index = start
    while index < bytes.count, count < 20 {
      if DigitGroups.isDigit(bytes[index]) {
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
