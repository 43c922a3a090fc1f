extension JSONValue {
  /// The value with every character of every string, keys too, written as `\uXXXX`: another spelling of the same JSON.
  ///
  /// Texts that `isKept` names stay as they are.
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
