import AssayJudge
import AssayRun

/// What is otherwise in one run than in another.
package struct ResultsDiff: Sendable, Hashable {
  package struct Change: Sendable, Hashable {
    package var id: String
    /// One line of what is wrong or why it was skipped, of the new run, or of the old one for a case that is fixed.
    package var text: String
    /// Since when the case fails, when that is known.
    package var since: String?
  }

  /// An endpoint that takes longer.
  package struct Slower: Sendable, Hashable {
    package var endpoint: String
    /// Microseconds of the middle case that passed in both runs.
    package var old: Int64
    package var new: Int64
    /// How many cases were compared.
    package var count: Int
  }

  /// When the runs began.
  package var old: String
  package var new: String
  /// Whether the runs are of the same plan; else some changes are the contracts' own.
  package var isSamePlan: Bool
  /// Fails, and did not when it was last judged, or fails in another way than then.
  package var newlyFailing: [Change] = []
  /// Fails as before.
  package var stillFailing: [Change] = []
  package var fixed: [Change] = []
  /// Judged before, and not in the new run: skipped, without a response, or no longer in a run of every case.
  package var noLongerTested: [Change] = []
  /// Passed in the new run, and only after a retry.
  package var flaky: [Change] = []
  /// Cases that only one of the runs has.
  package var added: [String] = []
  package var removed: [String] = []
  package var slower: [Slower] = []

  package init(old: RunResults, new: RunResults) {
    self.old = old.header.info.startedAt
    self.new = new.header.info.startedAt
    isSamePlan = old.header.plan.digest == new.header.plan.digest
    let before = Dictionary(old.cases.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var seen: Set<String> = []
    for suite in new.suites {
      var pairs: [(old: Int64, new: Int64)] = []
      for record in suite.cases {
        seen.insert(record.id)
        let earlier = before[record.id]
        if earlier == nil { added.append(record.id) }
        compare(earlier, record)
        if let earlier, earlier.outcome == .passed, record.outcome == .passed, !earlier.isFlaky, !record.isFlaky {
          pairs.append((earlier.microseconds, record.microseconds))
        }
      }
      if let (old, new) = Noise.slowdown(pairs) {
        slower.append(Slower(endpoint: suite.header.id, old: old, new: new, count: pairs.count))
      }
    }
    for record in old.cases where !seen.contains(record.id) {
      removed.append(record.id)
      // A run of chosen cases leaves the others out on purpose.
      if new.header.isWhole, record.isJudged {
        noLongerTested.append(Change(id: record.id, text: "the new run has no such case"))
      }
    }
  }

  private mutating func compare(_ old: CaseRecord?, _ new: CaseRecord) {
    switch new.outcome {
    case .failed:
      let change = Change(id: new.id, text: CaseText(new, source: nil).headline, since: new.failingSince)
      // What the baseline knows is not new, even when the old run was from before it.
      if new.baseline?.state == .known || failsAsBefore(old, new) {
        stillFailing.append(change)
      } else {
        newlyFailing.append(change)
      }
    case .passed:
      if let old, old.outcome == .failed || old.failingSince != nil {
        fixed.append(Change(id: new.id, text: CaseText(old, source: nil).headline, since: old.failingSince))
      }
      if new.isFlaky {
        let statuses = new.retried.map(String.init).joined(separator: ", ")
        flaky.append(Change(id: new.id, text: "passed after \(statuses)"))
      }
    case .error, .skipped:
      if let old, old.isJudged, !(new.skip?.isChosen ?? false) {
        noLongerTested.append(Change(id: new.id, text: new.reason ?? ""))
      }
    }
  }

  /// Whether a case failed in the same way when it was last judged.
  ///
  /// A run without a verdict on it, such as one in a night of outage, keeps since when it failed before.
  private func failsAsBefore(_ old: CaseRecord?, _ new: CaseRecord) -> Bool {
    guard let old else { return false }
    return old.isJudged ? old.outcome == .failed && old.fingerprint == new.fingerprint : old.failingSince != nil
  }
}

/// Whether times that differ differ for a reason.
enum Noise {
  /// The middle times before and after, in microseconds, when the cases of an endpoint have become slower beyond noise.
  ///
  /// One case measured twice says nothing; the cases of an endpoint together do. The middle of the differences, pair by
  /// pair, must be more than a quarter of the old time, more than 20 ms, and more than three standard errors, which are
  /// estimated by the median absolute deviation (times 1.4826, as for a normal distribution), so that an outlier counts
  /// for nothing. At least five pairs.
  static func slowdown(_ pairs: [(old: Int64, new: Int64)]) -> (old: Int64, new: Int64)? {
    guard pairs.count >= 5 else { return nil }
    let differences = pairs.map { $0.new - $0.old }
    let shift = median(differences)
    let deviation = median(differences.map { abs($0 - shift) })
    let error = 1.4826 * Double(deviation) / Double(pairs.count).squareRoot()
    let old = median(pairs.map(\.old))
    guard shift > 20_000, shift > old / 4, Double(shift) > 3 * error else { return nil }
    return (old, median(pairs.map(\.new)))
  }

  private static func median(_ values: [Int64]) -> Int64 {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }
}
