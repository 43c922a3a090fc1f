import AssayJudge
public import AssayPlan
import AssayRun
import AssaySpec

/// What a person reads while a run goes on and when it is over.
public struct ConsoleReport: Sendable {
  let isTerminal: Bool
  let write: @Sendable (String) -> Void

  public init(isTerminal: Bool, write: @escaping @Sendable (String) -> Void) {
    self.isTerminal = isTerminal
    self.write = write
  }

  public func begin(_ plan: Plan, targets: [String], _ info: RunInfo) {
    var names: [String] = []
    for target in targets where !names.contains(target) { names.append(target) }
    write(
      "assay \(info.toolVersion): \(plan.caseCount) cases of \(plan.suites.count) endpoints at \(names.joined(separator: ", "))\n"
    )
  }

  /// Shows how far the run is, on a terminal only.
  public func progress(done: Int, of total: Int) {
    if isTerminal { write("\r\(done)/\(total)") }
  }

  public func end(_ report: RunReport, files: [String]) {
    if isTerminal { write("\r\u{1B}[K") }
    let width = report.suites.map(\.endpoint.id.count).max() ?? 0
    for suite in report.suites { write(Self.text(of: suite, width: width)) }
    let tally = report.tally
    write("\n\(Self.words(tally)) in \(JUnitReport.seconds(report.duration)) s\n")
    if tally.judged == 0 {
      write("Nothing was judged: this run says nothing about the providers.\n")
    }
    for file in files { write("\(file)\n") }
  }

  private static func text(of suite: RunReport.Suite, width: Int) -> String {
    let tally = suite.tally
    let mark = tally.failed > 0 ? "FAIL " : tally.errors > 0 ? "ERROR" : tally.passed == 0 ? "skip " : "ok   "
    let id = suite.endpoint.id
    var text = "\(mark) \(id)\(String(repeating: " ", count: width - id.count))  \(words(tally))\n"
    var reasons: [(reason: String, count: Int)] = []
    for result in suite.results {
      switch result.verdict.outcome {
      case .failed, .error: text += details(of: result, target: suite.target)
      case .skipped:
        let reason = result.verdict.reason ?? "no reason"
        if let known = reasons.firstIndex(where: { $0.reason == reason }) {
          reasons[known].count += 1
        } else {
          reasons.append((reason, 1))
        }
      case .passed:
        for warning in result.verdict.warnings {
          text += "  warning \(result.test.id)\n    \(warning.code): \(Visible.text(warning.message, limit: 300))\n"
        }
      }
    }
    for (reason, count) in reasons { text += "  \(count) skipped: \(Visible.text(reason, limit: 300))\n" }
    return text
  }

  private static func details(of result: CaseResult, target: String) -> String {
    var lines = ["  \(result.verdict.outcome == .error ? "error" : "failed") \(result.test.id)"]
    lines.append("    a request \(result.test.summary)")
    if let reason = result.verdict.reason { lines.append("    \(Visible.text(reason, limit: 300))") }
    for violation in result.verdict.violations {
      lines += CaseText.lines(for: violation).map { "    \($0)" }
    }
    lines.append("    \(CurlLine.text(for: result.test.request, target: target))")
    return lines.joined(separator: "\n") + "\n"
  }

  /// `26 passed, 1 failed, 0 errors, 2 skipped`, and warnings when there are some.
  private static func words(_ tally: Tally) -> String {
    "\(tally.passed) passed, \(tally.failed) failed, \(tally.errors) errors, \(tally.skipped) skipped"
      + (tally.warnings > 0 ? ", \(tally.warnings) warnings" : "")
  }
}
