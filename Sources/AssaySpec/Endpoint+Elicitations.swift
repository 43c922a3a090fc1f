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
    let matching = elicitations.filter { $0.elicitation.trigger == trigger }
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
