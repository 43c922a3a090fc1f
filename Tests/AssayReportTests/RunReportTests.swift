import AssayContract
import AssayJudge
import AssayPlan
import AssayRun
import AssaySpec
import AssaySpecs
import Testing

@testable import AssayReport

@Suite struct RunReportTests {
  /// Results of one endpoint: many ways to fail, some errors, warnings and skips, in the plan's order.
  private static func results(_ count: Int, body: Int = 40) -> [CaseResult] {
    var dice = HTMLSample.Dice(11)
    return (0..<count).map { index in
      let testCase = HTMLSample.testCase("acme.thing", index % 3 == 0 ? .null : .type, "m\(index)")
      func violation(_ evidence: Evidence) -> Violation {
        let name = "X-\(dice.next() % 5)"
        return Violation("header-missing", at: .header(name), expected: "the header", found: "none", evidence: evidence)
      }
      let answer = HTMLSample.json(200, String(repeating: "\(index % 10)", count: body))
      let verdict: Verdict =
        switch dice.next() % 8 {
        case 0, 1, 2: Verdict(.failed, violations: [violation(.documented("R"))])
        case 3: Verdict(.error, reason: "refused \(dice.next() % 3)")
        case 4: Verdict(.skipped, reason: "no value of \(dice.next() % 3)")
        case 5: Verdict(.passed, violations: [violation(.assumed("R")), violation(.assumed("R"))])
        default: Verdict(.passed)
        }
      return CaseResult(
        suite: 0, index: index, testCase: testCase, verdict: verdict,
        exchanges: [HTMLSample.exchange(testCase, answer)],
        retried: index % 50 == 0 ? [503] : [], duration: .microseconds(Int64(index)))
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `a page is the same in whatever order the cases finished`(seed: UInt64) throws {
    let endpoint = HTMLSample.endpoint("acme.thing")
    let results = Self.results(900)
    let first = try HTMLSample.run(endpoint, results)
    var dice = HTMLSample.Dice(seed)
    var other = RunReport(
      plan: Sample.plan(results, endpoint), targets: ["https://api.example.com"], info: HTMLSample.info)
    for result in results.shuffled(using: &dice) { other.add(result) }
    other.finish(duration: first.duration)
    let lines = zip(HTMLSample.page(other).split(separator: "<"), HTMLSample.page(first).split(separator: "<"))
    #expect(lines.first { $0 != $1 }.map { "\($0) and \($1)" } == nil)
    #expect(HTMLSample.page(other).utf8.count == HTMLSample.page(first).utf8.count)
  }

  @Test func `a page names its cases the same when the plan does not hold them`() throws {
    func page(maxHeld: Int) throws -> [UInt8] {
      let plan = try Planner(values: FixtureValues(isMock: true), maxHeld: maxHeld).plan(.all)
      var report = RunReport(plan: plan, targets: plan.suites.map { _ in "https://h" }, info: HTMLSample.info)
      for (suite, content) in plan.suites.enumerated() {
        for (index, testCase) in content.cases().enumerated() {
          let missing = Violation(
            "header-missing", at: .header("X-\(suite)"), expected: "the header", found: "none",
            evidence: .documented("R"))
          let verdict: Verdict =
            index % 5 == 3
            ? Verdict(.failed, violations: [missing])
            : index % 7 == 2 ? Verdict(.skipped, reason: "no value") : Verdict(.passed)
          report.add(CaseResult(suite: suite, index: index, testCase: testCase, verdict: verdict))
        }
      }
      report.finish(duration: .seconds(1))
      var context = HTMLReport.Context()
      let failing = plan.suites.map { $0.cases().enumerated().filter { $0.offset % 5 == 3 }.map(\.element.id) }
      context.changes = HTMLReport.Changes(
        since: "2026-11-20T23:45:01Z", newlyFailing: failing.dropFirst().flatMap(\.self), fixed: [],
        stillFailing: failing[0].map { HTMLReport.StillFailing($0, since: "2026-11-18T23:45:01Z") })
      var bytes: [UInt8] = []
      HTMLReport.write(report, HTMLSample.overview(report), context) { bytes += $0 }
      return bytes
    }
    let held = try page(maxHeld: 10_000)
    #expect(try page(maxHeld: 0) == held)
    let text = String(decoding: held, as: UTF8.self)
    // What fails at the first endpoint failed before.
    #expect(text.split(separator: ">since \(Words.moment("2026-11-18T23:45:01Z"))</span>").count == 2)
    #expect(text.split(separator: ">new</span>").count == 5)
  }

  @Test func `what is kept of a run does not grow with its cases`() throws {
    func kept(_ count: Int, body: Int) throws -> (details: Int, bytes: Int, places: Int, groups: Int) {
      let report = try HTMLSample.run(HTMLSample.endpoint("acme.thing"), Self.results(count, body: body))
      let digest = report.suites[0].digest
      let bodies = digest.details.values.flatMap(\.exchanges).compactMap(\.response?.body.count)
      let groups = digest.groups + digest.warnings
      let places = groups.reduce(0) { $0 + $1.cases.first.count }
      return (digest.details.count, bodies.reduce(0, +), places, groups.count)
    }
    let small = try kept(6000, body: 40)
    let large = try kept(12_000, body: 40)
    #expect(small.details == HTMLPagePlan.caseLimit)
    #expect(large == small)
    #expect(large.bytes == HTMLPagePlan.caseLimit * 40)
  }

  @Test func `long bodies are kept in full only while there is room`() throws {
    let failed = Verdict(
      .failed,
      violations: [
        Violation(
          "content-type-missing", at: .header("Content-Type"), expected: "application/json", found: "no Content-Type",
          evidence: .documented("R"))
      ])
    let endpoints = (0..<300).map { HTMLSample.endpoint("acme.thing\($0)") }
    let suites = try endpoints.map { endpoint in
      Plan.Suite(
        provider: Provider("acme", "Acme", endpoints: []), contract: try CompiledEndpoint(endpoint),
        cases: [HTMLSample.testCase(endpoint.id, .null, "a"), HTMLSample.testCase(endpoint.id, .null, "b")])
    }
    var report = RunReport(plan: Plan(suites: suites), targets: suites.map { _ in "https://h" }, info: HTMLSample.info)
    let body = String(repeating: "x", count: 65_536)
    for (suite, content) in suites.enumerated() {
      for (index, testCase) in content.cases().enumerated() {
        let exchange = HTMLSample.exchange(testCase, HTMLSample.json(500, body))
        report.add(CaseResult(suite: suite, index: index, testCase: testCase, verdict: failed, exchanges: [exchange]))
      }
    }
    report.finish(duration: .seconds(1))
    let kept = report.suites.flatMap { $0.digest.details.values }.flatMap(\.exchanges).compactMap(\.response)
    #expect(kept.count == 600)
    #expect(kept.reduce(0) { $0 + $1.body.count } < 18 << 20)
    #expect(kept.allSatisfy { $0.body.count + $0.droppedBodyBytes == 65_536 })
    // What was cut is told as what is not there.
    #expect(HTMLSample.page(report).contains("… 63\u{A0}488 bytes left out …"))
  }

  @Test func `times are counted in three digits, and none is lost`() {
    let times: [Duration] = [.microseconds(7), .microseconds(999), .microseconds(12_345), .seconds(4), .zero]
    let latencies = Latencies(times + times)
    #expect(latencies.count == 10)
    #expect(latencies.sorted.map(\.microseconds) == [0, 7, 999, 12_300, 4_000_000])
    #expect(latencies.quantile(50) == .microseconds(999))
    #expect(latencies.fastest == .zero && latencies.slowest == .seconds(4))
    // A million answers are no more values than there are times of three digits.
    let many = Latencies((0..<1_000_000).lazy.map { .microseconds(Int64($0)) })
    #expect(many.sorted.count < 4000)
    #expect(many.quantile(50) == .microseconds(500_000))
  }
}
