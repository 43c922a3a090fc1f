import AssayJSON

/// Takes the values of sensitive names out of JSON and of pairs.
struct SensitiveKeys: Sendable {
  private let names: SensitiveNames

  /// Also these names, which specs mark as secret.
  init(also names: [String]) { self.names = SensitiveNames(also: names) }

  func isSensitive(_ name: String) -> Bool { names.contains(name) }

  /// The same for a name in UTF-8: of a member, a header field, a parameter.
  func isSensitive(_ name: UnsafeRawBufferPointer) -> Bool { names.contains(name) }

  /// A body with the values of sensitive members taken out, everything else letter by letter.
  func redact(_ body: [UInt8]) -> [UInt8] {
    guard body.contains(UInt8(ascii: "\"")) else { return body }
    guard let document = try? JSONDocument(parsing: body) else { return redactBrokenJSON(body) }
    return Self.replace(sensitiveRanges(in: document), in: body, with: "\"\(Redactor.mark)\"")
  }

  /// Where the values of sensitive members stand, in order and none within another.
  private func sensitiveRanges(in document: JSONDocument) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var index = 0
    while index < document.nodes.count {
      let node = document.nodes[index]
      index += 1
      guard node.kind == .key else { continue }
      let value = document.nodes[index]
      switch value.kind {
      // A status or a boolean under such a name is no secret, and a reader needs it.
      case .null, .true, .false: continue
      default: break
      }
      let isSensitive =
        node.isEscaped
        ? isSensitive(document.text(ofNode: index - 1))
        : document.bytes[Int(node.offset) + 1..<Int(node.end) - 1].withUnsafeBytes(isSensitive)
      if isSensitive {
        ranges.append(Int(value.offset)..<Int(value.end))
        index = Int(value.next)
      }
    }
    return ranges
  }

  /// What is no JSON may still hold members: each `"key": value` that can be made out is looked at.
  private func redactBrokenJSON(_ body: [UInt8]) -> [UInt8] {
    var ranges: [Range<Int>] = []
    var index = 0
    while let (key, end) = Self.quoted(in: body, from: index) {
      index = end
      var next = Self.skipBlanks(body, end)
      guard next < body.count, body[next] == UInt8(ascii: ":"), isSensitive(key) else { continue }
      next = Self.skipBlanks(body, next + 1)
      let valueEnd = Self.valueEnd(body, next)
      if valueEnd > next {
        ranges.append(next..<valueEnd)
        index = valueEnd
      }
    }
    return Self.replace(ranges, in: body, with: "\"\(Redactor.mark)\"")
  }

  /// Takes the value out of `key=value` in addresses, forms and messages.
  func redactPairs(_ bytes: [UInt8]) -> [UInt8] {
    Self.replace(bytes.withUnsafeBytes(pairRanges), in: bytes, with: Redactor.mark)
  }

  /// Where the values of sensitive pairs stand, in order and none within another.
  private func pairRanges(in bytes: UnsafeRawBufferPointer) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for position in bytes.indices where bytes[position] == UInt8(ascii: "=") {
      guard isSensitivePair(equalsAt: position, bytes) else { continue }
      var end = position + 1
      while end < bytes.count, !Self.endsPair(bytes[end]) { end += 1 }
      if end > position + 1, ranges.last.map({ $0.upperBound <= position }) ?? true {
        ranges.append(position + 1..<end)
      }
    }
    return ranges
  }

  /// Whether a sensitive name stands before the equals sign at this place.
  func isSensitivePair(equalsAt position: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
    var start = position
    while start > 0, Self.isNameByte(bytes[start - 1]) { start -= 1 }
    return start < position && isSensitive(UnsafeRawBufferPointer(rebasing: bytes[start..<position]))
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
  }

  private static func endsPair(_ byte: UInt8) -> Bool { byte <= 0x20 || "&;,\"'<>".utf8.contains(byte) }

  private static func skipBlanks(_ body: [UInt8], _ start: Int) -> Int {
    var index = start
    while index < body.count, body[index] <= 0x20 { index += 1 }
    return index
  }

  /// The next quoted text and where it ends.
  private static func quoted(in body: [UInt8], from start: Int) -> (String, end: Int)? {
    guard let open = body[start...].firstIndex(of: UInt8(ascii: "\"")) else { return nil }
    let end = stringEnd(body, open)
    let text = body[(open + 1)..<max(open + 1, end - 1)]
    // The text may be whole where the body is not, and then its escapes are read.
    if text.contains(UInt8(ascii: "\\")), let whole = try? JSONDocument(parsing: Array(body[open..<end])),
      let key = whole.root.string
    {
      return (key, end)
    }
    return (String(decoding: text, as: UTF8.self), end)
  }

  private static func stringEnd(_ body: [UInt8], _ open: Int) -> Int {
    var index = open + 1
    while index < body.count {
      if body[index] == UInt8(ascii: "\\") {
        index += 2
        continue
      }
      if body[index] == UInt8(ascii: "\"") { return index + 1 }
      index += 1
    }
    return body.count
  }

  private static func valueEnd(_ body: [UInt8], _ start: Int) -> Int {
    guard start < body.count else { return start }
    switch body[start] {
    case UInt8(ascii: "\""): return stringEnd(body, start)
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      // To the end of the broken text: nobody can say where the value ends.
      return body.count
    default: return body[start...].firstIndex { ",}] \n\r\t".utf8.contains($0) } ?? body.count
    }
  }

  static func replace(_ ranges: [Range<Int>], in bytes: [UInt8], with text: String) -> [UInt8] {
    guard !ranges.isEmpty else { return bytes }
    var result: [UInt8] = []
    var copied = 0
    for range in ranges {
      result += bytes[copied..<range.lowerBound]
      result += Array(text.utf8)
      copied = range.upperBound
    }
    return result + bytes[copied...]
  }
}
