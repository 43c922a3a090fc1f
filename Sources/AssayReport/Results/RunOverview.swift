import AssayJudge
import AssayRun

/// A run in so few values that they fit in memory whatever its size: what summaries, annotations and exit codes need.
public struct RunOverview: Sendable, Hashable {
  /// A case that somebody should look at.
  public struct Notable: Sendable, Hashable {
    /// The place of its suite in `suites`.
    public var suite: Int
    /// Without its answers.
    public var record: CaseRecord
  }

  public struct Suite: Sendable, Hashable {
    public var header: SuiteHeader
    public var tally = RecordTally()
    /// Why cases were skipped, and how many for each reason; at most ``mostReasons`` reasons.
    public var skips: [String: Int] = [:]
  }

  /// A case that is not well, for the history.
  public struct Failing: Sendable, Hashable {
    public var id: String
    public var since: String
  }

  public var header: RunHeader
  public var microseconds: Int64 = 0
  public var suites: [Suite]
  /// Cases that break the run, in the plan's order; at most ``mostNotable``.
  public var broken: [Notable] = []
  /// Failures that the baseline knows; at most ``mostNotable``.
  public var known: [Notable] = []
  /// Cases that passed with a warning or after a retry; at most ``mostNotable``.
  public var notes: [Notable] = []
  /// Every case that failed or could not be asked; at most ``mostFailing``.
  public var failing: [Failing] = []
  /// Entries of the baseline that name no case of the plan; only looked for in a run of the whole plan.
  public var orphans: [Baseline.Entry] = []

  public static let mostNotable = 200
  public static let mostReasons = 100
  public static let mostFailing = 10_000

  public init(header: RunHeader, suites: [SuiteHeader]) {
    self.header = header
    self.suites = suites.map { Suite(header: $0) }
  }

  public var tally: RecordTally { suites.reduce(into: RecordTally()) { $0 += $1.tally } }

  /// Whether the run is to end with an error.
  public var isBroken: Bool { tally.isBroken || !orphans.isEmpty }

  /// Cases of one endpoint that are not well in the same way.
  struct Group: Sendable {
    var suite: Int
    var cases: [CaseRecord]
  }

  /// The cases that break the run, those with one fingerprint together, in the order of the first of each.
  var groups: [Group] {
    var groups: [Group] = []
    var places: [String: Int] = [:]
    for notable in broken {
      let record = notable.record
      let mark = record.fingerprint ?? "\(record.outcome) \(record.reason ?? "")"
      let key = "\(notable.suite) \(mark) \(record.baseline?.state.rawValue ?? "")"
      if let place = places[key] {
        groups[place].cases.append(record)
      } else {
        places[key] = groups.count
        groups.append(Group(suite: notable.suite, cases: [record]))
      }
    }
    return groups
  }

  mutating func add(_ record: CaseRecord, suite: Int) {
    suites[suite].tally.count(record)
    switch record.outcome {
    case .failed, .error:
      if failing.count < Self.mostFailing {
        failing.append(Failing(id: record.id, since: record.failingSince ?? header.info.startedAt))
      }
    case .skipped:
      let reason = record.reason ?? "no reason"
      if suites[suite].skips[reason] != nil || suites[suite].skips.count < Self.mostReasons {
        suites[suite].skips[reason, default: 0] += 1
      }
    case .passed: break
    }
    if record.breaksRun {
      Self.note(record, suite, &broken)
    } else if record.baseline?.state == .known {
      Self.note(record, suite, &known)
    } else if record.isFlaky || !record.warnings.isEmpty {
      Self.note(record, suite, &notes)
    }
  }

  /// Puts the lists into the plan's order.
  mutating func sort() {
    func isEarlier(_ left: Notable, _ right: Notable) -> Bool {
      (left.suite, left.record.index) < (right.suite, right.record.index)
    }
    broken.sort(by: isEarlier)
    known.sort(by: isEarlier)
    notes.sort(by: isEarlier)
  }

  private static func note(_ record: CaseRecord, _ suite: Int, _ list: inout [Notable]) {
    guard list.count < mostNotable else { return }
    var record = record
    record.answers = []
    list.append(Notable(suite: suite, record: record))
  }
}
