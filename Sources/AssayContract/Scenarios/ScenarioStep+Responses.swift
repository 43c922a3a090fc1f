import AssayJSON
import AssaySpec

extension Provider {
  /// The id of the suite that its scenarios are in.
  package var scenarioSuite: String { "\(id).scenarios" }

  /// The id of a scenario's case.
  package func caseID(of scenario: Scenario) -> String { "\(scenarioSuite)/\(scenario.id)" }

  /// The values of an endpoint's responses that scenarios name.
  package func pointersOfScenarios(at endpoint: Endpoint) -> [JSONPointer] {
    scenarios.flatMap(\.steps).filter { $0.endpoint.id == endpoint.id }.flatMap { step in
      step.criteria.compactMap { criterion in
        if case .body(let pointer) = criterion.place { pointer } else { nil }
      }
        + step.outputs.compactMap { named in
          if case .body(let pointer) = named.output.source { pointer } else { nil }
        }
    }
  }
}

extension ScenarioStep {
  /// The documented responses with one of the statuses that may come, by index.
  package var responses: [Int] {
    endpoint.responses.indices.filter { index in
      let status = endpoint.responses[index].status
      return statuses.contains { $0 == status || $0.isWider(than: status) }
    }
  }

  /// Whether the provider must refuse the request.
  package var isRefusal: Bool { statuses.allSatisfy(\.isError) }

  /// The code that the request makes the provider send.
  package var issuedCode: IssuedCode? {
    responses.lazy.flatMap { endpoint.responses[$0].transitions }.compactMap { transition in
      guard case .issuesCode(let code) = transition.change, applies(transition) else { return nil }
      return code
    }.first
  }

  /// Whether the values that a transition needs are those of the step, as far as the step sets them.
  private func applies(_ transition: Transition) -> Bool {
    transition.settings.allSatisfy { setting in
      guard let input = inputs.first(where: { $0.location == setting.location }) else { return true }
      return input.value == .value(setting.value)
    }
  }
}

extension StatusRange {
  fileprivate func isWider(than other: StatusRange) -> Bool {
    !isExact && !isDefault && !other.isDefault && lowest <= other.lowest && other.highest <= highest
  }
}

extension Endpoint {
  /// Where a request has the code that a success uses, and what it was issued for.
  package var consumedCode: (code: Location, key: Location)? {
    responses.lazy.flatMap(\.transitions).compactMap { transition in
      if case .consumesCode(let code, let key) = transition.change { (code, key) } else { nil }
    }.first
  }

  /// Where a request names a subject.
  package func location(of subject: String) -> Location? { bindings.first { $0.subject == subject }?.location }
}

extension Transition {
  /// What happens, for readers: `the state email-verified is set`.
  package var words: String {
    let text =
      switch change {
      case .state(let condition): "the state \(condition.state) is \(condition.holds ? "set" : "cleared")"
      case .issuesCode(let code):
        "a code of \(code.digits) digits goes by \(code.channel.rawValue) to \(code.recipient)"
      case .consumesCode(let code, let key): "the code at \(code) for \(key) is used"
      case .creates(let subject, let id): "a new \(subject) is created, with the id at \(id)"
      case .changes(let subject): "the \(subject) is changed"
      }
    let conditions = settings.map { "\($0.location) = \($0.value.serialized())" }
    return conditions.isEmpty ? text : text + ", if \(conditions.joined(separator: " and "))"
  }
}
