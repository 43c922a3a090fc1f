/// A set of Unicode scalars: ranges in order, and a bit map of the ASCII part.
struct ScalarSet: Sendable, Hashable {
  /// Ascending, neither overlapping nor touching.
  private(set) var ranges: [ClosedRange<UInt32>]
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init(_ ranges: [ClosedRange<UInt32>]) {
    self.ranges = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = self.ranges.last, range.lowerBound <= last.upperBound &+ 1 {
        self.ranges[self.ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        self.ranges.append(range)
      }
    }
    for range in self.ranges where range.lowerBound < 128 {
      for scalar in range.lowerBound...min(range.upperBound, 127) {
        if scalar < 64 { low |= 1 << scalar } else { high |= 1 << (scalar - 64) }
      }
    }
  }

  var inverted: ScalarSet {
    var gaps: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { gaps.append(next...range.lowerBound - 1) }
      next = range.upperBound + 1
    }
    if next <= 0x10FFFF { gaps.append(next...0x10FFFF) }
    return ScalarSet(gaps)
  }

  func contains(_ scalar: UInt32) -> Bool {
    if scalar < 64 { return low >> UInt64(scalar) & 1 != 0 }
    if scalar < 128 { return high >> UInt64(scalar - 64) & 1 != 0 }
    var bottom = 0
    var top = ranges.count
    while bottom < top {
      let middle = (bottom + top) / 2
      if ranges[middle].upperBound < scalar { bottom = middle + 1 } else { top = middle }
    }
    return bottom < ranges.count && ranges[bottom].lowerBound <= scalar
  }

  /// `\d` of ECMA-262: ASCII digits.
  static let digits = ScalarSet([0x30...0x39])
  /// `\w` of ECMA-262: ASCII letters, digits and the underscore.
  static let word = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  /// `\s` of ECMA-262: its WhiteSpace and LineTerminator.
  static let space = ScalarSet([
    0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
    0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
  ])
  /// `.` of ECMA-262: all but its LineTerminator.
  static let dot = ScalarSet([0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029]).inverted
}
