import AssayJudge
import AssayRun

/// Writes `summary.md`: a run on a page for a CI job's summary; below 1 MiB whatever the run, which is what GitHub takes.
package struct SummaryReporter: Reporter {
  private let stepSummary: String?

  private static let maxCases = 50
  private static let maxEndpoints = 200

  /// - Parameter stepSummary: The file that a CI job shows as its summary, to which the page is appended.
  package init(stepSummary: String? = nil) { self.stepSummary = stepSummary }

  package mutating func handle(_ event: RunEvent, encoded: [UInt8], write: ReportWriter) throws {
    guard case .runFinished(let summary) = event else { return }
    let text = Array(Self.text(of: summary).utf8)
    try write(.file("summary.md"), text)
    if let stepSummary { try write(.log(stepSummary), text) }
  }

  private static func text(of summary: RunSummary) -> String {
    let counts = summary.counts
    let time = Duration.microseconds(summary.microseconds).secondsText
    var lines = ["## \(icon(summary.conclusion)) \(summary.headline)", "", "\(counts.text) in \(time) s", ""]
    let info = summary.header.info
    lines.append(
      "assay \(info.toolVersion), \(info.startedAt), seed \(info.seed)\(info.isStrict ? ", strict" : "")\(info.allowsSkips ? ", skipped cases allowed" : "")"
    )
    if let shard = summary.header.shard { lines.append("shard \(shard.number) of \(shard.count)") }
    lines.append("")
    lines += section("Failures", summary.broken, counts.failed + counts.errors, summary)
    lines += untested("Not tested", summary.untested)
    lines += orphans(summary)
    lines += table(summary)
    lines += section("Known failures", summary.known, counts.known, summary)
    lines += untested("Left out by choice", summary.skips { $0.isChosen })
    return lines.joined(separator: "\n") + "\n"
  }

  private static func icon(_ conclusion: Conclusion) -> String {
    switch conclusion {
    case .passed: "✅"
    case .failed: "❌"
    case .incomplete, .nothingTested, .interrupted: "⚠️"
    }
  }

  private static func section(
    _ title: String, _ cases: [RunSummary.HighlightedCase], _ count: Int, _ summary: RunSummary
  ) -> [String] {
    if cases.isEmpty { return [] }
    var lines = ["### \(title)", ""]
    for highlighted in cases.prefix(maxCases) {
      let record = highlighted.record
      let since = record.failingSince.map { $0 == summary.header.info.startedAt ? ", new" : ", since \($0)" } ?? ""
      let word = record.outcome == .error ? "error" : record.outcome == .passed ? "stale" : "failed"
      lines += [
        "- \(Markdown.code(record.id)) (\(word)\(since))<br>",
        "  \(Markdown.code(CaseText(record, source: nil).headline))",
      ]
      for text in [record.baseline?.words, record.failures.first?.promise].compactMap({ $0 }) {
        lines[lines.count - 1] += "<br>"
        lines.append("  \(Markdown.code(text))")
      }
    }
    if count > maxCases { lines.append("- … \(count - min(maxCases, cases.count)) more in results.json") }
    return lines + [""]
  }

  private static func orphans(_ summary: RunSummary) -> [String] {
    if summary.orphans.isEmpty { return [] }
    return ["### In the baseline and not in the plan", ""]
      + summary.orphans.prefix(maxCases).map { "- \(Markdown.code($0.id))" } + [""]
  }

  private static func table(_ summary: RunSummary) -> [String] {
    var lines = [
      "| endpoint | passed | failed | errors | skipped | known | warnings |",
      "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    // Suites that failed come first, so that a cut drops others.
    let suites = summary.suites.filter(\.counts.isBroken) + summary.suites.filter { !$0.counts.isBroken }
    for suite in suites.prefix(maxEndpoints) {
      let count = suite.counts
      let mark = count.isBroken ? "❌ " : suite.isUntested ? "⚠️ " : ""
      lines.append(
        "| \(mark)\(Markdown.code(suite.header.id)) | \(count.passed) | \(count.failed) | \(count.errors) | \(count.skipped) | \(count.known) | \(count.warnings) |"
      )
    }
    if suites.count > maxEndpoints { lines.append("| … \(suites.count - maxEndpoints) more | | | | | | |") }
    return lines + [""]
  }

  private static func untested(_ title: String, _ list: [Untested]) -> [String] {
    if list.isEmpty { return [] }
    var lines = ["### \(title)", ""] + list.prefix(maxCases).map { "- \(Markdown.code($0.line))" }
    if list.count > maxCases { lines.append("- … \(list.count - maxCases) more reasons in results.json") }
    return lines + [""]
  }
}
