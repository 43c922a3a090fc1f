/// A text or a decoding of it, with the source range of each decoded byte.
struct DecodedText {
  private(set) var bytes: [UInt8]
  private let source: [UInt8]
  /// The source range of each byte; empty for the source itself.
  private var starts: [Int32] = []
  private var ends: [Int32] = []
  /// Whether the last decoding changed the spelling of a byte.
  private var isNew: [Bool] = []
  private var isSource: Bool { starts.isEmpty }

  /// The mark of a cut.
  static let cutMark = Array("…".utf8)

  init(_ source: [UInt8]) {
    bytes = source
    self.source = source
  }

  /// An empty text, to be decoded from another.
  private init(of parent: DecodedText, capacity: Int) {
    bytes = []
    source = parent.source
    bytes.reserveCapacity(capacity)
    starts.reserveCapacity(capacity)
    ends.reserveCapacity(capacity)
  }

  /// The source range of a non-empty part.
  func source(of range: Range<Int>) -> Range<Int> {
    isSource ? range : Int(starts[range.lowerBound])..<Int(ends[range.upperBound - 1])
  }

  /// The source bytes of a non-empty part.
  func spelling(of range: Range<Int>) -> ArraySlice<UInt8> { source[source(of: range)] }

  /// Whether the last decoding changed a byte of a part; always true for the source itself.
  func isNew(in range: Range<Int>) -> Bool { isSource || isNew[range].contains(true) }

  func isCut(at index: Int) -> Bool { bytes[index...].starts(with: Self.cutMark) }

  /// Whether no ASCII letter or digit is next to a part.
  func isWord(_ range: Range<Int>) -> Bool {
    !(range.lowerBound > 0 && Self.isWordByte(bytes[range.lowerBound - 1]))
      && !(range.upperBound < bytes.count && Self.isWordByte(bytes[range.upperBound]))
  }

  static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }

  private mutating func add(_ byte: UInt8, for range: Range<Int>, of parent: DecodedText) {
    let range = parent.source(of: range)
    bytes.append(byte)
    starts.append(Int32(truncatingIfNeeded: range.lowerBound))
    ends.append(Int32(truncatingIfNeeded: range.upperBound))
  }

  // MARK: Escapes

  /// The text with one level of escapes decoded; `nil` when it has none.
  func decodingEscapes() -> DecodedText? {
    guard let first = bytes.firstIndex(where: TextEscape.begins) else { return nil }
    var text = DecodedText(of: self, capacity: bytes.count)
    text.isNew.reserveCapacity(bytes.count)
    var isChanged = false
    bytes.withUnsafeBytes { bytes in
      var index = 0
      while index < bytes.count {
        if index >= first, let escape = TextEscape(at: index, in: bytes) {
          let range = index..<index + escape.length
          switch escape.value {
          case .byte(let byte): text.add(byte, for: range, of: self)
          case .scalar(let scalar): for byte in String(scalar).utf8 { text.add(byte, for: range, of: self) }
          }
          isChanged = true
          index = range.upperBound
        } else if let length = TextEscape.cutLength(at: index, in: bytes) {
          // The beginning of an escape before a cut is dropped.
          isChanged = true
          index += length
          continue
        } else {
          text.add(bytes[index], for: index..<index + 1, of: self)
          text.isNew.append(false)
          index += 1
          continue
        }
        while text.isNew.count < text.bytes.count { text.isNew.append(true) }
      }
    }
    return isChanged && !text.bytes.isEmpty ? text : nil
  }

  // MARK: Base64 and hexadecimal digits

  /// The decoded runs of base64, in each of the four alignments of its groups.
  ///
  /// - Parameter minimum: The minimum length of a run in characters.
  func decodingBase64(minimum: Int) -> [DecodedText] {
    decodingRuns(of: DigitValues.base64, bits: 6, minimum: minimum, joinsLines: true)
  }

  /// The decoded runs of hexadecimal digits, in both alignments of their pairs.
  func decodingHexadecimal(minimum: Int) -> [DecodedText] {
    decodingRuns(of: DigitValues.hexadecimal, bits: 4, minimum: minimum, joinsLines: false)
  }

  private func decodingRuns(of values: [UInt8], bits: Int, minimum: Int, joinsLines: Bool) -> [DecodedText] {
    let runs = runs(of: values, minimum: minimum, joinsLines: joinsLines)
    if runs.isEmpty { return [] }
    return (0..<(bits == 6 ? 4 : 2)).map { skipped in
      var text = DecodedText(of: self, capacity: bytes.count * bits / 8)
      for run in runs {
        var (pending, count) = (0, 0)
        for position in run.positions.indices.dropFirst(skipped) {
          let last = Int(run.positions[position])
          pending = (pending << bits | Int(values[Int(bytes[last])])) & 0xFFFF
          count += bits
          guard count >= 8 else { continue }
          count -= 8
          // A byte never ends in the character that it begins in.
          let start = Int(run.positions[position - 1])
          text.add(UInt8(truncatingIfNeeded: pending >> count), for: start..<last + 1, of: self)
        }
        if isCut(at: run.end) {
          for byte in Self.cutMark { text.add(byte, for: run.end..<run.end + 1, of: self) }
        } else if run.end > 0 {
          text.add(0, for: run.end - 1..<run.end, of: self)
        }
      }
      return text
    }
  }

  private struct Run {
    /// The indices of its characters.
    var positions: ArraySlice<Int32>
    var end: Int
  }

  private func runs(of values: [UInt8], minimum: Int, joinsLines: Bool) -> [Run] {
    var positions: [Int32] = []
    var bounds: [(Range<Int>, end: Int)] = []
    var index = 0
    while index < bytes.count {
      guard values[Int(bytes[index])] != DigitValues.none else {
        index += 1
        continue
      }
      let first = positions.count
      repeat {
        positions.append(Int32(truncatingIfNeeded: index))
        index += 1
        if joinsLines, index < bytes.count, bytes[index] == 0x0A || bytes[index] == 0x0D {
          let next = bytes[index...].firstIndex { $0 != 0x0A && $0 != 0x0D && $0 != 0x20 && $0 != 0x09 }
          if let next, values[Int(bytes[next])] != DigitValues.none { index = next }
        }
      } while index < bytes.count && values[Int(bytes[index])] != DigitValues.none
      if positions.count - first < minimum {
        positions.removeLast(positions.count - first)
      } else {
        bounds.append((first..<positions.count, index))
      }
    }
    return bounds.map { Run(positions: positions[$0.0], end: $0.end) }
  }
}
