/// Reads groups of digits as one number, across usual separators.
struct DigitGroups {
  /// The indices of the current number's digits.
  private(set) var indices: [Int] = []
  /// The end of the number if no digit follows.
  private var end = -1

  /// The maximum number of bytes between two groups, as in `(0) 20`.
  static let longestGap = 3

  static func isSeparator(_ byte: UInt8) -> Bool { isCodeSeparator(byte) || "()./".utf8.contains(byte) }

  /// Separates the groups of a code; with a dot or a slash it would be an amount or a date.
  static func isCodeSeparator(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") }

  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Adds the digit at an index; `true` when it begins a new number.
  mutating func take(_ index: Int, in bytes: [UInt8]) -> Bool {
    let goesOn = end >= 0 && index - end <= Self.longestGap && bytes[end..<index].allSatisfy(Self.isSeparator)
    if !goesOn { indices.removeAll(keepingCapacity: true) }
    indices.append(index)
    end = index + 1
    return !goesOn
  }
}
