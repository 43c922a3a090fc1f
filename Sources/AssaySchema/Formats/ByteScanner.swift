/// Reads a text from its beginning, for formats whose parts have a fixed order.
struct ByteScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }
  var isAtEnd: Bool { position == bytes.count }
  /// The rest, not yet read.
  var rest: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[position...]) }

  /// Reads this sign, if it is next.
  mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: sign) else { return false }
    position += 1
    return true
  }

  /// Reads bytes of a kind and returns how many there were.
  mutating func take(while isFitting: (UInt8) -> Bool) -> Int {
    let start = position
    while position < bytes.count, isFitting(bytes[position]) { position += 1 }
    return position - start
  }

  /// Reads digits and returns how many there were.
  mutating func takeDigits() -> Int { take(while: \.isDigit) }

  /// Reads a number of exactly so many digits.
  mutating func number(_ count: Int) -> Int? {
    guard position + count <= bytes.count else { return nil }
    var value = 0
    for index in position..<position + count {
      guard bytes[index].isDigit else { return nil }
      value = value * 10 + Int(bytes[index] - 0x30)
    }
    position += count
    return value
  }
}

extension UInt8 {
  /// Whether the byte is an ASCII digit.
  var isDigit: Bool { 0x30...0x39 ~= self }

  /// Whether the byte is an ASCII digit or one of `a` to `f` in either case.
  var isHexadecimalDigit: Bool { isDigit || 0x41...0x46 ~= self || 0x61...0x66 ~= self }

  /// Whether the byte is an ASCII capital letter.
  var isCapital: Bool { 0x41...0x5A ~= self }

  /// Whether the byte is an ASCII letter or digit.
  var isLetterOrDigit: Bool { isDigit || isCapital || 0x61...0x7A ~= self }
}
