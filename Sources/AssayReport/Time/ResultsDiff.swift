import AssayJudge

/// What is otherwise in one run than in another.
public struct ResultsDiff: Sendable, Hashable {
  public struct Change: Sendable, Hashable {
    public var id: String
    /// One line of what is wrong or why it was skipped, of the new run, or of the old one for a case that is fixed.
    public var text: String
    /// Since when the case is not well, when that is known.
    public var since: String?
  }

  /// An endpoint that takes longer.
  public struct Slower: Sendable, Hashable {
    public var endpoint: String
    /// Microseconds of the middle case that passed in both runs.
    public var old: Int64
    public var new: Int64
    /// How many cases were compared.
    public var count: Int
  }

  /// When the runs began.
  public var old: String
  public var new: String
  /// Whether the runs asked the same; else some changes are the contracts' own.
  public var isSamePlan: Bool
  /// Fails or cannot be asked, and did not before, or fails in another way than before.
  public var newlyFailing: [Change] = []
  /// Fails as before.
  public var stillFailing: [Change] = []
  public var fixed: [Change] = []
  public var newlySkipped: [Change] = []
  /// Passed in the new run, and only after a retry.
  public var flaky: [Change] = []
  /// Cases that only one of the runs has.
  public var added: [String] = []
  public var removed: [String] = []
  public var slower: [Slower] = []

  public init(old: RunResults, new: RunResults) {
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
    removed = old.cases.map(\.id).filter { !seen.contains($0) }
  }

  private mutating func compare(_ old: CaseRecord?, _ new: CaseRecord) {
    func isBad(_ record: CaseRecord?) -> Bool { record?.outcome == .failed || record?.outcome == .error }
    let text = CaseText(new, source: nil).headline
    if isBad(new) {
      let change = Change(id: new.id, text: text, since: new.failingSince)
      // What the baseline knows is not new, even when the old run was from before it.
      let isKnown = new.baseline?.state == .known
      let isAsBefore = isBad(old) && old?.outcome == new.outcome && old?.fingerprint == new.fingerprint
      if isAsBefore || isKnown { stillFailing.append(change) } else { newlyFailing.append(change) }
    } else if let old, isBad(old), new.outcome == .passed {
      fixed.append(Change(id: new.id, text: CaseText(old, source: nil).headline, since: old.failingSince))
    }
    if new.outcome == .skipped, let old, old.outcome != .skipped {
      newlySkipped.append(Change(id: new.id, text: new.reason ?? ""))
    }
    if new.isFlaky {
      let statuses = new.retried.map(String.init).joined(separator: ", ")
      flaky.append(Change(id: new.id, text: "passed after \(statuses)"))
    }
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
