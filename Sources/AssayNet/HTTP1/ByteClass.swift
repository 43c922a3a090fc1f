/// The character classes of HTTP, as bit masks, which need no table and no string.
enum ByteClass {
  /// Whether a byte is a `tchar`, of which methods and header names consist (RFC 9110, section 5.6.2).
  @inline(__always)
  static func isToken(_ byte: UInt8) -> Bool {
    // Bits 0-63: ! # $ % & ' * + - . 0-9; bits 64-127: A-Z ^ _ ` a-z | ~
    let mask: UInt64 = byte < 64 ? 0x03FF_6CFA_0000_0000 : 0x57FF_FFFF_C7FF_FFFE
    return byte < 128 && mask &>> UInt64(byte & 63) & 1 == 1
  }

  /// Whether a byte is not allowed in a header value: a control other than tab (RFC 9110, section 5.5).
  @inline(__always)
  static func isForbiddenInValue(_ byte: UInt8) -> Bool { (byte < 0x20 && byte != 0x09) || byte == 0x7F }

  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// The value of a hexadecimal digit; `nil` for any other byte.
  @inline(__always)
  static func hexValue(_ byte: UInt8) -> Int? {
    switch byte {
    case 0x30...0x39: Int(byte &- 0x30)
    case 0x41...0x46: Int(byte &- 0x37)
    case 0x61...0x66: Int(byte &- 0x57)
    default: nil
    }
  }
}

extension UnsafeRawBufferPointer {
  /// The bytes without leading and trailing spaces and tabs (OWS, RFC 9110, section 5.6.3).
  var trimmed: UnsafeRawBufferPointer {
    var start = 0
    var end = count
    while start < end, ByteClass.isSpace(self[start]) { start += 1 }
    while end > start, ByteClass.isSpace(self[end - 1]) { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: self[start..<end])
  }

  /// Whether the bytes equal a lower-case name, ignoring their case.
  func isName(_ lowercase: StaticString) -> Bool {
    guard count == lowercase.utf8CodeUnitCount else { return false }
    let other = lowercase.utf8Start
    for index in 0..<count {
      let byte = self[index]
      let lowered = byte &- 0x41 < 26 ? byte | 0x20 : byte
      if lowered != other[index] { return false }
    }
    return true
  }

  /// The first bytes as text for a message, one scalar a byte.
  var excerpt: String { String(isomorphic: prefix(120)) + (count > 120 ? "..." : "") }

  /// Calls the body for each non-empty element of a comma-separated list, trimmed (RFC 9110, section 5.6.1).
  func forEachListElement(_ body: (UnsafeRawBufferPointer) -> Void) {
    for part in split(separator: UInt8(ascii: ",")) {
      let element = UnsafeRawBufferPointer(rebasing: part).trimmed
      if !element.isEmpty { body(element) }
    }
  }
}
