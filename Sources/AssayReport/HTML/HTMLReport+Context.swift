extension HTMLReport {
  /// What the page may tell beyond the run itself; every part may be missing.
  public struct Context: Sendable {
    /// By the provider's id; without an entry the id stands for the name.
    public var subjects: [String: Subject]
    public var changes: Changes?
    /// Oldest first, the run itself included; drawn when there are two or more.
    public var trend: [TrendPoint]
    public var mutation: MutationSummary?
    /// By the endpoint's id.
    public var coverage: [String: Coverage]

    public init(
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
  public struct Subject: Sendable, Hashable {
    public var name: String
    public var isMock: Bool

    public init(_ name: String, isMock: Bool = false) {
      self.name = name
      self.isMock = isMock
    }
  }

  /// What is different from an earlier run, by case ids.
  public struct Changes: Sendable, Hashable {
    /// When the earlier run began, as `2026-11-20T23:45:01Z`.
    public var since: String
    public var newlyFailing: [String]
    public var fixed: [String]
    public var stillFailing: [StillFailing]

    public init(
      since: String, newlyFailing: [String] = [], fixed: [String] = [], stillFailing: [StillFailing] = []
    ) {
      self.since = since
      self.newlyFailing = newlyFailing
      self.fixed = fixed
      self.stillFailing = stillFailing
    }
  }

  /// A case that failed before, with the start of the first run of the unbroken row in which it did.
  public struct StillFailing: Sendable, Hashable {
    public var id: String
    public var since: String

    public init(_ id: String, since: String) {
      self.id = id
      self.since = since
    }
  }

  /// One run of the past in numbers.
  public struct TrendPoint: Sendable, Hashable {
    public var startedAt: String
    public var passed: Int
    public var failed: Int
    public var errors: Int
    public var skipped: Int

    public init(startedAt: String, passed: Int, failed: Int, errors: Int, skipped: Int) {
      self.startedAt = startedAt
      self.passed = passed
      self.failed = failed
      self.errors = errors
      self.skipped = skipped
    }
  }

  /// How many of the planted faults the cases found.
  public struct MutationSummary: Sendable, Hashable {
    public struct Kind: Sendable, Hashable {
      public var name: String
      public var killed: Int
      public var total: Int

      public init(_ name: String, killed: Int, total: Int) {
        self.name = name
        self.killed = killed
        self.total = total
      }
    }

    public var killed: Int
    public var total: Int
    public var byKind: [Kind]
    /// The names of faults that no case found.
    public var survivors: [String]

    public init(killed: Int, total: Int, byKind: [Kind] = [], survivors: [String] = []) {
      self.killed = killed
      self.total = total
      self.byKind = byKind
      self.survivors = survivors
    }
  }

  /// How much of an endpoint's contract the cases exercised, beyond the answers that the page counts itself.
  public struct Coverage: Sendable, Hashable {
    public struct Part: Sendable, Hashable {
      /// What is counted, in the plural: `members`.
      public var name: String
      public var covered: Int
      public var total: Int
      /// What was not covered.
      public var missing: [String]

      public init(_ name: String, covered: Int, total: Int, missing: [String] = []) {
        self.name = name
        self.covered = covered
        self.total = total
        self.missing = missing
      }
    }

    public var parts: [Part]

    public init(_ parts: [Part]) { self.parts = parts }
  }
}
