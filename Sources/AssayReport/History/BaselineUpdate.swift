import AssayJudge
import AssayRun

/// A baseline brought in line with a run, and every difference named.
package struct BaselineUpdate: Sendable, Hashable {
  /// What new and renewed entries say; what is `nil` is kept from the old entry, and a new one needs all three.
  package struct Details: Sendable, Hashable {
    package var owner: String?
    package var reason: String?
    /// As `yyyy-mm-dd`.
    package var expires: String?

    package init(owner: String? = nil, reason: String? = nil, expires: String? = nil) {
      self.owner = owner
      self.reason = reason
      self.expires = expires
    }
  }

  package struct Change: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
      /// A failure that was not listed.
      case added
      /// The case fails in another way than listed.
      case changed
      /// The entry had expired, and the failure is still there.
      case renewed
      /// The case passes.
      case removed
    }

    package var kind: Kind
    package var id: String
    /// What fails, in one line; empty for a case that passes.
    package var headline: String
  }

  package private(set) var baseline: Baseline
  package private(set) var changes: [Change] = []
  /// Ids of entries that lack an owner, a reason or a day that is still to come; not empty means: do not write.
  package private(set) var incomplete: [String] = []

  /// - Parameter today: The day, as `yyyy-mm-dd`.
  package init(_ old: Baseline, from results: RunResults, details: Details, today: String) {
    var entries = Dictionary(uniqueKeysWithValues: old.entries.map { ($0.id, $0) })
    for record in results.cases {
      switch (record.outcome, old.entry(record.id)) {
      case (.passed, .some):
        entries[record.id] = nil
        changes.append(Change(kind: .removed, id: record.id, headline: ""))
      case (.failed, let known):
        let fingerprint = record.fingerprint ?? ""
        let isSame = known?.fingerprint == fingerprint
        if let known, isSame, known.expires >= today { continue }
        var entry = known ?? Baseline.Entry.empty
        (entry.id, entry.fingerprint) = (record.id, fingerprint)
        entry.owner = details.owner ?? entry.owner
        entry.reason = details.reason ?? entry.reason
        entry.expires = details.expires ?? entry.expires
        entries[record.id] = entry
        changes.append(
          Change(
            kind: known == nil ? .added : isSame ? .renewed : .changed, id: record.id,
            headline: CaseText(record, source: nil).headline))
        if entry.owner.isEmpty || entry.reason.isEmpty || entry.expires < today { incomplete.append(record.id) }
      default: continue
      }
    }
    baseline = Baseline(Array(entries.values))
  }

  /// Every change in a line or two.
  package var text: String {
    var lines = changes.flatMap { change -> [String] in
      let mark =
        switch change.kind {
        case .added: "+ added   "
        case .changed: "~ changed "
        case .renewed: "~ renewed "
        case .removed: "- removed "
        }
      return ["\(mark)\(change.id)"] + (change.headline.isEmpty ? [] : ["            \(change.headline)"])
    }
    func count(_ kind: Change.Kind) -> Int { changes.count { $0.kind == kind } }
    lines.append(
      "\(count(.added)) added, \(count(.changed)) changed, \(count(.renewed)) renewed, \(count(.removed)) removed; \(baseline.entries.count) known failures"
    )
    return lines.joined(separator: "\n") + "\n"
  }
}
