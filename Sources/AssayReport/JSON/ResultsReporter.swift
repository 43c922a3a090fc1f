import AssayJSON
import AssayPlan
import AssayRun

/// Writes `results.json`.
package struct ResultsReporter: Reporter {
  private var suites: [SuiteHeader] = []
  private var cases: CaseBuffer

  package init(buffer: any Buffer) { cases = CaseBuffer(buffer) }

  package func encode(_ record: CaseRecord, at index: CaseIndex) -> [UInt8] {
    var json = JSONWriter()
    RecordWriter.write(record, &json)
    return json.take()
  }

  package mutating func handle(_ event: RunEvent, encoded: [UInt8], write: ReportWriter) throws {
    switch event {
    case .runStarted(_, let suites): self.suites = suites
    case .caseFinished(_, let index): try cases.append(encoded, at: index)
    case .runFinished(let summary):
      func put(_ bytes: [UInt8]) throws { try write(.file("results.json"), bytes) }
      try put(RecordWriter.begin(summary.header, summary: summary))
      for (index, suite) in suites.enumerated() {
        try put(Self.separator(index == 0) + RecordWriter.begin(suite, counts: summary.suites[index].counts))
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
}
