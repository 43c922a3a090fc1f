import AssayJSON

/// Strings and numbers.
extension Acceptor {
  /// Reads a string from after its opening to after its closing quote.
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
      place +=
        lanes[0] != 0
        ? lanes[0].littleEndian.trailingZeroBitCount >> 3 : 8 + lanes[1].littleEndian.trailingZeroBitCount >> 3
      if place[0] == UInt8(ascii: "\"") { return place + 1 }
      guard let next = oddity(place) else { return nil }
      place = settle(next)
    }
  }

  /// Reads an escape or a character that is not ASCII.
  @inline(never)
  private mutating func oddity(_ start: Place) -> Place? {
    let place = settle(start)
    if place[0] >= 0x80 {
      // Zeros follow the copy's end, and the document goes on elsewhere: four bytes are always there.
      let length = JSONString.sequenceLength(at: 0, in: UnsafeBufferPointer(start: place, count: 4))
      return length > 0 ? place + length : fail(.invalid)
    }
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

  private func hexadecimal(_ place: Place) -> UInt32? {
    var unit: UInt32 = 0
    for index in 0..<4 {
      guard let digit = JSONString.hexadecimal(place[index]) else { return nil }
      unit = unit << 4 | digit
    }
    return unit
  }

  /// Reads a number; an integer of at most 18 digits is judged by its digits, others only where any number will do.
  @inline(__always)
  mutating func number(_ node: UnsafePointer<AcceptorNode>, _ start: Place) -> Place? {
    guard node.pointee.types & JSONTypes.number.rawValue != 0 else { return fail(.invalid) }
    let isNegative = start[0] == UInt8(ascii: "-")
    var place = isNegative ? start + 1 : start
    let first = place
    var magnitude: Int64 = 0
    while case let digit = place[0] &- 0x30, digit < 10 {
      magnitude = magnitude &* 10 &+ Int64(digit)
      place += 1
      if place - first > 18 { return fail(.undecided) }
    }
    let digits = place - first
    if digits == 0 || (first[0] == 0x30 && digits > 1) { return fail(.invalid) }
    if place[0] == UInt8(ascii: ".") || place[0] | 0x20 == UInt8(ascii: "e") { return fraction(node, place) }
    if node.pointee.number < 0 && node.pointee.undecidable & JSONTypes.number.rawValue == 0 { return place }
    return judged(isNegative ? -magnitude : magnitude, node) ? place : nil
  }

  /// Reads a fraction and an exponent.
  @inline(never)
  private mutating func fraction(_ node: UnsafePointer<AcceptorNode>, _ start: Place) -> Place? {
    // Whether such a number is an integer or in bounds takes exact arithmetic.
    let isFree = node.pointee.types & JSONTypes.number.rawValue == JSONTypes.number.rawValue && node.pointee.number < 0
    guard isFree, node.pointee.undecidable & JSONTypes.number.rawValue == 0 else { return fail(.undecided) }
    var place = start
    func digits(_ place: inout Place) -> Int {
      let first = place
      // At most so many that 64 bytes hold all of a number's parts.
      while place[0] &- 0x30 < 10, place - first < 20 { place += 1 }
      return place - first
    }
    if place[0] == UInt8(ascii: ".") {
      place += 1
      switch digits(&place) {
      case 0: return fail(.invalid)
      case 20: return fail(.undecided)
      default: break
      }
    }
    if place[0] | 0x20 == UInt8(ascii: "e") {
      place += 1
      if place[0] == UInt8(ascii: "+") || place[0] == UInt8(ascii: "-") { place += 1 }
      switch digits(&place) {
      case 0: return fail(.invalid)
      case 20: return fail(.undecided)
      default: break
      }
    }
    return place
  }

  @inline(never)
  private mutating func judged(_ value: Int64, _ node: UnsafePointer<AcceptorNode>) -> Bool {
    guard node.pointee.undecidable & JSONTypes.number.rawValue == 0 else { return fail(.undecided) != nil }
    let accepts = tables.pointee.numbers[Int(node.pointee.number)].accepts(value)
    if !accepts { outcome = .invalid }
    return accepts
  }
}

extension NumberRule {
  func accepts(_ value: Int64) -> Bool {
    value >= lowest && value <= highest && value % divisor == 0 && values?.contains(value) ?? true
  }
}

extension TextRule {
  /// Judges a well-formed string with its quotes.
  func judge(_ quoted: UnsafeBufferPointer<UInt8>) -> Acceptance {
    if quoted.contains(UInt8(ascii: "\\")) { return .undecided }
    if let values, !values.contains(where: { $0.count == quoted.count && $0.elementsEqual(quoted) }) { return .invalid }
    let text = UnsafeBufferPointer(rebasing: quoted[1..<quoted.count - 1])
    if minLength > 0 || maxLength < .max {
      let length = text.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
      if length < minLength || length > maxLength { return .invalid }
    }
    return formats.allSatisfy { $0.accepts(text) } && patterns.allSatisfy { $0.isFound(in: text) } ? .valid : .invalid
  }
}
