/// A media type as a `Content-Type` field has it (RFC 9110, section 8.3.1): names in lower case, parameters in order.
public struct MediaType: Sendable, Hashable, CustomStringConvertible {
  public var type: String
  public var subtype: String
  public var parameters: [Parameter]

  public struct Parameter: Sendable, Hashable {
    public var name: String
    public var value: String
  }

  /// Reads a field value; `nil` when it does not follow the grammar.
  public init?(parsing text: String) {
    var rest = Substring(text).trimmingBlanks()
    guard let type = rest.takeToken(), rest.first == "/" else { return nil }
    rest.removeFirst()
    guard let subtype = rest.takeToken() else { return nil }
    var parameters: [Parameter] = []
    while true {
      rest = rest.trimmingBlanks()
      if rest.isEmpty { break }
      guard rest.first == ";" else { return nil }
      rest = rest.dropFirst().trimmingBlanks()
      // RFC 9110 lets a list of parameters hold empty ones, and a semicolon end it.
      if rest.isEmpty || rest.first == ";" { continue }
      guard let name = rest.takeToken(), rest.first == "=" else { return nil }
      rest.removeFirst()
      guard let value = rest.first == "\"" ? rest.takeQuotedString() : rest.takeToken() else { return nil }
      parameters.append(Parameter(name: name.lowercased(), value: value))
    }
    self.type = type.lowercased()
    self.subtype = subtype.lowercased()
    self.parameters = parameters
  }

  public var isJSON: Bool { type == "application" && subtype == "json" }
  /// `application/problem+json` and its like (RFC 6839, section 3.1).
  public var hasJSONSuffix: Bool { subtype.hasSuffix("+json") }
  public var essence: String { "\(type)/\(subtype)" }
  public var description: String {
    essence + parameters.map { "; \($0.name)=\($0.value)" }.joined()
  }
}

extension Substring {
  fileprivate func trimmingBlanks() -> Substring {
    var rest = self
    while let first = rest.unicodeScalars.first, first == " " || first == "\t" { rest.unicodeScalars.removeFirst() }
    while let last = rest.unicodeScalars.last, last == " " || last == "\t" { rest.unicodeScalars.removeLast() }
    return rest
  }

  fileprivate mutating func takeToken() -> String? {
    let token = prefix { $0.unicodeScalars.count == 1 && $0.unicodeScalars.first!.isTokenScalar }
    guard !token.isEmpty else { return nil }
    self = self[token.endIndex...]
    return String(token)
  }

  fileprivate mutating func takeQuotedString() -> String? {
    var value = ""
    var rest = dropFirst()
    while let character = rest.popFirst() {
      switch character {
      case "\"":
        self = rest
        return value
      case "\\":
        guard let escaped = rest.popFirst() else { return nil }
        value.append(escaped)
      default: value.append(character)
      }
    }
    return nil
  }
}

extension Unicode.Scalar {
  /// Whether the scalar may stand in a token (RFC 9110, section 5.6.2).
  public var isTokenScalar: Bool {
    switch self {
    case "a"..."z", "A"..."Z", "0"..."9", "!", "#", "$", "%", "&", "'", "*", "+", "-", ".", "^", "_", "`", "|", "~":
      true
    default: false
    }
  }
}
