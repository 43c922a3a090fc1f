import AssayJSON

/// Strings and numbers.
extension FastValidator {
  /// Reads a string, from after its opening to after its closing quote.
  @inline(__always)
  mutating func string(_ start: Place) -> Place? {
    var place = start
    while true {
      // Signed, what is not ASCII is below the space too. Vectors are compared with vectors: compared with a scalar
      // literal, or with one whose type is left to be inferred, each lane is taken by itself.
      let bytes = UnsafeRawPointer(place).loadUnaligned(as: SIMD16<Int8>.self)
      let quotes = bytes .== SIMD16<Int8>(repeating: 0x22)
      let backslashes = bytes .== SIMD16<Int8>(repeating: 0x5C)
      let others = bytes .< SIMD16<Int8>(repeating: 0x20)
      let odd = quotes .| backslashes .| others
      let lanes = unsafeBitCast(odd, to: SIMD2<UInt64>.self)
      if lanes[0] | lanes[1] == 0 {
        place = settle(place + 16)
        continue
      }
      place += FastValidator.firstSet(lanes)
      if place[0] == UInt8(ascii: "\"") { return place + 1 }
      guard let next = oddity(place) else { return nil }
      place = settle(next)
    }
  }

  /// Reads an escape or a character that is not ASCII.
  @inline(never)
  private mutating func oddity(_ start: Place) -> Place? {
    let place = settle(start)
    if place[0] >= 0x80 { return otherText(place) }
    guard place[0] == UInt8(ascii: "\\") else { return fail(.invalid) }
    switch place[1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return place + 2
    case UInt8(ascii: "u"):
      guard let unit = hexadecimal(place + 2) else { return fail(.invalid) }
      guard 0xD800...0xDFFF ~= unit else { return place + 6 }
      guard unit < 0xDC00, place[6] == UInt8(ascii: "\\"), place[7] == UInt8(ascii: "u"),
        let low = hexadecimal(place + 8), 0xDC00...0xDFFF ~= low
      else { return fail(.invalid) }
      return place + 12
    default: return fail(.invalid)
    }
  }

  /// Reads characters that are not ASCII, and the letters and spaces between them.
  private mutating func otherText(_ start: Place) -> Place? {
    var place = start
    while true {
      place = settle(place)
      // Four sequences of two bytes at once, as alphabets other than the Latin one have them: a lead of 110, not C0 or
      // C1, and a tail of 10 each.
      let word = UInt64(littleEndian: UnsafeRawPointer(place).loadUnaligned(as: UInt64.self))
      let leads = (word & 0x001E_001E_001E_001E) &+ 0x7FFE_7FFE_7FFE_7FFE
      if word & 0xC0E0_C0E0_C0E0_C0E0 == 0x80C0_80C0_80C0_80C0, leads & 0x8000_8000_8000_8000 == 0x8000_8000_8000_8000 {
        place += 8
        continue
      }
      let byte = place[0]
      if byte < 0x80 {
        if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || place[1] < 0x80 { return place }
        place += 1
      } else if byte < 0xE0, byte >= 0xC2, place[1] & 0xC0 == 0x80 {
        place += 2
      } else {
        // Zeros follow the copy's end, and the document goes on elsewhere: four bytes are always there.
        let length = JSONString.sequenceLength(at: 0, in: UnsafeBufferPointer(start: place, count: 4))
        if length == 0 { return fail(.invalid) }
        place += length
      }
    }
  }

  private func hexadecimal(_ place: Place) -> UInt32? {
    var unit: UInt32 = 0
    for index in 0..<4 {
      guard let digit = JSONString.hexadecimal(place[index]) else { return nil }
      unit = unit << 4 | digit
    }
    return unit
  }

  /// Reads a number. Integers of at most 19 digits are validated; others only where any number is allowed.
  @inline(__always)
  mutating func number(_ node: UnsafePointer<FastValidatorNode>, _ start: Place) -> Place? {
    guard node.pointee.types & JSONTypes.number.rawValue != 0 else { return fail(.invalid) }
    // A vector tells where the digits end and where those of a fraction do: where the next number begins hangs on one
    // load. The sign is taken out of it by arithmetic, since no processor foretells signs.
    let isNegative = start[0] == UInt8(ascii: "-")
    let sign: UInt64 = isNegative ? 0xFF : 0
    var others = FastValidator.notDigits(start)
    others[0] &= ~sign
    let stop = FastValidator.firstSet(others)
    let first = start + (isNegative ? 1 : 0)
    if stop == 16 { return longNumber(node, start, first) }
    let place = start + stop
    if place == first || (first[0] == 0x30 && place - first > 1) { return fail(.invalid) }
    if place[0] == UInt8(ascii: "."), stop < 8, isFree(node) {
      others[0] &= ~(0xFF &<< UInt64(truncatingIfNeeded: stop &* 8))
      let end = FastValidator.firstSet(others)
      if end == stop + 1 { return fail(.invalid) }
      if end < 16 {
        let place = start + end
        return place[0] | 0x20 == UInt8(ascii: "e") ? exponent(place) : place
      }
    }
    if place[0] == UInt8(ascii: ".") || place[0] | 0x20 == UInt8(ascii: "e") { return fraction(node, place) }
    if node.pointee.number < 0 && node.pointee.undecidable & JSONTypes.number.rawValue == 0 { return place }
    return judged(start, place, node) ? place : nil
  }

