import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

extension CaseGenerator {
  /// A case for every documented response and every trigger of it.
  func answerCases() throws(SpecError) -> [TestCase] {
    var cases: [TestCase] = []
    for (index, responseTrigger) in responseTriggers {
      let response = endpoint.responses[index]
      let name = "\(response.status)" + detail(of: responseTrigger)
      let summary = words(for: responseTrigger)
      let evidence = responseTrigger.evidence ?? response.evidence
      switch responseTrigger.trigger {
      // Each way to break a request has its own case.
      case .nothing, .invalidRequest, .unauthenticated, .notModified: continue
      // Only a scenario has a code that was sent.
      case .code: continue
      case .validRequest, .state:
        let builder = template.builder(given: responseTrigger.given, setting: responseTrigger.settings)
        var expectation = Expectation(.valid, responses: [index], evidence: evidence)
        if response.status.isError {
          // The request is valid and must be refused for the provider's state.
          expectation = refusal([index], evidence, because: responseTrigger.rule ?? evidence)
          expectation.validity = .valid
        }
        cases.append(try makeCase(.answer, name, summary, builder, expectation))
        for further in template.furtherValues(given: responseTrigger.given) {
          var other = builder
          template.set(further.text, of: further.fixture, in: &other)
          cases.append(
            try makeCase(
              .answer, "\(name),\(further.fixture.name)-\(further.number)",
              "\(summary), with value \(further.number) of \(further.fixture.name)", other, expectation))
        }
      }
    }
    return cases
  }

  /// Where the document declares idempotency: the same request twice, in each state that leads to a success.
  func idempotencyCases() throws(SpecError) -> [TestCase] {
    guard let evidence = endpoint.idempotency else { return [] }
    let successes = responseTriggers.filter { endpoint.responses[$0.response].status.isSuccess }
    var cases: [TestCase] = []
    for (response, responseTrigger) in successes {
      let states =
        responseTrigger.given.filter(\.holds).map(\.state)
        + responseTrigger.settings.map { "\($0.location.name)=\(Parameter.text(of: $0.value))" }
      let name = (["twice"] + states).joined(separator: ",")
      let summary = "sent twice, one after the other"
      let builder = template.builder(given: responseTrigger.given, setting: responseTrigger.settings)
      cases.append(
        try makeCase(
          .idempotent, name, summary, builder, Expectation(.valid, responses: [response], evidence: evidence), times: 2)
      )
    }
    return cases
  }

  /// Where the document describes 304: a valid request, and again with the validator of its response.
  func conditionalCases() throws(SpecError) -> [TestCase] {
    guard let (unchanged, trigger) = responseTriggers.first(where: { $0.responseTrigger.trigger == .notModified }),
      let baseline
    else { return [] }
    let declared = Set(endpoint.responses[baseline.response].headers.map { $0.name.lowercased() })
    var cases: [TestCase] = []
    for (validator, condition) in [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")]
    where declared.contains(validator.lowercased()) {
      var testCase = try makeCase(
        .conditional, validator.lowercased(), "sent again with the response's \(validator) as \(condition)",
        baseline.builder, Expectation(.valid, responses: [baseline.response], evidence: baseline.evidence), times: 2)
      testCase.steps[1].expectation = Expectation(
        .valid, responses: [unchanged], evidence: trigger.evidence ?? endpoint.responses[unchanged].evidence)
      testCase.steps[1].inputs = [StepInput(from: 0, .header(validator), into: .location(.header(condition)))]
      cases.append(testCase)
    }
    return cases
  }

  private func detail(of responseTrigger: ResponseTrigger) -> String {
    let states = responseTrigger.given.compactMap { condition in
      condition.holds ? condition.state : responseTrigger.trigger == .state ? "not-\(condition.state)" : nil
    }
    let settings = responseTrigger.settings.map { "\($0.location.name)=\(Parameter.text(of: $0.value))" }
    let parts = states + settings
    return parts.isEmpty ? "/valid" : "/" + parts.joined(separator: ",")
  }

  private func words(for responseTrigger: ResponseTrigger) -> String {
    let states = responseTrigger.given.compactMap { condition -> String? in
      guard let state = template.provider.state(condition.state) else { return nil }
      return condition.holds ? state.description : "it is not so that \(state.description)"
    }
    let settings = responseTrigger.settings.map { "\($0.location) = \(Parameter.text(of: $0.value))" }
    var words = "that keeps the contract"
    if !settings.isEmpty { words += ", with " + settings.joined(separator: " and ") }
    if !states.isEmpty { words += ", given that " + states.joined(separator: " and ") }
    return words
  }
}
