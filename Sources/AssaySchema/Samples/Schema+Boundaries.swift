import AssayJSON

extension Schema {
  /// Whether null satisfies the schema.
  package var takesNull: Bool {
    types.contains(.null) && (types == .null || (try? CompiledSchema(self))?.accepts(.null) ?? false)
  }

  /// The values that each have a meaning of their own: an enum's, both booleans, and null beside other values.
  package var choices: [JSONValue] {
    var values = allowedValues
    if values.isEmpty, types.subtracting(.null) == .boolean { values = [true, false] }
    if types != .null, types != .any, takesNull, !values.contains(.null) { values.append(.null) }
    return values
  }

  /// The values at the edges of what is allowed, each with whether it is the lowest.
  package var boundaries: [(value: JSONValue, isLowest: Bool)] {
    var found: [(JSONValue, Bool)] = []
    let hasEdges = assertions.contains { assertion in
      switch assertion {
      case .format, .minimum, .maximum, .minLength, .maxLength, .minItems, .maxItems: true
      default: false
      }
    }
    guard hasEdges, let compiled = try? CompiledSchema(self) else { return [] }
    // A pattern may want a letter or a digit.
    func text(_ count: Int) -> JSONValue {
      let texts = ["a", "A", "0"].map { JSONValue.string(String(repeating: $0, count: count)) }
      return texts.first(where: compiled.accepts) ?? texts[0]
    }
    for assertion in assertions {
      switch assertion {
      case .format(let format): found += format.boundaries.enumerated().map { ($1, $0 == 0) }
      case .minimum(let bound): found.append((.number(bound), true))
      case .maximum(let bound): found.append((.number(bound), false))
      case .minLength(let count) where 1...Self.longestText ~= count: found.append((text(count), true))
      case .maxLength(let count) where 0...Self.longestText ~= count: found.append((text(count), false))
      case .minItems(let count):
        if items != nil { found.append((.array(distinctItems(count)), true)) }
      case .maxItems(let count) where count <= 1000:
        if items != nil { found.append((.array(distinctItems(count)), false)) }
      default: continue
      }
    }
    return found.filter { compiled.accepts($0.0) }
  }
}
