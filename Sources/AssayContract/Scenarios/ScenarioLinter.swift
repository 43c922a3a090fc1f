import AssayJSON
import AssaySchema
import AssaySpec

/// Checks one scenario.
struct ScenarioLinter {
  let scenario: Scenario
  let provider: Provider
  let finding: (String, SourceLine) -> Void

  /// Where the step stands that is checked; unknown for the scenario as a whole.
  private var source = SourceLine.unknown

  init(scenario: Scenario, provider: Provider, finding: @escaping (String, SourceLine) -> Void) {
    self.scenario = scenario
    self.provider = provider
    self.finding = finding
  }

  private func report(_ message: String) { finding(message, source) }

  func check() {
    if scenario.id.isEmpty || scenario.id.contains(where: { $0 == "/" || $0.isWhitespace }) {
      report("the id \"\(scenario.id)\" is empty or has a slash or a space")
    }
    if scenario.steps.allSatisfy(\.isTeardown) { report("there is no step beside those of the teardown") }
    for condition in scenario.given + scenario.leadsTo where provider.state(condition.state) == nil {
      let hint = NearestName.hint(for: condition.state, among: provider.states.map(\.id))
      report("the state \(condition.state) is not declared by \(provider.id)\(hint)")
    }
    for condition in scenario.leadsTo where !scenario.steps.contains(where: { $0.sets(condition) }) {
      report("it leads to \(condition.state), which no response that its steps expect sets: declare it with .sets")
    }
    for (index, step) in scenario.steps.enumerated() {
      var linter = self
      linter.source = step.source
      linter.check(step, index)
    }
    checkUnusedOutputs()
  }

  private func check(_ step: ScenarioStep, _ index: Int) {
    let name = "the step \(step.name)"
    if scenario.steps[..<index].contains(where: { $0.name == step.name }) {
      report("two steps have the name \(step.name): give each its own")
    }
    if !step.isTeardown, scenario.steps[..<index].contains(where: \.isTeardown) {
      report("\(name) stands after a teardown step: put teardown steps last")
    }
    guard provider.endpoints.contains(where: { $0.id == step.endpoint.id }) else {
      return report("\(name) is sent to \(step.endpoint.id), which is no endpoint of \(provider.id)")
    }
    if step.statuses.isEmpty { report("\(name) expects no status") }
    for status in step.statuses where status.isExact && step.endpoint.response(to: status.lowest) == nil {
      report("\(name) expects \(status), which \(step.endpoint.id) does not document: declare the response")
    }
    let endpoint = EndpointLinter(endpoint: step.endpoint, provider: provider) { message, _ in report(message) }
    for input in step.inputs {
      endpoint.check(input.location, name)
      check(input.value, of: name, index)
    }
    for location in step.omissions { endpoint.check(location, name) }
    for criterion in step.criteria { check(criterion, of: step, name, index) }
    for output in step.outputs { check(output, of: step) }
    if step.retry != nil, !step.endpoint.effects.isEmpty {
      report("\(name) is retried, and its endpoint has effects: each retry would have them again")
    }
    guard let condition = step.condition else { return }
    guard let earlier = scenario.steps[..<index].first(where: { $0.name == condition.step }) else {
      return report("\(name) depends on the step \(condition.step), which does not come before it")
    }
    check(condition.criterion, of: earlier, name, index)
  }

  private func check(_ value: StepValue, of user: String, _ index: Int) {
    switch value.source {
    case .literal: break
    case .fixture(let name):
      if provider.fixture(name) == nil { report("\(user) uses \(name), which is no fixture of \(provider.id)") }
    case .output(let output, let step, _):
      guard let source = scenario.steps.firstIndex(where: { $0.name == step }) else {
        let hint = NearestName.hint(for: step, among: scenario.steps.map(\.name))
        return report("\(user) uses an output of the step \(step), which there is none of\(hint)")
      }
      if source >= index { return report("\(user) uses an output of \(step), which does not come before it") }
      if !scenario.steps[source].outputs.contains(where: { $0.name == output }) {
        let hint = NearestName.hint(for: output, among: scenario.steps[source].outputs.map(\.name))
        report("\(user) uses the output \(output), which the step \(step) does not have\(hint)")
      }
    }
  }

  private func check(_ criterion: SuccessCriterion, of step: ScenarioStep, _ user: String, _ index: Int) {
    switch criterion.place {
    case .body(let pointer):
      // That a value is absent may be said of one that is not declared.
      if criterion.test != .isAbsent { check(pointer, of: step, user) }
    case .header(let name): check(header: name, of: step, user)
    }
    switch criterion.test {
    case .equals(let value), .differs(let value): check(value, of: user, index)
    case .matches(let pattern): check(pattern: pattern, user)
    case .exists, .isAbsent: break
    }
  }

