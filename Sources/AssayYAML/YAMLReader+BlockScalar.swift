import AssayJSON

extension YAMLReader {
  /// A literal (`|`) or folded (`>`) scalar (section 8.1).
  mutating func blockScalar(indent parent: Int, _ properties: Properties) throws(YAMLError) -> Node {
    let start = position
    let isFolded = byte == UInt8(ascii: ">")
    position += 1
    let (chomping, width) = try blockHeader()
    var indent = max(parent, 0) + (width ?? 0)
    if width == nil { indent = try contentIndentation(parent) }
    let lines = try blockLines(indent, parent)
    let last = lines.lastIndex { !$0.isEmpty }
    let content = lines.prefix((last ?? -1) + 1)
    var text = isFolded ? Self.folded(content) : content.joined(separator: "\n")
    let trailing = lines.count - content.count
    switch chomping {
    case UInt8(ascii: "-"): break
    case UInt8(ascii: "+"): text += String(repeating: "\n", count: trailing + (last == nil ? 0 : 1))
    default: text += last == nil ? "" : "\n"
    }
    return try scalar(text, isPlain: false, properties, at: start)
  }

  private mutating func blockHeader() throws(YAMLError) -> (chomping: UInt8?, width: Int?) {
    var chomping: UInt8?
    var width: Int?
    while let byte, !isSpace(at: position) {
      switch byte {
      case UInt8(ascii: "+"), UInt8(ascii: "-"):
        if chomping != nil { throw error("a second chomping indicator") }
        chomping = byte
      case UInt8(ascii: "1")...UInt8(ascii: "9"):
        if width != nil { throw error("an indentation indicator of two digits: expected 1 to 9") }
        width = Int(byte) - 0x30
      default: throw error("expected the end of the line after a block scalar's header, found \(found)")
      }
      position += 1
    }
    let hasSpace = isBlank(at: position)
    skipBlanks()
    if byte == UInt8(ascii: "#"), hasSpace { position = lineEnd(from: position) }
    guard position == bytes.count || isBreak(at: position) else {
      throw error("expected the end of the line after a block scalar's header, found \(found)")
    }
    if position < bytes.count { takeBreak() }
    return (chomping, width)
  }

  /// The spaces of the first line that is not empty.
  private func contentIndentation(_ parent: Int) throws(YAMLError) -> Int {
    var index = position
    var widest = 0
    var widestOffset = position
    while index < bytes.count {
      let start = index
      while index < bytes.count, bytes[index] == 0x20 { index += 1 }
      let spaces = index - start
      if isBreak(at: index) || index == bytes.count {
        if spaces > widest { (widest, widestOffset) = (spaces, start) }
        if index < bytes.count {
          index += bytes[index] == 0x0D && isBreak(at: index + 1) && bytes[index + 1] == 0x0A ? 2 : 1
        }
        continue
      }
      if spaces <= parent { break }
      if widest > spaces {
        throw error("an empty line with more spaces than the first line of the text below it", at: widestOffset)
      }
      return spaces
    }
    return max(widest, parent + 1)
  }

  private mutating func blockLines(_ indent: Int, _ parent: Int) throws(YAMLError) -> [String] {
    var lines: [String] = []
    while position < bytes.count {
      let spaces = indentation
      let content = lineStart + spaces
      let isEmpty = content == bytes.count || isBreak(at: content)
      if !isEmpty, isAtDocumentMarker && indent <= 0 || spaces < indent { break }
      if isAtDocumentMarker { break }
      let end = lineEnd(from: lineStart)
      let first = min(lineStart + indent, end)
      // An empty line may have fewer spaces; what it has beyond the indentation is text.
      lines.append(String(decoding: bytes[first..<end], as: UTF8.self))
      position = end
      guard position < bytes.count else { break }
      takeBreak()
      // Behind the last line break there is no line.
      if position == bytes.count { break }
    }
    if !isAtEnd, position == lineStart, indentation < indent {
      let content = lineStart + indentation
      if bytes[content] == 0x09 { throw error("a tab in the indentation: indent with spaces", at: content) }
      if indentation > parent, bytes[content] != UInt8(ascii: "#") {
        throw error("a line indented by \(indentation) spaces in a block scalar of \(indent)", at: content)
      }
    }
    return lines
  }

  /// Folds lines (section 8.1.3): a break between two text lines becomes a space, those around indented lines stay.
  private static func folded(_ lines: ArraySlice<String>) -> String {
    var text = ""
    var breaks = 0
    var wasIndented = false
    var hasText = false
    for line in lines {
      if line.isEmpty {
        breaks += 1
        continue
      }
      let isIndented = line.utf8.first == 0x20 || line.utf8.first == 0x09
      if !hasText {
        text += String(repeating: "\n", count: breaks)
      } else if isIndented || wasIndented {
        text += String(repeating: "\n", count: breaks + 1)
      } else {
        text += breaks == 0 ? " " : String(repeating: "\n", count: breaks)
      }
      text += line
      (breaks, wasIndented, hasText) = (0, isIndented, true)
    }
    return text
  }
}
