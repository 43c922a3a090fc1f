import AssayJudge
public import AssayPlan
import AssayRun
import AssaySpec

/// What a person reads while a run goes on and when it is over.
public struct ConsoleReport: Sendable {
  let isTerminal: Bool
  let style: ConsoleStyle
  let write: @Sendable (String) -> Void

  public init(isTerminal: Bool, style: ConsoleStyle = ConsoleStyle(), write: @escaping @Sendable (String) -> Void) {
    self.isTerminal = isTerminal
    self.style = style
    self.write = write
  }

  public func begin(_ plan: Plan, targets: [String], _ info: RunInfo) {
    if style.verbosity == .quiet { return }
    if plan.caseCount == 0 {
      write("assay \(info.toolVersion): none of the cases falls to this shard\n")
      return
    }
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

  /// Shows how far the run is and how it goes on, on a terminal that somebody wants to look at only.
  ///
  /// - Parameters:
  ///   - notWell: How many cases have failed or could not be asked so far.
  ///   - elapsed: Since the first case began.
  public func progress(done: Int, of total: Int, notWell: Int, elapsed: Duration) {
    guard isTerminal, style.verbosity != .quiet else { return }
    let line = ProgressLine.text(
      done: done, of: total, notWell: notWell, elapsed: elapsed, columns: style.columns)
    write("\r\u{1B}[K" + line)
  }

  /// Tells what came of everything.
  ///
  /// - Parameters:
  ///   - ending: What follows the details and stands before the last lines.
  ///   - summary: The counts in words, when they are more than the report knows.
  public func end(_ report: RunReport, files: [String], ending: String = "", summary: String? = nil) {
    if isTerminal { write("\r\u{1B}[K") }
    let width = report.suites.map(\.endpoint.id.count).max() ?? 0
    if style.verbosity != .quiet {
      for suite in report.suites { write(text(of: suite, width: width)) }
    }
    let tally = report.tally
    write(ending)
    if style.verbosity == .quiet, ending.isEmpty, tally.judged > 0 { return }
    write("\n\(summary ?? Self.words(tally)) in \(JUnitReport.seconds(report.duration)) s\n")
    if tally.judged == 0 {
      write("Nothing was judged: this run says nothing about the providers.\n")
    }
    if style.verbosity != .quiet { for file in files { write("\(file)\n") } }
  }

  /// More details than these of one endpoint nobody reads on a console.
  private static let mostDetails = 20

  private func text(of suite: RunReport.Suite, width: Int) -> String {
    let tally = suite.tally
    let (mark, color): (String, ConsoleStyle.Color) =
      tally.failed > 0
      ? ("FAIL ", .red)
      : tally.errors > 0 ? ("ERROR", .red) : tally.passed == 0 ? ("skip ", .yellow) : ("ok   ", .green)
    let id = suite.endpoint.id
    let space = String(repeating: " ", count: width - id.count)
    var text = "\(style.paint(mark, color)) \(id)\(space)  \(Self.words(tally))\n"
    var reasons: [(reason: String, count: Int)] = []
    var detailed = 0
    for result in suite.results {
      if style.verbosity == .verbose {
        text += "  \(result.verdict.outcome.rawValue) \(result.test.id) \(JUnitReport.seconds(result.duration)) s\n"
      }
      switch result.verdict.outcome {
      case .failed, .error:
        detailed += 1
        if detailed <= Self.mostDetails { text += Self.details(of: result, target: suite.target) }
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
    if detailed > Self.mostDetails { text += "  … \(detailed - Self.mostDetails) more: see results.json\n" }
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
