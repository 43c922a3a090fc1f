/// Writes XML 1.0 that is well-formed whatever text goes in, an element a line.
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
      MarkupEscape.append(value, to: &bytes, in: .xmlAttribute)
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

  /// An element without content.
  mutating func empty(_ name: String, _ attributes: [(String, String)]) {
    begin(name, attributes)
    end()
  }

  /// An element whose whole content is text, without white space around it.
  package mutating func element(_ name: String, _ attributes: [(String, String)] = [], text: String) {
    begin(name, attributes)
    open.removeLast()
    isInStartTag = false
    raw(">")
    MarkupEscape.append(text, to: &bytes, in: .xmlText)
    raw("</\(name)>\n")
  }

  /// A `properties` element.
  mutating func properties(_ properties: [(String, String)]) {
    begin("properties")
    for (name, value) in properties { empty("property", [("name", name), ("value", value)]) }
    end()
  }

  private mutating func closeStartTag() {
    if isInStartTag { raw(">\n") }
    isInStartTag = false
  }

  private mutating func indent() {
    for _ in open { raw("  ") }
  }

  private mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }
}
