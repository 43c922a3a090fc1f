/// Looks at bytes once and says of most that nothing in them is to be taken out, so that they are kept as they are.
///
/// It may be wrong in one way only: what it does not pass is looked at closely by `ByteReplacer`, `SensitiveKeys` and
/// `SensitiveShapes`, and may turn out to be clean; what it passes holds nothing that one of them would take out.
struct SensitiveScreen: Sendable {
  /// What a byte can be the sign of; most are of nothing.
  private struct Signs: OptionSet {
    var rawValue: UInt8
    /// `=` between a name and its value.
    static let pair = Signs(rawValue: 1)
    static let digit = Signs(rawValue: 2)
    /// `+` before a phone number, `J` in the `eyJ` of a token.
    static let shape = Signs(rawValue: 4)
    /// The first byte of a value of the run, or of what a cut leaves of one.
    static let value = Signs(rawValue: 8)
    /// The quotes around a member's name, and the backslash that takes their meaning.
    static let quote = Signs(rawValue: 16)
  }

  private let signs: [Signs]
  private let values: ByteReplacer
  private let keys: SensitiveKeys

  init(_ values: ByteReplacer, _ keys: SensitiveKeys) {
    self.values = values
    self.keys = keys
    signs = (0...255).map { (byte: UInt8) in
      var signs: Signs = values.mayBegin(with: byte) ? .value : []
      switch byte {
      case UInt8(ascii: "="): signs.insert(.pair)
      case 0x30...0x39: signs.insert(.digit)
      case UInt8(ascii: "+"), UInt8(ascii: "J"): signs.insert(.shape)
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): signs.insert(.quote)
      default: break
      }
      return signs
    }
  }

  /// - Parameter isBody: Whether members of JSON are looked for too, whole or broken.
  func passes(_ bytes: UnsafeRawBufferPointer, isBody: Bool = false) -> Bool {
    var digits = Digits()
    var quotes = Quotes()
    var index = 0
    while let place = nextSign(in: bytes, from: index) {
      let signs = signs[Int(bytes[place])]
      if signs.contains(.digit), digits.mayBeCard(withOneAt: place, bytes) { return false }
      if signs.contains(.quote), isBody, let name = quotes.name(endingAt: place, bytes),
        name.hasEscape || keys.isSensitive(UnsafeRawBufferPointer(rebasing: bytes[name.range]))
      {
        return false
      }
      if signs.contains(.pair), keys.isSensitivePair(equalsAt: place, bytes) { return false }
      if signs.contains(.shape), Self.mayBeShape(place, bytes) { return false }
      if signs.contains(.value), values.mayStand(at: place, in: bytes) { return false }
      index = place + 1
    }
    return true
  }

  /// A function of its own, so that nothing else takes the registers of its loop.
  @inline(never)
  private func nextSign(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    signs.withUnsafeBufferPointer { signs in
      var index = start
      while index < bytes.count {
        if !signs[Int(bytes[index])].isEmpty { return index }
        index &+= 1
      }
      return nil
    }
  }

  private static func mayBeShape(_ index: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
    if bytes[index] == UInt8(ascii: "+") { return SensitiveShapes.phoneEnd(bytes, index) != nil }
    return index >= 2 && bytes[index - 1] == UInt8(ascii: "y") && bytes[index - 2] == UInt8(ascii: "e")
  }

  /// Counts digits that follow each other, one blank or hyphen between them or none.
  private struct Digits {
    private var count = 0
    private var last = -2

    mutating func mayBeCard(withOneAt index: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
      let distance = index - last
      let goesOn =
        distance == 1
        || distance == 2 && index > 0
          && (bytes[index - 1] == UInt8(ascii: " ") || bytes[index - 1] == UInt8(ascii: "-"))
      count = goesOn ? count + 1 : 1
      last = index
      return count >= SensitiveShapes.fewestCardDigits
    }
  }

  /// Finds the names of members: quoted texts with a colon behind them.
  private struct Quotes {
    /// Where the open text began.
    private var start: Int?
    private var hasEscape = false
    private var escaped = -1

    /// The member's name that the quote at this place ends.
    mutating func name(
      endingAt index: Int, _ bytes: UnsafeRawBufferPointer
    ) -> (range: Range<Int>, hasEscape: Bool)? {
      guard let start else {
        if bytes[index] == UInt8(ascii: "\"") { (self.start, hasEscape) = (index + 1, false) }
        return nil
      }
      if escaped == index { return nil }
      if bytes[index] == UInt8(ascii: "\\") {
        (hasEscape, escaped) = (true, index + 1)
        return nil
      }
      self.start = nil
      var next = index + 1
      while next < bytes.count, bytes[next] <= 0x20 { next += 1 }
      return next < bytes.count && bytes[next] == UInt8(ascii: ":") ? (start..<index, hasEscape) : nil
    }
  }
}
