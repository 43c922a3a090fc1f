import AssayJSON

/// A strict reader of YAML 1.2 for what has an equivalent in JSON: the core schema, with strings as keys.
///
/// It follows the productions of the specification (1.2.2) by recursive descent. Tags beyond the core schema, keys that
/// are not scalars, `.inf`, `.nan` and the merge key of YAML 1.1 are errors. One thing is read that the productions do not allow: a
/// closing bracket in the column of the line's parent, as other readers take it and people write it.
package struct YAMLReader {
  let bytes: [UInt8]
  let limits: YAMLLimits
  var position = 0
  /// Where the current line begins.
  var lineStart = 0
  var depth = 0
  /// What the anchors of the document stand for.
  var anchors: [String: Node] = [:]
  /// The anchors of nodes that are being read.
  var open: [String] = []
  /// The prefixes of the document's tag handles.
  var handles: [String: String] = [:]
  var expanded = 0

  /// A value with its place.
  struct Node {
    var value: PlacedValue
    /// The text of a scalar, for keys.
    var text: String?
    /// What the value adds to the expanded size.
    var size: Int
  }

  struct Mark {
    var position: Int
    var lineStart: Int
  }

  /// Reads every document of a stream; locations are those of the stream.
  package static func stream(
    _ bytes: [UInt8], limits: YAMLLimits = .default
  ) throws(YAMLError) -> [JSONDocument] {
    var reader = try YAMLReader(bytes, limits)
    return try reader.readStream().map { JSONDocument($0.value, in: bytes) }
  }

  /// Reads a stream of exactly one document; locations are those of the stream.
  package static func document(
    _ bytes: [UInt8], limits: YAMLLimits = .default
  ) throws(YAMLError) -> JSONDocument {
    var reader = try YAMLReader(bytes, limits)
    let nodes = try reader.readStream()
    guard nodes.count == 1 else {
      let message = nodes.isEmpty ? "there is no document" : "there are \(nodes.count) documents; expected one"
      throw reader.error(message, at: nodes.isEmpty ? 0 : nodes[1].value.offset)
    }
    return JSONDocument(nodes[0].value, in: bytes)
  }

  private init(_ bytes: [UInt8], _ limits: YAMLLimits) throws(YAMLError) {
    self.bytes = bytes
    self.limits = limits
    if bytes.count > limits.bytes {
      throw YAMLError(
        .limit, "the file is longer than \(limits.bytes) bytes", at: JSONLocation(line: 1, column: 1, offset: 0))
    }
    try checkCharacters()
  }

  /// Well-formed UTF-8 of printable characters (production 1, c-printable).
  private func checkCharacters() throws(YAMLError) {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        if byte < 0x20 ? byte != 0x09 && byte != 0x0A && byte != 0x0D : byte == 0x7F {
          throw error("a control character, which YAML allows only as an escape", at: index)
        }
        index += 1
        continue
      }
      let length = bytes.withUnsafeBufferPointer { JSONString.sequenceLength(at: index, in: $0) }
      if length == 0 { throw error("bytes that are not UTF-8", at: index) }
      let isControl = byte == 0xC2 && bytes[index + 1] < 0xA0 && bytes[index + 1] != 0x85
      let isNoCharacter = byte == 0xEF && bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE
      if isControl || isNoCharacter {
        throw error("a control character, which YAML allows only as an escape", at: index)
      }
      index += length
    }
  }

  // MARK: Stream and documents

  private mutating func readStream() throws(YAMLError) -> [Node] {
    var documents: [Node] = []
    var mayHaveDirectives = true
    while true {
      skipByteOrderMark()
      skipSeparation()
      if position == bytes.count { return documents }
      anchors = [:]
      handles = ["!": "!", "!!": Self.coreTags]
      var hasDirectives = false
      if mayHaveDirectives { hasDirectives = try readDirectives() }
      if isMarker(UInt8(ascii: "-")) {
        position += 3
      } else if isMarker(UInt8(ascii: ".")) {
        if hasDirectives { throw error("directives must be followed by a document that begins with ---") }
        try readDocumentEnd()
        mayHaveDirectives = true
        continue
      } else if hasDirectives {
        throw error("directives must be followed by a document that begins with ---")
      }
      // The indentation of a document's first line belongs to its content.
      if position > lineStart, indentation >= column { position = lineStart }
      documents.append(try blockNode(indent: -1, isSequenceAtIndent: false, isCompact: false))
      let isAlone = skipSeparation().crossed
      mayHaveDirectives = false
      if position == bytes.count { return documents }
      guard isAlone, isAtDocumentMarker else {
        throw error("expected the end of the document, found \(found)")
      }
      if isMarker(UInt8(ascii: ".")) {
        try readDocumentEnd()
        mayHaveDirectives = true
      }
    }
  }

  private mutating func readDocumentEnd() throws(YAMLError) {
    position += 3
    guard skipSeparation().crossed || position == bytes.count else {
      throw error("expected the end of the line after ..., found \(found)")
    }
  }

  private mutating func readDirectives() throws(YAMLError) -> Bool {
    var hasVersion = false
    var found = false
    while byte == UInt8(ascii: "%"), position == lineStart {
      found = true
      let start = position
      let end = lineEnd(from: position)
      var words = bytes[position + 1..<end].split { $0 == 0x20 || $0 == 0x09 }.map {
        String(decoding: $0, as: UTF8.self)
      }
      if let comment = words.firstIndex(where: { $0.hasPrefix("#") }) { words.removeSubrange(comment...) }
      switch words.first {
      case "YAML":
        guard words.count == 2, !hasVersion else { throw error("expected one directive %YAML 1.2", at: start) }
        guard words[1].hasPrefix("1."), words[1].dropFirst(2).allSatisfy(\.isNumber), words[1].count > 2 else {
          throw error("YAML of version \(words[1]); expected 1.2", at: start)
        }
        hasVersion = true
      case "TAG":
        guard words.count == 3, words[1].hasPrefix("!"), words[1].hasSuffix("!") else {
          throw error("expected %TAG !handle! prefix", at: start)
        }
        handles[words[1]] = words[2]
      // A reserved directive is ignored (section 6.8.1).
      default: break
      }
      position = end
      skipSeparation()
    }
    return found
  }

  private mutating func skipByteOrderMark() {
    if bytes[position...].starts(with: [0xEF, 0xBB, 0xBF]) {
      position += 3
      lineStart = position
    }
  }
}

