import AssayContract
import AssayPlan
import AssaySpec
import AssaySpecs
import Dispatch
import Synchronization
import Testing

/// A plan of many cases holds few of them, and is in all that it shows the same as one that holds all.
@Suite struct LargePlanTests {
  private static let values = FixtureValues(isMock: true)
  private static let held = try! Planner(values: values).plan(.all)
  /// The largest contract has more cases than that.
  private static let made = try! Planner(values: values, maxHeld: 50).plan(.all)

  private static func cases(_ plan: Plan) -> [TestCase] { plan.suites.flatMap { $0.cases() } }
  private static func ids(_ plan: Plan) -> [String] { cases(plan).map(\.id) }

  @Test func `what is made anew is what was planned`() throws {
    #expect(Self.held.caseCount > 200)
    #expect(Self.held.batches().count == 1)
    #expect(Self.cases(Self.made) == Self.cases(Self.held))
    #expect(Self.made.suites.map(\.count) == Self.held.suites.map(\.count))
    #expect(Self.made.caseCount == Self.held.caseCount)
    #expect(Self.made.digest == Self.held.digest)
  }

  @Test(arguments: [0, 1, 60, 1000]) func `any number may be held`(most: Int) throws {
    let plan = try Planner(values: Self.values, maxHeld: most).plan(.all)
    #expect(plan.digest == Self.held.digest)
    #expect(Self.cases(plan) == Self.cases(Self.held))
  }

  @Test func `a choice of cases is the same, and so is a choice of that`() throws {
    for (only, skip) in [(["*/type/*"], []), ([], ["*/body/*", "sfox.*"]), (["vault.card.*"], ["*/example/*"])] {
      func chosen(_ plan: Plan) -> Plan { plan.selecting(only: only.map { Glob($0) }, skip: skip.map { Glob($0) }) }
      let twice = { chosen($0).selecting(only: [], skip: [Glob("*=string")]) }
      #expect(Self.cases(chosen(Self.made)) == Self.cases(chosen(Self.held)))
      #expect(chosen(Self.made).digest == chosen(Self.held).digest)
      #expect(Self.cases(twice(Self.made)) == Self.cases(twice(Self.held)))
      #expect(twice(Self.made).digest == twice(Self.held).digest)
    }
  }

  @Test func `a case that is refused stays refused, through shards too`() throws {
    func refused(_ plan: Plan) -> Plan {
      var plan = plan.selecting(only: [], skip: [Glob("*/example/*")])
      for (suite, content) in plan.suites.enumerated() {
        for index in 0..<content.count where index % 3 == 1 {
          plan.refuse(suite: suite, index: index, because: SkipReason(.budget, "reason \(index % 2)"))
        }
      }
      return plan
    }
    let (held, made) = (refused(Self.held), refused(Self.made))
    #expect(Self.cases(made).count { $0.skip?.text.hasPrefix("reason") ?? false } > 50)
    #expect(Self.cases(made) == Self.cases(held))
    #expect(made.digest == held.digest)
    #expect(made.digest != Self.made.selecting(only: [], skip: [Glob("*/example/*")]).digest)
    for number in 1...4 {
      let shard = try #require(Shard(number, of: 4))
      let isMetered = made.suites.map { _ in true }
      let part = PlanSlice(shard, of: made, isMetered: isMetered)
      let other = PlanSlice(shard, of: held, isMetered: isMetered)
      #expect(Self.cases(part.plan) == Self.cases(other.plan))
      #expect(part.suites == other.suites)
      for (suite, cases) in part.cases.enumerated() {
        let whole = made.suites[part.suites[suite]].cases()
        #expect((0..<cases.count).map { whole[cases[$0]].id } == part.plan.suites[suite].cases().map(\.id))
      }
    }
  }

  /// A catalogue of so many endpoints that a plan has several batches.
  private static let large = try! Planner(values: values, maxHeld: 0).plan(
    Catalog([Provider("shop", "Shop", endpoints: (0..<60).map(endpoint))]))

