/// A regular expression that is searched for in texts.
package struct TextPattern: Sendable {
  private let pattern: Pattern

  /// Compiles a regular expression.
  package init(_ text: String) throws(SchemaError) {
    do throws(PatternError) {
      pattern = try Pattern(text)
    } catch {
      throw SchemaError(.pattern, at: .root, "the pattern \(text), at \(error.position): \(error.message)")
    }
  }

  /// The first part of a text that matches.
  package func firstMatch(in text: String) -> String? {
    var text = text
    return text.withUTF8 { bytes in
      pattern.firstMatch(in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
    }
  }

  /// Whether it is found anywhere in a text.
  package func isFound(in text: String) -> Bool {
    var text = text
    return text.withUTF8 { pattern.isFound(in: $0) }
  }
}
