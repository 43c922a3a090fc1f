import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

/// Makes an endpoint's cases; each is re-checked against the contract before it may be one.
struct CaseFactory {
  let contract: CompiledEndpoint
  let drafts: DraftFactory

  var endpoint: Endpoint { contract.endpoint }

  /// A case out of a draft: its id, its effects, its echoes; throws when the request is not what it claims to be.
  func makeCase(
    _ kind: Case.Kind, _ name: String, _ summary: String, _ draft: Draft, _ expectation: Expectation,
    isUnauthenticated: Bool = false, sends: Int = 1
  ) throws(SpecError) -> Case {
    let id = "\(endpoint.id)/\(kind.rawValue)/\(name)"
    let request = draft.request(for: endpoint)
    guard let reading = contract.read(request, token: drafts.tokenPlaceholder) else {
      throw SpecError(endpoint: endpoint, "the case \(id) does not reach the endpoint: its path is \(request.target)")
    }
    let isInvalid = reading.isInvalid || (isUnauthenticated && reading.isUnauthenticated)
    guard isInvalid == (expectation.validity == .invalid) else {
      let problems = reading.problems.map(\.message).joined(separator: "; ")
      throw SpecError(
        endpoint: endpoint,
        "the case \(id) should be \(expectation.validity.rawValue) and is not"
          + (problems.isEmpty ? "" : " (\(problems))") + ": correct the example or the schema")
    }
    var expectation = expectation
    expectation.echoes = echoes(of: expectation, reading)
    return Case(
      id: id, kind: kind, summary: summary, request: request, expectation: expectation,
      effects: endpoint.effects.map { effect in
        PlannedEffect(
          effect.kind, recipient: reading.values[effect.recipient].map(Parameter.text) ?? "unknown",
          cooldownSeconds: effect.cooldownSeconds)
      }, sends: sends)
  }

  /// A case that cannot be asked, kept so that the report shows what was not tested and why.
  func skippedCase(_ kind: Case.Kind, _ name: String, _ summary: String, _ missing: MissingFixture) -> Case {
    Case(
      id: "\(endpoint.id)/\(kind.rawValue)/\(name)", kind: kind, summary: summary,
      request: Request(endpoint.method, endpoint.path.description),
      expectation: Expectation(.valid, responses: [], evidence: .assumed("not asked")), skipReason: missing.message)
  }

  /// What a request that breaks the contract may be answered with: the documented answers to the trigger, and how much
  /// an acceptance is worth, which is no more than what says that the request is wrong.
  func refusal(
    _ trigger: Elicitation.Trigger = .invalidRequest, because promise: Evidence,
    tolerating tolerated: [Expectation.Tolerance] = []
  ) -> Expectation {
    let answers = endpoint.answers(to: trigger)
    let documented = answers?.evidence ?? .assumed("The document names no answer to such a request.")
    return refusal(
      answers?.responses ?? [], because: promise.weaker(than: documented) ? promise : documented,
      tolerating: tolerated)
  }

  /// A refusal by one of these answers; where it is only assumed that there is one, any client error is as good.
  func refusal(
    _ responses: [Int], because evidence: Evidence, tolerating tolerated: [Expectation.Tolerance] = []
  ) -> Expectation {
    let any = Expectation.Tolerance(.clientError, "The document does not say how such a request is refused.")
    return Expectation(
      .invalid, responses: responses, tolerated: tolerated + (evidence.level == .assumed ? [any] : []),
      evidence: evidence)
  }

  private func echoes(of expectation: Expectation, _ reading: RequestReading) -> [Expectation.ExpectedEcho] {
    expectation.responses.flatMap { index in
      endpoint.responses[index].echoes.compactMap { echo in
        reading.values[echo.location].map { value in
          Expectation.ExpectedEcho(echo.pointer, equals: value, from: echo.location, evidence: echo.evidence)
        }
      }
    }
  }
}

extension Evidence {
  /// Whether this stands on less than the other: an assumption on less than a sample, a sample on less than a text.
  func weaker(than other: Evidence) -> Bool {
    let order = Level.allCases
    return order.firstIndex(of: level)! >= order.firstIndex(of: other.level)!
  }
}

extension Endpoint {
  /// Each elicitation of each answer, with the answer's index.
  var elicitations: [(response: Int, elicitation: Elicitation)] {
    responses.enumerated().flatMap { index, response in response.elicitedBy.map { (index, $0) } }
  }

  /// The answers that a valid request under these values may have, and the states that they ask for.
  func validElicitation(matching json: JSONValue?) -> (response: Int, elicitation: Elicitation)? {
    elicitations.first { _, elicitation in
      guard elicitation.trigger == .validRequest else { return false }
      return elicitation.settings.allSatisfy { setting in
        guard case .body(let pointer) = setting.location else { return true }
        return json?[pointer] == setting.value
      }
    }
  }

  /// The documented answers to a trigger, by index, with the strongest evidence among them.
  func answers(to trigger: Elicitation.Trigger) -> (responses: [Int], evidence: Evidence)? {
    let matching = elicitations.filter { $0.elicitation.trigger == trigger }
    guard let first = matching.first else { return nil }
    let evidences = matching.map { $0.elicitation.evidence ?? responses[$0.response].evidence }
    let strongest = evidences.first { $0.level == .documented } ?? evidences.first { $0.level == .sample }
    return (matching.map(\.response), strongest ?? first.elicitation.evidence ?? responses[first.response].evidence)
  }
}
