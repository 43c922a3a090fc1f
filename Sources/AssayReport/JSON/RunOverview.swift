import AssayContract
import AssayJudge
import AssayPlan
import AssayRun
import AssaySpec

/// A run in so few values that they fit in memory whatever its size: what summaries, annotations and exit codes need.
package struct RunOverview: Sendable, Hashable {
  /// A case that somebody should look at.
  package struct HighlightedCase: Sendable, Hashable {
    /// The place of its suite in `suites`.
    package var suite: Int
    /// Without its answers.
    package var record: CaseRecord
  }

  package struct Suite: Sendable, Hashable {
    package var header: SuiteHeader
    package var counts = OutcomeCounts()
    /// Why cases were skipped, and how many for each reason; reasons beyond ``maxReasons`` count by their kind.
    package var skips: [SkipReason: Int] = [:]
    /// The cases whose requests the endpoint must accept.
    package var expectedSuccesses = 0
    /// How many of those were judged and, if they passed, answered with a success.
    package var judgedSuccesses = 0
    /// Whether a case broke a promise of the document, and not only our reading of it.
    package var hasBrokenPromise = false

    package init(header: SuiteHeader) { self.header = header }

    /// Whether no request that the endpoint must accept was judged.
    package var isUntested: Bool { expectedSuccesses > 0 && judgedSuccesses == 0 }

    var untestedReason: String { "\(header.id): no request that it must accept was judged" }
  }

  /// A case that failed, for the history.
  package struct Failing: Sendable, Hashable {
    package var id: String
    package var since: String
  }

  package var header: RunHeader
  package var microseconds: Int64 = 0
  package var suites: [Suite]
  /// Cases that break the run, in the plan's order; at most ``maxHighlighted``.
  package var broken: [HighlightedCase] = []
  /// Failures that the baseline knows; at most ``maxHighlighted``.
  package var known: [HighlightedCase] = []
  /// Cases that passed with a warning or after a retry; at most ``maxHighlighted``.
  package var notes: [HighlightedCase] = []
  /// Every case that failed; at most ``maxFailing``.
  package var failing: [Failing] = []
  /// Entries of the baseline that name no case of the plan; only looked for in a run of the whole plan.
  package var orphans: [Baseline.Entry] = []

  package static let maxHighlighted = 200
  package static let maxReasons = 100
  package static let maxFailing = 10_000

  package init(header: RunHeader, suites: [SuiteHeader]) {
    self.header = header
    self.suites = suites.map { Suite(header: $0) }
  }

  package var counts: OutcomeCounts { suites.reduce(into: OutcomeCounts()) { $0 += $1.counts } }

  /// Cases of one endpoint that failed in the same way.
  struct Group: Sendable {
    var suite: Int
    var cases: [CaseRecord]
  }

  /// The cases that break the run, those with one fingerprint together, in the order of the first of each.
  var groups: [Group] {
    var groups: [Group] = []
    var places: [String: Int] = [:]
    for highlighted in broken {
      let record = highlighted.record
      let mark = record.fingerprint ?? "\(record.outcome) \(record.reason ?? "")"
      let key = "\(highlighted.suite) \(mark) \(record.baseline?.state.rawValue ?? "")"
      if let place = places[key] {
        groups[place].cases.append(record)
      } else {
        places[key] = groups.count
        groups.append(Group(suite: highlighted.suite, cases: [record]))
      }
    }
    return groups
  }

  mutating func add(_ record: CaseRecord, suite: Int) {
    suites[suite].counts.count(record)
    if record.expectsSuccess {
      suites[suite].expectedSuccesses += 1
      // A case may pass with another answer that it tolerates, which says nothing of the success.
      let isSuccess = record.statuses.last.map { 200..<300 ~= $0 } ?? false
      if record.outcome == .failed || record.outcome == .passed && isSuccess { suites[suite].judgedSuccesses += 1 }
    }
    switch record.outcome {
    case .failed:
      if !record.failures.isEmpty { suites[suite].hasBrokenPromise = true }
      if failing.count < Self.maxFailing {
        failing.append(Failing(id: record.id, since: record.failingSince ?? header.info.startedAt))
      }
    case .skipped:
      let kind = record.skip ?? .interrupted
      var reason = SkipReason(kind, record.reason ?? "no reason")
      let isKnown = suites[suite].skips[reason] != nil
      if !isKnown, suites[suite].skips.count >= Self.maxReasons {
        reason = SkipReason(kind, "further reasons (\(kind.rawValue))")
      }
      suites[suite].skips[reason, default: 0] += 1
    case .passed, .error: break
    }
    if record.breaksRun {
      Self.note(record, suite, &broken)
    } else if record.baseline?.state == .known {
      Self.note(record, suite, &known)
    } else if record.isFlaky || !record.warnings.isEmpty {
      Self.note(record, suite, &notes)
    }
  }

  /// The overview of a run that is in memory.
  package init(_ results: RunResults) {
    self.init(header: results.header, suites: results.suites.map(\.header))
    for (index, suite) in results.suites.enumerated() { for record in suite.cases { add(record, suite: index) } }
    microseconds = results.microseconds
    sort()
  }

  /// Puts the lists into the plan's order.
  mutating func sort() {
    func isEarlier(_ left: HighlightedCase, _ right: HighlightedCase) -> Bool {
      (left.suite, left.record.index) < (right.suite, right.record.index)
    }
    broken.sort(by: isEarlier)
    known.sort(by: isEarlier)
    notes.sort(by: isEarlier)
  }

  private static func note(_ record: CaseRecord, _ suite: Int, _ list: inout [HighlightedCase]) {
    guard list.count < maxHighlighted else { return }
    var record = record
    record.answers = []
    list.append(HighlightedCase(suite: suite, record: record))
  }
}
