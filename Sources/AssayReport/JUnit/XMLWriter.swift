/// Writes XML 1.0 that is well-formed whatever text goes in.
///
/// A scalar that XML 1.0 forbids (section 2.2) becomes visible text such as `\u{1b}`; markup is escaped; line ends in
/// attributes are written as character references so that they survive normalisation (section 3.3.3).
package struct XMLWriter: Sendable {
  package private(set) var bytes: [UInt8] = []
  private var open: [String] = []
  private var isInStartTag = false

  package init() { raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") }

  /// Writes what goes into a document at this depth, without the document's beginning and end.
  init(depth: Int) { open = Array(repeating: "", count: depth) }

  /// Gives the bytes written so far and forgets them; a start tag that is open is closed first.
  mutating func take() -> [UInt8] {
    closeStartTag()
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  package mutating func begin(_ name: String, _ attributes: [(String, String)] = []) {
    closeStartTag()
    indent()
    raw("<\(name)")
    for (name, value) in attributes {
      raw(" \(name)=\"")
      escape(value, inAttribute: true)
      raw("\"")
    }
    open.append(name)
    isInStartTag = true
  }

  /// Ends the innermost element.
  package mutating func end() {
    let name = open.removeLast()
    if isInStartTag {
      raw("/>\n")
      isInStartTag = false
    } else {
      indent()
      raw("</\(name)>\n")
    }
  }

  /// An element whose whole content is text, without white space of ours around it.
  package mutating func element(_ name: String, _ attributes: [(String, String)] = [], text: String) {
    begin(name, attributes)
    open.removeLast()
    isInStartTag = false
    raw(">")
    escape(text, inAttribute: false)
    raw("</\(name)>\n")
  }

  private mutating func closeStartTag() {
    if isInStartTag { raw(">\n") }
    isInStartTag = false
  }

  private mutating func indent() {
    for _ in open { raw("  ") }
  }

  private mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func escape(_ text: String, inAttribute: Bool) {
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      var position = 0
      while position < utf8.count {
        let byte = utf8[position]
        // Most text is ASCII without markup and is copied as it stands, run by run.
        if byte < 0x7F, byte >= 0x20, byte != 0x22, byte != 0x26, byte != 0x3C, byte != 0x3E {
          position += 1
          continue
        }
        bytes.append(contentsOf: utf8[start..<position])
        let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
        let slice = UnsafeBufferPointer(rebasing: utf8[position..<position + length])
        escape(String(decoding: slice, as: UTF8.self).unicodeScalars.first!, inAttribute)
        position += length
        start = position
      }
      bytes.append(contentsOf: utf8[start..<position])
    }
  }

  private mutating func escape(_ scalar: Unicode.Scalar, _ inAttribute: Bool) {
    switch scalar {
    case "&": raw("&amp;")
    case "<": raw("&lt;")
    // Also in text, so that "]]>" never stands there.
    case ">": raw("&gt;")
    case "\"": raw(inAttribute ? "&quot;" : "\"")
    case "\n", "\t": if inAttribute { raw("&#\(scalar.value);") } else { bytes.append(UInt8(scalar.value)) }
    default:
      if Self.isAllowed(scalar) {
        bytes.append(contentsOf: UTF8.encode(scalar)!)
      } else {
        raw("\\u{\(String(scalar.value, radix: 16))}")
      }
    }
  }

  /// Whether a scalar may stand in XML 1.0 and shows itself: the C1 controls are allowed and discouraged, so they do not.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: scalar.value & 0xFFFE != 0xFFFE
    default: false
    }
  }
}
