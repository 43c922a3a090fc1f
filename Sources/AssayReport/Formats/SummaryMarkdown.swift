import AssayJudge
import AssayRun

/// A run on a page for a CI job's summary; below 1 MiB whatever the run, which is what GitHub takes.
public enum SummaryMarkdown {
  static let mostCases = 50
  static let mostEndpoints = 200

  public static func text(of overview: RunOverview) -> String {
    let tally = overview.tally
    let time = JUnitReport.seconds(.microseconds(overview.microseconds))
    var lines = ["## \(verdict(overview))", "", "\(tally.words) in \(time) s", ""]
    let info = overview.header.info
    lines.append(
      "assay \(info.toolVersion), \(info.startedAt), seed \(info.seed)\(info.isStrict ? ", strict" : "")\(info.isCutOff ? ", cut off before its end" : "")"
    )
    if let shard = overview.header.shard { lines.append("shard \(shard.number) of \(shard.count)") }
    lines.append("")
    lines += section("Not well", overview.broken, tally.reported.failed + tally.reported.errors, overview)
    lines += orphans(overview)
    lines += table(overview)
    lines += section("Known failures", overview.known, tally.known, overview)
    lines += skips(overview)
    return lines.joined(separator: "\n") + "\n"
  }

  static func verdict(_ overview: RunOverview) -> String {
    let tally = overview.tally.reported
    if overview.tally.outcomes.judged == 0 { return "⚠️ Nothing was judged" }
    if tally.failed > 0 { return "❌ \(tally.failed) of \(tally.total) cases broke a contract" }
    if tally.errors > 0 { return "❌ \(tally.errors) of \(tally.total) cases could not be asked" }
    if !overview.orphans.isEmpty { return "❌ The baseline lists cases that are not there" }
    return "✅ Every contract was kept"
  }

  private static func section(
    _ title: String, _ cases: [RunOverview.Notable], _ count: Int, _ overview: RunOverview
  ) -> [String] {
    if cases.isEmpty { return [] }
    var lines = ["### \(title)", ""]
    for notable in cases.prefix(mostCases) {
      let record = notable.record
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
    if count > mostCases { lines.append("- … \(count - min(mostCases, cases.count)) more in results.json") }
    return lines + [""]
  }

  private static func orphans(_ overview: RunOverview) -> [String] {
    if overview.orphans.isEmpty { return [] }
    return ["### In the baseline and not in the plan", ""]
      + overview.orphans.prefix(mostCases).map { "- \(Markdown.code($0.id))" } + [""]
  }

  private static func table(_ overview: RunOverview) -> [String] {
    var lines = [
      "| endpoint | passed | failed | errors | skipped | warnings |", "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    // Those that are not well come first, so that a cut takes the others.
    let suites = overview.suites.filter(\.tally.isBroken) + overview.suites.filter { !$0.tally.isBroken }
    for suite in suites.prefix(mostEndpoints) {
      let count = suite.tally.outcomes
      let mark = suite.tally.isBroken ? "❌ " : ""
      lines.append(
        "| \(mark)\(Markdown.code(suite.header.id)) | \(count.passed) | \(count.failed) | \(count.errors) | \(count.skipped) | \(count.warnings) |"
      )
    }
    if suites.count > mostEndpoints { lines.append("| … \(suites.count - mostEndpoints) more | | | | | |") }
    return lines + [""]
  }

  private static func skips(_ overview: RunOverview) -> [String] {
    var reasons: [String: Int] = [:]
    for suite in overview.suites { reasons.merge(suite.skips, uniquingKeysWith: +) }
    if reasons.isEmpty { return [] }
    let sorted = reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return ["### Not asked", ""] + sorted.prefix(mostCases).map { "- \($0.value): \(Markdown.code($0.key))" } + [""]
  }
}
