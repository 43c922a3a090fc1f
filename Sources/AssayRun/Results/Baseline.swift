/// The failures that a team knows of: a run reports them as such and is not broken by them.
package struct Baseline: Sendable, Hashable {
  package struct Entry: Sendable, Hashable {
    /// The case's id.
    package var id = ""
    /// What broke: ``CaseRecord/fingerprint``.
    package var fingerprint = ""
    /// Who is responsible.
    package var owner = ""
    package var reason = ""
    /// The last day on which the entry counts, as `yyyy-mm-dd`.
    package var expires = ""
  }

  /// Sorted by id, an entry a case.
  package private(set) var entries: [Entry]
  private var positions: [String: Int]

  /// The value of the file's member `schema`.
  package static let schemaName = "assay-baseline"
  package static let version = 1

  package init(_ entries: [Entry] = []) {
    self.entries = entries.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    positions = Dictionary(self.entries.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package func entry(_ id: String) -> Entry? { positions[id].map { entries[$0] } }

  /// What the baseline says of a case on a day (`yyyy-mm-dd`); `nil` when it does not list the case or nothing was judged.
  package func mark(_ record: CaseRecord, today: String) -> BaselineMark? {
    guard let entry = entry(record.id) else { return nil }
    func mark(_ state: BaselineMark.State) -> BaselineMark {
      BaselineMark(state: state, owner: entry.owner, reason: entry.reason, expires: entry.expires)
    }
    switch record.outcome {
    case .passed: return mark(.stale)
    case .failed:
      if record.fingerprint != entry.fingerprint { return mark(.different) }
      // Days of this form are in order as texts.
      return mark(entry.expires < today ? .expired : .known)
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

  package var state = State.known
  package var owner = ""
  package var reason = ""
  package var expires = ""

  /// One line for every report.
  package var words: String {
    let entry = "\(reason) (\(owner), until \(expires))"
    return switch state {
    case .known: "Known failure: \(entry)."
    case .expired: "The baseline knew this failure, and the entry has expired: \(entry)."
    case .different: "The baseline knows another failure of this case: \(entry)."
    case .stale: "The baseline lists a failure that is fixed: \(entry)."
    }
  }
}

extension BaselineMark.State: MemberValue {}

extension BaselineMark: Record {
  package static let definition = "baseline"
  package static let empty = BaselineMark()
  package static let members: [Member<BaselineMark>] = [
    .required("state", \.state), .required("owner", \.owner), .required("reason", \.reason),
    .required("expires", \.expires),
  ]
}

extension Baseline.Entry: Record {
  package static let definition = "entry"
  package static let empty = Baseline.Entry()
  package static let members: [Member<Baseline.Entry>] = [
    .required("case", \.id), .required("fingerprint", \.fingerprint), .required("owner", \.owner),
    .required("reason", \.reason), .required("expires", \.expires),
  ]

  package func finishReading(_ fields: RecordFields) throws(RecordError) {
    guard Baseline.isDay(expires) else {
      throw fields.error("expected a day as yyyy-mm-dd, found \"\(expires)\"", at: "expires")
    }
    for (name, text) in [("owner", owner), ("reason", reason)] where text.isEmpty {
      throw fields.error("the \(name) is empty: an entry needs one", at: name)
    }
  }
}
