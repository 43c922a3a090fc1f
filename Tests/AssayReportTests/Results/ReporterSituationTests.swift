import AssayPlan
import AssayReport
@testable import AssayRun
import AssaySpec
import Testing

/// Every reporter, put through every way in which a run can end: none may contradict another.
@Suite struct ReporterSituationTests {
  struct Situation: Sendable, CustomTestStringConvertible {
    var name: String
    var results: RunResults
    var baseline: Baseline?
    var conclusion: Conclusion
    var headline: String

    var testDescription: String { name }
  }

  private static let good = ConclusionTests.success(Records.passed("a"))

  private static func results(
    _ records: CaseRecord..., change: (inout RunHeader) -> Void = { _ in }
  ) -> RunResults {
    var results = Records.results(
      records.enumerated().map { index, record in
        var record = record
        record.index = index
        return record
      })
    results.header.plan.isWhole = true
    change(&results.header)
    return results
  }

  private static func baseline(_ id: String) -> Baseline {
    Baseline([
      .init(id: id, fingerprint: "1111111111111111", owner: "ann", reason: "ticket 7", expires: "2999-12-31")
    ])
  }

  static let situations = [
    Situation(name: "all passed", results: results(good), conclusion: .passed, headline: "Shop kept its contract"),
    Situation(
      name: "failed", results: results(good, Records.failed("b")), conclusion: .failed,
      headline: "Shop broke a promise"),
    Situation(
      name: "error", results: results(good, Records.error("b")), conclusion: .failed,
      headline: "Not everything could be tested"),
    Situation(
      name: "known failures only", results: results(good, Records.failed("b")), baseline: baseline("shop.pay/b"),
      conclusion: .passed, headline: "Shop kept its contract, known failures aside"),
    Situation(
      name: "stale baseline", results: results(good), baseline: baseline("shop.pay/a"), conclusion: .failed,
      headline: "The baseline is out of date"),
    Situation(
      name: "baseline of another plan", results: results(good), baseline: baseline("shop.pay/x"), conclusion: .failed,
      headline: "The baseline is out of date"),
    Situation(
      name: "nothing tested", results: results(ConclusionTests.success(Records.skipped("a"))),
      conclusion: .nothingTested, headline: "Nothing was tested"),
    Situation(
      name: "incomplete", results: results(good, Records.skipped("b")), conclusion: .incomplete,
      headline: "Incomplete: not every case could be tested"),
    Situation(
      name: "interrupted",
      results: results(good, ConclusionTests.skipped(.interrupted)) { $0.info.ending = .interrupted },
      conclusion: .interrupted, headline: "The run was interrupted"),
    Situation(
      name: "cut off", results: results(good, ConclusionTests.skipped(.interrupted)) { $0.info.ending = .cutOff },
      conclusion: .interrupted, headline: "The run was cut off"),
    Situation(
      name: "merged", results: try! ShardMerge([ShardMergeTests.first, ShardMergeTests.second]).results,
      conclusion: .failed, headline: "Shop broke a promise"),
  ]

  /// What each reporter writes, by a name for the reporter.
  private func outputs(_ situation: Situation) throws -> (summary: RunSummary, texts: [String: String]) {
    var setup = ReportSetup(catalog: Catalog([])) { MemoryBuffer() }
    setup.formats = Set(ReportKind.all.compactMap(\.format))
    setup.journal = JournalReporter { _ in }
    setup.historyReporter = HistoryReporter { History() }
    setup.console = ConsoleReporter(isTerminal: false)
    setup.printsCoverage = true
    setup.token = "t0ken"
    let background = EventStream.Background(baseline: situation.baseline, today: "2026-11-21")
    var texts: [String: String] = [:]
    var last: RunSummary?
    let reporters = try setup.reporters()
    #expect(reporters.count == ReportKind.all.count)
    for reporter in reporters {
      let written = Written()
      let (summary, error) = try situation.results.replay(background, to: [reporter], written)
      #expect(error == nil)
      last = summary
      texts["\(type(of: reporter))"] = String(decoding: written.all, as: UTF8.self)
    }
    return (try #require(last), texts)
  }

  @Test(arguments: situations) func `no reporter contradicts another`(situation: Situation) throws {
    let (summary, texts) = try outputs(situation)
    #expect(summary.conclusion == situation.conclusion)
    #expect(summary.headline == situation.headline)
    let headlines = Set(Self.situations.map(\.headline)).subtracting([situation.headline])
    let others = headlines.filter { !situation.headline.contains($0) }
    let counts = summary.counts
    for (reporter, text) in texts {
      #expect(!text.isEmpty, "\(reporter) has nothing to say")
      for other in others { #expect(!text.contains(other), "\(reporter) says: \(other)") }
      for conclusion in Conclusion.allCases where conclusion != situation.conclusion {
        #expect(!text.contains("conclusion\":\"\(conclusion.rawValue)\""), "\(reporter)")
        #expect(!text.contains("\"conclusion\" value=\"\(conclusion.rawValue)\""), "\(reporter)")
      }
      // The run has one suite, so that every number of this form is one of the whole run.
      for match in text.matches(of: /(\d+) (passed|failed|skipped|known failure)\b/)
      where !text[..<match.range.lowerBound].hasSuffix("of ") {
        let expected =
          switch match.output.2 {
          case "passed": [counts.passed]
          case "failed": [counts.failed, counts.failed + counts.errors]
          case "skipped": [counts.skipped]
          default: [counts.known]
          }
        #expect(expected.contains(Int(match.output.1) ?? -1), "\(reporter): \(match.output.0)")
      }
    }
    // Those that have a place for the conclusion show it.
    for reporter in [
      "JUnitReporter", "ResultsReporter", "SummaryReporter", "TAPReporter", "HTMLReporter", "ConsoleReporter",
    ]
    where !(reporter == "JUnitReporter" && ![.interrupted, .nothingTested].contains(situation.conclusion)) {
      #expect(texts[reporter]?.contains(situation.headline) ?? false, "\(reporter)")
    }
    #expect(texts["JUnitReporter"]?.contains("\"conclusion\" value=\"\(situation.conclusion.rawValue)\"") ?? false)
    let annotations = texts["GitHubReporter"]?.split(separator: "\n").dropFirst(2).joined(separator: "\n") ?? ""
    #expect(annotations.contains("::error") == [.failed, .nothingTested].contains(situation.conclusion))
  }
}
