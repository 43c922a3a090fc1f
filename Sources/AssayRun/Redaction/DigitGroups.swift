/// Reads groups of digits as one number, across the separators that people put between them.
struct DigitGroups {
  /// Where the digits of the present number stand.
  private(set) var places: [Int] = []
  /// Where the number ends if no digit follows.
  private var end = -1

  /// `(0) 20`: at most so many bytes stand between two groups.
  static let longestGap = 3

  static func isSeparator(_ byte: UInt8) -> Bool { isCodeSeparator(byte) || "()./".utf8.contains(byte) }

  /// Between the groups of a code; a dot or a slash makes an amount or a date of it.
  static func isCodeSeparator(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") }

  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Takes the digit at a place; `true` when it begins another number than the digits before it.
  mutating func take(_ place: Int, in bytes: [UInt8]) -> Bool {
    let goesOn = end >= 0 && place - end <= Self.longestGap && bytes[end..<place].allSatisfy(Self.isSeparator)
    if !goesOn { places.removeAll(keepingCapacity: true) }
    places.append(place)
    end = place + 1
    return !goesOn
  }
}
