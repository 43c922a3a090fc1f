/// A decimal number as sign, significant digits and exponent, normalized so that equal values have equal fields.
///
/// The value is the digits, read as an integer, times 10 to the exponent. Neither the first nor the last digit is 0;
/// zero has no digits, no sign and exponent 0.
struct JSONDecimal: Hashable {
  var isNegative = false
  /// Digits from 0 to 9, the most significant first.
  var digits: [UInt8] = []
  var exponent = 0

  /// The limit of exponents, so that sums of them cannot overflow.
  static let largestExponent = 1_000_000_000_000_000_000

  /// Parses a text that matches the number grammar of RFC 8259.
  init(_ lexeme: String) {
    var fraction = 0
    var isFraction = false
    var isExponent = false
    var isExponentNegative = false
    var written = 0
    for byte in lexeme.utf8 {
      switch byte {
      case UInt8(ascii: "-"): if isExponent { isExponentNegative = true } else { isNegative = true }
      case UInt8(ascii: "+"): break
      case UInt8(ascii: "."): isFraction = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"): isExponent = true
      default:
        let digit = byte &- 0x30
        if isExponent {
          let fits = written < JSONDecimal.largestExponent / 10
          written = fits ? written * 10 + Int(digit) : JSONDecimal.largestExponent
        } else {
          if isFraction { fraction += 1 }
          if digit != 0 || !digits.isEmpty { digits.append(digit) }
        }
      }
    }
    exponent = (isExponentNegative ? -written : written) - fraction
    while digits.last == 0 {
      digits.removeLast()
      exponent += 1
    }
    if digits.isEmpty {
      exponent = 0
      isNegative = false
    }
  }

  var int64: Int64? {
    guard exponent >= 0, digits.count + exponent <= 19 else { return nil }
    var magnitude: UInt64 = 0
    for digit in digits { magnitude = magnitude * 10 + UInt64(digit) }
    for _ in 0..<exponent { magnitude *= 10 }
    if isNegative { return magnitude <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil }
    return Int64(exactly: magnitude)
  }

  /// Whether this is an integer times the divisor.
  func isMultiple(of divisor: JSONDecimal) -> Bool {
    if divisor.digits.isEmpty { return false }
    if digits.isEmpty { return true }
    // The last digit is not 0, so no power of ten divides the digits.
    guard exponent >= divisor.exponent else { return false }
    // 10^n brings factors 2 and 5 only; four for each digit of the divisor are all that it can hold.
    let zeros = min(exponent - divisor.exponent, 4 * divisor.digits.count)
    if divisor.digits.count <= 18 {
      let modulus = divisor.digits.reduce(0 as UInt64) { $0 * 10 + UInt64($1) }
      // Below 10^18, ten times a remainder and a digit fit.
      var rest = digits.reduce(0 as UInt64) { ($0 * 10 + UInt64($1)) % modulus }
      for _ in 0..<zeros { rest = rest * 10 % modulus }
      return rest == 0
    }
    var rest: [UInt8] = []
    for digit in digits { JSONDecimal.append(digit, to: &rest, modulo: divisor.digits) }
    for _ in 0..<zeros { JSONDecimal.append(0, to: &rest, modulo: divisor.digits) }
    return rest.isEmpty
  }

  /// One step of long division on digits: `rest = (rest * 10 + digit) mod divisor`, without leading zeros.
  private static func append(_ digit: UInt8, to rest: inout [UInt8], modulo divisor: [UInt8]) {
    if digit != 0 || !rest.isEmpty { rest.append(digit) }
    while rest.count > divisor.count || (rest.count == divisor.count && !rest.lexicographicallyPrecedes(divisor)) {
      var borrow: Int8 = 0
      for place in 1...rest.count {
        let subtrahend = place <= divisor.count ? Int8(divisor[divisor.count - place]) : 0
        var difference = Int8(rest[rest.count - place]) - subtrahend - borrow
        borrow = difference < 0 ? 1 : 0
        if difference < 0 { difference += 10 }
        rest[rest.count - place] = UInt8(difference)
      }
      rest.removeFirst(rest.firstIndex { $0 != 0 } ?? rest.count)
    }
  }
}

extension JSONDecimal: Comparable {
  static func < (left: JSONDecimal, right: JSONDecimal) -> Bool {
    let (leftSign, rightSign) = (left.sign, right.sign)
    if leftSign != rightSign { return leftSign < rightSign }
    return leftSign < 0 ? right.isSmaller(than: left) : left.isSmaller(than: right)
  }

  private var sign: Int { digits.isEmpty ? 0 : isNegative ? -1 : 1 }

  private func isSmaller(than other: JSONDecimal) -> Bool {
    let (place, otherPlace) = (digits.count + exponent, other.digits.count + other.exponent)
    if place != otherPlace { return place < otherPlace }
    // Both have the same magnitude and no trailing zeros, so digits compare as text.
    return digits.lexicographicallyPrecedes(other.digits)
  }
}
