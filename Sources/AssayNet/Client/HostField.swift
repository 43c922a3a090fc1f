import AssaySystem

/// The value of `Host` or the authority of an absolute target: a host and an optional port (RFC 9110, section 7.2).
enum HostField {
  /// Whether a value conforms to RFC 3986, sections 3.2.2 and 3.2.3; an empty host does.
  static func isWellFormed(_ value: UnsafeRawBufferPointer) -> Bool {
    var end = 0
    if value.first == UInt8(ascii: "[") {
      guard let bracket = value.firstIndex(of: UInt8(ascii: "]")) else { return false }
      let address = String(isomorphic: value[1..<bracket])
      guard address.contains(":"), !address.contains("%"),
        (try? SocketAddress.resolve(address, port: 1, numericOnly: true)) != nil
      else { return false }
      end = bracket + 1
    } else {
      while end < value.count, value[end] != UInt8(ascii: ":") {
        guard isInName(value, end) else { return false }
        end += 1
      }
    }
    if end == value.count { return true }
    return value[end] == UInt8(ascii: ":") && value[(end + 1)...].allSatisfy(ByteClass.isDigit)
  }

  /// Whether the byte at an index is allowed in a registered name: unreserved, a sub-delimiter or percent-encoded.
  private static func isInName(_ value: UnsafeRawBufferPointer, _ index: Int) -> Bool {
    switch value[index] {
    case UInt8(ascii: "%"):
      return index + 2 < value.count && ByteClass.hexValue(value[index + 1]) != nil
        && ByteClass.hexValue(value[index + 2]) != nil
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "="): return true
    case UInt8(ascii: "#"), UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "|"): return false
    // All other token characters are unreserved or sub-delimiters.
    case let byte: return ByteClass.isToken(byte)
    }
  }
}
