import AssayJSON

/// A percent-encoded character, or an escape of JSON or HTML.
struct TextEscape {
  enum Value {
    case byte(UInt8)
    case scalar(Unicode.Scalar)
  }

  let value: Value
  /// How many bytes the escape takes.
  let length: Int

  static func begins(with byte: UInt8) -> Bool {
    byte == UInt8(ascii: "%") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "&")
  }

  /// The escape at an index; `nil` when there is none.
  init?(at index: Int, in bytes: UnsafeRawBufferPointer) {
    let found: (Value, Int)? =
      switch bytes[index] {
      case UInt8(ascii: "%"):
        Self.number(bytes, index + 1, digits: 2).map { (.byte(UInt8(truncatingIfNeeded: $0)), 3) }
      case UInt8(ascii: "\\"): index + 1 < bytes.count ? Self.backslash(bytes, index) : nil
      case UInt8(ascii: "&"): Self.characterReference(bytes, index)
      default: nil
      }
    guard let found else { return nil }
    (value, length) = found
  }

  /// The length of an escape that a cut has truncated; `nil` when there is none.
  static func cutLength(at index: Int, in bytes: UnsafeRawBufferPointer) -> Int? {
    guard begins(with: bytes[index]) else { return nil }
    // The longest escape without its end: `&#x10FFFF`.
    for end in index + 1..<max(index + 1, min(index + 10, bytes.count)) {
      switch bytes[end] {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "#"): continue
      default: return bytes[end...].starts(with: DecodedText.cutMark) ? end - index : nil
      }
    }
    return nil
  }

  private static func backslash(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> (Value, Int)? {
    switch bytes[index + 1] {
    case UInt8(ascii: "n"): return (.byte(0x0A), 2)
    case UInt8(ascii: "r"): return (.byte(0x0D), 2)
    case UInt8(ascii: "t"): return (.byte(0x09), 2)
    case UInt8(ascii: "b"): return (.byte(0x08), 2)
    case UInt8(ascii: "f"): return (.byte(0x0C), 2)
    case UInt8(ascii: "x"):
      return number(bytes, index + 2, digits: 2).map { (.byte(UInt8(truncatingIfNeeded: $0)), 4) }
    case UInt8(ascii: "u"):
      guard let unit = number(bytes, index + 2, digits: 4) else { return nil }
      if let scalar = Unicode.Scalar(unit) { return (.scalar(scalar), 6) }
      // A surrogate, whose other half must follow.
      guard unit < 0xDC00, index + 7 < bytes.count, bytes[index + 6] == UInt8(ascii: "\\"),
        bytes[index + 7] == UInt8(ascii: "u"), let low = number(bytes, index + 8, digits: 4),
        0xDC00...0xDFFF ~= low, let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
      else { return nil }
      return (.scalar(scalar), 12)
    case 0x80...: return nil
    case let byte: return (.byte(byte), 2)
    }
  }

  /// One of the five names predefined in XML, or a number: `&#39;`, `&#x2F;`.
  private static func characterReference(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> (Value, Int)? {
    let limit = min(index + 11, bytes.count)
    guard let end = bytes[index..<limit].firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let name = String(decoding: bytes[index + 1..<end], as: UTF8.self)
    let length = end + 1 - index
    switch name {
    case "amp": return (.byte(UInt8(ascii: "&")), length)
    case "lt": return (.byte(UInt8(ascii: "<")), length)
    case "gt": return (.byte(UInt8(ascii: ">")), length)
    case "quot": return (.byte(UInt8(ascii: "\"")), length)
    case "apos": return (.byte(UInt8(ascii: "'")), length)
    default: break
    }
    guard name.hasPrefix("#") else { return nil }
    let digits = name.dropFirst()
    let isHexadecimal = digits.first == "x" || digits.first == "X"
    let number = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return number.flatMap(Unicode.Scalar.init).map { (.scalar($0), length) }
  }

  private static func number(_ bytes: UnsafeRawBufferPointer, _ start: Int, digits: Int) -> UInt32? {
    guard start + digits <= bytes.count else { return nil }
    var number: UInt32 = 0
    for byte in bytes[start..<start + digits] {
      guard let digit = JSONString.hexadecimal(byte) else { return nil }
      number = number << 4 | digit
    }
    return number
  }
}
