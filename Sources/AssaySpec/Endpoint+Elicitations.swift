public import AssayJSON
public import AssaySchema

extension Endpoint {
  /// Each elicitation of each answer, with the answer's index.
  public var elicitations: [(response: Int, elicitation: Elicitation)] {
    responses.enumerated().flatMap { index, response in response.elicitedBy.map { (index, $0) } }
  }

  /// The answers that a valid request under these values may have, and the states that they ask for.
  public func validElicitation(matching json: JSONValue?) -> (response: Int, elicitation: Elicitation)? {
    elicitations.first { _, elicitation in
      guard elicitation.trigger == .validRequest else { return false }
      return elicitation.settings.allSatisfy { setting in
        guard case .body(let pointer) = setting.location else { return true }
        return json?[pointer] == setting.value
      }
    }
  }

  /// The documented answers to a trigger, by index, with the strongest evidence among them.
  public func answers(to trigger: Elicitation.Trigger) -> (responses: [Int], evidence: Evidence)? {
    answers(elicitations.filter { $0.elicitation.trigger == trigger })
  }

  /// The documented answers to a request that is wrong at a place in some way: those declared most closely for it.
  package func answers(
    to mistake: Case.Kind, at location: Location
  ) -> (responses: [Int], evidence: Evidence)? {
    let matching = elicitations.compactMap { entry in
      entry.elicitation.closeness(to: mistake, at: location).map { (entry, closeness: $0) }
    }
    guard let closest = matching.map(\.closeness).max() else { return nil }
    return answers(matching.filter { $0.closeness == closest }.map(\.0))
  }

  /// Whether the contract says which answer a mistake at this place brings.
  package func declaresAnswers(at location: Location) -> Bool {
    elicitations.contains { $0.elicitation.depth(of: location) ?? 0 > 0 }
  }

  private func answers(
    _ matching: [(response: Int, elicitation: Elicitation)]
  ) -> (responses: [Int], evidence: Evidence)? {
    guard let first = matching.first else { return nil }
    let evidences = matching.map { $0.elicitation.evidence ?? responses[$0.response].evidence }
    let strongest = evidences.first { $0.level == .documented } ?? evidences.first { $0.level == .sample }
    return (matching.map(\.response), strongest ?? first.elicitation.evidence ?? responses[first.response].evidence)
  }

  /// What says that a request without a good credential is refused: a documented credential, or a refusal that the
  /// document or a sample shows. A sample that merely sends a credential states no such rule.
  public var credentialRule: Evidence {
    if security.evidence.level == .documented { return security.evidence }
    return answers(to: .unauthenticated)?.evidence
      ?? .assumed("No text says that a request without a good credential is refused.")
  }
}

extension Elicitation {
  /// How closely this is about a request that is wrong at a place in some way: places before ways; `nil` when it is not.
  package func closeness(to mistake: Case.Kind, at location: Location) -> Int? {
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
  package var mistake: Case.Kind {
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
    case .malformed, .truncated, .trailingBytes, .byteOrderMark, .invalidUTF8, .duplicate: .body
    case .contentType: .contentType
    case .credentialScheme, .credentialShape, .credentialUnknown: .credential
    }
  }
}
