import AssayJSON
import AssayPlan
import AssayRun

/// Writes `results.json`: a line a case, so that the file streams, compares well and is read by line tools too.
package struct ResultsReporter: Reporter {
  private var suites: [SuiteHeader] = []
  private var cases: CaseBuffer

  package init(buffer: any Buffer) { cases = CaseBuffer(buffer) }

  package func encode(_ record: CaseRecord, at index: CaseIndex) -> [UInt8] {
    var json = JSONWriter()
    record.write(&json)
    return json.take()
  }

  package mutating func handle(_ event: RunEvent, encoded: [UInt8], write: ReportWriter) throws {
    switch event {
    case .runStarted(_, let suites): self.suites = suites
    case .caseFinished(_, let index): try cases.append(encoded, at: index)
    case .runFinished(let summary):
      func put(_ bytes: [UInt8]) throws { try write(.file("results.json"), bytes) }
      try put(Self.begin(summary.header, summary))
      for (index, suite) in suites.enumerated() {
        try put(Self.separator(index == 0) + Self.begin(suite, counts: summary.suites[index].counts))
        var isFirst = true
        try cases.forEach(in: index) { record in
          try put(Self.separator(isFirst) + record)
          isFirst = false
        }
        try put(Array("\n]}".utf8))
      }
      try put(Array("\n]}\n".utf8))
    }
  }

  private static func separator(_ isFirst: Bool) -> [UInt8] { Array((isFirst ? "\n" : ",\n").utf8) }

  /// Everything before the first suite.
  ///
  /// - Parameter summary: `nil` at the beginning of a run.
  static func begin(_ header: RunHeader, _ summary: RunSummary? = nil) -> [UInt8] {
    var json = JSONWriter()
    json.begin(schema: RunResults.schemaName, version: RunResults.version)
    header.writeMembers(&json)
    json.member("conclusion", summary?.conclusion.rawValue)
    json.member("headline", summary?.headline)
    json.member("tally", summary?.counts ?? OutcomeCounts.empty)
    json.key("suites")
    json.beginArray()
    return json.bytes
  }

  /// Everything of a suite before its first case.
  static func begin(_ suite: SuiteHeader, counts: OutcomeCounts = .empty) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    suite.writeMembers(&json)
    json.member("tally", counts)
    json.key("cases")
    json.beginArray()
    return json.bytes
  }
}
