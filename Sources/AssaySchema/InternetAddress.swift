/// Textual internet addresses.
enum InternetAddress {
  /// Four decimal octets without leading zeros (RFC 2673, section 3.2, as JSON Schema's `ipv4` has it).
  static func isIPv4(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        guard 1...3 ~= part.count, part.allSatisfy({ 0x30...0x39 ~= $0 }) else { return false }
        if part.count > 1 && part.first == 0x30 { return false }
        return part.reduce(0) { $0 * 10 + Int($1 - 0x30) } <= 255
      }
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
      guard 1...4 ~= group.count, group.allSatisfy(FormatCheck.isHexadecimal) else { return false }
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
