import AssayJudge
import AssayRun

/// The end of a run's output: how many cases failed, which, since when, how to repeat them, and what was not tested.
package enum RunEnding {
  static let maxGroups = 20
  static let maxIDs = 3

  /// The text, empty when there is nothing that a reader must know; it begins with an empty line.
  ///
  /// - Parameter command: The line that sends the cases with these ids again.
  package static func text(
    of summary: RunSummary, command: (_ ids: [String]) -> String, style: ConsoleStyle
  ) -> String {
    var lines: [String] = []
    let counts = summary.counts
    let count = counts.failed + counts.errors
    if count > 0 {
      let what =
        counts.errors == 0 ? "failed" : counts.failed == 0 ? "could not be judged" : "failed or could not be judged"
      lines += ["", style.paint("\(count) of \(Formatting.count(counts.total, "case")) \(what):", .red)]
      let groups = summary.groups
      for group in groups.prefix(maxGroups) { lines += self.lines(of: group, summary, style) }
      let shown = groups.prefix(maxGroups).reduce(0) { $0 + $1.cases.count }
      if count > shown { lines.append("  … \(count - shown) cases more: see results.json") }
    }
    if !summary.orphans.isEmpty {
      let title = "The baseline lists cases that do not exist; take them out of the file:"
      lines += ["", style.paint(title, .red)] + summary.orphans.prefix(maxGroups).map { "  \($0.id)" }
      if summary.orphans.count > maxGroups { lines.append("  … \(summary.orphans.count - maxGroups) more") }
    }
    if counts.known > 0, style.verbosity != .quiet {
      lines += ["", "\(Formatting.count(counts.known, "known failure")), which the baseline lists:"]
      for highlighted in summary.known.prefix(maxGroups) {
        let until = highlighted.record.baseline.map { "  until \($0.expires), \(TextSanitizer.text($0.owner))" } ?? ""
        lines.append("  \(highlighted.record.id)\(until)")
      }
      if counts.known > maxGroups { lines.append("  … \(counts.known - maxGroups) more") }
    }
    lines += untested("Not tested:", summary.untested, style)
    if style.verbosity != .quiet { lines += untested("Left out by choice:", summary.skips { $0.isChosen }, style) }
    if count > 0 {
      // One of each group is enough to see what is wrong.
      let firsts = summary.groups.prefix(maxIDs).compactMap(\.cases.first)
      lines += ["", firsts.count < count ? "Repeat the first of them:" : count == 1 ? "Repeat it:" : "Repeat them:"]
      lines.append("  " + command(firsts.map(\.id)))
    }
    return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
  }

  private static func untested(_ title: String, _ list: [Untested], _ style: ConsoleStyle) -> [String] {
    if list.isEmpty { return [] }
    var lines = ["", style.paint(title, .yellow)]
    lines += list.prefix(maxGroups).map { "  \(TextSanitizer.text($0.line, limit: 600))" }
    if list.count > maxGroups { lines.append("  … \(Formatting.count(list.count - maxGroups, "more reason"))") }
    return lines
  }

  private static func lines(
    of group: RunSummary.Group, _ summary: RunSummary, _ style: ConsoleStyle
  ) -> [String] {
    let first = group.cases[0]
    let word = first.outcome == .error ? "error " : first.outcome == .passed ? "stale " : "failed"
    let limit = style.columns.map { max(40, $0 - 5) } ?? 300
    var lines = group.cases.prefix(maxIDs).map { record -> String in
      let isNew = record.failingSince == summary.header.info.startedAt
      let since = record.failingSince.map { isNew ? "  new" : "  since \($0)" } ?? ""
      return "  \(style.paint(word, .red)) \(record.id)\(style.paint(since, .dim))"
    }
    if group.cases.count > maxIDs { lines.append("         and \(group.cases.count - maxIDs) more in the same way") }
    lines.append("    \(TextSanitizer.text(CaseText(first, source: nil).headline, limit: limit))")
    if let baseline = first.baseline { lines.append("    \(TextSanitizer.text(baseline.words, limit: 400))") }
    return lines
  }
}
