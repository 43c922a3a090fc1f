/// Finds secrets in bytes, however a server or a library spells them.
struct ByteReplacer: Sendable {
  private struct Needle: Sendable {
    var bytes: [UInt8]
    var replacement: [UInt8]
    /// Whether each byte may also be percent-encoded, or escaped as in JSON or in HTML.
    var isText: Bool
    /// A short value is only meant where it stands alone: 1234 is no part of 1234444.
    var standsAlone: Bool
  }

  /// Longest first.
  private var needles: [Needle] = []
  /// How many bytes a needle may take, each written as an escape of six (`\\u0041`, `&#x41;`).
  private(set) var longest = 0
  /// The needles that can begin with each byte, so that most bytes cost one look.
  private var beginning: [[Int]]

  init(secrets: [String: String]) {
    beginning = Array(repeating: [], count: 256)
    for (name, value) in secrets where value.utf8.count >= 3 {
      let replacement = Array("${\(name)}".utf8)
      let isShort = value.utf8.count < 8
      for bytes in Self.encodings(of: value) {
        needles.append(Needle(bytes: bytes, replacement: replacement, isText: true, standsAlone: isShort))
        guard bytes.count >= 4 else { continue }
        for alphabet in [Base64.standard, Base64.urlSafe] {
          for offset in 0..<3 {
            let core = Base64.core(bytes, offset: offset, alphabet)
            needles.append(Needle(bytes: core, replacement: replacement, isText: false, standsAlone: isShort))
          }
        }
      }
    }
    needles.sort { ($0.bytes.count, $1.replacement.count) > ($1.bytes.count, $0.replacement.count) }
    for (index, needle) in needles.enumerated() {
      let escapes = needle.isText ? "%\\&".utf8.map(\.self) : []
      for byte in Set(escapes + [needle.bytes[0]]) { beginning[Int(byte)].append(index) }
    }
    longest = 6 * (needles.first?.bytes.count ?? 0)
  }

  /// A text as UTF-8 and, where it can be written so, as ISO 8859-1.
  private static func encodings(of value: String) -> [[UInt8]] {
    let utf8 = Array(value.utf8)
    let scalars = value.unicodeScalars
    guard scalars.contains(where: { !$0.isASCII }), scalars.allSatisfy({ $0.value <= 0xFF }) else { return [utf8] }
    return [utf8, scalars.map { UInt8($0.value) }]
  }

  /// Whether there is nothing to find.
  var isEmpty: Bool { needles.isEmpty }

  /// Whether nothing in these bytes is to be replaced, wherever they were cut.
  func isAbsent(from bytes: UnsafeRawBufferPointer) -> Bool {
    needles.isEmpty || bytes.indices.allSatisfy { !mayBegin(with: bytes[$0]) || !mayStand(at: $0, in: bytes) }
  }

  /// Whether a needle, or the mark of a cut behind which one may end, can begin with this byte.
  func mayBegin(with byte: UInt8) -> Bool {
    !needles.isEmpty && (byte == Self.cutMark[0] || !beginning[Int(byte)].isEmpty)
  }

  /// Whether a needle or the mark of a cut stands at this place.
  func mayStand(at index: Int, in bytes: UnsafeRawBufferPointer) -> Bool {
    bytes[index...].starts(with: Self.cutMark) || match(at: index, in: bytes) != nil
  }

  private static let cutMark = Array("…".utf8)

  /// - Parameter isCut: Whether the bytes end where they do by chance, so that a secret may begin and not end there.
  func replace(in bytes: [UInt8], isCut: Bool = false) -> [UInt8] {
    guard !needles.isEmpty else { return bytes }
    var result: [UInt8] = []
    var copied = 0
    var index = 0
    while index < bytes.count {
      guard !beginning[Int(bytes[index])].isEmpty,
        let (needle, end) = bytes.withUnsafeBytes({ match(at: index, in: $0) })
      else {
        index += 1
        continue
      }
      result += bytes[copied..<index]
      result += needle.replacement
      index = end
      copied = end
    }
    return replaceCut(in: copied == 0 ? bytes : result + bytes[copied...], isCut: isCut)
  }

  /// What a cut left of a secret: a judge's excerpt ends with … wherever it happens to end.
  private func replaceCut(in bytes: [UInt8], isCut: Bool) -> [UInt8] {
    let mark = Self.cutMark
    var result = bytes
    if isCut, let (needle, start) = cutNeedle(before: bytes.count, in: bytes) {
      result.replaceSubrange(start..., with: needle.replacement)
    }
    guard result.contains(mark[0]) else { return result }
    var index = result.count - mark.count
    while index >= 0 {
      if result[index] == mark[0], result[index..<(index + mark.count)].elementsEqual(mark),
        let (needle, start) = cutNeedle(before: index, in: result)
      {
        result.replaceSubrange(start..<index, with: needle.replacement)
        index = start
      }
      index -= 1
    }
    return result
  }

