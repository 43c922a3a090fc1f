import AssayPlan

/// The result of a run: counts, the cases that need attention, and the conclusion.
///
/// Its size does not grow with the number of cases. Reports, annotations and the exit status all take the conclusion from
/// here.
package struct RunSummary: Sendable {
  /// A case that needs attention.
  package struct HighlightedCase: Sendable, Hashable {
    /// The index of its suite in `suites`.
    package var suite: Int
    /// Without its responses.
    package var record: CaseRecord
  }

  package struct Suite: Sendable, Hashable {
    package var header: SuiteHeader
    package var counts = OutcomeCounts()
    /// Why cases were skipped, and how many for each reason; reasons beyond ``maxReasons`` count by their kind.
    package var skips: [SkipReason: Int] = [:]
    /// The cases whose requests the endpoint must accept.
    package var expectedSuccesses = 0
    /// How many of those were judged and, if they passed, got a success.
    package var judgedSuccesses = 0
    /// Whether a case broke a promise of the document, and not only our reading of it.
    package var hasBrokenPromise = false

    package init(header: SuiteHeader) { self.header = header }

    /// Whether no request that the endpoint must accept was judged.
    package var isUntested: Bool { expectedSuccesses > 0 && judgedSuccesses == 0 }

    package var untestedReason: String { "\(header.id): no request that it must accept was judged" }
  }

  /// A case that failed, for the history.
  package struct Failing: Sendable, Hashable {
    package var id = ""
    package var since = ""

    package init(id: String = "", since: String = "") {
      self.id = id
      self.since = since
    }
  }

  /// Cases of one endpoint that failed in the same way.
  package struct Group: Sendable {
    package var suite: Int
    package var cases: [CaseRecord]
  }

  package var header: RunHeader
  /// Decided by ``finish(microseconds:ending:baseline:coverage:)``.
  package private(set) var conclusion = Conclusion.nothingTested
  package var suites: [Suite]
  /// Cases that break the run, in the plan's order; at most ``maxHighlighted``.
  package private(set) var broken: [HighlightedCase] = []
  /// Failures that the baseline lists; at most ``maxHighlighted``.
  package private(set) var known: [HighlightedCase] = []
  /// Cases that passed with a warning or after a retry; at most ``maxHighlighted``.
  package private(set) var notes: [HighlightedCase] = []
  /// Every case that failed; at most ``maxFailing``.
  package private(set) var failing: [Failing] = []
  /// The cases that failed when they were last judged and were judged again in this run.
  package private(set) var judgedAgain: Set<String> = []
  /// Entries of the baseline that name no case of the plan; only looked for in a run of the whole plan.
  package private(set) var orphans: [Baseline.Entry] = []
  /// How much of the contracts the run has seen; empty when it was read from a file.
  package private(set) var coverage: [Coverage] = []

  package static let maxHighlighted = 200
  package static let maxReasons = 100
  package static let maxFailing = 10_000

  package init(header: RunHeader, suites: [SuiteHeader]) {
    self.header = header
    self.suites = suites.map { Suite(header: $0) }
  }

  package var microseconds: Int64 { header.info.microseconds }
  package var counts: OutcomeCounts { suites.reduce(into: OutcomeCounts()) { $0 += $1.counts } }

  /// The cases that break the run, those with one fingerprint together, in the order of the first of each.
  package var groups: [Group] {
    var groups: [Group] = []
    var positions: [String: Int] = [:]
    for highlighted in broken {
      let record = highlighted.record
      let mark = record.fingerprint ?? "\(record.outcome) \(record.reason ?? "")"
      let key = "\(highlighted.suite) \(mark) \(record.baseline?.state.rawValue ?? "")"
      if let position = positions[key] {
        groups[position].cases.append(record)
      } else {
        positions[key] = groups.count
        groups.append(Group(suite: highlighted.suite, cases: [record]))
      }
    }
    return groups
  }

  /// Counts a case.
  ///
  /// - Parameter failedBefore: Whether it failed when it was last judged.
  package mutating func add(_ record: CaseRecord, suite: Int, failedBefore: Bool = false) {
    if failedBefore, record.isJudged { judgedAgain.insert(record.id) }
    suites[suite].counts.count(record)
    if record.expectsSuccess {
      suites[suite].expectedSuccesses += 1
      // A case may pass with another response that it tolerates, which does not show a success.
      let isSuccess = record.statuses.last.map { 200..<400 ~= $0 } ?? false
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

  /// Ends the run: puts the lists into the plan's order and decides the conclusion.
  ///
  /// - Parameter orphans: The entries of the baseline that name none of the cases.
  package mutating func finish(
    microseconds: Int64, ending: RunInfo.Ending, orphans: [Baseline.Entry] = [], coverage: [Coverage] = []
  ) {
    func isEarlier(_ left: HighlightedCase, _ right: HighlightedCase) -> Bool {
      (left.suite, left.record.index) < (right.suite, right.record.index)
    }
    broken.sort(by: isEarlier)
    known.sort(by: isEarlier)
    notes.sort(by: isEarlier)
    header.info.ending = ending
    header.info.microseconds = microseconds
    self.coverage = coverage
    if header.isWhole { self.orphans = orphans }
    conclusion = decide()
  }

  private static func note(_ record: CaseRecord, _ suite: Int, _ list: inout [HighlightedCase]) {
    guard list.count < maxHighlighted else { return }
    var record = record
    for step in record.steps.indices { record.steps[step].answer = nil }
    list.append(HighlightedCase(suite: suite, record: record))
  }

  /// A shard has only a part of each endpoint's cases: whether an endpoint was tested is known once shards are merged.
  private func decide() -> Conclusion {
    let counts = self.counts
    let isCut = header.info.ending != .completed
    if counts.judged == 0, header.shard == nil || counts.errors > 0 { return isCut ? .interrupted : .nothingTested }
    if counts.isBroken || !orphans.isEmpty { return .failed }
    if isCut { return .interrupted }
    return untested.isEmpty || header.info.allowsSkips ? .passed : .incomplete
  }

  /// What was to be tested and was not, for a reason that the user did not choose; a line each.
  package var untested: [Untested] {
    var found: [Untested] = []
    if header.shard == nil {
      for suite in suites where suite.isUntested { found.append(Untested(text: suite.untestedReason)) }
    }
    return found + skips(where: { !$0.isChosen })
  }

  /// Why cases were skipped, the most frequent reason first.
  package func skips(where isIncluded: (SkipReason.Kind) -> Bool) -> [Untested] {
    var skips: [SkipReason: Int] = [:]
    for suite in suites { skips.merge(suite.skips, uniquingKeysWith: +) }
    return skips.filter { isIncluded($0.key.kind) }.sorted { ($1.value, $0.key.text) < ($0.value, $1.key.text) }
      .map { Untested(count: $0.value, text: $0.key.text) }
  }
}

/// The conclusion of a run. Every report and the exit status take it from ``RunSummary``.
package enum Conclusion: String, Sendable, Hashable, CaseIterable {
  /// Everything that was to be tested was tested, and nothing failed.
  case passed
  /// A promise was broken, a case had an error, or the baseline is out of date.
  case failed
  /// Nothing failed, but something that was to be tested was not.
  case incomplete
  /// There is no verdict on any case.
  case nothingTested = "nothing-tested"
  /// The run ended before its cases did, and nothing had failed until then.
  case interrupted
}

/// An endpoint, or a number of cases, that was not tested, and why.
package struct Untested: Sendable, Hashable {
  /// How many cases; 0 for an endpoint.
  package var count = 0
  package var text: String
}

extension RunSummary.Failing: Record {
  package static let definition = "failing"
  package static let empty = RunSummary.Failing()
  package static let members: [Member<RunSummary.Failing>] = [.required("id", \.id), .required("since", \.since)]
}
