import AssayJudge
import AssayRun

/// Prints a run as workflow commands of GitHub Actions, which show as annotations at the line of the promise that broke.
///
/// docs.github.com, "Workflow commands for GitHub Actions". GitHub shows ten errors and ten warnings of a step, so an
/// eleventh is counted in the tenth.
package struct GitHubReporter: Reporter {
  /// Between the first line and the last, which have it, GitHub obeys no command that a provider may have written.
  private let token: String

  private static let maxLines = 10

  /// - Parameter token: A word that no provider can guess.
  package init(token: String) { self.token = token }

  package mutating func handle(_ event: RunEvent, encoded: [UInt8], write: ReportWriter) throws {
    switch event {
    case .runStarted: try write(.console, Array("::stop-commands::\(token)\n".utf8))
    case .caseFinished: break
    case .runFinished(let summary): try write(.console, Array("::\(token)::\n\(Self.text(of: summary))".utf8))
    }
  }

  private static func text(of summary: RunSummary) -> String {
    let counts = summary.counts
    return conclusion(of: summary) + lines("error", summary.broken, count: counts.failed + counts.errors, summary)
      + lines("warning", summary.known, count: counts.known, summary)
  }

  /// The annotation of a run that did not test everything, or failed by its baseline alone.
  private static func conclusion(of summary: RunSummary) -> String {
    let reasons = summary.untested.prefix(maxLines).map(\.line)
    let message = (["\(summary.headline) (\(summary.numbers))"] + reasons).joined(separator: "\n")
    switch summary.conclusion {
    case .passed: return reasons.isEmpty ? "" : line("notice", "", 1, "assay", message)
    case .failed: return summary.orphans.isEmpty ? "" : line("error", "", 1, "assay", orphans(summary))
    case .nothingTested: return line("error", "", 1, "assay", message)
    case .incomplete, .interrupted: return line("warning", "", 1, "assay", message)
    }
  }

  private static func orphans(_ summary: RunSummary) -> String {
    (["The baseline lists cases that do not exist:"] + summary.orphans.prefix(maxLines).map(\.id)).joined(
      separator: "\n")
  }

  private static func lines(
    _ command: String, _ cases: [RunSummary.HighlightedCase], count: Int, _ summary: RunSummary
  ) -> String {
    let shown = count > maxLines ? maxLines - 1 : count
    var text = cases.prefix(shown).map { highlighted -> String in
      let suite = summary.suites[highlighted.suite].header
      let message = [CaseText(highlighted.record, source: nil).headline, highlighted.record.baseline?.words].compactMap
      { $0 }
      let source = suite.source(of: highlighted.record)
      return line(command, source.file, source.line, highlighted.record.id, message.joined(separator: "\n"))
    }.joined()
    if count > shown {
      text += "::\(command) title=assay::\(count - shown) more: see summary.md and results.json\n"
    }
    return text
  }

  private static func line(_ command: String, _ file: String, _ line: Int, _ title: String, _ message: String) -> String
  {
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
}
