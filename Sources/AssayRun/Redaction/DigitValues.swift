import AssayJSON

/// The values of the characters of base64 and of hexadecimal digits, by byte.
enum DigitValues {
  /// The entry of a byte that is no digit.
  static let none: UInt8 = 0xFF

  /// Of both alphabets of base64 (RFC 4648), the standard and the URL-safe one.
  static let base64: [UInt8] = {
    var values = Array(repeating: none, count: 256)
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (value, character) in alphabet.utf8.enumerated() { values[Int(character)] = UInt8(value) }
    values[Int(UInt8(ascii: "-"))] = 62
    values[Int(UInt8(ascii: "_"))] = 63
    return values
  }()

  static let hexadecimal = (0...255).map { (byte: UInt8) in JSONString.hexadecimal(byte).map { UInt8($0) } ?? none }
}
