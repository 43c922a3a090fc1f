/// Finds secrets in bytes, however a server or a library spells them.
struct ByteReplacer: Sendable {
  private struct Needle: Sendable {
    var bytes: [UInt8]
    var replacement: [UInt8]
    /// Whether each byte may also be percent-encoded or escaped as in JSON.
    var isText: Bool
    /// A short value is only meant where it stands alone: 1234 is no part of 1234444.
    var standsAlone: Bool
  }

  /// Longest first.
  private var needles: [Needle] = []
  /// Whether a needle can begin with this byte, so that most bytes cost one look.
  private var canBegin: [Bool]

  init(secrets: [String: String]) {
    canBegin = Array(repeating: false, count: 256)
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
    for needle in needles { canBegin[Int(needle.bytes[0])] = true }
    if !needles.isEmpty {
      canBegin[Int(UInt8(ascii: "%"))] = true
      canBegin[Int(UInt8(ascii: "\\"))] = true
    }
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

  func replace(in bytes: [UInt8]) -> [UInt8] {
    guard !needles.isEmpty else { return bytes }
    var result: [UInt8] = []
    var copied = 0
    var index = 0
    while index < bytes.count {
      guard canBegin[Int(bytes[index])], let (needle, end) = match(at: index, in: bytes) else {
        index += 1
        continue
      }
      result += bytes[copied..<index]
      result += needle.replacement
      index = end
      copied = end
    }
    return replaceCut(in: copied == 0 ? bytes : result + bytes[copied...])
  }

  /// What a cut left of a secret: a judge's excerpt ends with … wherever it happens to end.
  private func replaceCut(in bytes: [UInt8]) -> [UInt8] {
    let mark = Array("…".utf8)
    guard bytes.contains(mark[0]) else { return bytes }
    var result = bytes
    var index = bytes.count - mark.count
    while index >= 0 {
      if result[index] == mark[0], result[index..<(index + mark.count)].elementsEqual(mark),
        let (needle, start) = beginning(before: index, in: result)
      {
        result.replaceSubrange(start..<index, with: needle.replacement)
        index = start
      }
      index -= 1
    }
    return result
  }

  /// The longest beginning of a needle, of four bytes or more, that ends at a place.
  private func beginning(before end: Int, in bytes: [UInt8]) -> (Needle, start: Int)? {
    let cut = Array(bytes[..<end])
    for needle in needles {
      // An escape takes up to six bytes for one.
      let first = max(0, end - needle.bytes.count * (needle.isText ? 6 : 1))
      for start in first..<max(first, end - 3) where canBegin[Int(cut[start])] {
        if Self.isBeginning(needle, start, cut) { return (needle, start) }
      }
    }
    return nil
  }

  private static func isBeginning(_ needle: Needle, _ start: Int, _ bytes: [UInt8]) -> Bool {
    guard needle.isText else {
      return bytes.count - start >= 4 && needle.bytes.starts(with: bytes[start...])
    }
    var rest = needle.bytes[...]
    var index = start
    while index < bytes.count {
      guard let wanted = rest.first else { return false }
      if let (decoded, length) = EscapedUnit.read(bytes, index), rest.starts(with: decoded) {
        rest = rest.dropFirst(decoded.count)
        index += length
      } else if bytes[index] == wanted {
        rest = rest.dropFirst()
        index += 1
      } else {
        // The cut may stand inside an escape.
        return bytes.count - index < 6 && bytes[index] == UInt8(ascii: "\\") && needle.bytes.count - rest.count >= 4
      }
    }
    return needle.bytes.count - rest.count >= 4
  }

  private func match(at start: Int, in bytes: [UInt8]) -> (Needle, end: Int)? {
    for needle in needles {
      guard
        let end = needle.isText ? Self.endOfText(needle.bytes[...], start, bytes) : Self.end(needle.bytes, start, bytes)
      else { continue }
      if needle.standsAlone {
        let before = start > 0 && Self.isWordByte(bytes[start - 1])
        if before || (end < bytes.count && Self.isWordByte(bytes[end])) { continue }
      }
      return (needle, end)
    }
    return nil
  }

  private static func end(_ needle: [UInt8], _ start: Int, _ bytes: [UInt8]) -> Int? {
    let end = start + needle.count
    return end <= bytes.count && bytes[start..<end].elementsEqual(needle) ? end : nil
  }

  /// Where a text ends that stands here byte by byte, each as it is, percent-encoded, or escaped as JSON does it.
  private static func endOfText(_ text: ArraySlice<UInt8>, _ start: Int, _ bytes: [UInt8]) -> Int? {
    var rest = text
    var index = start
    while let wanted = rest.first {
      guard index < bytes.count else { return nil }
      if let (decoded, length) = EscapedUnit.read(bytes, index), rest.starts(with: decoded) {
        rest = rest.dropFirst(decoded.count)
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
  /// What the escape at this place stands for and how long it is, or `nil` where none stands.
  static func read(_ bytes: [UInt8], _ index: Int) -> ([UInt8], length: Int)? {
    switch bytes[index] {
    case UInt8(ascii: "%"):
      guard let byte = hex(bytes, index + 1, 2) else { return nil }
      return ([UInt8(byte)], 3)
    case UInt8(ascii: "\\"): return index + 1 < bytes.count ? jsonEscape(bytes, index) : nil
    default: return nil
    }
  }

  private static func jsonEscape(_ bytes: [UInt8], _ index: Int) -> ([UInt8], length: Int)? {
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

  private static func hex(_ bytes: [UInt8], _ start: Int, _ count: Int) -> UInt32? {
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
