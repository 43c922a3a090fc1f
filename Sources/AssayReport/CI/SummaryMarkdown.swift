import AssayJudge
import AssayRun

/// A run on a page for a CI job's summary; below 1 MiB whatever the run, which is what GitHub takes.
package enum SummaryMarkdown {
  static let maxCases = 50
  static let maxEndpoints = 200

  package static func text(of overview: RunOverview) -> String {
    let counts = overview.counts
    let time = JUnitReport.seconds(.microseconds(overview.microseconds))
    var lines = ["## \(icon(overview.conclusion)) \(overview.headline)", "", "\(counts.text) in \(time) s", ""]
    let info = overview.header.info
    lines.append(
      "assay \(info.toolVersion), \(info.startedAt), seed \(info.seed)\(info.isStrict ? ", strict" : "")\(info.allowsSkips ? ", skipped cases allowed" : "")"
    )
    if let shard = overview.header.shard { lines.append("shard \(shard.number) of \(shard.count)") }
    lines.append("")
    lines += section("Failures", overview.broken, counts.failed + counts.errors, overview)
    lines += untested("Not tested", overview.untested)
    lines += orphans(overview)
    lines += table(overview)
    lines += section("Known failures", overview.known, counts.known, overview)
    lines += untested("Left out by choice", overview.skips { $0.isChosen })
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
    _ title: String, _ cases: [RunOverview.HighlightedCase], _ count: Int, _ overview: RunOverview
  ) -> [String] {
    if cases.isEmpty { return [] }
    var lines = ["### \(title)", ""]
    for highlighted in cases.prefix(maxCases) {
      let record = highlighted.record
      let since = record.failingSince.map { $0 == overview.header.info.startedAt ? ", new" : ", since \($0)" } ?? ""
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

  private static func orphans(_ overview: RunOverview) -> [String] {
    if overview.orphans.isEmpty { return [] }
    return ["### In the baseline and not in the plan", ""]
      + overview.orphans.prefix(maxCases).map { "- \(Markdown.code($0.id))" } + [""]
  }

  private static func table(_ overview: RunOverview) -> [String] {
    var lines = [
      "| endpoint | passed | failed | errors | skipped | known | warnings |",
      "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    // Suites that failed come first, so that a cut drops others.
    let suites = overview.suites.filter(\.counts.isBroken) + overview.suites.filter { !$0.counts.isBroken }
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
