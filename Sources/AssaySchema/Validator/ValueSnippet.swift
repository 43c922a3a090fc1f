/// What was found, for a reader: the type's name and a short piece of the text, never a container's contents.
package struct ValueSnippet: Sendable, Hashable, CustomStringConvertible {
  /// The type's name in JSON Schema's words.
  package var typeName: String
  /// At most 80 scalars of JSON text, control characters made visible; empty when the type's name says it all.
  package var text: String

  package init(typeName: String, text: String) {
    self.typeName = typeName
    self.text = text
  }

  /// What stands in place of a value that no report may show.
  package static func secret(typeName: String) -> ValueSnippet { ValueSnippet(typeName: typeName, text: "(secret)") }

  /// The type's name and the text.
  package var description: String { text.isEmpty ? typeName : "\(typeName) \(text)" }

  static let maxScalars = 80

  /// A piece of a document, cut and shown as ``shortened(_:)`` says.
  static func shortened(_ bytes: [UInt8], _ range: Range<Int>) -> String {
    bytes.withUnsafeBufferPointer { bytes in
      // Enough bytes for 80 scalars, so that a long string is not copied.
      let most = min(range.count, 4 * maxScalars + 4)
      let piece = UnsafeBufferPointer(rebasing: bytes[range.lowerBound..<range.lowerBound + most])
      // Most values are short and printable ASCII, and are shown unchanged.
      var isPlain = range.count <= maxScalars
      for byte in piece where byte &- 0x20 >= 0x5F { isPlain = false }
      let text = String(decoding: piece, as: UTF8.self)
      return isPlain ? text : shortened(text)
    }
  }

  /// Shortens to 80 scalars and shows invisible and control characters as `\u{...}`.
  static func shortened(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var count = 0
    for scalar in text.unicodeScalars {
      let shown = scalar.isVisible ? String(scalar) : "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      count += shown.unicodeScalars.count
      if count > maxScalars {
        while result.count >= maxScalars { result.removeLast() }
        return String(result) + "…"
      }
      result.append(contentsOf: shown.unicodeScalars)
    }
    return String(result)
  }
}

extension Unicode.Scalar {
  /// Whether a scalar can be printed as it is: no control, no format character that turns or hides text, no private use.
  package var isVisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
    default: true
    }
  }
}
