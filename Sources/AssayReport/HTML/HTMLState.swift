import AssayRun

/// The result of a case, a cell or a whole run, shown by a symbol, a word and a colour, never by the colour alone.
enum HTMLState: Int, Comparable {
  case failed, error, incomplete, known, warned, skipped, passed

  init(_ counts: OutcomeCounts) {
    self =
      counts.failed > 0
      ? .failed
      : counts.errors > 0
        ? .error
        : counts.judged == 0 ? .skipped : counts.known > 0 ? .known : counts.warnings > 0 ? .warned : .passed
  }

  /// The state of a whole run.
  init(_ summary: RunSummary) {
    switch summary.conclusion {
    case .passed: self = .passed
    case .failed: self = summary.counts.failed == 0 && summary.orphans.isEmpty ? .error : .failed
    case .incomplete, .nothingTested, .interrupted: self = .incomplete
    }
  }

  var symbol: String {
    switch self {
    case .failed: "✗"
    case .error: "!"
    case .incomplete: "◐"
    case .known: "≈"
    case .warned: "△"
    case .skipped: "–"
    case .passed: "✓"
    }
  }

  var word: String {
    switch self {
    case .failed: "failed"
    case .error: "error"
    case .incomplete: "incomplete"
    case .known: "known failure"
    case .warned: "passed with warnings"
    case .skipped: "skipped"
    case .passed: "passed"
    }
  }

  /// The class that the style sheet colours.
  var name: String {
    switch self {
    case .failed: "failed"
    case .error: "error"
    case .incomplete, .known, .warned: "warned"
    case .skipped: "skipped"
    case .passed: "passed"
    }
  }

  /// How many cases have this result.
  func count(in counts: OutcomeCounts) -> Int {
    switch self {
    case .failed: counts.failed
    case .error: counts.errors
    case .skipped: counts.skipped
    case .known: counts.known
    case .incomplete, .warned, .passed: counts.passed
    }
  }

  static func < (left: HTMLState, right: HTMLState) -> Bool { left.rawValue < right.rawValue }
}