  /// The longest beginning of a needle, of four bytes or more, that ends at a place.
  private func cutNeedle(before end: Int, in bytes: [UInt8]) -> (Needle, start: Int)? {
    let first = max(0, end - longest)
    let starts = (first..<max(first, end - 3)).filter { !beginning[Int(bytes[$0])].isEmpty }
    for needle in needles {
      let spellings = needle.isText ? EscapedUnit.Spelling.allCases : [.plain]
      let start = bytes.withUnsafeBytes { bytes in
        starts.first { start in spellings.contains { Self.isBeginning(needle, start, end, bytes, $0) } }
      }
      if let start { return (needle, start) }
    }
    return nil
  }

  private static func isBeginning(
    _ needle: Needle, _ start: Int, _ end: Int, _ bytes: UnsafeRawBufferPointer, _ spelling: EscapedUnit.Spelling
  ) -> Bool {
    guard needle.isText else { return needle.bytes.starts(with: bytes[start..<end]) }
    var rest = needle.bytes[...]
    var index = start
    while index < end {
      guard let wanted = rest.first else { return false }
      if let (count, length) = EscapedUnit.match(rest, bytes, index, spelling) {
        rest = rest.dropFirst(count)
        index += length
      } else if bytes[index] == wanted {
        rest = rest.dropFirst()
        index += 1
      } else {
        // The cut may stand inside an escape.
        return end - index < 9 && EscapedUnit.begins(bytes[index]) && needle.bytes.count - rest.count >= 4
      }
    }
    return needle.bytes.count - rest.count >= 4
  }

  private func match(at start: Int, in bytes: UnsafeRawBufferPointer) -> (Needle, end: Int)? {
    for index in beginning[Int(bytes[start])] {
      // Most places are none: the second byte says so of what is not escaped.
      guard mayStand(index, at: start, in: bytes) else { continue }
      let needle = needles[index]
      guard
        let end =
          needle.isText
          ? EscapedUnit.Spelling.allCases.lazy.compactMap({ Self.endOfText(needle.bytes[...], start, bytes, $0) }).first
          : Self.end(needle.bytes, start, bytes)
      else { continue }
      if needle.standsAlone {
        let before = start > 0 && Self.isWordByte(bytes[start - 1])
        if before || (end < bytes.count && Self.isWordByte(bytes[end])) { continue }
      }
      return (needle, end)
    }
    return nil
  }

  private func mayStand(_ needle: Int, at start: Int, in bytes: UnsafeRawBufferPointer) -> Bool {
    if needles[needle].bytes.count < 2 || EscapedUnit.begins(bytes[start]) { return true }
    guard start + 1 < bytes.count else { return false }
    let second = bytes[start + 1]
    return second == needles[needle].bytes[1] || EscapedUnit.begins(second)
  }

  private static func end(_ needle: [UInt8], _ start: Int, _ bytes: UnsafeRawBufferPointer) -> Int? {
    let end = start + needle.count
    return end <= bytes.count && bytes[start..<end].elementsEqual(needle) ? end : nil
  }

  /// Where a text ends that stands here byte by byte, each as it is, percent-encoded, or escaped as JSON or HTML does it.
  private static func endOfText(
    _ text: ArraySlice<UInt8>, _ start: Int, _ bytes: UnsafeRawBufferPointer, _ spelling: EscapedUnit.Spelling
  ) -> Int? {
    var rest = text
    var index = start
    while let wanted = rest.first {
      guard index < bytes.count else { return nil }
      if let (count, length) = EscapedUnit.match(rest, bytes, index, spelling) {
        rest = rest.dropFirst(count)
        index += length
      } else if bytes[index] == wanted {
        rest = rest.dropFirst()
        index += 1
      } else {
        return nil
      }
    }
    return index
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }
}

/// One byte or scalar that is written as an escape.
private enum EscapedUnit {
  /// A secret may look like an escape itself (`a%2Fb`), so each way of writing it is tried alone, then all together.
  enum Spelling: CaseIterable { case plain, percent, json, html, mixed }

  static func begins(_ byte: UInt8) -> Bool { byte == 0x25 || byte == 0x26 || byte == 0x5C }

