import AssayPlan
import AssayReport
@testable import AssayRun
import AssaySpec
import Testing

@Suite struct ConclusionTests {
  /// A request that the endpoint must accept, with this outcome.
  static func success(_ record: CaseRecord) -> CaseRecord {
    var record = record
    record.expectsSuccess = true
    return record
  }

  static func skipped(_ kind: SkipReason.Kind, _ name: String = "s") -> CaseRecord {
    var record = Records.skipped(name)
    record.skip = kind
    record.reason = "because of \(kind.rawValue)"
    return record
  }

  static func known(_ name: String) -> CaseRecord {
    var record = Records.failed(name)
    record.baseline = BaselineMark(state: .known, owner: "ann", reason: "ticket 7", expires: "2099-01-31")
    return record
  }

  static func stale(_ name: String) -> CaseRecord {
    var record = Records.passed(name)
    record.baseline = BaselineMark(state: .stale, owner: "ann", reason: "ticket 7", expires: "2099-01-31")
    return record
  }

  static func summary(
    _ records: [CaseRecord], orphans: [Baseline.Entry] = [], change: (inout RunHeader) -> Void = { _ in }
  ) -> RunSummary {
    var results = Records.results(records)
    change(&results.header)
    return results.summary(orphans: orphans)
  }

  @Test(arguments: [
    ([success(Records.passed("a"))], Conclusion.passed, "Shop kept its contract: 1 case: 1 passed"),
    (
      [success(Records.passed("a")), Records.failed("b")], .failed, "Shop broke a promise: 2 cases: 1 failed, 1 passed"
    ),
    (
      [success(Records.passed("a")), Records.failed("b"), known("c")], .failed,
      "Shop broke a promise: 3 cases: 1 failed, 1 passed, 1 known failure"
    ),
    (
      [success(Records.passed("a")), known("b")], .passed,
      "Shop kept its contract, known failures aside: 2 cases: 1 passed, 1 known failure"
    ),
    (
      [success(Records.passed("a")), stale("b")], .failed, "The baseline is out of date: 2 cases: 1 failed, 1 passed"
    ),
    (
      [success(Records.passed("a")), Records.error("b")], .failed,
      "Not everything could be tested: 2 cases: 1 error, 1 passed"
    ),
    (
      [success(Records.passed("a")), skipped(.missingValue)], .incomplete,
      "Incomplete: not every case could be tested: 2 cases: 1 passed, 1 not tested"
    ),
    (
      [success(Records.passed("a")), skipped(.throttled)], .incomplete,
      "Incomplete: not every case could be tested: 2 cases: 1 passed, 1 not tested"
    ),
    (
      [success(Records.passed("a")), skipped(.budget)], .passed,
      "Shop kept its contract: 2 cases: 1 passed, 1 not tested"
    ),
    (
      [success(Records.passed("a")), skipped(.deadline)], .passed,
      "Shop kept its contract: 2 cases: 1 passed, 1 not tested"
    ),
    // No budget covers a request that must be accepted: whether the endpoint works was not tested.
    (
      [success(skipped(.budget)), Records.passed("b")], .incomplete,
      "Incomplete: Shop was not tested: 2 cases: 1 passed, 1 not tested"
    ),
    ([success(skipped(.missingValue))], .nothingTested, "Nothing was tested: 1 case: 1 not tested"),
    ([Records.error("b")], .nothingTested, "Nothing was tested: 1 case: 1 error"),
    ([], .nothingTested, "Nothing was tested: no case was planned"),
  ])
  func `the conclusion follows from the cases`(records: [CaseRecord], conclusion: Conclusion, text: String) {
    let summary = Self.summary(records)
    #expect(summary.conclusion == conclusion)
    #expect("\(summary.headline): \(summary.numbers)" == text)
  }

  @Test func `a passing answer that is no success does not show that an endpoint works`() {
    var tolerated = Self.success(Records.passed("a"))
    tolerated.steps = [StepRecord(status: 404)]
    #expect(Self.summary([tolerated, Records.passed("b")]).conclusion == .incomplete)
  }

  @Test func `allowed skips pass, and the provider that was not tested is not praised`() {
    let summary = Self.summary([Self.success(Self.skipped(.missingValue)), Records.passed("b")]) {
      $0.info.allowsSkips = true
    }
    #expect(summary.conclusion == .passed)
    #expect(summary.headline == "Nothing failed")
    #expect(summary.untested.map(\.count) == [0, 1])
  }

  @Test func `an interrupted run is never a success, and a failure in it stays one`() {
    for (ending, words) in [(RunInfo.Ending.interrupted, "interrupted"), (.cutOff, "cut off")] {
      let passed = Self.summary([Self.success(Records.passed("a")), Self.skipped(.interrupted)]) {
        $0.info.ending = ending
        $0.info.allowsSkips = true
      }
      #expect(passed.conclusion == .interrupted)
      #expect(passed.headline == "The run was \(words)")
      let failed = Self.summary([Records.failed("a"), Self.skipped(.interrupted)]) { $0.info.ending = ending }
      #expect(failed.conclusion == .failed)
    }
  }

  @Test func `a shard need not test every endpoint, and says what it could not test`() {
    func conclusion(_ records: [CaseRecord]) -> Conclusion {
      Self.summary(records) { $0.shard = .init(number: 1, count: 2) }.conclusion
    }
    #expect(conclusion([]) == .passed)
    #expect(conclusion([Self.success(Self.skipped(.budget))]) == .passed)
    #expect(conclusion([Self.skipped(.missingValue)]) == .incomplete)
    #expect(conclusion([Records.error("a")]) == .nothingTested)
  }

  @Test func `an entry of the baseline without a case makes the run fail by the baseline`() {
    let orphan = Baseline.Entry(id: "x", fingerprint: "1", owner: "ann", reason: "r", expires: "2099-01-31")
    let summary = Self.summary([Self.success(Records.passed("a"))], orphans: [orphan]) { $0.plan.isWhole = true }
    #expect(summary.conclusion == .failed)
    #expect(summary.headline == "The baseline is out of date")
  }

  @Test func `a run that is strict about our readings blames the reading`() {
    var record = Records.failed("b")
    record.violations = record.violations.map { violation in
      var violation = violation
      violation.severity = .warning
      return violation
    }
    #expect(Self.summary([record]).headline == "Shop differs from how the contract is read")
  }

  @Test func `after a night of outage nothing that failed before is new, and nothing is fixed`() throws {
    let outage = try Records.summary([Records.error("b")], failingSince: ["shop.pay/b": "2026-11-18T00:00:00Z"])
    #expect(outage.failing == [])
    var old = Records.error("b")
    old.failingSince = "2026-11-18T00:00:00Z"
    var new = Records.failed("b")
    new.failingSince = "2026-11-18T00:00:00Z"
    let diff = ResultsDiff(old: Records.results([old]), new: Records.results([new]))
    #expect(diff.newlyFailing == [])
    #expect(diff.stillFailing.map(\.id) == ["shop.pay/b"])
    let into = ResultsDiff(old: Records.results([Records.failed("b")]), new: Records.results([old]))
    #expect(into.fixed == [] && into.newlyFailing == [])
    #expect(into.noLongerTested.map(\.id) == ["shop.pay/b"])
  }
}
