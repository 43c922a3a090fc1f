import AssayJSON

extension Schema {
  /// Rules that nothing can satisfy together, with their places: `at least 5 and at most 1`.
  package var contradictions: [(pointer: JSONPointer, text: String)] { contradictions(at: .root) }

  private func contradictions(at pointer: JSONPointer) -> [(pointer: JSONPointer, text: String)] {
    var found = ownContradictions.map { (pointer, $0) }
    for property in properties { found += property.schema.contradictions(at: pointer.appending(property.name)) }
    for assertion in assertions {
      switch assertion {
      case .items(let items): found += items.contradictions(at: pointer.appending(0))
      case .additionalProperties(let value): found += value.contradictions(at: pointer.appending("*"))
      case .discriminator(_, let kinds): for kind in kinds { found += kind.schema.contradictions(at: pointer) }
      case .allOf(let schemas), .anyOf(let schemas), .oneOf(let schemas):
        for schema in schemas { found += schema.contradictions(at: pointer) }
      default: continue
      }
    }
    return found
  }

  private var ownContradictions: [String] {
    if !allowedValues.isEmpty {
      guard let compiled = try? CompiledSchema(self), !allowedValues.contains(where: compiled.accepts) else {
        return []
      }
      return ["none of its \(allowedValues.count) values satisfies its other rules"]
    }
    var found: [String] = []
    if !types.isDisjoint(with: .number), case .some(.none) = NumberRange(self).number {
      found.append("no number is \(rules(where: \.isAboutNumbers))")
    }
    if types.contains(.string), assertions.contains(where: \.isAboutTexts), case .impossible = TextSearch(self).result {
      found.append("no text is \(rules(where: \.isAboutTexts))")
    }
    if types.contains(.array), isEmpty(\.leastItems, \.mostItems) {
      found.append("no array has \(rules { $0.leastItems != nil || $0.mostItems != nil })")
    }
    return found
  }

  private func isEmpty(_ least: (Assertion) -> Int?, _ most: (Assertion) -> Int?) -> Bool {
    assertions.compactMap(least).max() ?? 0 > assertions.compactMap(most).min() ?? .max
  }

  private func rules(where isRelevant: (Assertion) -> Bool) -> String {
    assertions.filter(isRelevant).map(\.words).joined(separator: " and ")
  }
}

extension Schema.Assertion {
  fileprivate var leastItems: Int? { if case .minItems(let count) = self { count } else { nil } }
  fileprivate var mostItems: Int? { if case .maxItems(let count) = self { count } else { nil } }

  fileprivate var isAboutNumbers: Bool {
    switch self {
    case .minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum, .multipleOf: true
    case .format(let format): if case .integer = format.rule { true } else { false }
    default: false
    }
  }

  fileprivate var isAboutTexts: Bool {
    switch self {
    case .pattern, .minLength, .maxLength: true
    default: false
    }
  }

  fileprivate var words: String {
    switch self {
    case .minimum(let bound): "at least \(bound)"
    case .maximum(let bound): "at most \(bound)"
    case .exclusiveMinimum(let bound): "more than \(bound)"
    case .exclusiveMaximum(let bound): "less than \(bound)"
    case .multipleOf(let step): "a multiple of \(step)"
    case .format(let format): "of the format \(format.name)"
    case .pattern(let pattern): "like \(pattern)"
    case .minLength(let count): "at least \(count) long"
    case .maxLength(let count): "at most \(count) long"
    case .minItems(let count): "at least \(count) items"
    case .maxItems(let count): "at most \(count) items"
    default: ""
    }
  }
}
