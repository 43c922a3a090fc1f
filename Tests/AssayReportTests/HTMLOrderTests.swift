import AssayJudge
import AssayRun
import AssaySpec
import Testing

@testable import AssayReport

@Suite struct HTMLOrderTests {
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
        case 0, 1, 2: Verdict(.failed, violations: [violation(.documented(at: "R"))])
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
  func `a page is the same in whatever order the cases finished`(seed: UInt64) {
    let endpoint = HTMLSample.endpoint("acme.thing")
    let results = Self.results(900)
    var dice = HTMLSample.Dice(seed)
    let first = HTMLSample.page(HTMLSample.run(endpoint, results))
    let other = HTMLSample.page(HTMLSample.run(endpoint, results.shuffled(using: &dice)))
    let lines = zip(other.split(separator: "<"), first.split(separator: "<"))
    #expect(lines.first { $0 != $1 }.map { "\($0) and \($1)" } == nil)
    #expect(other.utf8.count == first.utf8.count)
  }

  @Test func `what is kept of an endpoint does not grow with its cases`() {
    func kept(_ count: Int) -> [Int] {
      let results = HTMLSample.run(HTMLSample.endpoint("acme.thing"), Self.results(count)).reporter().endpoints[0]
      let groups = results.groups(.failed, .error, .known, .warned, .skipped)
      return [
        groups.count, groups.reduce(0) { $0 + $1.cases.values.count },
        groups.reduce(0) { $0 + $1.details.values.count }, results.passed.values.count,
      ]
    }
    let small = kept(12_000)
    #expect(small[2] <= 3 * small[0])
    #expect(kept(24_000) == small)
  }

  @Test func `a page of many failing endpoints shows no more cases in full than its limit`() {
    let endpoints = (0..<1500).map { HTMLSample.endpoint("acme.thing\($0)") }
    let results = endpoints.enumerated().flatMap { suite, endpoint in
      ["a", "b"].enumerated().map { index, name in
        CaseResult(
          suite: suite, index: index, testCase: HTMLSample.testCase(endpoint.id, .null, name),
          verdict: HTMLReportTests.failed)
      }
    }
    let report = HTMLSample.Run(endpoints, results).reporter()
    let details = report.endpoints.map { $0.groups(.failed).reduce(0) { $0 + $1.details.values.count } }
    #expect(details.reduce(0, +) <= 1200)
    #expect(details.first == 2)
    #expect(details.count { $0 == 0 } > 0)
    #expect(report.endpoints.allSatisfy { $0.groups(.failed)[0].cases.count == 2 })
  }
}
