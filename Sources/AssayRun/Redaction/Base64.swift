import AssayJSON

/// Base64 (RFC 4648), with the values of its characters and of hexadecimal digits.
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The table entry of a byte that is not in the alphabet.
  static let none: UInt8 = 0xFF

  /// The value of each character of both alphabets, the standard and the URL-safe one.
  static let values: [UInt8] = {
    var values = Array(repeating: none, count: 256)
    for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
    values[Int(UInt8(ascii: "-"))] = 62
    values[Int(UInt8(ascii: "_"))] = 63
    return values
  }()

  /// The value of each hexadecimal digit.
  static let hexadecimalValues = (0...255).map { (byte: UInt8) in JSONString.hexadecimal(byte).map { UInt8($0) } ?? none
  }

  /// In the standard alphabet, padded.
  static func encode(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for position in 0..<4 {
        result.append(position <= group.count ? alphabet[bits >> (18 - 6 * position) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
