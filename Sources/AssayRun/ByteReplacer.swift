import AssayJSON
import AssaySpec

/// Finds secrets in bytes in every spelling that a server or a library gives them.
struct ByteReplacer: Sendable {
  private struct Needle: Sendable {
    var bytes: [UInt8]
    var replacement: [UInt8]
    /// A short value is only meant where it stands alone: 1234 is no part of 1234444.
    var standsAlone: Bool
  }

  /// The needles by their first byte, longest first.
  private var needles: [[Needle]]

  init(secrets: [String: String]) {
    var found: [Needle] = []
    for (name, value) in secrets where value.utf8.count >= 3 {
      let replacement = Array("${\(name)}".utf8)
      let isShort = value.utf8.count < 8
      for spelling in Self.spellings(of: value) where spelling.count >= 3 {
        found.append(Needle(bytes: spelling, replacement: replacement, standsAlone: isShort))
      }
    }
    found.sort { ($0.bytes.count, $1.replacement.count) > ($1.bytes.count, $0.replacement.count) }
    needles = Array(repeating: [], count: 256)
    for needle in found { needles[Int(needle.bytes[0])].append(needle) }
  }

  func replace(in bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var copied = 0
    var index = 0
    while index < bytes.count {
      guard let needle = needles[Int(bytes[index])].first(where: { stands($0, at: index, in: bytes) }) else {
        index += 1
        continue
      }
      result += bytes[copied..<index]
      result += needle.replacement
      index += needle.bytes.count
      copied = index
    }
    if copied == 0 { return bytes }
    return result + bytes[copied...]
  }

  private func stands(_ needle: Needle, at index: Int, in bytes: [UInt8]) -> Bool {
    let end = index + needle.bytes.count
    guard end <= bytes.count, bytes[index..<end].elementsEqual(needle.bytes) else { return false }
    guard needle.standsAlone else { return true }
    let before = index > 0 && Self.isWordByte(bytes[index - 1])
    let after = end < bytes.count && Self.isWordByte(bytes[end])
    return !before && !after
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }

  private static func spellings(of value: String) -> Set<[UInt8]> {
    var spellings: Set<[UInt8]> = [Array(value.utf8)]
    spellings.insert(Array(JSONValue.string(value).serializedBytes().dropFirst().dropLast()))
    spellings.insert(Array(JSONValue.string(value).withEscapes().utf8.dropFirst().dropLast()))
    for encoded in [
      PercentEncoding.encodeSegment(value), PercentEncoding.encodeQuery(value), PercentEncoding.encodeAll(value),
    ] {
      spellings.insert(Array(encoded.utf8))
      spellings.insert(Array(Self.lowercasedTriplets(encoded).utf8))
    }
    if value.utf8.count >= 4 {
      for alphabet in [Base64.standard, Base64.urlSafe] {
        for offset in 0..<3 { spellings.insert(Base64.core(Array(value.utf8), offset: offset, alphabet)) }
      }
    }
    return spellings
  }

  private static func lowercasedTriplets(_ text: String) -> String {
    var result = ""
    var lowered = 0
    for character in text {
      if character == "%" { lowered = 3 }
      result += lowered > 0 ? character.lowercased() : String(character)
      lowered -= 1
    }
    return result
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