  /// How many bytes of a text the escape at this place stands for, and how long it is; `nil` where none does.
  static func match(
    _ text: ArraySlice<UInt8>, _ bytes: UnsafeRawBufferPointer, _ index: Int, _ spelling: Spelling
  ) -> (count: Int, length: Int)? {
    let escape: ([UInt8], length: Int)?
    switch (bytes[index], spelling) {
    case (UInt8(ascii: "%"), .percent), (UInt8(ascii: "%"), .mixed): return percentEscape(text, bytes, index)
    case (UInt8(ascii: "\\"), .json), (UInt8(ascii: "\\"), .mixed):
      escape = index + 1 < bytes.count ? jsonEscape(bytes, index) : nil
    case (UInt8(ascii: "&"), .html), (UInt8(ascii: "&"), .mixed): escape = characterReference(bytes, index)
    default: return nil
    }
    return escape.flatMap { text.starts(with: $0.0) ? ($0.0.count, $0.length) : nil }
  }

  /// What was encoded already may have been encoded once more: `%252F`.
  private static func percentEscape(
    _ text: ArraySlice<UInt8>, _ bytes: UnsafeRawBufferPointer, _ index: Int
  ) -> (count: Int, length: Int)? {
    var digits = index + 1
    while let byte = hex(bytes, digits, 2) {
      if text.first == UInt8(byte) { return (1, digits + 2 - index) }
      if byte != 0x25 { return nil }
      digits += 2
    }
    return nil
  }

  private static func jsonEscape(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> ([UInt8], length: Int)? {
    switch bytes[index + 1] {
    case UInt8(ascii: "n"): return ([0x0A], 2)
    case UInt8(ascii: "r"): return ([0x0D], 2)
    case UInt8(ascii: "t"): return ([0x09], 2)
    case UInt8(ascii: "b"): return ([0x08], 2)
    case UInt8(ascii: "f"): return ([0x0C], 2)
    case UInt8(ascii: "u"):
      guard let unit = hex(bytes, index + 2, 4) else { return nil }
      if let scalar = Unicode.Scalar(unit) { return (Array(UTF8.encode(scalar)!), 6) }
      // A surrogate: its other half must follow.
      guard index + 7 < bytes.count, bytes[index + 6] == UInt8(ascii: "\\"), bytes[index + 7] == UInt8(ascii: "u"),
        let low = hex(bytes, index + 8, 4), low >= 0xDC00, unit >= 0xD800, unit < 0xDC00,
        let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low & 0x3FF))
      else { return nil }
      return (Array(UTF8.encode(scalar)!), 12)
    case let byte: return ([byte], 2)
    }
  }

  private static let named: [String: UInt8] = ["amp": 0x26, "lt": 0x3C, "gt": 0x3E, "quot": 0x22, "apos": 0x27]

  /// One of the five names that every page and every XML text knows, or a number: `&#39;`, `&#x2F;`.
  private static func characterReference(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> ([UInt8], length: Int)? {
    let rest = bytes[(index + 1)...].prefix(10)
    guard let end = rest.firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let name = String(decoding: rest[..<end], as: UTF8.self)
    let length = end + 1 - index
    if let byte = named[name] { return ([byte], length) }
    guard name.first == "#" else { return nil }
    let digits = name.dropFirst()
    let isHex = digits.first == "x" || digits.first == "X"
    let number = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    guard let scalar = number.flatMap(Unicode.Scalar.init) else { return nil }
    return (Array(UTF8.encode(scalar)!), length)
  }

  private static func hex(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ count: Int) -> UInt32? {
    guard start + count <= bytes.count else { return nil }
    var value: UInt32 = 0
    for byte in bytes[start..<(start + count)] {
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
      case 0x41...0x46: value = value << 4 | UInt32(byte - 0x41 + 10)
      case 0x61...0x66: value = value << 4 | UInt32(byte - 0x61 + 10)
      default: return nil
      }
    }
    return value
  }
}

/// Base64 (RFC 4648), as far as it is needed to recognise a text inside of one.
enum Base64 {
  static let standard = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  static let urlSafe = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// The characters that depend on these bytes alone when they stand `offset` bytes (modulo 3) into what is encoded.
  static func core(_ bytes: [UInt8], offset: Int, _ alphabet: [UInt8]) -> [UInt8] {
    var bits = 0
    var count = 0
    var encoded: [UInt8] = []
    for byte in Array(repeating: 0, count: offset) + bytes {
      bits = (bits << 8 | Int(byte)) & 0xFFFF
      count += 8
      while count >= 6 {
        count -= 6
        encoded.append(alphabet[bits >> count & 63])
      }
    }
    // The first characters also hold bits of what stands before.
    return Array(encoded.dropFirst(offset == 0 ? 0 : offset + 1))
  }
}
