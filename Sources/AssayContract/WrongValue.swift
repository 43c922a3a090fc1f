import AssayJSON
import AssaySchema
import AssaySpec

/// A value that its schema refuses, to send in a request or to put in an answer.
///
/// The planner and the mock's faults take their wrong values from here. Some are of use to one of them only.
package struct WrongValue: Sendable {
  package var kind: CaseKind
  package var value: JSONValue
  /// What is wrong, in a few words.
  package var what: String
  /// The last part of a case's id; `nil` for a value that only answers have.
  package var label: String?
  /// The last part of a fault's name; `nil` for a value that only requests have.
  package var fault: String?

  init(_ kind: CaseKind, _ label: String?, _ value: JSONValue, _ what: String, fault: String? = nil) {
    self.kind = kind
    self.value = value
    self.what = what
    self.label = label
    self.fault = fault
  }
}

extension Schema {
  /// Values of the JSON types that the schema does not take; null is a matter of its own.
  package var wrongTypes: [WrongValue] {
    var found: [WrongValue] = []
    func add(_ name: String, _ value: JSONValue, fault: String? = nil) {
      found.append(WrongValue(.type, name, value, name, fault: fault ?? name))
    }
    let hasNumbers = !types.isDisjoint(with: .number)
    if !types.contains(.boolean) { add("boolean", true) }
    if !hasNumbers {
      add("integer", 1)
      add("number", .number(JSONNumber(lexeme: "1.5")!))
    } else if !types.isSuperset(of: .number) {
      // The integer's own value with a fraction: a reader that truncates it would not notice.
      let whole = sample.typeName == "integer" ? Parameter.text(of: sample) : "1"
      add("fraction", .number(JSONNumber(lexeme: "\(whole).5") ?? 1))
      // A reader that uses floating point keeps one binary digit of this fraction.
      found.append(
        WrongValue(
          .type, nil, .number(JSONNumber(lexeme: "4503599627370497.5")!), "a large fraction", fault: "large-fraction"))
    }
    if !types.contains(.string) {
      add("string", .string(hasNumbers ? Parameter.text(of: sample) : "text"), fault: "digits")
    }
    if !types.contains(.array) { add("array", []) }
    if !types.contains(.object) { add("object", [:]) }
    return found
  }

  /// Texts that stand for no value of the schema's types, where every value is written as a text.
  package var wrongTexts: [WrongValue] {
    if types.contains(.string) { return [] }
    var found = [WrongValue(.type, "letters", "abc", "letters", fault: "letters")]
    if types.contains(.integer), !types.isSuperset(of: .number) {
      found.append(WrongValue(.type, "fraction", .number(JSONNumber(lexeme: "1.5")!), "fraction", fault: "fraction"))
    }
    return found
  }

  /// Values of the right type that break one of the assertions, each of which is broken.
  ///
  /// No text is made that is longer than ``longestText``, and no array of a thousand items or more.
  ///
  /// - Parameter example: What the document shows as a value; a broken pattern stays close to it.
  package func wrongValues(like example: JSONValue? = nil) -> [WrongValue] {
    let found =
      outsideValues + assertions.flatMap { wrongValues(breaking: $0, like: example ?? sample) }
    guard !found.isEmpty, let compiled = try? CompiledSchema(self) else { return [] }
    return found.filter { !compiled.accepts($0.value) }
  }

  /// Whether the wrong value with a label breaks one assertion only: a pattern may say how long a text is, too.
  package func breaksOne(_ label: String) -> Bool {
    guard let wrong = wrongValues().first(where: { $0.label == label }), let compiled = try? CompiledSchema(self) else {
      return true
    }
    return compiled.violations(of: wrong.value).count == 1
  }

