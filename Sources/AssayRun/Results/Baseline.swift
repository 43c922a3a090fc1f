/// The failures that a team knows of: a run reports them as such and is not broken by them.
package struct Baseline: Sendable, Hashable {
  package struct Entry: Sendable, Hashable {
    /// The case's id.
    package var id: String
    /// What broke: ``CaseRecord/fingerprint``.
    package var fingerprint: String
    /// Who sees to it.
    package var owner: String
    package var reason: String
    /// The last day on which the entry counts, as `yyyy-mm-dd`.
    package var expires: String

    package init(id: String, fingerprint: String, owner: String, reason: String, expires: String) {
      self.id = id
      self.fingerprint = fingerprint
      self.owner = owner
      self.reason = reason
      self.expires = expires
    }
  }

  /// Sorted by id, an entry a case.
  package private(set) var entries: [Entry]
  private var places: [String: Int]

  /// The name that stands in the file's member `schema`.
  package static let schemaName = "assay-baseline"
  package static let version = 1

  package init(_ entries: [Entry] = []) {
    self.entries = entries.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    places = Dictionary(self.entries.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package func entry(_ id: String) -> Entry? { places[id].map { entries[$0] } }

  /// What the baseline says of a case on a day (`yyyy-mm-dd`); `nil` when it does not list the case or nothing was judged.
  package func mark(_ record: CaseRecord, today: String) -> BaselineMark? {
    guard let entry = entry(record.id) else { return nil }
    switch record.outcome {
    case .passed: return BaselineMark(.stale, entry)
    case .failed:
      if record.fingerprint != entry.fingerprint { return BaselineMark(.different, entry) }
      // Days of this form are in order as texts.
      return BaselineMark(entry.expires < today ? .expired : .known, entry)
    case .error, .skipped: return nil
    }
  }

  /// Whether a text is a day that exists, as `yyyy-mm-dd`.
  package static func isDay(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], text.utf8.allSatisfy({ 0x30...0x39 ~= $0 || $0 == 0x2D }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), 1...12 ~= month
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return 1...days[month - 1] ~= day
  }
}

/// What a baseline says of one case.
package struct BaselineMark: Sendable, Hashable {
  package enum State: String, Sendable, Hashable, CaseIterable {
    /// It fails as listed: the run is not broken by it.
    case known
    /// It fails as listed, and the entry's last day is over.
    case expired
    /// It fails, and not as listed.
    case different
    /// It passed.
    case stale
  }

  package var state: State
  package var owner: String
  package var reason: String
  package var expires: String

  package init(_ state: State, owner: String, reason: String, expires: String) {
    self.state = state
    self.owner = owner
    self.reason = reason
    self.expires = expires
  }

  init(_ state: State, _ entry: Baseline.Entry) {
    self.init(state, owner: entry.owner, reason: entry.reason, expires: entry.expires)
  }

  /// One line for every report.
  package var words: String {
    let entry = "\(reason) (\(owner), until \(expires))"
    return switch state {
    case .known: "Known failure: \(entry)."
    case .expired: "The baseline knew this failure, and the entry has expired: \(entry)."
    case .different: "The baseline knows another failure of this case: \(entry)."
    case .stale: "The baseline lists a failure that is no more: \(entry)."
    }
  }
}
