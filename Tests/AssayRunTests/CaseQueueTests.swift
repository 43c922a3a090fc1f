import AssayHTTP
import AssayJudge
import AssayMock
import AssayPlan
import AssaySpec
import AssaySpecs
import Synchronization
import Testing

@testable import AssayRun

/// Cases of many endpoints, which are made while others are executed.
@Suite struct CaseQueueTests {
  private static let plan: Plan = {
    var provider = TenPay.provider
    provider.endpoints = (0..<70).map { number in
      var endpoint = TenPay.provider.endpoints[0]
      endpoint.id = "tenpay.copy\(number)"
      return endpoint
    }
    return try! Planner(values: FixtureValues(isMock: true)).plan(Catalog([provider]))
  }()

  @Test(arguments: [1, 2, 8, 33, 1000]) func `every case is taken once, in the order of the plan`(workers: Int) {
    let queue = CaseQueue(Self.plan, workers: workers)
    var taken: [CaseIndex] = []
    while case let next = queue.take(), !next.isEmpty { taken += next.reversed().map(\.index) }
    #expect(taken == Self.plan.batches.flatMap { Self.plan.cases(in: $0) }.map(\.index))
    #expect(queue.take().isEmpty)
  }

  @Test(arguments: [1, 2, 8, 33]) func `every case is executed once and judged by its own contract`(jobs: Int) throws {
    let tenpay = try Mock(Catalog([TenPay.provider]))
    let state = MockState(seededFrom: Catalog([TenPay.provider]))
    let mock = MockTarget { MockReply(tenpay.answer($0, state)) }
    let collected = Bench.collect(Self.plan, at: mock, secrets: ["ASSAY_TENPAY_TOKEN": "assay-mock-token"]) {
      $0.jobs = jobs
    }
    let results = collected.all
    #expect(results.count == Self.plan.caseCount)
    #expect(Set(results.map(\.id)).count == Self.plan.caseCount)
    let all = Self.plan.suites.map { $0.cases() }
    for (result, index) in zip(results, collected.indices) {
      #expect(result.id == all[index.suite][index.index].id)
      #expect(result.outcome == .passed, "\(result)")
    }
  }

  @Test(arguments: [false, true]) func `a run that is stopped says so of every case of every endpoint`(
    hasDeadline: Bool
  ) throws {
    let script = Script(statuses: 204)
    var environment = FakeEnvironment().environment
    environment.deadline = hasDeadline ? .seconds(1_000_000) : nil
    environment.isStopped = { script.requests.count >= 7 ? "the run was interrupted" : nil }
    let ended = results(at: script, environment)
    #expect(ended.count == Self.plan.caseCount)
    #expect(Set(ended.map(\.id)).count == Self.plan.caseCount)
    #expect(ended.count { $0.reason == "the run was interrupted" } > Self.plan.caseCount - 20)
  }

  @Test func `a deadline is first spent on the examples and documented responses of every endpoint`() throws {
    let script = Script(statuses: 204)
    var environment = FakeEnvironment().environment
    environment.deadline = .seconds(60)
    environment.now = { .seconds(script.requests.count) }
    let judged = results(at: script, environment, jobs: 1).filter { $0.outcome != .skipped }
    #expect(judged.count == 60)
    #expect(judged.allSatisfy { ["example", "answer"].contains($0.kind) })
  }

  private func results(at script: Script, _ environment: RunEnvironment, jobs: Int = 4) -> [CaseRecord] {
    var configuration = Runner.Configuration()
    configuration.jobs = jobs
    configuration.retries = 0
    let results = Collected()
    Runner(
      plan: Self.plan, targets: Self.plan.suites.map { _ in script }, secrets: Secrets(Bench.secrets),
      configuration: configuration, environment: environment
    ).run(emit: results.add)
    return results.all
  }
}
