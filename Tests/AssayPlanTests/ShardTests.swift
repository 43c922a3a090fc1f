import AssayContract
import AssayHTTP
import AssayPlan
import AssaySpec
import AssaySpecs
import Testing

@Suite struct ShardTests {
  static let plan = try! Planner(values: FixtureValues(isMock: true)).plan(.all)

  @Test(arguments: ["", "1", "0/2", "3/2", "1/0", "-1/2", "1/2/3", "a/b", "1/1025", " 1/2"])
  func `a shard that is none is refused`(text: String) { #expect(Shard(parsing: text) == nil) }

  @Test func `the shares of a budget add up to it`() throws {
    for count in [1, 2, 3, 7, 16] {
      for budget in [0, 1, 5, 16, 100] {
        let shares = try (1...count).map { try #require(Shard($0, of: count)).share(of: budget) }
        #expect(shares.reduce(0, +) == budget)
        #expect(shares.allSatisfy { $0 >= 0 })
      }
    }
  }

  @Test(arguments: [1, 4, 16]) func `every case is in one shard, and those of a recipient in the same`(count: Int) {
    let parts = (1...count).map {
      PlanSlice(
        Shard($0, of: count)!, of: Self.plan, isMetered: Self.plan.suites.indices.map { $0.isMultiple(of: 2) })
    }
    let ids = parts.flatMap { $0.plan.suites.flatMap { $0.cases() }.map(\.id) }
    #expect(ids.count == Self.plan.caseCount)
    #expect(Set(ids) == Set(Self.plan.suites.flatMap { $0.cases() }.map(\.id)))
    var owners: [String: Int] = [:]
    let whole = Self.plan.suites.map { $0.cases() }
    for (number, part) in parts.enumerated() {
      for testCase in part.plan.suites.flatMap({ $0.cases() }) {
        for effect in testCase.effects {
          #expect(owners.updateValue(number, forKey: effect.recipient) ?? number == number)
        }
      }
      // The part knows where its cases stand in the whole.
      for (position, suite) in part.plan.suites.enumerated() {
        let indices = (0..<suite.count).map { part.indexInWhole(CaseIndex(suite: position, index: $0)) }
        #expect(suite.cases() == indices.map { whole[$0.suite][$0.index] })
        #expect(indices.allSatisfy { $0.suite == part.suiteInWhole(position) })
      }
    }
  }

  @Test func `where there are more shards than cases, some have none`() {
    let plan = Self.plan.selecting(only: [Glob("vault.*/example/*")], skip: [])
    let parts = (1...9).map { PlanSlice(Shard($0, of: 9)!, of: plan, isMetered: plan.suites.map { _ in true }) }
    #expect(parts.map(\.plan.caseCount).reduce(0, +) == plan.caseCount)
    #expect(parts.contains { $0.plan.suites.isEmpty })
  }

  @Test func `known times balance the shards`() {
    var times: [String: Duration] = [:]
    for (index, testCase) in Self.plan.suites.flatMap({ $0.cases() }).enumerated() {
      times[testCase.id] = .milliseconds(index % 17 == 0 ? 900 : 10)
    }
    func load(_ number: Int) -> Duration {
      PlanSlice(Shard(number, of: 4)!, of: Self.plan, isMetered: Self.plan.suites.map { _ in false }, times: times)
        .plan.suites.flatMap { $0.cases() }
        .reduce(.zero) { $0 + times[$1.id]! }
    }
    let loads = (1...4).map(load)
    #expect(loads.max()! - loads.min()! < .milliseconds(1000))
  }

  @Test func `a digest is that of what is asked, not of the machine`() throws {
    let again = try Planner(values: FixtureValues(isMock: true)).plan(.all)
    #expect(again.digest == Self.plan.digest)
    #expect(Self.plan.digest.utf8.count == 16)
    let first = Self.plan.suites[0]
    var cases = first.cases()
    cases[0].steps[0].request.target += "?a=1"
    let other = Plan.Suite(provider: first.provider, contract: first.contract, cases: cases)
    #expect(Plan(suites: [other] + Self.plan.suites.dropFirst()).digest != Self.plan.digest)
    // What is accepted counts too: a schema, an evidence, a header, an echo, what triggers a response.
    let changes: [(inout ResponseSpec) -> Void] = [
      { $0.status = 418 }, { $0.isTransient.toggle() }, { $0.evidence = .assumed("x") }, { $0.body = .empty },
      { $0.body.content = .described(.json, .array(of: .string)) }, { $0.body.mediaTypeEvidence = nil },
      { $0.headers.append(ResponseHeader("X-New", .string, required: true, quote: .assumed("x"))) },
      { $0.echoes.append(EchoedValue("/result", of: .path("id"), quote: .assumed("x"))) },
      { $0.triggers.append(.unauthenticated) },
    ]
    for (index, change) in changes.enumerated() {
      let endpoint = Self.plan.suites[0].endpoint
      var changed = endpoint
      change(&changed.responses[0])
      let suite = Plan.Suite(provider: Vault.provider, contract: try CompiledEndpoint(changed), cases: [])
      let same = Plan.Suite(provider: Vault.provider, contract: try CompiledEndpoint(endpoint), cases: [])
      #expect(Plan(suites: [suite]).digest != Plan(suites: [same]).digest, "change \(index)")
    }
    #expect(Self.plan.selecting(only: [Glob("vault.*")], skip: []).digest != Self.plan.digest)
  }

  @Test func `the hash is FNV-1a as published`() {
    var hash = StableHash()
    #expect(hash.hex == "cbf29ce484222325")
    hash.add(bytes: "foobar".utf8)
    #expect(hash.hex == "85944171f73967e8")
  }
}
