import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

/// Makes the case of each scenario of a provider.
struct ScenarioGenerator {
  private let provider: Provider
  private let contracts: [CompiledEndpoint]
  private let templates: [RequestTemplate]
  private let values: FixtureValues
  /// Takes a mistake of a scenario; without it mistakes are not looked for.
  private let report: ((Scenario, String) -> Void)?

  /// - Parameter contracts: The provider's endpoints, in its order.
  init(
    _ provider: Provider, _ contracts: [CompiledEndpoint], _ values: FixtureValues,
    report: ((Scenario, String) -> Void)? = nil
  ) {
    self.provider = provider
    self.contracts = contracts
    self.values = values
    self.report = report
    templates = contracts.map { RequestTemplate(provider: provider, endpoint: $0.endpoint, values: values) }
  }

  func cases() -> [TestCase] {
    provider.scenarios.enumerated().map { number, scenario in
      var missing: [Fixture] = []
      let id = provider.caseID(of: scenario)
      let steps = scenario.steps.map { step(of: $0, in: scenario, id, number, &missing) }
      var testCase = TestCase(id: id, kind: .scenario, summary: scenario.title, steps: steps, given: scenario.given)
      if !missing.isEmpty {
        testCase.skip = SkipReason(
          .missingValue, missing.map(\.needed).joined(separator: "; "), missing: missing.map(\.name))
      } else if !values.isMock, !values.hasCodeSource, steps.contains(where: { $0.scenario?.code != nil }) {
        testCase.skip = SkipReason(
          .noCodeSource, "it reads codes that the provider sends, and the run has no source of them")
      }
      return testCase
    }
  }

  private func step(
    of step: ScenarioStep, in scenario: Scenario, _ id: String, _ number: Int, _ missing: inout [Fixture]
  ) -> Step {
    let index = contracts.firstIndex { $0.endpoint.id == step.endpoint.id } ?? 0
    let endpoint = contracts[index].endpoint
    let template = templates[index]
    var builder = template.builder(given: scenario.given)
    var inputs: [StepInput] = []
    var used: [Fixture] = []
    for input in step.inputs {
      switch input.value.source {
      case .literal(let value): template.set(value, at: input.location, in: &builder)
      case .fixture(let name):
        guard let fixture = provider.fixture(name) else { continue }
        used.append(fixture)
        let text = values.value(of: fixture)
        if text == nil { add(fixture, to: &missing) }
        if fixture.isSecret || fixture.generator != nil {
          builder.hidden[fixture.environmentName] = Placeholder.Value(fixture.mock)
        }
        let schema = template.schema(at: input.location)
        template.set(Parameter.value(of: text ?? fixture.mock, for: schema), at: input.location, in: &builder)
      case .output(let output, let source, let alteration):
        template.set(template.schema(at: input.location).sample, at: input.location, in: &builder)
        if var taken = self.input(output, of: source, in: scenario, into: .location(input.location)) {
          taken.alteration = alteration
          inputs.append(taken)
        }
      }
    }
    for location in step.omissions { builder.remove(at: location) }
    // A fixture whose every place has another value is not needed.
    let replaced = step.inputs.map(\.location) + step.omissions
    for fixture in builder.missing {
      let places = endpoint.bindings.filter { $0.subject == fixture.subject }.map(\.location)
      if places.isEmpty || !places.allSatisfy(replaced.contains) { add(fixture, to: &missing) }
    }
    let request = builder.request(for: endpoint)
    let reading = check(request, builder, step, scenario, contracts[index], template)
    var planned = Step(
      request, expectation(of: step, reading, endpoint, except: inputs),
      effects: endpoint.effects.map { effect in
        PlannedEffect(
          effect.kind, recipient: reading?[effect.recipient].map(Parameter.text) ?? "unknown",
          cooldownSeconds: effect.cooldownSeconds)
      }, inputs: inputs)
    planned.endpoint = index
    planned.scenario = PlannedStep(
      step, criteria: step.criteria.compactMap { self.planned($0, scenario) },
      condition: step.condition.flatMap { condition in
        guard let earlier = scenario.steps.firstIndex(where: { $0.name == condition.step }) else { return nil }
        return self.planned(condition.criterion, scenario).map { (earlier, $0) }
      })
    let generated = GeneratedValues(provider, endpoint, values, also: used)
    return generated.fill(TestCase(id: id, kind: .scenario, summary: "", steps: [planned]), number: number).steps[0]
  }

