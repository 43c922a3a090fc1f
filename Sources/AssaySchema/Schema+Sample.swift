public import AssayJSON

extension Schema {
  /// A small value that satisfies the schema, for documents that print no example.
  ///
  /// Made from the plain assertions (types, enum, formats, lengths, bounds, members, items); combinators take their
  /// first branch, and a pattern is not solved: give an example where one stands.
  public var sample: JSONValue {
    for assertion in assertions {
      switch assertion {
      case .oneOfValues(let values): if let first = values.first { return first }
      case .oneOf(let branches), .anyOf(let branches): if let first = branches.first { return first.sample }
      case .allOf(let branches): if types == .any, let first = branches.first { return first.sample }
      default: break
      }
    }
    if types.contains(.object) { return sampleObject }
    if types.contains(.string) { return .string(sampleString) }
    if types.contains(.integer) { return .number(sampleNumber) }
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

  private var sampleNumber: JSONNumber {
    for assertion in assertions {
      switch assertion {
      case .minimum(let bound): return bound
      case .exclusiveMinimum(let bound): if let value = bound.int64 { return JSONNumber(value + 1) }
      case .maximum(let bound): return bound
      case .multipleOf(let step): return step
      default: continue
      }
    }
    return JSONNumber(Int64(1))
  }

  private var sampleString: String {
    var text = "text"
    for assertion in assertions {
      switch assertion {
      case .format(.e164): text = "+12025550123"
      case .format(.email): text = "someone@example.com"
      case .format(.uuid): text = "123e4567-e89b-12d3-a456-426614174000"
      case .format(.uri): text = "https://example.com/"
      case .format(.dateTime): text = "2026-01-01T00:00:00Z"
      case .format(.ipv4): text = "192.0.2.1"
      case .minLength(let count): while text.unicodeScalars.count < count { text += "x" }
      case .maxLength(let count): while text.unicodeScalars.count > count { text.unicodeScalars.removeLast() }
      default: continue
      }
    }
    return text
  }
}
