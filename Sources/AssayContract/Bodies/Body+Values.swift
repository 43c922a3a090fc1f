import AssayJSON
import AssaySchema
import AssaySpec

/// The values that an encoding can write: a form has neither null nor types, so fewer mistakes are possible in it.
extension Body {
  private var keepsTypes: Bool { codec?.keepsTypes ?? true }

  /// The declared members, and the whole where it has none.
  package var valuePlaces: [MemberPlace] {
    guard let schema else { return [] }
    let whole = MemberPlace(pointer: .root, property: Property("body", schema, .required, evidence: mediaTypeEvidence))
    return (schema.properties.isEmpty ? [whole] : []) + schema.places
  }

  /// Whether a value of this schema is the same after encoding and decoding it.
  package func canHold(_ value: JSONValue, at pointer: JSONPointer, as schema: Schema) -> Bool {
    guard let codec, !codec.keepsTypes else { return true }
    return codec.reading(of: value, at: pointer, as: schema) == value
  }

  /// A value for a member that the example leaves out; `nil` where none can be written.
  package func sample(at place: MemberPlace) -> JSONValue? {
    let schema = place.property.schema
    var candidates = [schema.sample]
    for case .additionalProperties(let value) in schema.assertions { candidates.append(["key": value.sample]) }
    return candidates.first { canHold($0, at: place.pointer, as: schema) }
  }

  /// Whether a member can be left out of an object that is still there.
  package func canLack(_ place: MemberPlace) -> Bool {
    let outer = JSONPointer(place.pointer.tokens.dropLast())
    if outer == .root, let codec, var value = sample {
      value.remove(at: place.pointer)
      return !codec.encode(value).isEmpty
    }
    guard !keepsTypes, let schema = schema?.member(at: outer), let sample else { return true }
    var value = sample[outer] ?? schema.sample
    value.remove(at: JSONPointer(place.pointer.tokens.suffix(1)))
    return canHold(value, at: outer, as: schema)
  }

  /// Values of other types than the member's; null is a matter of its own.
  package func wrongTypes(of place: MemberPlace) -> [WrongValue] {
    let schema = place.property.schema
    if keepsTypes { return schema.wrongTypes }
    // Wrong values that are written the same way are one mistake.
    var reasons: Set<RequestProblem.Reason> = []
    return (schema.wrongTexts + schema.wrongTypes.map(\.withContents)).filter { wrong in
      guard let reason = reason(of: wrong, at: place), case .type = reason else { return false }
      return reasons.insert(reason).inserted
    }
  }

  /// Values of the member's type that break one of its assertions.
  package func wrongValues(of place: MemberPlace, like example: JSONValue? = nil) -> [WrongValue] {
    let schema = place.property.schema
    let values = schema.wrongValues(like: example)
    guard !keepsTypes, let codec, let compiled = try? CompiledSchema(schema) else { return values }
    return values.filter { wrong in
      codec.reading(of: wrong.value, at: place.pointer, as: schema).map { !compiled.accepts($0) } ?? false
    }
  }

  /// What is wrong with a value once it is encoded and decoded again; `nil` when nothing is, or only a part of it.
  private func reason(of wrong: WrongValue, at place: MemberPlace) -> RequestProblem.Reason? {
    guard let codec, let compiled = try? CompiledSchema(place.property.schema),
      let read = codec.reading(of: wrong.value, at: place.pointer, as: compiled.schema),
      let violation = compiled.violations(of: read).first(where: { !$0.isUndocumentedMember }),
      violation.pointer == .root
    else { return nil }
    return .of(violation.validationError, read)
  }

  /// The ways in which the type of a member can be wrong, each with a name.
  package func wrongTypeReasons(of place: MemberPlace) -> [(label: String, reason: RequestProblem.Reason)] {
    wrongTypes(of: place).compactMap { wrong in
      wrong.label.map { ($0, keepsTypes ? .type($0) : reason(of: wrong, at: place) ?? .type($0)) }
    }
  }

  /// The ways in which a member's value can be wrong; `nil` where all are possible.
  package func reasons(at place: MemberPlace) -> Set<RequestProblem.Reason>? {
    keepsTypes ? nil : Set(wrongValues(of: place).compactMap { reason(of: $0, at: place) })
  }
}

extension WrongValue {
  /// This value, not empty: a form cannot hold an empty array or object.
  fileprivate var withContents: WrongValue {
    var wrong = self
    if value == [] { wrong.value = ["text"] }
    if value == [:] { wrong.value = ["key": "text"] }
    return wrong
  }
}