  private func add(_ fixture: Fixture, to missing: inout [Fixture]) {
    if !missing.contains(fixture) { missing.append(fixture) }
  }

  private func input(
    _ output: String, of step: String, in scenario: Scenario, into destination: StepInput.Destination
  ) -> StepInput? {
    guard let index = scenario.steps.firstIndex(where: { $0.name == step }),
      let source = scenario.steps[index].outputs.first(where: { $0.name == output })?.output
    else { return nil }
    return StepInput(from: index, Capture(source), into: destination)
  }

  /// Reads the request, and reports where it breaks the contract although it must be accepted.
  private func check(
    _ request: Request, _ builder: RequestBuilder, _ step: ScenarioStep, _ scenario: Scenario,
    _ contract: CompiledEndpoint, _ template: RequestTemplate
  ) -> RequestValidation? {
    let security = contract.endpoint.security
    let shaped = Placeholder.fill(
      request, with: builder.hidden, body: contract.endpoint.body.placeholders(of: request))
    let read = contract.read(
      request.encodingCredentials(of: security, in: request), credentials: template.credentials, explaining: false)
    guard let report, !step.isRefusal else { return read }
    let problems =
      contract.read(shaped.encodingCredentials(of: security, in: request), credentials: template.credentials)?.problems
      .filter { $0.kind == .invalid } ?? []
    if !problems.isEmpty {
      let why = problems.map(\.message).joined(separator: "; ")
      report(scenario, "the step \(step.name) expects a success, but \(why): correct its inputs")
    }
    return read
  }

  private func expectation(
    of step: ScenarioStep, _ reading: RequestValidation?, _ endpoint: Endpoint, except inputs: [StepInput]
  ) -> Expectation {
    let ranges = step.statuses.filter { !$0.isExact && !$0.isDefault }
    var expectation = Expectation(
      step.isRefusal ? .invalid : .valid, responses: step.responses,
      tolerated: ranges.map { Expectation.Tolerance($0, "The scenario allows any of \($0).") }, evidence: step.evidence)
    guard let reading, !step.isRefusal else { return expectation }
    let taken = inputs.map(\.destination)
    expectation.echoes = step.responses.flatMap { endpoint.responses[$0].echoes }.compactMap { echo in
      guard !taken.contains(.location(echo.location)) else { return nil }
      return reading[echo.location].map {
        Expectation.ExpectedValue(echo.pointer, equals: $0, from: echo.location, evidence: echo.evidence)
      }
    }
    return expectation
  }

  private func planned(_ criterion: SuccessCriterion, _ scenario: Scenario) -> PlannedCriterion? {
    func planned(_ value: StepValue) -> PlannedCriterion.Value? {
      switch value.source {
      case .literal(let value): return .literal(value)
      case .fixture(let name):
        return provider.fixture(name).flatMap(values.value).map { .literal(.string($0)) }
      case .output(let output, let step, let alteration):
        var input = self.input(output, of: step, in: scenario, into: .nowhere)
        input?.alteration = alteration
        return input.map { .output($0, words: "the output \(output) of \(step)") }
      }
    }
    let test: PlannedCriterion.Test? =
      switch criterion.test {
      case .equals(let value): planned(value).map { .equals($0) }
      case .differs(let value): planned(value).map { .differs($0) }
      case .matches(let pattern): .matches(pattern)
      case .exists: .exists
      case .isAbsent: .isAbsent
      }
    return test.map { PlannedCriterion(place: criterion.place, test: $0) }
  }
}

extension Capture {
  init(_ output: StepOutput) {
    switch output.source {
    case .body(let pointer): self = .body(pointer)
    case .header(let name): self = .header(name)
    case .code: self = .code
    }
    if let pattern = output.pattern { self = .part(pattern, of: self) }
  }
}
