import AssayJSON

extension YAMLReader {
  /// A plain scalar (section 7.3.3), up to the end of its line when it may be a key.
  mutating func plain(indent: Int, inFlow: Bool, isKey: Bool) throws(YAMLError) -> String {
    guard let first = byte else { throw error("expected a value, found the end") }
    switch first {
    case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
      guard isPlainSafe(at: position + 1, inFlow) else { throw error("expected a value, found \(found)") }
    case UInt8(ascii: "@"), UInt8(ascii: "`"):
      throw error("a plain scalar cannot begin with \(found.prefix(2))\": quote it")
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
      UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "|"),
      UInt8(ascii: ">"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "%"):
      throw error("expected a value, found \(found)")
    default: break
    }
    var text = plainLine(inFlow)
    if isKey { return text }
    while true {
      let end = mark
      skipBlanks()
      guard isBreak(at: position) else {
        reset(to: end)
        return text
      }
      let breaks = skipBreaks()
      let isContent =
        !isAtEnd && indentation >= indent && !isBreak(at: position) && byte != UInt8(ascii: "#")
        && isPlainContinuation(inFlow)
      guard isContent else {
        reset(to: end)
        return text
      }
      text += breaks == 1 ? " " : String(repeating: "\n", count: breaks - 1)
      text += plainLine(inFlow)
    }
  }

  private func isPlainContinuation(_ inFlow: Bool) -> Bool {
    guard let byte else { return false }
    if byte == UInt8(ascii: ":") { return isPlainSafe(at: position + 1, inFlow) }
    return !inFlow || !Self.isFlowIndicator(byte)
  }

  private func isPlainSafe(at index: Int, _ inFlow: Bool) -> Bool {
    !isSpace(at: index) && !(inFlow && Self.isFlowIndicator(bytes[index]))
  }

  /// What one line of a plain scalar holds, without white space at its end.
  private mutating func plainLine(_ inFlow: Bool) -> String {
    let start = position
    var end = position
    while position < bytes.count, !isBreak(at: position) {
      let byte = bytes[position]
      if byte == UInt8(ascii: ":"), !isPlainSafe(at: position + 1, inFlow) { break }
      if byte == UInt8(ascii: "#"), position > start, isBlank(at: position - 1) { break }
      if inFlow, Self.isFlowIndicator(byte) { break }
      position += 1
      if !isBlank(at: position - 1) { end = position }
    }
    position = end
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// Skips line breaks and empty lines and the white space of the next line; how many breaks there were.
  private mutating func skipBreaks() -> Int {
    var breaks = 0
    while isBreak(at: position) {
      takeBreak()
      breaks += 1
      skipBlanks()
    }
    return breaks
  }

  mutating func singleQuoted(indent: Int) throws(YAMLError) -> String {
    let start = position
    position += 1
    var text: [UInt8] = []
    while let byte {
      if byte == UInt8(ascii: "'") {
        position += 1
        guard self.byte == UInt8(ascii: "'") else { return String(decoding: text, as: UTF8.self) }
        text.append(byte)
        position += 1
      } else if isBreak(at: position) {
        try fold(into: &text, keeping: 0, indent: indent)
      } else {
        text.append(byte)
        position += 1
      }
    }
    throw error("a quotation that is not closed", at: start)
  }

  mutating func doubleQuoted(indent: Int) throws(YAMLError) -> String {
    let start = position
    position += 1
    var text: [UInt8] = []
    /// White space before this length was escaped, so that a line break does not remove it.
    var kept = 0
    while let byte {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        position += 1
        if isBreak(at: position) {
          let breaks = skipBreaks()
          try checkContinuation(indent)
          text += Array(repeating: 0x0A, count: breaks - 1)
        } else {
          try escape(into: &text)
        }
        kept = text.count
      case 0x0A, 0x0D:
        try fold(into: &text, keeping: kept, indent: indent)
        kept = text.count
      default:
        text.append(byte)
        position += 1
      }
    }
    throw error("a quotation that is not closed", at: start)
  }

  /// Folds a line break inside quotes (section 6.5).
  private mutating func fold(into text: inout [UInt8], keeping kept: Int, indent: Int) throws(YAMLError) {
    while text.count > kept, text.last == 0x20 || text.last == 0x09 { text.removeLast() }
    let breaks = skipBreaks()
    try checkContinuation(indent)
    text += breaks == 1 ? [0x20] : Array(repeating: 0x0A, count: breaks - 1)
  }

  private func checkContinuation(_ indent: Int) throws(YAMLError) {
    if position >= bytes.count { return }
    if column == 0, isAtDocumentMarker { throw error("the end of the document inside a quotation") }
    if indentation < indent {
      throw error("a line of a quotation indented by \(indentation) spaces: expected \(indent) or more")
    }
  }

  private mutating func escape(into text: inout [UInt8]) throws(YAMLError) {
    let start = position - 1
    guard let letter = byte else { throw error("a quotation that is not closed") }
    position += 1
    switch letter {
    case UInt8(ascii: "0"): text.append(0)
    case UInt8(ascii: "a"): text.append(7)
    case UInt8(ascii: "b"): text.append(8)
    case UInt8(ascii: "t"), 0x09: text.append(9)
    case UInt8(ascii: "n"): text.append(10)
    case UInt8(ascii: "v"): text.append(11)
    case UInt8(ascii: "f"): text.append(12)
    case UInt8(ascii: "r"): text.append(13)
    case UInt8(ascii: "e"): text.append(27)
    case 0x20, UInt8(ascii: "\""), UInt8(ascii: "/"), UInt8(ascii: "\\"): text.append(letter)
    case UInt8(ascii: "N"): text += [0xC2, 0x85]
    case UInt8(ascii: "_"): text += [0xC2, 0xA0]
    case UInt8(ascii: "L"): text += [0xE2, 0x80, 0xA8]
    case UInt8(ascii: "P"): text += [0xE2, 0x80, 0xA9]
    case UInt8(ascii: "x"): text += try scalarEscape(2, from: start)
    case UInt8(ascii: "u"): text += try scalarEscape(4, from: start)
    case UInt8(ascii: "U"): text += try scalarEscape(8, from: start)
    default:
      position = start
      throw error("the escape \(found.prefix(3))\", which YAML does not have")
    }
  }

  private mutating func scalarEscape(_ count: Int, from start: Int) throws(YAMLError) -> [UInt8] {
    var value = try hexadecimal(count, from: start)
    if 0xD800...0xDBFF ~= value, count == 4, bytes[position...].starts(with: "\\u".utf8) {
      // As in JSON, of which YAML is a superset.
      position += 2
      let low = try hexadecimal(4, from: start)
      guard 0xDC00...0xDFFF ~= low else { throw error("an escaped surrogate without its other half", at: start) }
      value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(value) else { throw error("an escape of no character", at: start) }
    return Array(String(Character(scalar)).utf8)
  }

  private mutating func hexadecimal(_ count: Int, from start: Int) throws(YAMLError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let digit = byte.flatMap(JSONString.hexadecimal) else {
        throw error("an escape with fewer than \(count) hexadecimal digits", at: start)
      }
      value = value &<< 4 | digit
      position += 1
    }
    return value
  }
}
