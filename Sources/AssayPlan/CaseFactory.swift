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
          effect.kind, recipient: reading[effect.recipient].map(Parameter.text) ?? "unknown",
          cooldownSeconds: effect.cooldownSeconds)
      }, given: draft.given, sends: sends)
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
      answers?.responses ?? [], because: promise.isNoStronger(than: documented) ? promise : documented,
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
        reading[echo.location].map { value in
          Expectation.ExpectedEcho(echo.pointer, equals: value, from: echo.location, evidence: echo.evidence)
        }
      }
    }
  }
}
