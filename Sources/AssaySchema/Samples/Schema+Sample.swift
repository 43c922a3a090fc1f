import AssayJSON

extension Schema {
  /// Longer texts are never made, neither as samples nor to break a rule: a length may be declared as any number.
  package static let longestText = 1 << 16

  /// A small value that satisfies the schema, for documents that print no example.
  ///
  /// Made from the plain assertions (types, enum, formats, patterns, lengths, bounds, members, items); combinators take
  /// their first branch. The value may miss what is hard or impossible to satisfy: the caller must check.
  package var sample: JSONValue {
    for assertion in assertions {
      switch assertion {
      case .enum(let values): if let first = values.first { return first }
      case .oneOf(let branches), .anyOf(let branches): if let first = branches.first { return first.sample }
      case .allOf(let branches): if types == .any, let first = branches.first { return first.sample }
      default: break
      }
    }
    if types.contains(.object) { return sampleObject }
    if types.contains(.string) { return sampleString }
    if types.contains(.integer) { return sampleNumber }
    if types.contains(.boolean) { return .boolean(true) }
    if types.contains(.array) { return sampleArray }
    return .null
  }

  private var sampleObject: JSONValue {
    var object = JSONObject([])
    for property in properties {
      switch property.presence {
      case .required: object.append(property.name, property.schema.sample)
      case .optional: continue
      case .exactlyWhen(let sibling, let value):
        let held = object[sibling] ?? self.property(sibling)?.schema.sample
        if held == value { object.append(property.name, property.schema.sample) }
      }
    }
    return .object(object)
  }

  private var sampleArray: JSONValue {
    var count = 0
    var items = Schema.any
    for assertion in assertions {
      switch assertion {
      // One item shows what items are like.
      case .items(let schema):
        items = schema
        count = max(count, 1)
      case .minItems(let least): count = max(count, least)
      default: continue
      }
    }
    for case .maxItems(let most) in assertions { count = min(count, most) }
    return .array(Array(repeating: items.sample, count: count))
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
    var bounds: [Int64] = []
    var steps: [Int64] = []
    for assertion in assertions {
      switch assertion {
      case .minimum(let bound), .maximum(let bound), .exclusiveMinimum(let bound), .exclusiveMaximum(let bound):
        if let bound = bound.int64 { bounds.append(bound) }
      case .multipleOf(let step): if let step = step.int64, step > 0 { steps.append(step) }
      default: continue
      }
    }
    let usual = JSONValue.number(usualNumber)
    if bounds.count + steps.count < 2 { return usual }
    var near = bounds.flatMap { [$0, $0 &+ 1, $0 &- 1] }
    for step in steps {
      near += [0, step]
      for bound in bounds { near += [bound / step &* step, bound / step &* step &+ step] }
    }
    let halves = bounds.compactMap { JSONNumber(lexeme: "\($0).5") }
    return fitting([usual] + near.map { .number(JSONNumber($0)) } + halves.map { .number($0) })
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
    for case .pattern(let pattern) in assertions {
      guard let node = try? PatternParser.parse(pattern) else { continue }
      return fitting([usual] + node.samples.map { .string($0) })
    }
    return usual
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
