import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

extension CaseFactory {
  /// For every documented answer and everything that elicits it, the case that must bring it.
  func answerCases() throws(SpecError) -> [Case] {
    var cases: [Case] = []
    for (index, elicitation) in elicitations {
      let response = endpoint.responses[index]
      let name = "\(response.status)" + detail(of: elicitation)
      let summary = words(for: elicitation)
      let evidence = elicitation.evidence ?? response.evidence
      switch elicitation.trigger {
      // Every way to break a request is a case of its own.
      case .nothing, .invalidRequest, .unauthenticated: continue
      case .validRequest, .state:
        let draft = drafts.draft(given: elicitation.given, setting: elicitation.settings)
        var expectation = Expectation(.valid, responses: [index], evidence: evidence)
        if response.status.isError {
          // The request has the right shape, and must be refused for the state it is made in.
          expectation = refusal([index], evidence, because: elicitation.rule ?? evidence)
          expectation.validity = .valid
        }
        cases.append(try makeCase(.answer, name, summary, draft, expectation))
      }
    }
    return cases
  }

  /// Where the document calls a repeated call harmless: the same request twice, in each state that brings a success.
  func idempotencyCases() throws(SpecError) -> [Case] {
    guard let evidence = endpoint.idempotent else { return [] }
    let successes = elicitations.filter { endpoint.responses[$0.response].status.isSuccess }
    var cases: [Case] = []
    for (response, elicitation) in successes {
      let states =
        elicitation.given.filter(\.holds).map(\.state)
        + elicitation.settings.map { "\($0.location.name)=\(Parameter.text(of: $0.value))" }
      let name = (["twice"] + states).joined(separator: ",")
      let summary = "sent twice, one after the other"
      let draft = drafts.draft(given: elicitation.given, setting: elicitation.settings)
      cases.append(
        try makeCase(
          .idempotent, name, summary, draft, Expectation(.valid, responses: [response], evidence: evidence), sends: 2))
    }
    return cases
  }

  private func detail(of elicitation: Elicitation) -> String {
    let states = elicitation.given.compactMap { condition in
      condition.holds ? condition.state : elicitation.trigger == .state ? "not-\(condition.state)" : nil
    }
    let settings = elicitation.settings.map { "\($0.location.name)=\(Parameter.text(of: $0.value))" }
    let parts = states + settings
    return parts.isEmpty ? "/valid" : "/" + parts.joined(separator: ",")
  }

  private func words(for elicitation: Elicitation) -> String {
    let states = elicitation.given.compactMap { condition -> String? in
      guard let state = drafts.provider.state(condition.state) else { return nil }
      return condition.holds ? state.description : "it is not so that \(state.description)"
    }
    let settings = elicitation.settings.map { "\($0.location) = \(Parameter.text(of: $0.value))" }
    var words = "that keeps the contract"
    if !settings.isEmpty { words += ", with " + settings.joined(separator: " and ") }
    if !states.isEmpty { words += ", given that " + states.joined(separator: " and ") }
    return words
  }
}

extension Location {
  /// The last part of the place, for names of cases.
  var name: String {
    switch self {
    case .path(let name), .query(let name), .header(let name): name
    case .body(let pointer): pointer.tokens.joined(separator: ".")
    }
  }
}