  private func check(_ output: NamedOutput, of step: ScenarioStep) {
    let name = "the output \(output.name) of \(step.name)"
    if step.outputs.filter({ $0.name == output.name }).count > 1 { report("\(name) is declared twice") }
    if let pattern = output.output.pattern { check(pattern: pattern, name) }
    switch output.output.source {
    case .body(let pointer): check(pointer, of: step, name)
    case .header(let header): check(header: header, of: step, name)
    case .code:
      if step.issuedCode == nil {
        report("\(name) is a code, and no response that it expects issues one: declare it with .issuesCode")
      }
    }
  }

  private func check(_ pointer: JSONPointer, of step: ScenarioStep, _ user: String) {
    let schemas = step.responses.compactMap { step.endpoint.responses[$0].body.schema }
    if schemas.isEmpty || schemas.contains(where: { $0.member(at: pointer) != nil }) { return }
    let hint = NearestName.hint(for: "\(pointer)", among: schemas.flatMap(\.places).map { "\($0.pointer)" })
    report("\(user) names \(pointer), which no response that \(step.name) expects declares\(hint)")
  }

  private func check(header name: String, of step: ScenarioStep, _ user: String) {
    let headers = step.responses.flatMap { step.endpoint.responses[$0].headers }.map(\.name)
    if headers.contains(where: { $0.lowercased() == name.lowercased() }) { return }
    let hint = NearestName.hint(for: name, among: headers)
    report("\(user) names the header \(name), which no response that \(step.name) expects declares\(hint)")
  }

  private func check(pattern: String, _ user: String) {
    do throws(SchemaError) {
      _ = try TextPattern(pattern)
    } catch {
      report("\(user): \(error.message)")
    }
  }

  private func checkUnusedOutputs() {
    let values = scenario.steps.flatMap { step in
      step.inputs.map(\.value)
        + (step.criteria + [step.condition?.criterion].compactMap(\.self)).compactMap { criterion in
          switch criterion.test {
          case .equals(let value), .differs(let value): value
          case .matches, .exists, .isAbsent: nil
          }
        }
    }
    for step in scenario.steps {
      for output in step.outputs {
        let isUsed = values.contains { value in
          if case .output(output.name, step.name, _) = value.source { true } else { false }
        }
        if !isUsed { report("no step uses the output \(output.name) of \(step.name): remove it") }
      }
    }
  }
}

extension ScenarioStep {
  /// Whether a response that it expects brings about a state.
  fileprivate func sets(_ condition: StateCondition) -> Bool {
    responses.contains { index in
      endpoint.responses[index].transitions.contains { $0.change == .state(condition) }
    }
  }
}

extension EndpointLinter {
  /// What responses change at the provider.
  func checkTransitions() {
    for response in endpoint.responses {
      for transition in response.transitions {
        let name = "a transition of the \(response.status) response"
        for setting in transition.settings { check(setting.location, name) }
        switch transition.change {
        case .state(let condition):
          guard let state = provider.state(condition.state) else {
            let hint = NearestName.hint(for: condition.state, among: provider.states.map(\.id))
            report("\(name) names the state \(condition.state), which \(provider.id) does not declare\(hint)")
            break
          }
          checkSubject(state.subject, name)
        case .changes(let subject): checkSubject(subject, name)
        case .creates(let subject, let id):
          if provider.fixture(subject) == nil { report("\(name) creates a \(subject), which is no fixture") }
          check(id, response, name)
        case .issuesCode(let code):
          check(code.recipient, name)
          check(code.key, name)
          if let identifier = code.identifier { check(identifier, response, name) }
          if !(1...18).contains(code.digits) { report("\(name) issues a code of \(code.digits) digits: give 1 to 18") }
        case .consumesCode(let code, let key):
          check(code, name)
          check(key, name)
        }
      }
    }
  }

  private func checkSubject(_ subject: String, _ name: String) {
    if endpoint.location(of: subject) == nil {
      report("\(name) is about \(subject), which no binding of the endpoint names")
    }
  }

  private func check(_ pointer: JSONPointer, _ response: ResponseSpec, _ name: String) {
    if response.body.schema?.member(at: pointer) == nil {
      report("\(name) names \(pointer), which its body does not declare")
    }
  }
}
