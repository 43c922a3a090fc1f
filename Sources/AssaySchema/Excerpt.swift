/// What was found, for a reader: the type's name and a short piece of the text, never a container's contents.
public struct Excerpt: Sendable, Hashable, CustomStringConvertible {
  /// The type's name in JSON Schema's words.
  public var typeName: String
  /// At most 80 scalars of JSON text, control characters made visible; empty when the type's name says it all.
  public var text: String

  public init(typeName: String, text: String) {
    self.typeName = typeName
    self.text = text
  }

  /// What stands in place of a value that no report may show.
  public static func secret(typeName: String) -> Excerpt { Excerpt(typeName: typeName, text: "(secret)") }

  /// The type's name and the text.
  public var description: String { text.isEmpty ? typeName : "\(typeName) \(text)" }

  static let mostScalars = 80

  /// A piece of a document, cut and shown as ``shortened(_:)`` says.
  static func shortened(_ bytes: [UInt8], _ range: Range<Int>) -> String {
    // Most values are short and printable ASCII, and are their own excerpt.
    let isPlain = range.count <= mostScalars && bytes[range].allSatisfy { 0x20..<0x7F ~= $0 }
    // Enough bytes for 80 scalars, so that a long string is not copied.
    let text = String(decoding: bytes[range].prefix(4 * mostScalars + 4), as: UTF8.self)
    return isPlain ? text : shortened(text)
  }

  /// Cuts to 80 scalars and shows what would not be seen or would disturb a terminal as `\u{...}`.
  static func shortened(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var count = 0
    for scalar in text.unicodeScalars {
      let shown = isVisible(scalar) ? String(scalar) : "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      count += shown.unicodeScalars.count
      if count > mostScalars {
        while result.count >= mostScalars { result.removeLast() }
        return String(result) + "…"
      }
      result.append(contentsOf: shown.unicodeScalars)
    }
    return String(result)
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
    default: true
    }
  }
}
