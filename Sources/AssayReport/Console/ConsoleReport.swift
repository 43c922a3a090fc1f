import AssayContract
import AssayJudge
import AssayPlan
import AssayRun
import AssaySpec

/// What a person reads while a run goes on and when it is over.
package struct ConsoleReport: Sendable {
  let isTerminal: Bool
  let style: ConsoleStyle
  let write: @Sendable (String) -> Void

  package init(isTerminal: Bool, style: ConsoleStyle = ConsoleStyle(), write: @escaping @Sendable (String) -> Void) {
    self.isTerminal = isTerminal
    self.style = style
    self.write = write
  }

  package func begin(_ plan: Plan, targets: [String], _ info: RunInfo) {
    if style.verbosity == .quiet { return }
    if plan.caseCount == 0 {
      write("assay \(info.toolVersion): none of the cases falls to this shard\n")
      return
    }
    let count = plan.caseCount == 1 ? "1 case" : "\(plan.caseCount) cases"
    var names: [String] = []
    for target in targets where !names.contains(target) { names.append(target) }
    write(
      "assay \(info.toolVersion): \(count) of \(Formatting.count(plan.suites.count, "endpoint")) at \(names.joined(separator: ", "))\n"
    )
  }

  /// Shows how far the run is and how it goes on: a line that changes on a terminal, now and then a new one elsewhere.
  ///
  /// - Parameters:
  ///   - notWell: How many cases have failed or could not be asked so far.
  ///   - elapsed: Since the first case began.
  package func progress(done: Int, of total: Int, notWell: Int, elapsed: Duration) {
    if style.verbosity == .quiet { return }
    let line = ProgressLine.text(
      done: done, of: total, notWell: notWell, elapsed: elapsed, columns: isTerminal ? style.columns : nil)
    write(isTerminal ? "\r\u{1B}[K" + line : line + "\n")
  }

  /// How long a progress line stands before the next: as often as a person sees a change on a terminal, and elsewhere so
  /// seldom that a short run has none and the log of a long one stays short.
  package var progressInterval: Duration { isTerminal ? .milliseconds(100) : .seconds(10) }

  /// Tells a case as it finishes, to those who want every one.
  package func tell(_ record: CaseRecord) {
    guard style.verbosity == .verbose else { return }
    write(
      "\(isTerminal ? "\r\u{1B}[K" : "")  \(record.outcome.rawValue) \(record.id) \(JUnitReport.seconds(record.duration)) s\n"
    )
  }

  /// Tells what came of everything.
  ///
  /// - Parameters:
  ///   - ending: What follows the details and stands before the last lines.
  package func end(_ overview: RunOverview, files: [String], ending: String = "") {
    if isTerminal { write("\r\u{1B}[K") }
    let width = overview.suites.map(\.header.id.count).max() ?? 0
    if style.verbosity != .quiet {
      let details = Dictionary(grouping: overview.broken + overview.known, by: \.suite)
      let notes = Dictionary(grouping: overview.notes, by: \.suite)
      for (index, suite) in overview.suites.enumerated() {
        write(text(of: suite, details: details[index] ?? [], notes: notes[index] ?? [], width: width))
      }
    }
    write(ending)
    if style.verbosity == .quiet, ending.isEmpty, overview.conclusion == .passed { return }
    let color: ConsoleStyle.Color =
      switch overview.conclusion {
      case .passed: .green
      case .failed: .red
      case .incomplete, .nothingTested, .interrupted: .yellow
      }
    write("\n\(style.paint(overview.headline, color))\n")
    write("\(overview.counts.text) in \(JUnitReport.seconds(.microseconds(overview.microseconds))) s\n")
    if style.verbosity != .quiet { for file in files { write("\(file)\n") } }
  }

  /// More details than these of one endpoint nobody reads on a console.
  private static let maxDetails = 20

  private func text(
    of suite: RunOverview.Suite, details: [RunOverview.HighlightedCase], notes: [RunOverview.HighlightedCase],
    width: Int
  ) -> String {
    let counts = suite.counts
    let (mark, color): (String, ConsoleStyle.Color) =
      counts.failed > 0
      ? ("FAIL ", .red)
      : counts.errors > 0
        ? ("ERROR", .red)
        : counts.judged == 0
          ? ("skip ", .yellow) : suite.isUntested ? ("part ", .yellow) : ("ok   ", .green)
    let id = suite.header.id
    let space = String(repeating: " ", count: width - id.count)
    var text = "\(style.paint(mark, color)) \(id)\(space)  \(counts.text)\n"
    // What the baseline lists and passed has nothing to show.
    let troubled = details.filter { $0.record.outcome != .passed }.sorted { $0.record.index < $1.record.index }
    for highlighted in troubled.prefix(Self.maxDetails) { text += Self.details(of: highlighted.record) }
    let rest = counts.failed - counts.stale + counts.errors + counts.known - min(troubled.count, Self.maxDetails)
    if rest > 0 { text += "  … \(rest) more: see results.json\n" }
    let warned = notes.map(\.record).filter { !$0.warnings.isEmpty }
    for record in warned.prefix(Self.maxDetails) {
      for warning in record.warnings {
        text += "  warning \(record.id)\n    \(warning.code): \(TextSanitizer.text(warning.message, limit: 300))\n"
      }
    }
    if warned.count > Self.maxDetails { text += "  … warnings of further cases: see results.json\n" }
    return text
  }

  private static func details(of record: CaseRecord) -> String {
    var lines = ["  \(record.outcome == .error ? "error" : "failed") \(record.id)"]
    lines.append("    a request \(record.summary)")
    if let reason = record.reason { lines.append("    \(TextSanitizer.text(reason, limit: 300))") }
    for var violation in record.violations {
      violation.excerpt = nil
      lines += CaseText.lines(for: violation).map { "    \($0)" }
    }
    if let request = record.request { lines.append("    \(request.curl)") }
    return lines.joined(separator: "\n") + "\n"
  }
}