  private func wrongValues(breaking assertion: Assertion, like example: JSONValue) -> [WrongValue] {
    switch assertion {
    case .format(let format):
      let wrong = format.counterexamples
      switch format.rule {
      case .integer:
        return wrong.enumerated().map {
          WrongValue(.range, $1.label, $1.value, $1.what, fault: $0 == 0 ? "beyond-\(format.name)" : nil)
        }
      case .text:
        return wrong.map { WrongValue(.format, $0.label, $0.value, $0.what) }
          + [WrongValue(.format, nil, "no such format", "no \(format.name)", fault: "no-format")]
      }
    case .pattern(let pattern):
      return textBreaking(pattern, like: example).map {
        [WrongValue(.format, "no-match", .string($0), "does not match \(pattern)", fault: "no-match")]
      } ?? []
    case .maxLength(let count) where count < Self.longestText:
      let text = lengthened(example, to: count + 1)
      return [WrongValue(.range, "too-long", .string(text), "longer than \(count)", fault: "too-long")]
    case .minLength(let count) where 1...Self.longestText ~= count:
      let empty = WrongValue(.range, nil, "", "shorter than \(count)", fault: "empty")
      if count == 1 { return [empty] }
      let text = lengthened(example, to: count - 1)
      return [empty, WrongValue(.range, "too-short", .string(text), "shorter than \(count)")]
    case .minimum(let bound): return Self.next(to: bound, by: -1, isExclusive: false)
    case .maximum(let bound): return Self.next(to: bound, by: 1, isExclusive: false)
    case .exclusiveMinimum(let bound): return Self.next(to: bound, by: -1, isExclusive: true)
    case .exclusiveMaximum(let bound): return Self.next(to: bound, by: 1, isExclusive: true)
    case .multipleOf(let step):
      guard let whole = step.int64, whole > 1 else { return [] }
      return [
        WrongValue(
          .range, "\(whole + 1)", .number(JSONNumber(whole + 1)), "not a multiple of \(step.lexeme)",
          fault: "no-multiple")
      ]
    case .minItems(let count) where count > 0:
      return [wrongArray(of: count - 1, "too-few-items", "with fewer than \(count) items")]
    case .maxItems(let count) where count < 1000:
      return [wrongArray(of: count + 1, "too-many-items", "with more than \(count) items")]
    case .uniqueItems:
      var items = distinctItems(max(2, leastItemCount))
      items[items.count - 1] = items[0]
      return [
        WrongValue(.range, "repeated-item", .array(items), "with an item twice", fault: "repeated-item")
      ]
    case .items(let items):
      let types = items.wrongTypes
      // In requests one wrong type of item shows whether items are looked at; members of items have cases of their own.
      return items.properties.isEmpty
        ? types.prefix(1).map { $0.item("with \($0.what) as an item") }
          + types.dropFirst().map { $0.item("", isInRequests: false) }
          + items.wrongValues().map { $0.item("an item \($0.what)") }
        : (types + items.wrongValues()).map { $0.item("", isInRequests: false) }
    case .additionalProperties(let value):
      return (value.wrongTypes + value.wrongValues()).compactMap { wrong in
        wrong.fault.map {
          WrongValue(wrong.kind, nil, ["additionalProp1": wrong.value], wrong.what, fault: "entry-\($0)")
        }
      }
    default: return []
    }
  }

  private func wrongArray(of count: Int, _ name: String, _ what: String) -> WrongValue {
    WrongValue(.range, name, .array(distinctItems(count)), what, fault: name)
  }

  /// A text that is like the example and breaks the pattern, and nothing else where that can be.
  private func textBreaking(_ pattern: String, like example: JSONValue) -> String? {
    guard case .string(let text) = example, let matching = try? CompiledSchema(Schema(.string, [.pattern(pattern)]))
    else { return nil }
    let others = try? CompiledSchema(Schema(types, assertions.filter { $0 != .pattern(pattern) }))
    let length = text.unicodeScalars.count
    let candidates =
      [text + "!", "!" + text, String(text.dropLast()) + "!", String(text.dropFirst())]
      + ["a", "A", "0", "-", "!", " ", "é"].map { String(repeating: $0, count: max(length, 1)) }
    let broken = candidates.filter { !$0.isEmpty && !matching.accepts(.string($0)) }
    return broken.first { others?.accepts(.string($0)) ?? false } ?? broken.first
  }

  /// A text of this length that goes on as the example does.
  private func lengthened(_ example: JSONValue, to count: Int) -> String {
    guard case .string(let text) = example, let last = text.unicodeScalars.last else {
      return String(repeating: "a", count: count)
    }
    let start = text.unicodeScalars.prefix(count)
    return String(String.UnicodeScalarView(start)) + String(repeating: String(last), count: count - start.count)
  }

  /// Values that an enum does not have.
  private var outsideValues: [WrongValue] {
    let values = allowedValues.filter { $0 != .null }
    var found: [WrongValue] = []
    var numbers: [Int64] = []
    for value in values {
      if case .string(let text) = value {
        let other = text == text.uppercased() ? text.lowercased() : text.uppercased()
        found.append(WrongValue(.enum, other, .string(other), "in another case"))
      }
      if case .number(let number) = value, let whole = number.int64 { numbers.append(whole) }
    }
    if let lowest = numbers.min(), let highest = numbers.max() {
      for number in [lowest &- 1, highest &+ 1] {
        found.append(WrongValue(.enum, "\(number)", .number(JSONNumber(number)), "none of the values"))
      }
    }
    if values.contains(where: { $0.typeName == "string" }) {
      found.append(WrongValue(.enum, "outside", "outside", "none of the values", fault: "outside"))
    }
    return found
  }

  /// The integer beyond a bound, or the bound itself where it is excluded.
  private static func next(to bound: JSONNumber, by step: Int64, isExclusive: Bool) -> [WrongValue] {
    let fault = step < 0 ? "below-minimum" : "above-maximum"
    if isExclusive {
      return [WrongValue(.range, bound.lexeme, .number(bound), "not beyond \(bound.lexeme)", fault: fault)]
    }
    let whole = bound.lexeme.prefix { $0 != "." }
    guard let edge = bound.int64 ?? Int64(whole) else { return [] }
    let value = edge &+ step
    return [WrongValue(.range, "\(value)", .number(JSONNumber(value)), "beyond \(bound.lexeme)", fault: fault)]
  }
}

extension WrongValue {
  /// The same value as an array's only item.
  fileprivate func item(_ what: String, isInRequests: Bool = true) -> WrongValue {
    WrongValue(
      kind, isInRequests ? label.map { "item-\($0)" } : nil, [value], what, fault: fault.map { "item-\($0)" })
  }
}