// MARK: Characters

extension YAMLReader {
  var byte: UInt8? { position < bytes.count ? bytes[position] : nil }
  var column: Int { position - lineStart }
  var mark: Mark { Mark(position: position, lineStart: lineStart) }

  mutating func reset(to mark: Mark) {
    position = mark.position
    lineStart = mark.lineStart
  }

  func isBreak(at index: Int) -> Bool { index < bytes.count && (bytes[index] == 0x0A || bytes[index] == 0x0D) }
  func isBlank(at index: Int) -> Bool { index < bytes.count && (bytes[index] == 0x20 || bytes[index] == 0x09) }
  /// White space, a line break or the end.
  func isSpace(at index: Int) -> Bool { index >= bytes.count || isBlank(at: index) || isBreak(at: index) }

  static func isFlowIndicator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"): true
    default: false
    }
  }

  /// Whether a character stands here and white space follows: `- `, `? `, `: `.
  func isIndicator(_ character: Unicode.Scalar) -> Bool {
    byte == UInt8(ascii: character) && isSpace(at: position + 1)
  }

  mutating func takeBreak() {
    position += bytes[position] == 0x0D && position + 1 < bytes.count && bytes[position + 1] == 0x0A ? 2 : 1
    lineStart = position
  }

  func lineEnd(from start: Int) -> Int {
    var end = start
    while end < bytes.count, !isBreak(at: end) { end += 1 }
    return end
  }

  /// The spaces that the current line begins with.
  var indentation: Int {
    var end = lineStart
    while end < bytes.count, bytes[end] == 0x20 { end += 1 }
    return end - lineStart
  }

  /// `---` or `...` at the beginning of a line.
  func isMarker(_ character: UInt8) -> Bool {
    position == lineStart && position + 3 <= bytes.count
      && bytes[position..<position + 3].allSatisfy { $0 == character } && isSpace(at: position + 3)
  }

  var isAtDocumentMarker: Bool { isMarker(UInt8(ascii: "-")) || isMarker(UInt8(ascii: ".")) }
  var isAtEnd: Bool { position >= bytes.count || isAtDocumentMarker }

  /// Skips white space, comments and line breaks.
  ///
  /// - Returns: Whether the content that follows is on a line of its own, and whether a tab stands before it.
  @discardableResult
  mutating func skipSeparation() -> (crossed: Bool, tab: Bool) {
    var crossed = position == lineStart
    var tab = false
    while position < bytes.count {
      switch bytes[position] {
      case 0x20: position += 1
      case 0x09:
        tab = true
        position += 1
      case 0x0A, 0x0D:
        takeBreak()
        (crossed, tab) = (true, false)
      case UInt8(ascii: "#") where position == lineStart || isBlank(at: position - 1):
        position = lineEnd(from: position)
      default: return (crossed, tab)
      }
    }
    return (true, tab)
  }

  mutating func skipBlanks() { while isBlank(at: position) { position += 1 } }

  /// What stands here, for messages.
  var found: String {
    guard position < bytes.count else { return "the end" }
    if isBreak(at: position) { return "the end of the line" }
    if bytes[position] == 0x09 { return "a tab" }
    let rest = String(decoding: bytes[position..<min(position + 24, lineEnd(from: position))], as: UTF8.self)
    let word = rest.unicodeScalars.prefix { $0 != " " && $0 != "\t" }.prefix(12)
    return "\"\(String(String.UnicodeScalarView(word)))\""
  }

  func error(_ message: String, _ kind: YAMLError.Kind = .invalid, at offset: Int? = nil) -> YAMLError {
    YAMLError(kind, message, at: JSONLocation(ofOffset: min(offset ?? position, bytes.count), in: bytes))
  }

  mutating func enter() throws(YAMLError) {
    depth += 1
    if depth > limits.depth { throw error("sequences and mappings nest deeper than \(limits.depth)", .limit) }
  }

  /// Counts a value, or what an alias stands for.
  mutating func grow(_ size: Int, at offset: Int) throws(YAMLError) {
    expanded += size
    if expanded > limits.expanded {
      throw error("with its aliases replaced, the document is larger than \(limits.expanded) bytes", .limit, at: offset)
    }
  }
}

extension PlacedValue {
  var offset: Int {
    switch self {
    case .scalar(_, let offset), .array(_, let offset), .object(_, let offset): offset
    }
  }
}
