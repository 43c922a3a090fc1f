import AssayJSON

extension Schema {
  /// Longer texts are never made, neither as samples nor to break a rule: a length may be declared as any number.
  package static let longestText = 1 << 16

  /// A small value that satisfies the schema, for documents that print no example.
  ///
  /// Combinators take their first branch. Rules that are hard or impossible to satisfy may be broken: the caller must check.
  package var sample: JSONValue { sample(variant: 0) }

  /// A sample for each kind of the discriminated objects in it.
  package var sampleVariants: [JSONValue] { (0..<variantCount).map(sample) }

  /// The most kinds that a discriminated object in it has.
  private var variantCount: Int {
    let inner = assertions.flatMap { assertion -> [Schema] in
      switch assertion {
      case .properties(let properties): properties.map(\.schema)
      case .discriminator(_, let kinds): kinds.map(\.schema)
      case .allOf(let all): all
      case .oneOf(let branches), .anyOf(let branches): Array(branches.prefix(1))
      default: []
      }
    }
    return inner.reduce(max(1, kinds.count)) { max($0, $1.variantCount) }
  }

  /// A sample in which each discriminated object is of this kind, counted from 0; the last where it has fewer.
  func sample(variant: Int) -> JSONValue {
    for assertion in assertions {
      switch assertion {
      case .enum(let values): if let first = values.first { return first }
      case .oneOf(let branches), .anyOf(let branches):
        if let first = branches.first { return first.sample(variant: variant) }
      case .allOf(let branches):
        if types == .any, let all = Self.joined(branches.map { $0.sample(variant: variant) }) { return all }
      default: break
      }
    }
    // Any value will do: one that every encoding can write.
    if types == .any, assertions.isEmpty { return "text" }
    if types.contains(.object) { return sampleObject(variant) }
    if types.contains(.string) { return sampleString }
    if types.contains(.integer) { return sampleNumber }
    if types.contains(.boolean) { return .boolean(true) }
    if types.contains(.array) { return sampleArray(variant) }
    return .null
  }

  /// One object with the members of all, or else the first value.
  private static func joined(_ values: [JSONValue]) -> JSONValue? {
    guard var joined = values.first else { return nil }
    for case .object(let object) in values.dropFirst() {
      guard case .object = joined else { break }
      for member in object { joined.set(member.value, at: JSONPointer([member.key])) }
    }
    return joined
  }

  private func sampleObject(_ variant: Int) -> JSONValue {
    var object = JSONObject([])
    for property in properties {
      switch property.presence {
      case .required: object.append(property.name, property.schema.sample(variant: variant))
      case .optional, .forbidden: continue
      case .exactlyWhen(let sibling, let value):
        let held = object[sibling] ?? self.property(sibling)?.schema.sample
        if held == value { object.append(property.name, property.schema.sample(variant: variant)) }
      }
    }
    for case .discriminator(let member, let kinds) in assertions {
      let kind = kinds[min(variant, kinds.count - 1)]
      object[member] = .string(kind.name)
      guard case .object(let own) = kind.schema.sample(variant: variant) else { continue }
      for entry in own where object[entry.key] == nil { object.append(entry.key, entry.value) }
    }
    return .object(object)
  }

  private func sampleArray(_ variant: Int) -> JSONValue {
    var count = 0
    var items = Schema.any
    for assertion in assertions {
      switch assertion {
      // One item of each kind shows what items are like.
      case .items(let schema):
        items = schema
        count = max(count, schema.variantCount)
      case .minItems(let least): count = max(count, least)
      default: continue
      }
    }
    for case .maxItems(let most) in assertions { count = min(count, most) }
    let variants = items.sampleVariants
    let all = (0..<count).map { variants[($0 + variant) % variants.count] }
    return .array(assertions.contains(.uniqueItems) ? items.varied(all) : all)
  }

  /// The first of some values that satisfies the whole schema, or else the first of all.
  private func fitting(_ values: some Sequence<JSONValue>) -> JSONValue {
    let compiled = try? CompiledSchema(self)
    var first: JSONValue?
    for value in values {
      if let compiled, compiled.accepts(value) { return value }
      first = first ?? value
    }
    return first ?? .null
  }

  private var sampleNumber: JSONValue {
    guard case .some(.some(let number)) = NumberRange(self).number else { return .number(usualNumber) }
    return fitting([.number(usualNumber), .number(number)])
  }

  private var usualNumber: JSONNumber {
    for assertion in assertions {
      switch assertion {
      case .minimum(let bound): return bound
      case .exclusiveMinimum(let bound): if let value = bound.int64 { return JSONNumber(value + 1) }
      case .maximum(let bound): return bound
      case .multipleOf(let step): return step
      default: continue
      }
    }
    if case .number(let example)? = format?.example { return example }
    return JSONNumber(Int64(1))
  }

  private var sampleString: JSONValue {
    let usual = JSONValue.string(usualString)
    let hasPattern = assertions.contains { if case .pattern = $0 { true } else { false } }
    guard hasPattern || format != nil else { return usual }
    var candidates = [usual]
    for case .format(let format) in assertions { candidates += [format.example] + format.boundaries }
    if !hasPattern { return fitting(candidates) }
    let likely = assertions.lazy.compactMap { assertion -> PatternNode? in
      if case .pattern(let pattern) = assertion { try? PatternParser.parse(pattern) } else { nil }
    }.flatMap(\.samples).map { JSONValue.string($0) }
    let shortest = CollectionOfOne(()).lazy.compactMap { _ -> JSONValue? in
      if case .found(let text) = TextSearch(self).result { .string(text) } else { nil }
    }
    return fitting([AnySequence(candidates), AnySequence(likely), AnySequence(shortest)].lazy.joined())
  }

  private var usualString: String {
    var text = "text"
    for assertion in assertions {
      switch assertion {
      case .format(let format): if case .string(let example) = format.example { text = example }
      case .minLength(let count) where count <= Self.longestText:
        text += String(repeating: "x", count: max(0, count - text.unicodeScalars.count))
      case .maxLength(let count): text = String(text.unicodeScalars.prefix(count))
      default: continue
      }
    }
    return text
  }
}
