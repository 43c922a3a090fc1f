import AssayHTTP
import AssayJudge
import AssayMock
import AssayPlan
import AssayRun
import AssaySpec
import AssaySpecs
import Synchronization
import Testing

/// Plans whose cases are made batch by batch while others are asked.
@Suite struct DealerTests {
  /// Endpoints as those of the real contracts, so many that a plan of them has several batches.
  private static let catalog: Catalog = {
    var provider = Provider.tenpay
    provider.endpoints = (0..<70).map { number in
      var endpoint = Provider.tenpay.endpoints[0]
      endpoint.id = "tenpay.copy\(number)"
      return endpoint
    }
    return Catalog([provider])
  }()

  @Test(arguments: [1, 2, 8, 33]) func `every case is asked once and judged by its own contract`(jobs: Int) throws {
    let plan = try Planner(values: FixtureValues(isMock: true), maxHeld: 100).plan(Self.catalog)
    #expect(plan.batches().count > 2)
    let tenpay = try Mock(Catalog([.tenpay]))
    let state = MockState(seededFrom: Catalog([.tenpay]))
    let mock = MockTarget { MockReply(tenpay.answer($0, state)) }
    let results = Bench.run(plan, at: mock, secrets: ["ASSAY_TENPAY_TOKEN": "assay-mock-token"]) { $0.jobs = jobs }
    #expect(results.count == plan.caseCount)
    #expect(Set(results.map(\.testCase.id)).count == plan.caseCount)
    let all = plan.suites.map { $0.cases() }
    for result in results {
      #expect(result.testCase.id == all[result.suite][result.index].id)
      #expect(result.verdict.outcome == .passed, "\(result.testCase.id): \(result.verdict)")
    }
  }

  @Test(arguments: [false, true]) func `a run that is stopped says so of every case of every batch`(
    hasDeadline: Bool
  ) throws {
    let plan = try Planner(values: FixtureValues(isMock: true), maxHeld: 0).plan(Self.catalog)
    let script = Script(statuses: 204)
    var environment = FakeEnvironment().environment
    environment.deadline = hasDeadline ? .seconds(1_000_000) : nil
    environment.isStopped = { script.requests.count >= 7 ? "the run was interrupted" : nil }
    let results = Mutex<[CaseResult]>([])
    Runner(
      plan: plan, targets: plan.suites.map { _ in script }, secrets: Secrets(Bench.secrets),
      configuration: Runner.Configuration(), environment: environment
    ).run { event in
      if case .finished(let result) = event { results.withLock { $0.append(result) } }
    }
    let ended = results.withLock { $0 }
    #expect(ended.count == plan.caseCount)
    #expect(Set(ended.map(\.testCase.id)).count == plan.caseCount)
    #expect(ended.count { $0.verdict.reason == "the run was interrupted" } > plan.caseCount - 20)
  }

  @Test func `where the time is short the most telling cases of all are asked first`() throws {
    let plan = try Planner(values: FixtureValues(isMock: true), maxHeld: 0).plan(Self.catalog)
    let script = Script(statuses: 204)
    var environment = FakeEnvironment().environment
    environment.deadline = .seconds(1_000_000)
    let priorities = Mutex<[Int]>([])
    var configuration = Runner.Configuration()
    configuration.jobs = 1
    configuration.retries = 0
    Runner(
      plan: plan, targets: plan.suites.map { _ in script }, secrets: Secrets(Bench.secrets),
      configuration: configuration,
      environment: environment
    ).run { event in
      if case .finished(let result) = event { priorities.withLock { $0.append(result.testCase.kind.priority) } }
    }
    let asked = priorities.withLock { $0 }
    #expect(asked.count == plan.caseCount)
    // The first was asked before all others, for its credential.
    #expect(Array(asked.dropFirst()) == asked.dropFirst().sorted())
  }

  @Test func `a budget leaves the same cases whether the plan holds them or not`() throws {
    func asked(maxHeld: Int, _ total: Int) throws -> [String] {
      let plan = try Planner(values: FixtureValues(isMock: true), maxHeld: maxHeld).plan(.all)
        .within(
          [.sendsMessage: .init(total: total, perRecipient: 9), .changesCredential: .init(total: 3)],
          isMetered: [true, true, false, true, true], maxWait: .seconds(60))
      return plan.suites.flatMap { $0.cases() }.filter { $0.skip == nil }.map(\.id) + [plan.digest]
    }
    for total in [0, 1, 10, 40] {
      let held = try asked(maxHeld: 10_000, total)
      #expect(try asked(maxHeld: 0, total) == held)
    }
  }
}
