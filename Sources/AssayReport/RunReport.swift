public import AssayPlan
public import AssayRun
public import AssaySpec

/// A whole run as reports see it: what was asked of whom, and what came of it.
public struct RunReport: Sendable {
  public struct Suite: Sendable {
    public var endpoint: Endpoint
    public var provider: Provider
    /// Where the requests went.
    public var target: String
    /// In the plan's order.
    public var results: [CaseResult]

    public var tally: Tally {
      var tally = Tally()
      for result in results { tally.count(result.verdict) }
      return tally
    }

    /// The sum of the cases' durations.
    public var duration: Duration { results.reduce(.zero) { $0 + $1.duration } }
  }

  public var suites: [Suite]
  public var info: RunInfo
  /// From the start of the run to its end.
  public var duration: Duration

  public init(plan: Plan, targets: [String], results: [CaseResult], info: RunInfo, duration: Duration) {
    suites = zip(plan.suites, targets).map {
      Suite(endpoint: $0.endpoint, provider: $0.provider, target: $1, results: [])
    }
    for result in results { suites[result.suite].results.append(result) }
    for index in suites.indices { suites[index].results.sort { $0.index < $1.index } }
    self.info = info
    self.duration = duration
  }

  public var tally: Tally {
    var tally = Tally()
    for suite in suites { tally += suite.tally }
    return tally
  }

  /// What of each endpoint's contract was seen.
  public var coverage: [Coverage] {
    suites.map { suite in
      var counter = CoverageCounter(suite.endpoint, suite.provider)
      for result in suite.results { counter.record(result) }
      return counter.coverage
    }
  }
}

/// The circumstances of a run.
public struct RunInfo: Sendable, Hashable {
  public var toolVersion: String
  /// When it began, as `2026-11-20T23:45:01Z`.
  public var startedAt: String
  public var hostname: String
  public var seed: UInt64
  public var isStrict: Bool
  /// Whether the run ended before its cases did, and the reports were made from its journal.
  public var isCutOff = false

  public init(toolVersion: String, startedAt: String, hostname: String, seed: UInt64, isStrict: Bool) {
    self.toolVersion = toolVersion
    self.startedAt = startedAt
    self.hostname = hostname
    self.seed = seed
    self.isStrict = isStrict
  }
}
