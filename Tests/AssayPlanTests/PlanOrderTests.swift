import AssayContract
import AssayPlan
import AssaySpec
import AssaySpecs
import Testing

/// A plan makes its cases each time they are wanted.
@Suite struct PlanOrderTests {
  private static let plan = try! Planner(values: FixtureValues(isMock: true)).plan(.all)

  private static func cases(_ plan: Plan) -> [TestCase] { plan.suites.flatMap { $0.cases() } }

  private static func executed(_ plan: Plan) -> [PlannedCase] { plan.batches.flatMap { plan.cases(in: $0) } }

  @Test func `cases are the same each time they are made`() throws {
    let again = try Planner(values: FixtureValues(isMock: true)).plan(.all)
    #expect(Self.cases(Self.plan) == Self.cases(Self.plan))
    #expect(Self.cases(Self.plan) == Self.cases(again))
    #expect(Self.plan.suites.map(\.count) == Self.plan.suites.map { $0.cases().count })
    #expect(Self.plan.caseCount == Self.cases(Self.plan).count)
  }

  @Test func `a selection of a selection has the cases that both match`() {
    for (only, skip) in [(["*/type/*"], []), ([], ["*/body/*", "sfox.*"]), (["vault.card.*"], ["*/example/*"])] {
      let once = Self.plan.selecting(only: only.map { Glob($0) }, skip: skip.map { Glob($0) })
      let twice = once.selecting(only: [], skip: [Glob("*=string")])
      let ids = Self.cases(Self.plan).filter { testCase in
        let globs = { (patterns: [String]) in patterns.contains { Glob($0).matches(testCase.id) } }
        return (only.isEmpty || globs(only)) && !globs(skip) && !Glob("*=string").matches(testCase.id)
      }.map(\.id)
      #expect(!ids.isEmpty)
      #expect(Self.cases(twice).map(\.id) == ids)
    }
  }

  @Test func `a case that is skipped stays skipped, through shards too`() throws {
    let selected = Self.plan.selecting(only: [], skip: [Glob("*/example/*")])
    var reasons: [CaseIndex: SkipReason] = [:]
    for (suite, content) in selected.suites.enumerated() {
      for index in 0..<content.count where index % 3 == 1 {
        reasons[CaseIndex(suite: suite, index: index)] = SkipReason(.budget, "reason \(index % 2)")
      }
    }
    let plan = selected.skipping(reasons)
    #expect(Self.cases(plan).count { $0.skip != nil } == reasons.count)
    #expect(plan.digest != selected.digest)
    #expect(plan.idDigest == selected.idDigest)
    for number in 1...4 {
      let shard = try #require(Shard(number, of: 4))
      let part = PlanSlice(shard, of: plan, isMetered: plan.suites.map { _ in true })
      for planned in Self.executed(part.plan) {
        #expect(planned.testCase.skip == reasons[part.indexInWhole(planned.index)])
      }
    }
  }

  @Test func `every case is executed once, and knows its index`() {
    let executed = Self.executed(Self.plan)
    #expect(Set(executed.map(\.index)).count == Self.plan.caseCount)
    let all = Self.plan.suites.map { $0.cases() }
    for planned in executed { #expect(all[planned.index.suite][planned.index.index] == planned.testCase) }
  }

  @Test func `the first round has the examples and documented responses of every endpoint, the second the rest`() {
    let executed = Self.executed(Self.plan)
    let first = executed.prefix { $0.testCase.kind == .example || $0.testCase.kind == .answer }
    let second = executed.dropFirst(first.count)
    #expect(Set(first.map(\.index.suite)).count == Self.plan.suites.count)
    #expect(second.allSatisfy { $0.testCase.kind != .example && $0.testCase.kind != .answer })
    for round in [first[...], second] {
      // Endpoint by endpoint, and in each the kinds that say most come first.
      let order = round.map { [$0.index.suite, $0.testCase.kind.priority] }
      #expect(order == order.sorted { $0.lexicographicallyPrecedes($1) })
    }
  }

  @Test func `the first contract that cannot be used is reported`() {
    var provider = Vault.provider
    provider.endpoints[1].responses[0].body.content = .described(.json, Schema(.string, [.pattern("(")]))
    let error = #expect(throws: SpecError.self) {
      try Planner(values: FixtureValues(isMock: true)).plan(Catalog([TenPay.provider, provider]))
    }
    #expect(error?.id == provider.endpoints[1].id)
  }
}
