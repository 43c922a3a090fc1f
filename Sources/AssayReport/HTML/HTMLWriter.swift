import AssayJudge

/// Writes a page in pieces. Only literals of this program can become markup; everything else is escaped.
///
/// The syntax is also that of XHTML: every element is closed, every attribute is quoted.
struct HTMLWriter {
  typealias Attributes = KeyValuePairs<StaticString, String?>

  private var buffer: [UInt8] = []
  private let sink: ([UInt8]) -> Void
  /// A piece is written when it has this many bytes.
  private static let pieceSize = 1 << 16

  init(to sink: @escaping ([UInt8]) -> Void) {
    self.sink = sink
    buffer.reserveCapacity(Self.pieceSize + 4096)
  }

  /// Writes the last piece.
  mutating func finish() {
    if !buffer.isEmpty { sink(buffer) }
    buffer.removeAll(keepingCapacity: true)
  }

  /// An element with the content that the closure writes. An attribute whose value is `nil` is left out.
  mutating func element(
    _ name: StaticString, _ attributes: Attributes = [:], _ content: (inout HTMLWriter) -> Void
  ) {
    startTag(name, attributes)
    markup(">")
    content(&self)
    markup("</")
    markup(name)
    markup(">")
    if buffer.count >= Self.pieceSize { finish() }
  }

  /// An element that contains only text.
  mutating func element(_ name: StaticString, _ attributes: Attributes = [:], text: String) {
    element(name, attributes) { $0.text(text) }
  }

  /// An element that never has content, such as `meta`.
  mutating func void(_ name: StaticString, _ attributes: Attributes = [:]) {
    startTag(name, attributes)
    markup("/>")
  }

  /// A literal of this program, not escaped.
  mutating func markup(_ literal: StaticString) {
    buffer.append(contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  /// An element with the page's own style or script, which must not contain `<` or `&`.
  mutating func ownText(_ name: StaticString, _ text: String) {
    precondition(!text.utf8.contains { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") })
    element(name) { $0.buffer.append(contentsOf: text.utf8) }
  }

  /// Text. Invisible and control characters are shown by their code points, each in a span.
  mutating func text(_ text: String) { escape(text, spans: true) }

  /// Text without spans, for elements that take no other elements: `title` and the elements of a drawing.
  mutating func plain(_ text: String) { escape(text, spans: false) }

  /// Text from outside within a sentence; its writing direction does not affect the rest.
  mutating func foreign(_ text: String) { element("bdi", text: text) }

  mutating func code(_ text: String) { element("code", text: text) }

  private mutating func startTag(_ name: StaticString, _ attributes: Attributes) {
    markup("<")
    markup(name)
    for (name, value) in attributes {
      guard let value else { continue }
      markup(" ")
      markup(name)
      markup("=\"")
      escape(value, spans: false, inAttribute: true)
      markup("\"")
    }
  }

  private mutating func escape(_ text: String, spans: Bool, inAttribute: Bool = false) {
    var text = text
    text.withUTF8 { bytes in
      var start = 0
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        let length = Self.length(ofScalarAt: byte)
        if length == 1 ? Self.isPlain(byte) : TextSanitizer.isHarmless(Self.scalar(bytes, index, length)) {
          index += length
          continue
        }
        buffer.append(contentsOf: bytes[start..<index])
        switch byte {
        case UInt8(ascii: "&"): markup("&amp;")
        case UInt8(ascii: "<"): markup("&lt;")
        case UInt8(ascii: ">"): markup("&gt;")
        case UInt8(ascii: "\""): markup("&quot;")
        case UInt8(ascii: "'"): markup("&#39;")
        // White space of an attribute is normalised when the page is read as XML, unless it is a reference.
        case 0x0A: if inAttribute { markup("&#10;") } else { buffer.append(byte) }
        case 0x09: if inAttribute { markup("&#9;") } else { buffer.append(byte) }
        default:
          if spans { markup("<span class=\"c\">") }
          buffer.append(contentsOf: "\\u{\(String(Self.scalar(bytes, index, length).value, radix: 16))}".utf8)
          if spans { markup("</span>") }
        }
        index += length
        start = index
      }
      buffer.append(contentsOf: bytes[start...])
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): false
    default: (0x20...0x7E).contains(byte)
    }
  }

  /// The length of a scalar by its first byte; the UTF-8 of a string is always well-formed.
  private static func length(ofScalarAt byte: UInt8) -> Int {
    byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
  }

  private static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, _ length: Int) -> Unicode.Scalar {
    if length == 1 { return Unicode.Scalar(bytes[index]) }
    var value = UInt32(bytes[index]) & (0xFF >> UInt32(length + 1))
    for offset in 1..<length { value = value << 6 | UInt32(bytes[index + offset] & 0x3F) }
    return Unicode.Scalar(value)!
  }
}