  /// Whether any number is allowed. Integers and bounds need exact arithmetic for fractions and exponents.
  @inline(__always)
  private func isFree(_ node: UnsafePointer<FastValidatorNode>) -> Bool {
    node.pointee.types & JSONTypes.number.rawValue == JSONTypes.number.rawValue && node.pointee.number < 0
      && node.pointee.undecidable & JSONTypes.number.rawValue == 0
  }

  /// Reads a number whose sign and digits take 16 bytes or more.
  @inline(never)
  private mutating func longNumber(
    _ node: UnsafePointer<FastValidatorNode>, _ start: Place, _ first: Place
  ) -> Place? {
    let digits = countDigits(first)
    if first[0] == 0x30 { return fail(.invalid) }
    if digits > 18, digits > 19 || node.pointee.isInt64 && !isInt64(first, isNegative: first > start) {
      return fail(digits > 19 ? .undecided : .invalid)
    }
    let place = first + digits
    if place[0] == UInt8(ascii: ".") || place[0] | 0x20 == UInt8(ascii: "e") { return fraction(node, place) }
    if node.pointee.number < 0 && node.pointee.undecidable & JSONTypes.number.rawValue == 0 { return place }
    return judged(start, place, node) ? place : nil
  }

  /// Whether a magnitude of 19 digits fits 64 bits.
  private func isInt64(_ digits: Place, isNegative: Bool) -> Bool {
    var magnitude: UInt64 = 0
    for index in 0..<19 { magnitude = magnitude &* 10 &+ UInt64(digits[index] &- 0x30) }
    return magnitude <= UInt64(Int64.max) + (isNegative ? 1 : 0)
  }

  /// The number of digits here, at most 32, sixteen at a time and without a branch for each.
  @inline(__always)
  private func countDigits(_ place: Place) -> Int {
    let count = FastValidator.countDigits(place)
    return count < 16 ? count : 16 + FastValidator.countDigits(place + 16)
  }

  @inline(__always)
  private static func countDigits(_ place: Place) -> Int {
    firstSet(notDigits(place))
  }

  /// The bytes of 16 that are not digits, with all bits set.
  @inline(__always)
  private static func notDigits(_ place: Place) -> SIMD2<UInt64> {
    let values = UnsafeRawPointer(place).loadUnaligned(as: SIMD16<UInt8>.self) &- SIMD16<UInt8>(repeating: 0x30)
    return unsafeBitCast(values .> SIMD16<UInt8>(repeating: 9), to: SIMD2<UInt64>.self)
  }

  /// The first byte that is set, or 16. Without a branch, because the ends of strings and numbers are unpredictable.
  @inline(__always)
  private static func firstSet(_ lanes: SIMD2<UInt64>) -> Int {
    let low = lanes[0].littleEndian.trailingZeroBitCount &>> 3
    let high = lanes[1].littleEndian.trailingZeroBitCount &>> 3
    // With nothing in the low half its count is 8, and only then the high half's is added.
    return low &+ (high & (0 &- (low &>> 3)))
  }

  /// Reads a fraction and an exponent.
  @inline(never)
  private mutating func fraction(_ node: UnsafePointer<FastValidatorNode>, _ start: Place) -> Place? {
    guard isFree(node) else { return fail(.undecided) }
    var place = start
    if place[0] == UInt8(ascii: ".") {
      let digits = countDigits(place + 1)
      if digits == 0 { return fail(.invalid) }
      if digits == 32 { return fail(.undecided) }
      place += 1 + digits
      // A long fraction and an exponent together could exceed the bytes that may be loaded.
      if digits > 9 { place = settle(place) }
    }
    return place[0] | 0x20 == UInt8(ascii: "e") ? exponent(place) : place
  }

  /// Reads an exponent from its letter on.
  @inline(__always)
  private mutating func exponent(_ start: Place) -> Place? {
    let isSigned = start[1] == UInt8(ascii: "+") || start[1] == UInt8(ascii: "-")
    let place = start + (isSigned ? 2 : 1)
    let digits = countDigits(place)
    if digits == 0 { return fail(.invalid) }
    if digits > 19 { return fail(.undecided) }
    return place + digits
  }

  @inline(never)
  private mutating func judged(_ start: Place, _ end: Place, _ node: UnsafePointer<FastValidatorNode>) -> Bool {
    guard node.pointee.undecidable & JSONTypes.number.rawValue == 0 else { return fail(.undecided) != nil }
    let isNegative = start[0] == UInt8(ascii: "-")
    // 19 digits fit 64 bits without a sign.
    var magnitude: UInt64 = 0
    var place = start + (isNegative ? 1 : 0)
    while place < end {
      magnitude = magnitude &* 10 &+ UInt64(place[0] &- 0x30)
      place += 1
    }
    let most = UInt64(Int64.max) + (isNegative ? 1 : 0)
    guard magnitude <= most else { return fail(.undecided) != nil }
    let value = Int64(truncatingIfNeeded: isNegative ? 0 &- magnitude : magnitude)
    let accepts = tables.pointee.numbers.withUnsafeBufferPointer { $0[Int(node.pointee.number)].accepts(value) }
    if !accepts { outcome = .invalid }
    return accepts
  }
}

extension NumberRule {
  func accepts(_ value: Int64) -> Bool {
    value >= lowest && value <= highest && (divisor == 1 || value % divisor == 0) && values?.contains(value) ?? true
  }
}

extension TextRule {
  /// Validates a string's UTF-8.
  func accepts(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    if minLength > 0 || maxLength < .max {
      let length = text.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
      if length < minLength || length > maxLength { return false }
    }
    return formats.allSatisfy { $0.accepts(text) } && patterns.allSatisfy { $0.isFound(in: text) }
  }
}
