import AssayContract
import AssayHTTP
import AssayJudge
import AssayMock
import AssayPlan
import AssayRun
import AssaySpec

/// Puts the planned cases to every mutant of the mock: the proof that a pass means something.
///
/// A mutant is put only the cases whose answers it changes, until one of them catches it.
package struct MutationRun: Sendable {
  package let faults: [Fault]
  let plan: Plan
  let mock: Mock
  let state: MockState
  /// The cases of each suite, each with what it asks the mock.
  let questions: [[(testCase: TestCase, question: Mutant.PreparedRequest)]]
  let executor: CaseExecutor
  let weaken: Weakening

  /// Looks away from some violations: the means to show that mutants survive when a check is missing.
  package typealias Weakening = @Sendable (Violation) -> Bool

  /// How a mutant is asked: `nil` in this process, else over a wire that leads to it.
  package typealias Wire = (Mutant) -> any Transport

  /// Plans the cases of a catalogue; `ignoring` drops violations before they count.
  package init(_ catalog: Catalog, ignoring weaken: @escaping Weakening = { _ in false }) throws(SpecError) {
    faults = FaultCatalog(catalog).faults
    let contracts = CompiledContractCache(catalog)
    plan = try Planner(values: FixtureValues(isMock: true)).plan(catalog, contracts)
    mock = try Mock(catalog, contracts)
    state = MockState(seededFrom: catalog)
    var secrets: [String: String] = [:]
    for fixture in catalog.providers.flatMap(\.fixtures) where fixture.isSecret {
      secrets[fixture.environmentName] = fixture.mock
    }
    let filler = Secrets(secrets)
    questions = plan.suites.map { [mock, state] suite in
      suite.cases().map { ($0, Mutant.question(filler.fill($0.request), mock, state)) }
    }
    var configuration = Runner.Configuration()
    configuration.timeout = .seconds(5)
    configuration.maxWait = .zero
    executor = CaseExecutor(
      secrets: filler, configuration: configuration,
      environment: RunEnvironment(now: { .zero }, sleep: { _ in }, parallel: { _, body in body(0) }))
    self.weaken = weaken
  }

  package var caseCount: Int { plan.caseCount }

  /// Puts every fault that is selected, and every harmless variation of their endpoints, to the cases.
  package func run(_ isSelected: (Fault) -> Bool = { _ in true }, over wire: Wire? = nil) -> MutationScore {
    let faults = faults.filter(isSelected)
    let endpoints = Set(faults.map(\.endpoint))
    return MutationScore(
      mutants: faults.map { put($0, wire) }, variations: EquivalentMutant.allCases.map { put($0, endpoints, wire) })
  }

  private func put(_ fault: Fault, _ wire: Wire?) -> MutationScore.Mutant {
    let mutant = Mutant(mock, state: state, fault: fault)
    var result = MutationScore.Mutant(fault: fault)
    for (suite, questions) in zip(plan.suites, questions) where suite.endpoint.id == fault.endpoint {
      for (testCase, question) in questions {
        mutant.reset()
        guard (0..<testCase.sends).contains(where: { _ in mutant.reply(to: question) != question.honest }) else {
          continue
        }
        result.reached.append(testCase.id)
        mutant.reset()
        for violation in violations(of: testCase, suite, question, mutant, wire) {
          if violation.severity == .failure {
            result.killer = .init(testCase: testCase.id, code: violation.code, severity: .failure)
            return result
          }
          result.killer = result.killer ?? .init(testCase: testCase.id, code: violation.code, severity: .warning)
        }
        // A warning is all that the breach of an assumption is worth.
        if result.killer != nil, fault.evidence.level == .assumed { return result }
      }
    }
    return result
  }

  private func put(_ variation: EquivalentMutant, _ endpoints: Set<String>, _ wire: Wire?) -> MutationScore.Tried {
    let mutant = Mutant(mock, state: state, variation: variation)
    var result = MutationScore.Tried(variation: variation)
    for (suite, questions) in zip(plan.suites, questions) where endpoints.contains(suite.endpoint.id) {
      for (testCase, question) in questions {
        mutant.reset()
        result.count += 1
        for violation in violations(of: testCase, suite, question, mutant, wire) {
          result.flags.append(.init(testCase: testCase.id, code: violation.code, severity: violation.severity))
        }
      }
    }
    return result
  }

  private func violations(
    of testCase: TestCase, _ suite: Plan.Suite, _ question: Mutant.PreparedRequest, _ mutant: Mutant, _ wire: Wire?
  ) -> [Violation] {
    let transport = wire?(mutant) ?? InProcess(mutant: mutant, question: question)
    let contract = suite.contract
    let answer = executor.ask(
      testCase, CaseExecutor.Context(contract, throttles: suite.provider.throttles), of: transport)
    return Judge(contract).verdict(on: testCase, answer.exchanges).violations.filter { !weaken($0) }
  }
}

/// A mutant in this process, asked the one question that is already decided.
private final class InProcess: Transport {
  let mutant: Mutant
  let question: Mutant.PreparedRequest

  init(mutant: Mutant, question: Mutant.PreparedRequest) {
    self.mutant = mutant
    self.question = question
  }

  func send(_ request: Request, timeout: Duration, isRepeatable: Bool) -> Exchange {
    let reply = mutant.reply(to: question)
    return Exchange(
      request: request, outcome: reply.outcome, timings: Timings(total: .milliseconds(reply.delayMilliseconds)))
  }
}
