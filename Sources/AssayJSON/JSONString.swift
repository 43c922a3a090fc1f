/// Decodes the escapes and UTF-8 of JSON strings.
package enum JSONString {
  /// Decodes the validated text between two quotes to UTF-8.
  package static func unescape(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var position = 0
    while position < text.count {
      let byte = text[position]
      guard byte == UInt8(ascii: "\\") else {
        result.append(byte)
        position += 1
        continue
      }
      let letter = text[position + 1]
      position += 2
      switch letter {
      case UInt8(ascii: "b"): result.append(0x08)
      case UInt8(ascii: "f"): result.append(0x0C)
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "u"):
        var scalar = unit(text, at: position)
        position += 4
        if 0xD800...0xDBFF ~= scalar {
          scalar = 0x10000 + (scalar - 0xD800) << 10 + (unit(text, at: position + 2) - 0xDC00)
          position += 6
        }
        if let scalar = Unicode.Scalar(scalar) { result.append(contentsOf: UTF8.encode(scalar).unsafelyUnwrapped) }
      default: result.append(letter)
      }
    }
    return result
  }

  private static func unit(_ text: UnsafeBufferPointer<UInt8>, at position: Int) -> UInt32 {
    text[position..<position + 4].reduce(0) { $0 << 4 | (hexadecimal($1) ?? 0) }
  }

  package static func hexadecimal(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte) - 0x30
    case 0x41...0x46: UInt32(byte) - 0x41 + 10
    case 0x61...0x66: UInt32(byte) - 0x61 + 10
    default: nil
    }
  }

  /// The length of the well-formed sequence of two to four bytes that begins here, or 0 (RFC 3629, section 4).
  package static func sequenceLength(at position: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    func isByte(_ index: Int, in range: ClosedRange<UInt8>) -> Bool {
      position + index < bytes.count && range ~= bytes[position + index]
    }
    let tail: ClosedRange<UInt8> = 0x80...0xBF
    let first = bytes[position]
    switch first {
    case 0xC2...0xDF: return isByte(1, in: tail) ? 2 : 0
    case 0xE0...0xEF:
      // No overlong forms after E0, no surrogates after ED.
      let second = first == 0xE0 ? 0xA0...0xBF : first == 0xED ? 0x80...0x9F : tail
      return isByte(1, in: second) && isByte(2, in: tail) ? 3 : 0
    case 0xF0...0xF4:
      // No overlong forms after F0, nothing above U+10FFFF after F4.
      let second = first == 0xF0 ? 0x90...0xBF : first == 0xF4 ? 0x80...0x8F : tail
      return isByte(1, in: second) && isByte(2, in: tail) && isByte(3, in: tail) ? 4 : 0
    default: return 0
    }
  }
}