  private static func endpoint(_ number: Int) -> Endpoint {
    Endpoint(
      "shop.thing\(number)", "Thing", .post, PathTemplate("/things/\(number)/{id}"),
      source: .document("Shop", url: "https://docs.example.com", retrieved: "2026-11-20"),
      security: .none(evidence: .documented("Authentication")),
      parameters: [.path("id", .integer(.int64), "An id.", example: "17", evidence: .documented("Path"))],
      body: .json(
        (0..<4).map { .required("member\($0)", .string, "A text.", evidence: .documented("Body")) },
        examples: [Example("body", #"{"member0": "x", "member1": "x", "member2": "x", "member3": "x"}"#)],
        mediaType: .documented("Body")),
      responses: [
        ResponseSpec(
          200, .json([.required("result", .string)]), when: [.validRequest], evidence: .documented("Responses")),
        ResponseSpec(
          400, .json([.required("message", .string)]), when: [.invalidRequest], evidence: .documented("Responses")),
      ])
  }

  @Test(arguments: [false, true]) func `batches have every case once`(isCutShort: Bool) {
    let batches = Self.large.batches(isCutShort: isCutShort)
    #expect(batches.count >= 3)
    var ids: [String] = []
    for batch in batches {
      #expect(batch.places.count == batch.cases.count)
      for (place, testCase) in zip(batch.places, batch.cases) {
        #expect(batch.suites.contains(place.suite))
        #expect(Self.large.suites[place.suite].cases()[place.index].id == testCase.id)
        ids.append(testCase.id)
      }
    }
    #expect(ids.count == Self.large.caseCount)
    #expect(ids.sorted() == Self.ids(Self.large).sorted())
  }

  @Test func `the most telling cases come first in a batch, and of all where the run is cut short`() {
    func priorities(_ batch: Plan.Batch) -> [Int] { batch.cases.map(\.kind.priority) }
    for batch in Self.large.batches() { #expect(priorities(batch) == priorities(batch).sorted()) }
    #expect(Self.large.batches().flatMap(priorities) != Self.large.batches().flatMap(priorities).sorted())
    let all = Self.large.batches(isCutShort: true).flatMap(priorities)
    #expect(all == all.sorted())
  }

  @Test(arguments: [false, true]) func `what is left of a run that ended has every case once, suite by suite`(
    isCutShort: Bool
  ) {
    let batches = Self.large.batches(isCutShort: isCutShort)
    for position in [0, 1, batches.count / 2, batches.count - 1, batches.count] {
      let rest = batches.rest(from: position)
      let ids = batches[..<position].flatMap(\.cases).map(\.id) + rest.flatMap(\.cases).map(\.id)
      #expect(ids.count == Self.large.caseCount)
      #expect(Set(ids).count == Self.large.caseCount)
      // No suite is made twice.
      #expect(rest.flatMap { Array($0.suites) }.count <= Self.large.suites.count)
    }
  }

  @Test func `no batch is made for a priority that none of its cases has`() {
    #expect(Self.large.batches(isCutShort: true).allSatisfy { !$0.cases.isEmpty })
  }

  @Test func `several workers plan what one plans`() throws {
    let parallel = Parallel(workers: 4) { count, body in
      DispatchQueue.concurrentPerform(iterations: count, execute: body)
    }
    let plan = try Planner(values: Self.values, maxHeld: 0).plan(.all, parallel: parallel)
    #expect(Self.cases(plan) == Self.cases(Self.held))
    let made = Mutex<[(Int, [String])]>([])
    try Self.large.forEachSuite(parallel) {
      $0.cases().map(\.id)
    } take: { place, ids in
      made.withLock { $0.append((place, ids)) }
    }
    #expect(made.withLock { $0.map(\.0) } == Array(Self.large.suites.indices))
    #expect(made.withLock { $0.flatMap(\.1) } == Self.ids(Self.large))
  }

  @Test func `the first spec that cannot be planned is reported, whoever planned it`() throws {
    // The example breaks its own schema: the cases made from it would not be what they claim.
    var endpoints = (0..<40).map(Self.endpoint)
    for number in [21, 20, 35] {
      endpoints[number].body.examples = [Example("body", #"{"member0": 1}"#)]
    }
    let parallel = Parallel(workers: 3) { count, body in
      DispatchQueue.concurrentPerform(iterations: count, execute: body)
    }
    let error = #expect(throws: SpecError.self) {
      try Planner(values: Self.values).plan(
        Catalog([Provider("shop", "Shop", endpoints: endpoints)]), parallel: parallel)
    }
    #expect(error?.id == "shop.thing20")
  }
}
