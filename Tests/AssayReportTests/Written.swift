import AssayJudge
import AssayPlan
import AssayReport
import AssayRun
import Synchronization

/// What reporters wrote, by destination.
final class Written: ReportOutput {
  private let bytes = Mutex<[ReportDestination: [UInt8]]>([:])

  func write(_ destination: ReportDestination, _ bytes: [UInt8]) {
    self.bytes.withLock { $0[destination, default: []] += bytes }
  }
  func commit() {}
  func discard() {}

  subscript(destination: ReportDestination) -> [UInt8] { bytes.withLock { $0[destination] ?? [] } }
  var destinations: Set<ReportDestination> { bytes.withLock { Set($0.keys) } }
  /// All that was written.
  var all: [UInt8] { bytes.withLock { $0.values.flatMap(\.self) } }
}

extension RunResults {
  /// The summary of these records as they are.
  var summary: RunSummary { summary() }

  func summary(orphans: [Baseline.Entry] = []) -> RunSummary {
    var summary = RunSummary(header: header, suites: suites.map(\.header))
    for (suite, content) in suites.enumerated() {
      for record in content.cases { summary.add(record, suite: suite) }
    }
    summary.finish(microseconds: header.info.microseconds, ending: header.info.ending, orphans: orphans)
    return summary
  }

  /// What a reporter writes of these records as they are, in this order of cases.
  func written(by reporter: any Reporter, order: [CaseIndex]? = nil) -> Written {
    let written = Written()
    var reporter = reporter
    do {
      try reporter.handle(.runStarted(header, suites.map(\.header)), encoded: [], write: written.write)
      for index in order ?? indices {
        let record = suites[index.suite].cases[index.index]
        let encoded = reporter.encode(record, at: index)
        try reporter.handle(.caseFinished(record, index), encoded: encoded, write: written.write)
      }
      try reporter.handle(.runFinished(summary), encoded: [], write: written.write)
    } catch {
      preconditionFailure("memory refused to hold a report: \(error)")
    }
    return written
  }

  var indices: [CaseIndex] {
    suites.indices.flatMap { suite in suites[suite].cases.indices.map { CaseIndex(suite: suite, index: $0) } }
  }

  func junit(_ profile: JUnitProfile = .strict, _ limits: JUnitLimits = JUnitLimits()) -> [UInt8] {
    written(by: JUnitReporter(profile: profile, limits: limits, buffer: MemoryBuffer()))[.file("junit.xml")]
  }

  /// The whole as `results.json`.
  var jsonBytes: [UInt8] { written(by: ResultsReporter(buffer: MemoryBuffer()))[.file("results.json")] }

  /// The whole as a journal.
  var journalBytes: [UInt8] {
    let ids = suites.map { $0.cases.map(\.id) }
    let journal = JournalReporter { take in for suite in ids.indices { try take(suite, ids[suite]) } }
    return written(by: journal)[.log("journal.jsonl")]
  }

  /// The whole as a text that a reporter writes to one destination.
  func text(by reporter: any Reporter) -> String { String(decoding: written(by: reporter).all, as: UTF8.self) }
}

extension CaseRecord {
  init(_ result: CaseResult, index: Int, target: String = "https://api.example.com") {
    self.init(
      result.testCase, in: "", result.verdict, result.exchanges,
      retried: result.retried, duration: result.duration, target: .init(target), index: index)
  }
}
