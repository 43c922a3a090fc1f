/// Reads words, numbers and strings.
extension JSONReader {
  mutating func readWord(_ word: StaticString, _ kind: TapeNode.Kind) throws(JSONError) {
    let start = position
    for index in 0..<word.utf8CodeUnitCount {
      guard peek() == word.utf8Start[index] else {
        throw error(
          position < bytes.count ? .invalidLiteral : .unexpectedEnd,
          "\(position < bytes.count ? found() : "the end of the document") inside a word; expected '\(word)'")
      }
      position += 1
    }
    append(kind, from: start)
  }

  /// RFC 8259, section 6: `-`, digits without a leading zero, a fraction, an exponent.
  mutating func readNumber() throws(JSONError) {
    if peek() == UInt8(ascii: "-") { position += 1 }
    if peek() == UInt8(ascii: "0") {
      position += 1
      if let byte = peek(), 0x30...0x39 ~= byte {
        throw error(.invalidNumber, "a number with a leading zero; expected no digit after the 0")
      }
    } else {
      try readDigits("a number")
    }
    if peek() == UInt8(ascii: ".") {
      position += 1
      try readDigits("a number's fraction")
    }
    if let mark = peek(), mark | 0x20 == UInt8(ascii: "e") {
      position += 1
      if peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { position += 1 }
      try readDigits("a number's exponent")
    }
  }

  private mutating func readDigits(_ place: String) throws(JSONError) {
    let start = position
    while position < bytes.count, 0x30...0x39 ~= bytes[position] { position += 1 }
    if position > start { return }
    if position == bytes.count { throw error(.unexpectedEnd, "the document ends inside \(place); expected a digit") }
    throw error(.invalidNumber, "\(found()) in \(place); expected a digit")
  }

  /// Reads a string from its opening to past its closing quote; true when it holds an escape.
  mutating func readString() throws(JSONError) -> Bool {
    let start = position
    var isEscaped = false
    position += 1
    while true {
      skipPlainText()
      guard position < bytes.count else {
        throw error(.unexpectedEnd, "the document ends inside the string that begins at offset \(start)")
      }
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return isEscaped
      case UInt8(ascii: "\\"):
        isEscaped = true
        try readEscape()
      case 0..<0x20:
        throw error(.controlCharacter, "\(found()) raw in a string; expected it as an escape")
      case 0x80...:
        let length = JSONString.sequenceLength(at: position, in: bytes)
        guard length > 0 else {
          throw error(.invalidUTF8, "\(found()) in a string, where it is not UTF-8 (RFC 3629)")
        }
        position += length
      default: position += 1
      }
    }
  }

  /// Moves past printable ASCII other than quote and backslash, eight bytes at a time.
  private mutating func skipPlainText() {
    let ones: UInt64 = 0x0101_0101_0101_0101
    while position + 8 <= bytes.count {
      let word = UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped + position).loadUnaligned(as: UInt64.self)
      // A byte's high bit is set where it is 0 after the exclusive or, below 0x20, or not ASCII. A borrow can only set
      // a bit above a true one, and then the bytes are looked at one by one.
      let quotes = (word ^ 0x2222_2222_2222_2222) &- ones
      let backslashes = (word ^ 0x5C5C_5C5C_5C5C_5C5C) &- ones
      let controls = word &- 0x2020_2020_2020_2020
      if (quotes | backslashes | controls | word) & 0x8080_8080_8080_8080 != 0 { return }
      position += 8
    }
  }

  private mutating func readEscape() throws(JSONError) {
    let start = position
    position += 1
    switch peek() {
    case UInt8(ascii: "u"): break
    case .some(UInt8(ascii: "\"")), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 1
      return
    case nil: throw error(.unexpectedEnd, "the document ends inside an escape")
    default: throw error(.invalidEscape, "\(found()) after a backslash; expected one of \" \\ / b f n r t u")
    }
    let unit = try readHexadecimal()
    guard 0xD800...0xDFFF ~= unit else { return }
    if unit < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    {
      position += 1
      if 0xDC00...0xDFFF ~= (try readHexadecimal()) { return }
    }
    position = start
    let half =
      unit < 0xDC00 ? "high surrogate without a low one after it" : "low surrogate without a high one before it"
    throw error(.unpairedSurrogate, "an escaped \(half), which is no character")
  }

  /// Reads the `u` and four digits of an escape.
  private mutating func readHexadecimal() throws(JSONError) -> UInt32 {
    position += 1
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek() else { throw error(.unexpectedEnd, "the document ends inside an escape") }
      guard let digit = JSONString.hexadecimal(byte) else {
        throw error(.invalidEscape, "\(found()) in a \\u escape; expected four hexadecimal digits")
      }
      unit = unit << 4 | digit
      position += 1
    }
    return unit
  }

  func error(_ kind: JSONError.Kind, _ message: String) -> JSONError {
    JSONError(kind, message, at: JSONLocation(ofOffset: position, in: bytes))
  }

  /// The byte at the position for a message: the character if it is printable ASCII, else its code.
  func found() -> String {
    let byte = bytes[position]
    if 0x21..<0x7F ~= byte { return "'\(Unicode.Scalar(byte))'" }
    let digits = String(byte, radix: 16, uppercase: true)
    return "byte 0x\(digits.utf8.count == 1 ? "0" : "")\(digits)"
  }
}
