extension Format {
  /// An IPv4 address as four decimal octets.
  public static let ipv4 = Format("ipv4", example: "192.0.2.1") { InternetAddress.isIPv4($0[...]) }
}

/// Textual internet addresses.
enum InternetAddress {
  /// Four decimal octets without leading zeros (RFC 2673, section 3.2, as JSON Schema's `ipv4` has it).
  static func isIPv4(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var (octets, value, digits) = (0, 0, 0)
    for byte in text {
      if byte == UInt8(ascii: ".") {
        if digits == 0 { return false }
        octets += 1
        (value, digits) = (0, 0)
      } else {
        let digit = byte &- 0x30
        // A second digit after a zero is a leading zero.
        guard digit < 10, digits < 3, !(digits > 0 && value == 0) else { return false }
        value = value * 10 + Int(digit)
        digits += 1
        if value > 255 { return false }
      }
    }
    return octets == 3 && digits > 0
  }

  /// Eight groups of hexadecimal digits, one run of zeros as `::`, the last two perhaps an IPv4 address (RFC 4291, 2.2).
  static func isIPv6(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var groups = 0
    var isShortened = false
    var position = text.startIndex
    if text.starts(with: "::".utf8) {
      isShortened = true
      position += 2
    }
    while position < text.endIndex {
      let end = text[position...].firstIndex(of: UInt8(ascii: ":")) ?? text.endIndex
      let group = text[position..<end]
      if end == text.endIndex, group.contains(UInt8(ascii: ".")) {
        guard isIPv4(group) else { return false }
        groups += 2
        break
      }
      guard 1...4 ~= group.count, group.allSatisfy(\.isHexadecimalDigit) else { return false }
      groups += 1
      if end == text.endIndex { break }
      position = end + 1
      if position == text.endIndex { return false }
      if text[position] == UInt8(ascii: ":") {
        if isShortened { return false }
        isShortened = true
        position += 1
      }
    }
    return isShortened ? groups <= 7 : groups == 8
  }
}
