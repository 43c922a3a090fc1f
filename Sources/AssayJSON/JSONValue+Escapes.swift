extension JSONValue {
  /// The value as JSON text in which every character of every string and key is written as `\uXXXX`.
  ///
  /// Strings for which `isKept` is true stay unescaped.
  public func withEscapes(keeping isKept: (String) -> Bool = { _ in false }) -> String {
    switch self {
    case .string(let text): isKept(text) ? serialized() : Self.escaped(text)
    case .array(let items): "[" + items.map { $0.withEscapes(keeping: isKept) }.joined(separator: ",") + "]"
    case .object(let object):
      "{"
        + object.map { "\(Self.escaped($0.key)):\($0.value.withEscapes(keeping: isKept))" }.joined(separator: ",") + "}"
    default: serialized()
    }
  }

  private static func escaped(_ text: String) -> String {
    let units = text.utf16.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
    return "\"\(units.joined())\""
  }
}
