public import AssayHTTP
import AssayJudge
public import AssayMock
import AssayPlan
import AssayRun
public import AssaySpec

/// Puts the planned cases to every mutant of the mock: the proof that a pass means something.
///
/// A mutant is put only the cases whose answers it changes, until one of them catches it.
public struct MutationRun: Sendable {
  public let faults: [Fault]
  let plan: Plan
  let mock: Mock
  let state: MockState
  /// The cases of each suite, each with what it asks the mock.
  let questions: [[(test: Case, question: Mutant.Question)]]
  let asker: Asker
  let weaken: Weakening

  /// Looks away from some violations: the means to show that mutants survive when a check is missing.
  public typealias Weakening = @Sendable (Violation) -> Bool

  /// How a mutant is asked: `nil` in this process, else over a wire that leads to it.
  public typealias Wire = (Mutant) -> any Transport

  /// Plans the cases of a catalogue; `ignoring` drops violations before they count.
  public init(_ catalog: Catalog, ignoring weaken: @escaping Weakening = { _ in false }) throws(SpecError) {
    faults = FaultBank(catalog).faults
    let contracts = ContractStore(catalog)
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
    asker = Asker(
      secrets: filler, configuration: configuration,
      machine: Runner.Machine(now: { .zero }, sleep: { _ in }, parallel: { _, body in body(0) }))
    self.weaken = weaken
  }

  public var caseCount: Int { plan.caseCount }

  /// Puts every fault that is selected, and every harmless variation of their endpoints, to the cases.
  public func run(_ isSelected: (Fault) -> Bool = { _ in true }, over wire: Wire? = nil) -> MutationScore {
    let faults = faults.filter(isSelected)
    let endpoints = Set(faults.map(\.endpoint))
    return MutationScore(
      mutants: faults.map { put($0, wire) }, variations: Variation.allCases.map { put($0, endpoints, wire) })
  }

  private func put(_ fault: Fault, _ wire: Wire?) -> MutationScore.Mutant {
    let mutant = Mutant(mock, state: state, fault: fault)
    var result = MutationScore.Mutant(fault: fault)
    for (suite, questions) in zip(plan.suites, questions) where suite.endpoint.id == fault.endpoint {
      for (test, question) in questions {
        mutant.reset()
        guard (0..<test.sends).contains(where: { _ in mutant.reply(to: question) != question.honest }) else { continue }
        result.reached.append(test.id)
        mutant.reset()
        for violation in violations(of: test, suite, question, mutant, wire) {
          if violation.severity == .failure {
            result.killer = .init(test: test.id, code: violation.code, severity: .failure)
            return result
          }
          result.killer = result.killer ?? .init(test: test.id, code: violation.code, severity: .warning)
        }
        // A warning is all that the breach of an assumption is worth.
        if result.killer != nil, fault.evidence.level == .assumed { return result }
      }
    }
    return result
  }

  private func put(_ variation: Variation, _ endpoints: Set<String>, _ wire: Wire?) -> MutationScore.Tried {
    let mutant = Mutant(mock, state: state, variation: variation)
    var result = MutationScore.Tried(variation: variation)
    for (suite, questions) in zip(plan.suites, questions) where endpoints.contains(suite.endpoint.id) {
      for (test, question) in questions {
        mutant.reset()
        result.count += 1
        for violation in violations(of: test, suite, question, mutant, wire) {
          result.flags.append(.init(test: test.id, code: violation.code, severity: violation.severity))
        }
      }
    }
    return result
  }

  private func violations(
    of test: Case, _ suite: Plan.Suite, _ question: Mutant.Question, _ mutant: Mutant, _ wire: Wire?
  ) -> [Violation] {
    let transport = wire?(mutant) ?? InProcess(mutant: mutant, question: question)
    let contract = suite.contract
    let answer = asker.ask(test, Asker.Context(contract, throttles: suite.provider.throttles), of: transport)
    return Judge(contract).verdict(on: test, answer.exchanges).violations.filter { !weaken($0) }
  }
}

/// A mutant in this process, asked the one question that is already decided.
private final class InProcess: Transport {
  let mutant: Mutant
  let question: Mutant.Question

  init(mutant: Mutant, question: Mutant.Question) {
    self.mutant = mutant
    self.question = question
  }

  func send(_ request: Request, timeout: Duration, isRepeatable: Bool) -> Exchange {
    let reply = mutant.reply(to: question)
    return Exchange(
      request: request, outcome: reply.outcome, timings: Timings(total: .milliseconds(reply.delayMilliseconds)))
  }
}
