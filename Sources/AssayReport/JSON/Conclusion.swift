import AssayContract
import AssayPlan
import AssaySpec

/// What a run says about the contracts as a whole. Every report and the exit status take it from here.
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

extension RunOverview {
  /// Whether nothing failed and everything that was to be tested was tested.
  ///
  /// A shard has only a part of each endpoint's cases: whether an endpoint was tested is known once shards are merged.
  package var conclusion: Conclusion {
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
      for suite in suites where suite.isUntested {
        found.append(Untested(text: suite.untestedReason))
      }
    }
    return found + skips(where: { !$0.isChosen })
  }

  /// Why cases were skipped, the most frequent reason first.
  func skips(where isIncluded: (SkipReason.Kind) -> Bool) -> [Untested] {
    var skips: [SkipReason: Int] = [:]
    for suite in suites { skips.merge(suite.skips, uniquingKeysWith: +) }
    return skips.filter { isIncluded($0.key.kind) }.sorted { ($1.value, $0.key.text) < ($0.value, $1.key.text) }
      .map { Untested(count: $0.value, text: $0.key.text) }
  }
}

/// An endpoint, or a number of cases, that was not tested, and why.
package struct Untested: Sendable, Hashable {
  /// How many cases; 0 for an endpoint.
  package var count = 0
  package var text: String

  /// `3 cases: needs vault.card …`
  var line: String { count == 0 ? text : "\(Formatting.count(count, "case")): \(text)" }
}
