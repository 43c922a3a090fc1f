import AssayJudge

/// How a console is written to: colours, width, how much.
public struct ConsoleStyle: Sendable, Hashable {
  public enum Verbosity: Sendable, Hashable {
    /// The end only, and it only says what is not well.
    case quiet
    case normal
    /// Every case too.
    case verbose
  }

  public enum Color: Int, Sendable, Hashable {
    case red = 31
    case green = 32
    case yellow = 33
    case dim = 2
    case bold = 1
  }

  public var isColored: Bool
  /// How many columns a line may have; `nil` where nobody knows.
  public var columns: Int?
  public var verbosity: Verbosity

  public init(isColored: Bool = false, columns: Int? = nil, verbosity: Verbosity = .normal) {
    self.isColored = isColored
    self.columns = columns
    self.verbosity = verbosity
  }

  /// Whether to colour.
  ///
  /// `NO_COLOR` that is not empty says no (no-color.org); `CLICOLOR_FORCE` other than 0 says yes, `CLICOLOR=0` says no
  /// (bixense.com/clicolors); else a terminal that is not `dumb` is coloured.
  public static func isColored(isTerminal: Bool, environment: (String) -> String?) -> Bool {
    if let value = environment("NO_COLOR"), !value.isEmpty { return false }
    if let value = environment("CLICOLOR_FORCE"), !value.isEmpty, value != "0" { return true }
    if environment("CLICOLOR") == "0" || environment("TERM") == "dumb" { return false }
    return isTerminal
  }

  /// The text in a colour, or as it is.
  public func paint(_ text: String, _ color: Color) -> String {
    isColored ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
  }
}

/// The line that shows on a terminal how far a run is.
public enum ProgressLine {
  /// `79/175 45 %  2 failed  31.2/s  about 3 s left`, as far as the columns reach.
  ///
  /// - Parameters:
  ///   - notWell: How many cases have failed or could not be asked so far.
  ///   - elapsed: Since the first case began.
  public static func text(done: Int, of total: Int, notWell: Int, elapsed: Duration, columns: Int?) -> String {
    var parts = ["\(done)/\(total) \(total > 0 ? done * 100 / total : 100) %"]
    if notWell > 0 { parts.append("\(notWell) not well") }
    let milliseconds = elapsed.components.seconds * 1000 + elapsed.components.attoseconds / 1_000_000_000_000_000
    if done > 0, milliseconds > 0 {
      let tenths = Int64(done) * 10_000 / milliseconds
      parts.append(tenths < 1000 ? "\(tenths / 10).\(tenths % 10)/s" : "\(tenths / 10)/s")
      // Before the first second a rate is a guess.
      if milliseconds >= 1000, done < total {
        parts.append("about \(words(milliseconds * Int64(total - done) / Int64(done) / 1000 + 1)) left")
      }
    }
    // One column stays free: a full line wraps on some terminals and would not be overwritten.
    while parts.count > 1, let columns, parts.joined(separator: "  ").count >= columns { parts.removeLast() }
    let line = parts.joined(separator: "  ")
    return columns.map { String(line.prefix(max(0, $0 - 1))) } ?? line
  }

  /// Seconds as a person says them: `8 s`, `3 min 20 s`, `2 h 5 min`.
  static func words(_ seconds: Int64) -> String {
    switch seconds {
    case ..<60: "\(seconds) s"
    case ..<3600: "\(seconds / 60) min \(seconds % 60) s"
    default: "\(seconds / 3600) h \(seconds % 3600 / 60) min"
    }
  }
}

/// The end of a run's output: what a tired reader needs: how many, which, since when, how to repeat.
public enum RunEnding {
  static let mostCases = 20

  /// - Parameter command: The words of the command that was run, without its choice of cases.
  public static func text(of overview: RunOverview, command: [String], style: ConsoleStyle) -> String {
    var lines: [String] = []
    let tally = overview.tally
    let count = tally.reported.failed + tally.reported.errors
    if count > 0 {
      lines += ["", style.paint("\(count) of \(tally.reported.total) cases are not well:", .red)]
      for notable in overview.broken.prefix(mostCases) { lines += self.lines(of: notable.record, overview, style) }
      if count > mostCases { lines.append("  … \(count - mostCases) more: see results.json") }
    }
    if !overview.orphans.isEmpty {
      lines += ["", style.paint("The baseline lists cases that are not there; take them out (assay baseline update):", .red)]
      lines += overview.orphans.prefix(mostCases).map { "  \($0.id)" }
    }
    if tally.known > 0, style.verbosity != .quiet {
      lines += ["", "\(tally.known) known failures do not count:"]
      for notable in overview.known.prefix(mostCases) {
        lines.append("  \(notable.record.id)\(notable.record.baseline.map { "  until \($0.expires), \($0.owner)" } ?? "")")
      }
    }
    if count > 0 {
      lines += ["", count == 1 ? "Repeat it:" : "Repeat \(count <= 3 ? "them" : "the first three"):"]
      let choice = overview.broken.prefix(3).flatMap { ["--only", $0.record.id] }
      lines.append("  " + (command + choice).map(CurlLine.quote).joined(separator: " "))
    }
    return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
  }

  private static func lines(of record: CaseRecord, _ overview: RunOverview, _ style: ConsoleStyle) -> [String] {
    let word = record.outcome == .error ? "error " : record.outcome == .passed ? "stale " : "failed"
    let isNew = record.failingSince == overview.header.info.startedAt
    let since = record.failingSince.map { isNew ? "  new" : "  since \($0)" } ?? ""
    let headline = CaseText(record, source: nil).headline
    let limit = style.columns.map { max(40, $0 - 5) } ?? 300
    return [
      "  \(style.paint(word, .red)) \(record.id)\(style.paint(since, .dim))", "    \(Visible.text(headline, limit: limit))",
    ] + (record.baseline.map { ["    \($0.words)"] } ?? [])
  }
}
