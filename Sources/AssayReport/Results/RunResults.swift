public import AssayRun

/// A whole run as `results.json` holds it.
public struct RunResults: Sendable, Hashable {
  public struct Suite: Sendable, Hashable {
    public var header: SuiteHeader
    /// In the plan's order.
    public var cases: [CaseRecord]

    public init(header: SuiteHeader, cases: [CaseRecord]) {
      self.header = header
      self.cases = cases
    }
  }

  public var header: RunHeader
  /// From the start of the run to its end, in microseconds.
  public var microseconds: Int64
  public var suites: [Suite]

  /// The name that stands in the file's member `schema`.
  public static let schemaName = "assay-results"
  /// The version of the format; a reader takes its own and no other.
  public static let version = 1

  /// The largest whole number that every reader of JSON takes: 285 years.
  public static let mostMicroseconds: Int64 = (1 << 53) - 1

  public init(header: RunHeader, microseconds: Int64, suites: [Suite]) {
    self.header = header
    self.microseconds = microseconds
    self.suites = suites
  }

  public var cases: [CaseRecord] { suites.flatMap(\.cases) }

  /// How long each case took that was asked, by id.
  public var times: [String: Duration] {
    var times: [String: Duration] = [:]
    for suite in suites {
      for record in suite.cases where record.outcome == .passed || record.outcome == .failed {
        times[record.id] = record.duration
      }
    }
    return times
  }
}

/// How many cases came to what, and what a reader must know besides.
public struct RecordTally: Sendable, Hashable {
  /// By outcome: what the providers did, whatever a baseline says.
  public var outcomes = Tally()
  /// As reports count: see ``CaseRecord/reported``.
  public var reported = Tally()
  public var known = 0
  public var stale = 0
  public var flaky = 0
  public var microseconds: Int64 = 0

  public init() {}

  public mutating func count(_ record: CaseRecord) {
    outcomes.count(record.outcome, warnings: record.warnings.count)
    reported.count(record.reported, warnings: record.warnings.count)
    if record.baseline?.state == .known { known += 1 }
    if record.baseline?.state == .stale { stale += 1 }
    if record.isFlaky { flaky += 1 }
    microseconds += record.microseconds
  }

  public static func += (left: inout RecordTally, right: RecordTally) {
    left.outcomes += right.outcomes
    left.reported += right.reported
    left.known += right.known
    left.stale += right.stale
    left.flaky += right.flaky
    left.microseconds += right.microseconds
  }

  /// Whether some case breaks the run.
  public var isBroken: Bool { reported.failed + reported.errors > 0 }

  /// `26 passed, 1 failed, 0 errors, 2 skipped`, and what else there is.
  public var words: String {
    let shown = outcomes
    var words = [
      "\(shown.passed) passed", "\(shown.failed) failed", "\(shown.errors) errors", "\(shown.skipped) skipped",
    ]
    if shown.warnings > 0 { words.append("\(shown.warnings) warnings") }
    if flaky > 0 { words.append("\(flaky) flaky") }
    if known > 0 { words.append("\(known) of the failed known") }
    if stale > 0 { words.append("\(stale) passed that the baseline lists") }
    return words.joined(separator: ", ")
  }
}
