/// A media type as in `Content-Type` (RFC 9110, section 8.3.1): names in lower case, parameters in order.
package struct MediaType: Sendable, Hashable, CustomStringConvertible {
  package var type: String
  package var subtype: String
  package var parameters: [Parameter]

  package struct Parameter: Sendable, Hashable {
    package var name: String
    package var value: String
  }

  /// Parses a field value; `nil` when it does not match the grammar.
  package init?(parsing text: String) {
    var rest = FieldText(text)
    rest.skipBlanks()
    guard let type = rest.takeToken(), rest.take("/"), let subtype = rest.takeToken() else { return nil }
    var parameters: [Parameter] = []
    rest.skipBlanks()
    while !rest.isEmpty {
      guard rest.take(";") else { return nil }
      rest.skipBlanks()
      // RFC 9110 allows empty parameters and a trailing semicolon.
      if rest.isEmpty || rest.next == UInt8(ascii: ";") { continue }
      guard let name = rest.takeToken(), rest.take("=") else { return nil }
      guard let value = rest.next == UInt8(ascii: "\"") ? rest.takeQuotedString() : rest.takeToken() else { return nil }
      parameters.append(Parameter(name: name.lowercased(), value: value))
      rest.skipBlanks()
    }
    self.type = type.lowercased()
    self.subtype = subtype.lowercased()
    self.parameters = parameters
  }

  /// The value of a parameter, by its name in lower case.
  package subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }

  package var isJSON: Bool { type == "application" && subtype == "json" }
  /// Also `application/problem+json` and similar types (RFC 6839, section 3.1).
  package var hasJSONSuffix: Bool { subtype.hasSuffix("+json") }
  package var essence: String { "\(type)/\(subtype)" }
  package var description: String {
    essence + parameters.map { "; \($0.name)=\($0.value)" }.joined()
  }
}

/// Parses the value of a field from its beginning.
private struct FieldText {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = text[...].utf8 }

  var isEmpty: Bool { rest.isEmpty }
  var next: UInt8? { rest.first }

  mutating func skipBlanks() {
    while let byte = rest.first, byte == 0x20 || byte == 0x09 { rest.removeFirst() }
  }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  mutating func takeToken() -> String? {
    let end = rest.firstIndex { !Unicode.Scalar($0).isTokenScalar } ?? rest.endIndex
    guard end > rest.startIndex else { return nil }
    defer { rest = rest[end...] }
    return String(Substring(rest[..<end]))
  }

  /// Parses a quoted string (RFC 9110, section 5.6.4) and returns its value.
  mutating func takeQuotedString() -> String? {
    var value: [UInt8] = []
    rest.removeFirst()
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: value, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let escaped = rest.popFirst() else { return nil }
        value.append(escaped)
      default: value.append(byte)
      }
    }
    return nil
  }
}

extension Unicode.Scalar {
  /// Whether the scalar is allowed in a token (RFC 9110, section 5.6.2).
  package var isTokenScalar: Bool {
    switch self {
    case "a"..."z", "A"..."Z", "0"..."9", "!", "#", "$", "%", "&", "'", "*", "+", "-", ".", "^", "_", "`", "|", "~":
      true
    default: false
    }
  }
}
