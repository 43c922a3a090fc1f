/// Finds the values of sensitive names: members of JSON, valid or not, and pairs such as `key=value`.
struct KeyRedactor: Sendable {
  private let names: SensitiveNames

  /// - Parameter names: Further names, which contracts mark as secret.
  init(also names: [String]) { self.names = SensitiveNames(also: names) }

  func isSensitive(_ name: String) -> Bool { names.contains(name) }

  /// The same for a name in UTF-8.
  func isSensitive(_ name: UnsafeRawBufferPointer) -> Bool { names.contains(name) }

  // MARK: Members

  /// Adds the ranges of the values of sensitive members, as ranges of the text's source.
  func findMembers(in text: DecodedText, _ found: inout [Redaction]) {
    text.bytes.withUnsafeBytes { bytes in
      var index = 0
      while let colon = bytes[index...].firstIndex(of: UInt8(ascii: ":")) {
        index = colon + 1
        // A part that the last decoding did not change was searched before it.
        guard let name = Self.name(before: colon, in: bytes), text.isNew(in: name.lowerBound - 1..<name.upperBound + 1),
          isSensitive(UnsafeRawBufferPointer(rebasing: bytes[name]))
        else { continue }
        let start = Self.skipBlanks(bytes, colon + 1)
        let end = Self.valueEnd(bytes, start)
        // A null or boolean is not secret, and readers need it.
        if end == start || ["null", "true", "false"].contains(where: { bytes[start..<end].elementsEqual($0.utf8) }) {
          continue
        }
        // Quotes as written in the source, so that JSON within JSON stays valid.
        let quote = text.spelling(of: name.upperBound..<name.upperBound + 1)
        found.append(Redaction(text.source(of: start..<end), quote + Redaction.mark + quote))
        index = end
      }
    }
  }

  /// The range of the member name before this colon, without quotes; `nil` when the colon is another.
  static func name(before colon: Int, in bytes: UnsafeRawBufferPointer) -> Range<Int>? {
    var end = colon - 1
    while end > 0, bytes[end] <= 0x20 { end -= 1 }
    guard end > 0, bytes[end] == quote, !isEscaped(end, bytes) else { return nil }
    var start = end - 1
    while bytes[start] != quote || isEscaped(start, bytes) {
      if start == 0 { return nil }
      start -= 1
    }
    return start + 1..<end
  }

  private static let quote = UInt8(ascii: "\"")

  /// Whether an odd number of backslashes precedes an index.
  private static func isEscaped(_ index: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
    var start = index
    while start > 0, bytes[start - 1] == UInt8(ascii: "\\") { start -= 1 }
    return (index - start) % 2 == 1
  }

  private static func skipBlanks(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
    return index
  }

  private static func stringEnd(_ bytes: UnsafeRawBufferPointer, _ open: Int) -> Int {
    var index = open + 1
    while index < bytes.count, bytes[index] != quote { index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1 }
    return min(index + 1, bytes.count)
  }

  /// The end of a value; an unclosed container ends with the text.
  private static func valueEnd(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int {
    guard start < bytes.count else { return start }
    var index = start
    switch bytes[start] {
    case quote: return stringEnd(bytes, start)
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      var depth = 0
      while index < bytes.count {
        switch bytes[index] {
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        case quote: index = stringEnd(bytes, index) - 1
        default: break
        }
        index += 1
        if depth == 0 { return index }
      }
      return bytes.count
    default:
      while index < bytes.count, bytes[index] > 0x20, !",}]\"<".utf8.contains(bytes[index]) { index += 1 }
      return index
    }
  }

  // MARK: Pairs

  /// Adds the ranges of the values of sensitive pairs, in URLs, forms and messages.
  func findPairs(in text: DecodedText, _ found: inout [Redaction]) {
    text.bytes.withUnsafeBytes { bytes in
      var index = 0
      while let equals = bytes[index...].firstIndex(of: UInt8(ascii: "=")) {
        index = equals + 1
        guard isSensitivePair(equalsAt: equals, bytes) else { continue }
        while index < bytes.count, !Self.endsPair(bytes[index]) { index += 1 }
        if index > equals + 1 { found.append(Redaction(text.source(of: equals + 1..<index))) }
      }
    }
  }

  /// Whether a sensitive name precedes the equals sign at this index.
  func isSensitivePair(equalsAt position: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
    var start = position
    while start > 0, Self.isNameByte(bytes[start - 1]) { start -= 1 }
    return start < position && isSensitive(UnsafeRawBufferPointer(rebasing: bytes[start..<position]))
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    DecodedText.isWordByte(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  private static func endsPair(_ byte: UInt8) -> Bool { byte <= 0x20 || "&;,\"'<>".utf8.contains(byte) }
}
