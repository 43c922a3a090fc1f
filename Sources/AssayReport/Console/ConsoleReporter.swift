import AssayJudge
import AssayPlan
import AssayRun

/// Prints a run for a person, while it goes on and when it is over.
package struct ConsoleReporter: Reporter {
  /// How much is printed.
  package enum Scope: Sendable {
    /// Progress, every endpoint and the end.
    case run
    /// The end of a run that was put together of so many shards.
    case merged(shards: Int)
    /// The conclusion of a run that was read from its journal.
    case rebuilt
  }

  let isTerminal: Bool
  let style: ConsoleStyle
  let scope: Scope
  /// The line that sends the cases with these ids again.
  let rerun: @Sendable (_ ids: [String]) -> String
  /// The paths of the reports that were written.
  let files: @Sendable () -> [String]
  private let now: @Sendable () -> Duration
  private let started: Duration
  /// The time between two lines of progress.
  private let interval: Duration
  /// When the last one was printed, since the run began.
  private var lastLine = Duration.zero
  private var total = 0
  private var finished = 0
  private var failed = 0

  /// - Parameter now: A clock for the progress.
  package init(
    isTerminal: Bool, style: ConsoleStyle = ConsoleStyle(), scope: Scope = .run,
    rerun: @escaping @Sendable (_ ids: [String]) -> String = { _ in "" },
    files: @escaping @Sendable () -> [String] = { [] }, now: @escaping @Sendable () -> Duration = { .zero }
  ) {
    self.isTerminal = isTerminal
    self.style = style
    self.scope = scope
    self.rerun = rerun
    self.files = files
    self.now = now
    started = now()
    // As often as a person sees a change on a terminal, and elsewhere so seldom that a log stays short.
    interval = isTerminal ? .milliseconds(100) : .seconds(10)
  }

  package mutating func handle(_ event: RunEvent, encoded: [UInt8], write: ReportWriter) throws {
    let text: String
    switch (event, scope) {
    case (.runStarted(let header, let suites), .run): text = begin(header, suites)
    case (.caseFinished(let record, _), .run): text = progress(record)
    case (.runStarted, _), (.caseFinished, _): return
    case (.runFinished(let summary), .run): text = table(summary) + end(summary)
    case (.runFinished(let summary), .merged): text = end(summary)
    case (.runFinished(let summary), .rebuilt): text = "\(summary.headline)\n\(summary.counts.text)\n" + paths
    }
    if !text.isEmpty { try write(.console, Array(text.utf8)) }
  }

  private mutating func begin(_ header: RunHeader, _ suites: [SuiteHeader]) -> String {
    total = suites.reduce(0) { $0 + $1.cases }
    if style.verbosity == .quiet { return "" }
    if total == 0 { return "assay \(header.info.toolVersion): none of the cases falls to this shard\n" }
    let count = total == 1 ? "1 case" : "\(total) cases"
    var targets: [String] = []
    for suite in suites where !targets.contains(suite.target) { targets.append(suite.target) }
    return
      "assay \(header.info.toolVersion): \(count) of \(Formatting.count(suites.count, "endpoint")) at \(targets.joined(separator: ", "))\n"
  }

  /// A finished case, for those who want every one, and now and then how far the run is: a line that changes on a
  /// terminal, a new one elsewhere.
  private mutating func progress(_ record: CaseRecord) -> String {
    finished += 1
    if record.outcome == .failed || record.outcome == .error { failed += 1 }
    let clear = isTerminal ? Self.clearLine : ""
    var text = ""
    if style.verbosity == .verbose {
      text = "\(clear)  \(record.outcome.rawValue) \(record.id) \(record.duration.secondsText) s\n"
    }
    let elapsed = now() - started
    guard elapsed - lastLine >= interval, style.verbosity != .quiet else { return text }
    lastLine = elapsed
    let line = ProgressLine.text(
      done: finished, of: total, failed: failed, elapsed: elapsed, columns: isTerminal ? style.columns : nil)
    return text + (isTerminal ? clear + line : line + "\n")
  }

  private static let clearLine = "\r\u{1B}[K"

  /// A line for each endpoint, and its failures below it.
  private func table(_ summary: RunSummary) -> String {
    var lines = isTerminal ? Self.clearLine : ""
    if style.verbosity == .quiet { return lines }
    let width = summary.suites.map(\.header.id.count).max() ?? 0
    let details = Dictionary(grouping: summary.broken + summary.known, by: \.suite)
    let notes = Dictionary(grouping: summary.notes, by: \.suite)
    for (index, suite) in summary.suites.enumerated() {
      lines += text(of: suite, details: details[index] ?? [], notes: notes[index] ?? [], width: width)
    }
    return lines
  }

  private func end(_ summary: RunSummary) -> String {
    let ending = RunEnding.text(of: summary, command: rerun, style: style)
    if style.verbosity == .quiet, ending.isEmpty, summary.conclusion == .passed { return "" }
    let color: ConsoleStyle.Color =
      switch summary.conclusion {
      case .passed: .green
      case .failed: .red
      case .incomplete, .nothingTested, .interrupted: .yellow
      }
    let time =
      if case .merged(let shards) = scope { "\(shards) shards" } else {
        "\(Duration.microseconds(summary.microseconds).secondsText) s"
      }
    return "\(ending)\n\(style.paint(summary.headline, color))\n\(summary.counts.text) in \(time)\n"
      + (style.verbosity == .quiet ? "" : paths)
  }

  private var paths: String { files().map { "\($0)\n" }.joined() }

  /// How many cases of one endpoint are printed in full.
  private static let maxDetails = 20

  private func text(
    of suite: RunSummary.Suite, details: [RunSummary.HighlightedCase], notes: [RunSummary.HighlightedCase],
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
    lines.append("    \(record.words)")
    if let reason = record.reason { lines.append("    \(TextSanitizer.text(reason, limit: 300))") }
    for var violation in record.violations {
      violation.excerpt = nil
      lines += CaseText.lines(for: violation).map { "    \($0)" }
    }
    lines += record.requests.map { "    \($0.curl)" }
    return lines.joined(separator: "\n") + "\n"
  }
}
