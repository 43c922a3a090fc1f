import AssayJudge
import AssayPlan
import AssayRun

/// Writes `results.tap`: TAP, version 14 (testanything.org).
package struct TAPReporter: Reporter {
  private var cases: CaseBuffer
  /// The number of each suite's first case.
  private var starts: [Int] = []
  private var count = 0
  private var finished = 0

  package init(buffer: any Buffer) { cases = CaseBuffer(buffer) }

  package func encode(_ record: CaseRecord, at index: CaseIndex) -> [UInt8] {
    Array(Self.text(of: record, number: starts[index.suite] + index.index).utf8)
  }

  package mutating func handle(_ event: RunEvent, encoded: [UInt8], write: ReportWriter) throws {
    switch event {
    case .runStarted(_, let suites):
      for suite in suites {
        starts.append(count + 1)
        count += suite.cases
      }
    case .caseFinished(_, let index):
      finished += 1
      try cases.append(encoded, at: index)
    case .runFinished(let summary):
      func put(_ text: String) throws { try write(.file("results.tap"), Array(text.utf8)) }
      try put("TAP version 14\n1..\(count)\n")
      for suite in starts.indices { try cases.forEach(in: suite) { try write(.file("results.tap"), $0) } }
      try put("# \(Self.escape(summary.headline)) (\(summary.numbers))\n")
      if finished < count {
        try put("Bail out! the run ended after \(finished) of \(count) cases\n")
      } else if summary.conclusion == .interrupted || summary.conclusion == .nothingTested {
        try put("Bail out! \(summary.headline)\n")
      }
    }
  }

  /// A test line, and what was wrong as a YAML block below it.
  static func text(of record: CaseRecord, number: Int) -> String {
    let name = escape(record.id)
    let text = CaseText(record, source: nil)
    switch record.reported {
    case .passed: return "ok \(number) - \(name)\n"
    case .skipped:
      // A known failure is TAP's TODO: it is not ok, and it does not count.
      if record.outcome == .failed {
        return "not ok \(number) - \(name) # TODO \(escape(record.baseline?.words ?? "known"))\n" + block(record, text)
      }
      return "ok \(number) - \(name) # SKIP \(escape(record.reason ?? "no reason"))\n"
    case .failed, .error: return "not ok \(number) - \(name)\n" + block(record, text)
    }
  }

  private static func block(_ record: CaseRecord, _ text: CaseText) -> String {
    var lines = [
      "  ---", "  message: \(quoted(text.headline))", "  severity: \(record.reported == .error ? "error" : "fail")",
    ]
    if let since = record.failingSince { lines.append("  since: \(quoted(since))") }
    for request in record.requests { lines.append("  repeat: \(quoted(request.curl))") }
    return (lines + ["  ..."]).joined(separator: "\n") + "\n"
  }

  /// In a description `#` begins a directive and a backslash escapes (TAP 14, "Escaping").
  private static func escape(_ text: String) -> String {
    TextSanitizer.text(text, limit: 400).replacing("\\", with: "\\\\").replacing("#", with: "\\#")
  }

  /// A YAML scalar in double quotes.
  private static func quoted(_ text: String) -> String {
    let visible = TextSanitizer.text(text.replacing("\n", with: " "), limit: 20_000)
    return "\"" + visible.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
