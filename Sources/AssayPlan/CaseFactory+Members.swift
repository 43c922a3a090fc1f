import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

extension CaseFactory {
  /// For every member of the body, each way in which it can be wrong.
  func memberCases() throws(SpecError) -> [Case] {
    guard let schema = endpoint.body.schema else { return [] }
    return try derive { baseline in
      try schema.places.flatMap { place in try memberCases(place, baseline) }
    }
  }

  private func memberCases(_ place: MemberPlace, _ baseline: Baseline) throws -> [Case] {
    let promise = place.property.evidence ?? .documented("Request body")
    var cases: [Case] = []
    func add(_ kind: Case.Kind, _ name: String, _ summary: String, _ value: JSONValue?, _ evidence: Evidence) throws {
      var draft = baseline.draft
      if let value { draft.json?.set(value, at: place.pointer) } else { draft.json?.remove(at: place.pointer) }
      cases.append(try makeCase(kind, name, summary, draft, refusal(because: evidence)))
    }
    let name = place.name
    let pointer = place.pointer.description
    let isRequired = place.property.presence == .required
    if isRequired { try add(.missing, name, "without the required member \(pointer)", nil, promise) }
    if !place.property.schema.types.contains(.null) {
      // Many servers take null for an absent optional member, and no document says that they may not.
      let evidence = isRequired ? promise : .assumed("The document does not say that null is not the same as absent.")
      try add(.null, name, "with null as \(pointer)", .null, evidence)
    }
    for (label, value) in place.property.schema.wrongTypes {
      try add(
        .type, "\(name)=\(label)", "with \(value.serialized()), \(label), as \(pointer)", value, promise)
    }
    for mutation in place.property.schema.wrongValues(isRequired: isRequired) {
      try add(
        mutation.kind, mutation.label.isEmpty ? name : "\(name)=\(mutation.label)",
        "with \(mutation.value.serialized()) as \(pointer) (\(mutation.what))", mutation.value,
        mutation.isDocumented ? promise : .assumed("The document does not say that \(pointer) may not be empty."))
    }
    return cases
  }
}

/// A value of the right type that its schema refuses.
struct WrongValue {
  var kind: Case.Kind
  /// The last part of the case's name; empty when the member's name says it all.
  var label: String
  var value: JSONValue
  /// What is wrong, in a few words.
  var what: String
  var isDocumented = true
}

extension Schema {
  /// A value of each JSON type that the schema does not take, with the type's name.
  var wrongTypes: [(label: String, value: JSONValue)] {
    var found: [(String, JSONValue)] = []
    if !types.contains(.boolean) { found.append(("boolean", true)) }
    if types.isDisjoint(with: .number) {
      found.append(("integer", 1))
      found.append(("number", .number(JSONNumber(lexeme: "1.5")!)))
    } else if !types.isSuperset(of: .number) {
      // The integer's own value with a fraction: a reader that cuts it would not notice.
      let whole = sample.typeName == "integer" ? Parameter.text(of: sample) : "1"
      found.append(("fraction", .number(JSONNumber(lexeme: "\(whole).5") ?? 1)))
    }
    if !types.contains(.string) {
      let text = types.isDisjoint(with: .number) ? "text" : Parameter.text(of: sample)
      found.append(("string", .string(text)))
    }
    if !types.contains(.array) { found.append(("array", [])) }
    if !types.contains(.object) { found.append(("object", [:])) }
    return found
  }

  /// Values of the right type that are wrong all the same.
  func wrongValues(isRequired: Bool) -> [WrongValue] {
    var found: [WrongValue] = []
    let values = allowedValues
    if !values.isEmpty { found += Self.outside(values) }
    for assertion in assertions {
      switch assertion {
      case .format(.int32):
        found += Self.beyond("2147483648", "-2147483649", "beyond int32")
      case .format(.int64):
        found += Self.beyond("9223372036854775808", "-9223372036854775809", "beyond int64")
      case .format(.e164):
        found += [
          ("no-plus", "12025550123", "without the plus"), ("letters", "+1202555CALL", "with letters"),
          ("leading-zero", "+02025550123", "with a country code that begins with 0"),
          ("too-long", "+1234567890123456", "with 16 digits"), ("too-short", "+1", "with one digit"),
          ("blanks", "+1 202 555 0123", "with blanks"), ("only-plus", "+", "with no digit"),
          ("punctuation", "+1-202-555-0123", "with hyphens"),
          ("line-feed", "+12025550123\n", "with a line feed at its end"),
          ("other-digits", "+١٢٠٢٥٥٥٠١٢٣", "with digits that are not ASCII"),
        ].map { WrongValue(kind: .format, label: $0.0, value: .string($0.1), what: $0.2) }
      case .format(let format):
        found.append(
          WrongValue(
            kind: .format, label: "broken", value: .string("not \(format.rawValue)"), what: "no \(format.rawValue)"))
      case .maxLength(let count):
        let text = String(repeating: "a", count: count + 1)
        found.append(
          WrongValue(kind: .range, label: "too-long", value: .string(text), what: "longer than \(count)"))
      case .minLength(let count) where count > 1:
        let text = String(repeating: "a", count: count - 1)
        found.append(
          WrongValue(kind: .range, label: "too-short", value: .string(text), what: "shorter than \(count)"))
      case .minimum(let bound), .maximum(let bound):
        guard let edge = bound.int64 else { continue }
        var isLower = false
        if case .minimum = assertion { isLower = true }
        let value = isLower ? edge &- 1 : edge &+ 1
        found.append(
          WrongValue(kind: .range, label: "\(value)", value: .number(JSONNumber(value)), what: "beyond \(bound.lexeme)")
        )
      default: continue
      }
    }
    if types.contains(.string), isRequired || !assertions.isEmpty {
      let isDocumented = !assertions.isEmpty
      found.append(WrongValue(kind: .empty, label: "", value: "", what: "empty", isDocumented: isDocumented))
    }
    guard let compiled = try? CompiledSchema(self) else { return [] }
    // An empty text is refused as a value of its own; everything else must really break the schema.
    return found.filter { $0.kind == .empty ? isRequired || !compiled.accepts($0.value) : !compiled.accepts($0.value) }
  }

  private static func outside(_ values: [JSONValue]) -> [WrongValue] {
    var found: [WrongValue] = []
    var numbers: [Int64] = []
    for value in values {
      if case .string(let text) = value {
        let other = text == text.uppercased() ? text.lowercased() : text.uppercased()
        found.append(WrongValue(kind: .enum, label: other, value: .string(other), what: "in another case"))
      }
      if case .number(let number) = value, let whole = number.int64 { numbers.append(whole) }
    }
    if let lowest = numbers.min(), let highest = numbers.max() {
      for number in [lowest &- 1, highest &+ 1] {
        found.append(
          WrongValue(kind: .enum, label: "\(number)", value: .number(JSONNumber(number)), what: "none of the values"))
      }
    }
    if values.contains(where: { $0.typeName == "string" }) {
      found.append(WrongValue(kind: .enum, label: "outside", value: "outside", what: "none of the values"))
    }
    return found
  }

  private static func beyond(_ above: String, _ below: String, _ what: String) -> [WrongValue] {
    [above, below].compactMap { text in
      JSONNumber(lexeme: text).map { WrongValue(kind: .range, label: text, value: .number($0), what: what) }
    }
  }
}
