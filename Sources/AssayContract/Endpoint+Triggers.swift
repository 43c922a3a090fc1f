import AssayJSON
import AssaySchema
import AssaySpec

extension Endpoint {
  /// Each trigger of each response, with the response's index.
  package var responseTriggers: [(response: Int, responseTrigger: ResponseTrigger)] {
    responses.enumerated().flatMap { index, response in response.triggers.map { (index, $0) } }
  }

  /// The answers that a valid request under these values may have, and the states that they ask for.
  package func validTrigger(matching json: JSONValue?) -> (response: Int, responseTrigger: ResponseTrigger)? {
    responseTriggers.first { _, responseTrigger in
      guard responseTrigger.trigger == .validRequest else { return false }
      return responseTrigger.settings.allSatisfy { setting in
        guard case .body(let pointer) = setting.location else { return true }
        return json?[pointer] == setting.value
      }
    }
  }

  /// The documented answers to a trigger, by index, with the strongest evidence among them.
  package func answers(to trigger: ResponseTrigger.Trigger) -> (responses: [Int], evidence: Evidence)? {
    answers(responseTriggers.filter { $0.responseTrigger.trigger == trigger })
  }

  /// The documented answers to a request that is wrong at a place in some way: those declared most closely for it.
  package func answers(
    to mistake: CaseKind, at location: Location
  ) -> (responses: [Int], evidence: Evidence)? {
    let matching = responseTriggers.compactMap { entry in
      entry.responseTrigger.closeness(to: mistake, at: location).map { (entry, closeness: $0) }
    }
    guard let closest = matching.map(\.closeness).max() else { return nil }
    return answers(matching.filter { $0.closeness == closest }.map(\.0))
  }

  /// Whether the contract says which answer a mistake at this place brings.
  package func declaresAnswers(at location: Location) -> Bool {
    responseTriggers.contains { $0.responseTrigger.depth(of: location) ?? 0 > 0 }
  }

  /// The documented answers to a credential that is wrong in some way: those that name it, or else those for any.
  package func answers(to problem: CredentialProblem.Kind) -> (responses: [Int], evidence: Evidence)? {
    let all = responseTriggers.filter { $0.responseTrigger.trigger == .unauthenticated }
    let named = all.filter { $0.responseTrigger.problems.contains(problem) }
    return answers(named.isEmpty ? all.filter { $0.responseTrigger.problems.isEmpty } : named)
  }

  private func answers(
    _ matching: [(response: Int, responseTrigger: ResponseTrigger)]
  ) -> (responses: [Int], evidence: Evidence)? {
    guard let first = matching.first else { return nil }
    let evidences = matching.map { $0.responseTrigger.evidence ?? responses[$0.response].evidence }
    let strongest = evidences.first { $0.level == .documented } ?? evidences.first { $0.level == .sample }
    return (matching.map(\.response), strongest ?? first.responseTrigger.evidence ?? responses[first.response].evidence)
  }

  /// What says that a request without a good credential is refused: a documented credential, or a refusal that the
  /// document or a sample shows. A sample that merely sends a credential states no such rule.
  package var credentialRule: Evidence {
    if security.evidence.level == .documented { return security.evidence }
    return answers(to: .unauthenticated)?.evidence
      ?? .assumed("No text says that a request without a good credential is refused.")
  }
}

extension ResponseTrigger {
  /// How closely this is about a request that is wrong at a place in some way: places before ways; `nil` when it is not.
  package func closeness(to mistake: CaseKind, at location: Location) -> Int? {
    guard trigger == .invalidRequest, mistakes.isEmpty || mistakes.contains(mistake), let depth = depth(of: location)
    else { return nil }
    return 2 * depth + (mistakes.isEmpty ? 0 : 1)
  }

  /// How deep the closest of the places lies that hold a location; 0 when any place will do, `nil` when none holds it.
  fileprivate func depth(of location: Location) -> Int? {
    if places.isEmpty { return 0 }
    return places.compactMap { place in
      if place == location { return 1 + place.depth }
      guard case .body(let outer) = place, case .body(let inner) = location, outer != .root,
        inner.tokens.starts(with: outer.tokens)
      else { return nil }
      return 1 + place.depth
    }.max()
  }
}

extension Location {
  fileprivate var depth: Int { if case .body(let pointer) = self { pointer.tokens.count } else { 0 } }
}

extension RequestProblem {
  /// The kind of the cases that make this mistake.
  package var mistake: CaseKind {
    if location == .body(.root) { return .body }
    if location == .header("Content-Type") { return .contentType }
    return switch reason {
    case .missing: .missing
    case .empty: .empty
    case .type("null"): .null
    case .type: .type
    case .outside: .enum
    case .format: .format
    case .below, .above, .other: .range
    case .malformed, .truncated, .trailingBytes, .byteOrderMark, .invalidUTF8, .duplicate, .broken: .body
    case .dependency: .dependency
    case .contentType: .contentType
    case .credential: .credential
    }
  }
}
