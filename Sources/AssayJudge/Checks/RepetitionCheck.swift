import AssayHTTP
import AssayJSON
import AssayPlan
import AssaySpec

/// The same request sent twice must get the same status where the document says that a repetition is harmless, and the
/// same body where it promises that.
enum RepetitionCheck {
  static func violation(in exchanges: [Exchange], of testCase: TestCase, _ endpoint: Endpoint) -> Violation? {
    guard testCase.kind == .idempotent, let response = exchanges.first?.response, let evidence = endpoint.idempotency
    else { return nil }
    let first = response.status
    let others = exchanges.dropFirst().compactMap(\.response)
    guard let other = others.map(\.status).first(where: { $0 != first }) else {
      return endpoint.repeatedResponse.flatMap { promise in
        others.lazy.compactMap { difference(of: $0.body, from: response.body, promise) }.first
      }
    }
    let expected = "\(first) again, as the first time"
    return Violation(
      "not-idempotent", at: .status, expected: expected, found: "\(other)", lasting: "\(expected)\n\(other)",
      evidence: evidence)
  }

  private static func difference(of bytes: [UInt8], from first: [UInt8], _ promise: RepeatedResponse) -> Violation? {
    if bytes == first { return nil }
    guard let document = try? JSONDocument(parsing: bytes), let other = try? JSONDocument(parsing: first) else {
      return Violation(
        "repetition-differs", at: .body, expected: "the same body as the first time", found: "another",
        evidence: promise.evidence)
    }
    guard let pointer = difference(of: document.value, from: other.value, at: .root, promise.varying) else {
      return nil
    }
    let node = document.node(at: pointer)
    let location = document.location(ofOffset: node?.offset ?? 0)
    let isNew = other.node(at: pointer) == nil
    // The first value may be a secret that no variable holds, so it is not quoted.
    return Violation(
      "repetition-differs", at: .value(pointer, location), expected: "the same as the first time",
      found: node.map { isNew ? "a new member" : "another \($0.value.typeName)" } ?? "nothing",
      evidence: promise.evidence)
  }

  /// Where two values differ first, beside what may vary; recursion is as deep as the body.
  private static func difference(
    of value: JSONValue, from first: JSONValue, at pointer: JSONPointer, _ varying: [JSONPointer]
  ) -> JSONPointer? {
    if value == first || varying.contains(pointer) { return nil }
    switch (value, first) {
    case (.object(let members), .object(let others)):
      for key in others.map(\.key) + members.map(\.key).filter({ others[$0] == nil }) {
        let place = pointer.appending(key)
        guard let member = members[key], let other = others[key] else {
          if varying.contains(place) { continue }
          return place
        }
        if let found = difference(of: member, from: other, at: place, varying) { return found }
      }
      return nil
    case (.array(let items), .array(let others)) where items.count == others.count:
      for index in items.indices {
        if let found = difference(of: items[index], from: others[index], at: pointer.appending("\(index)"), varying) {
          return found
        }
      }
      return nil
    default: return pointer
    }
  }
}
