import AssayJudge

/// A run as workflow commands of GitHub Actions, which show as annotations at the contract's line.
///
/// docs.github.com, "Workflow commands for GitHub Actions". GitHub shows ten errors and ten warnings of a step, so what
/// would be the eleventh is told in the tenth.
package enum GitHubAnnotations {
  package static let most = 10

  package static func text(of overview: RunOverview) -> String {
    let counts = overview.counts
    return conclusion(of: overview) + lines("error", overview.broken, count: counts.failed + counts.errors, overview)
      + lines("warning", overview.known, count: counts.known, overview)
  }

  /// The annotation of a run that did not test everything, or failed by its baseline alone.
  private static func conclusion(of overview: RunOverview) -> String {
    let reasons = overview.untested.prefix(most).map(\.line)
    let message = (["\(overview.headline) (\(overview.numbers))"] + reasons).joined(separator: "\n")
    switch overview.conclusion {
    case .passed: return reasons.isEmpty ? "" : line("notice", "", 1, "assay", message)
    case .failed: return overview.orphans.isEmpty ? "" : line("error", "", 1, "assay", orphans(overview))
    case .nothingTested: return line("error", "", 1, "assay", message)
    case .incomplete, .interrupted: return line("warning", "", 1, "assay", message)
    }
  }

  private static func orphans(_ overview: RunOverview) -> String {
    (["The baseline lists cases that do not exist:"] + overview.orphans.prefix(most).map(\.id)).joined(separator: "\n")
  }

  private static func lines(
    _ command: String, _ cases: [RunOverview.HighlightedCase], count: Int, _ overview: RunOverview
  ) -> String {
    let shown = count > most ? most - 1 : count
    var text = cases.prefix(shown).map { highlighted -> String in
      let suite = overview.suites[highlighted.suite].header
      let message = [CaseText(highlighted.record, source: nil).headline, highlighted.record.baseline?.words].compactMap
      { $0 }
      return line(command, suite.file, suite.line, highlighted.record.id, message.joined(separator: "\n"))
    }.joined()
    if count > shown {
      text += "::\(command) title=assay::\(count - shown) more: see summary.md and results.json\n"
    }
    return text
  }

  static func line(_ command: String, _ file: String, _ line: Int, _ title: String, _ message: String) -> String {
    let place = file.isEmpty ? "" : "file=\(property(file)),line=\(max(1, line)),"
    return "::\(command) \(place)title=\(property(title))::\(data(message))\n"
  }

  /// A message: percent, CR and LF by their codes, as the runner undoes them.
  private static func data(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  /// A property's value: colon and comma too.
  private static func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }

  /// The lines around everything that a provider may have written to: between them the runner obeys no command.
  package static func silence(token: String) -> (begin: String, end: String) {
    ("::stop-commands::\(token)\n", "::\(token)::\n")
  }
}
