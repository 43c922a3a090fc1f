extension HTMLReport {
  /// What the page may tell beyond the run itself; every part may be missing.
  package struct Context: Sendable {
    /// By the provider's id; without an entry the id stands for the name.
    package var subjects: [String: Subject]
    package var changes: Changes?
    /// Oldest first, the run itself included; drawn when there are two or more.
    package var trend: [TrendPoint]
    package var mutation: MutationSummary?
    /// By the endpoint's id.
    package var coverage: [String: Coverage]

    package init(
      subjects: [String: Subject] = [:], changes: Changes? = nil, trend: [TrendPoint] = [],
      mutation: MutationSummary? = nil, coverage: [String: Coverage] = [:]
    ) {
      self.subjects = subjects
      self.changes = changes
      self.trend = trend
      self.mutation = mutation
      self.coverage = coverage
    }
  }

  /// Who was asked: the provider's name, and whether the embedded mock answered in its place.
  package struct Subject: Sendable, Hashable {
    package var name: String
    package var isMock: Bool

    package init(_ name: String, isMock: Bool = false) {
      self.name = name
      self.isMock = isMock
    }
  }

  /// What is different from an earlier run, by case ids.
  package struct Changes: Sendable, Hashable {
    /// When the earlier run began, as `2026-11-20T23:45:01Z`.
    package var since: String
    package var newlyFailing: [String]
    package var fixed: [String]
    package var stillFailing: [StillFailing]

    package init(
      since: String, newlyFailing: [String] = [], fixed: [String] = [], stillFailing: [StillFailing] = []
    ) {
      self.since = since
      self.newlyFailing = newlyFailing
      self.fixed = fixed
      self.stillFailing = stillFailing
    }
  }

  /// A case that failed before, with the start of the first run of the unbroken row in which it did.
  package struct StillFailing: Sendable, Hashable {
    package var id: String
    package var since: String

    package init(_ id: String, since: String) {
      self.id = id
      self.since = since
    }
  }

  /// One run of the past in numbers.
  package struct TrendPoint: Sendable, Hashable {
    package var startedAt: String
    package var passed: Int
    package var failed: Int
    package var errors: Int
    package var skipped: Int

    package init(startedAt: String, passed: Int, failed: Int, errors: Int, skipped: Int) {
      self.startedAt = startedAt
      self.passed = passed
      self.failed = failed
      self.errors = errors
      self.skipped = skipped
    }
  }

  /// How many of the planted faults the cases found.
  package struct MutationSummary: Sendable, Hashable {
    package struct Kind: Sendable, Hashable {
      package var name: String
      package var killed: Int
      package var total: Int

      package init(_ name: String, killed: Int, total: Int) {
        self.name = name
        self.killed = killed
        self.total = total
      }
    }

    package var killed: Int
    package var total: Int
    package var byKind: [Kind]
    /// The names of faults that no case found.
    package var survivors: [String]

    package init(killed: Int, total: Int, byKind: [Kind] = [], survivors: [String] = []) {
      self.killed = killed
      self.total = total
      self.byKind = byKind
      self.survivors = survivors
    }
  }

  /// How much of an endpoint's contract the cases exercised, beyond the answers that the page counts itself.
  package struct Coverage: Sendable, Hashable {
    package struct Part: Sendable, Hashable {
      /// What is counted, in the plural: `members`.
      package var name: String
      package var covered: Int
      package var total: Int
      /// What was not covered.
      package var missing: [String]

      package init(_ name: String, covered: Int, total: Int, missing: [String] = []) {
        self.name = name
        self.covered = covered
        self.total = total
        self.missing = missing
      }
    }

    package var parts: [Part]

    package init(_ parts: [Part]) { self.parts = parts }
  }
}
