import AssayContract
import AssayHTTP
import AssayJudge
import AssayMock
import AssayPlan
import AssayRun
import AssaySpec

/// Runs the planned cases against every mutant of the mock: the proof that a pass means something.
///
/// A mutant gets only the cases whose responses it changes, until one of them kills it.
package struct MutationRun: Sendable {
  package let faults: [Fault]
  private let plan: Plan
  private let mock: Mock
  private let state: MockState
  /// The cases of each suite with the prepared requests of their steps.
  private let cases: [[(testCase: TestCase, requests: [Mutant.PreparedRequest])]]
  private let executor: CaseExecutor
  private let isIgnored: @Sendable (Violation) -> Bool

  /// Connects to a mutant; without one, mutants run in this process.
  package typealias Wire = (Mutant) -> any Transport

  /// Plans the cases of a catalog.
  ///
  /// - Parameter isIgnored: Drops violations before they count, to show that mutants survive when a check is missing.
  package init(
    _ catalog: Catalog, ignoring isIgnored: @escaping @Sendable (Violation) -> Bool = { _ in false }
  ) throws(SpecError) {
    faults = FaultCatalog(catalog).faults
    let contracts = try CompiledCatalog(catalog)
    plan = try Planner(values: FixtureValues(isMock: true)).plan(contracts)
    mock = try Mock(contracts)
    state = MockState(seededFrom: catalog)
    var values: [String: String] = [:]
    for fixture in catalog.providers.flatMap(\.fixtures) where fixture.isSecret {
      values[fixture.environmentName] = fixture.mock
    }
    for grant in catalog.endpoints.flatMap(\.security.schemes).compactMap(\.grant) {
      values[grant.variable] = grant.mockToken
    }
    let secrets = Secrets(values)
    cases = plan.suites.map { [mock, state] suite in
      suite.cases().map { testCase in
        if suite.isScenarios { return (testCase, []) }
        let requests = testCase.steps.map { step in
          let request = secrets.fill(
            step.request, suite.endpoint.security, body: suite.endpoint.body.placeholders(of: step.request))
          return Mutant.PreparedRequest(request, mock, state)
        }
        return (testCase, requests)
      }
    }
    var configuration = Runner.Configuration()
    configuration.timeout = .seconds(5)
    configuration.maxWait = .zero
    configuration.codeWait = .zero
    executor = CaseExecutor(
      secrets: secrets, configuration: configuration,
      environment: RunEnvironment(now: { .zero }, sleep: { _ in }, parallel: { _, body in body(0) }))
    self.isIgnored = isIgnored
  }

  package var caseCount: Int { plan.caseCount }

  /// Runs the cases against the selected faults and all equivalent mutants of their endpoints.
  package func run(_ isSelected: (Fault) -> Bool = { _ in true }, over wire: Wire? = nil) -> MutationScore {
    let faults = faults.filter(isSelected)
    let endpoints = Set(faults.map(\.endpoint))
    return MutationScore(
      mutants: faults.map { run($0, wire) },
      equivalentMutants: EquivalentMutant.allCases.map { run($0, endpoints, wire) })
  }

  private func run(_ fault: Fault, _ wire: Wire?) -> MutationScore.Mutant {
    let mutant = Mutant(mock, state: state, .fault(fault))
    var result = MutationScore.Mutant(fault: fault)
    for (suite, cases) in zip(plan.suites, cases) where suite.tests(fault) {
      for (testCase, requests) in cases {
        mutant.reset()
        guard
          suite.isScenarios || testCase.hasInputs || requests.contains(where: { mutant.reply(to: $0) != $0.original })
        else { continue }
        result.reached.append(testCase.id)
        mutant.reset()
        for violation in violations(of: testCase, suite, requests, mutant, wire) {
          if violation.severity == .failure {
            result.killer = .init(testCase: testCase.id, code: violation.code, severity: .failure)
            return result
          }
          result.killer = result.killer ?? .init(testCase: testCase.id, code: violation.code, severity: .warning)
        }
        // The breach of an assumption only ever warns.
        if result.killer != nil, fault.evidence.level == .assumed { return result }
      }
    }
    return result
  }

  private func run(
    _ equivalent: EquivalentMutant, _ endpoints: Set<String>, _ wire: Wire?
  ) -> MutationScore.Equivalent {
    let mutant = Mutant(mock, state: state, .equivalent(equivalent))
    var result = MutationScore.Equivalent(mutant: equivalent)
    for (suite, cases) in zip(plan.suites, cases) where suite.endpoints.contains(where: { endpoints.contains($0.id) }) {
      for (testCase, requests) in cases {
        mutant.reset()
        result.count += 1
        for violation in violations(of: testCase, suite, requests, mutant, wire) {
          result.flags.append(.init(testCase: testCase.id, code: violation.code, severity: violation.severity))
        }
      }
    }
    return result
  }

  private func violations(
    of testCase: TestCase, _ suite: Plan.Suite, _ requests: [Mutant.PreparedRequest], _ mutant: Mutant, _ wire: Wire?
  ) -> [Violation] {
    let context = SuiteContext(suite, codes: suite.isScenarios ? mutant.sessions : nil)
    // A retry starts again with the first step.
    var sentCount = 0
    let transport =
      wire?(mutant)
      ?? MockTransport { request in
        if suite.isScenarios { return mutant.statefulReply(to: request) }
        if testCase.hasInputs { return mutant.reply(to: request) }
        defer { sentCount += 1 }
        return mutant.reply(to: requests[sentCount % requests.count])
      }
    let execution = executor.execute(testCase, context, over: transport)
    return context.judge.verdict(on: testCase, execution.exchanges, codes: execution.codes).violations.filter {
      !isIgnored($0)
    }
  }
}

extension Plan.Suite {
  /// Whether its cases may show a fault.
  fileprivate func tests(_ fault: Fault) -> Bool {
    isScenarios ? endpoints.contains { $0.id == fault.endpoint } : endpoint.id == fault.endpoint && !fault.isOfState
  }
}
