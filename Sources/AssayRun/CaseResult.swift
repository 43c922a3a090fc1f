public import AssayHTTP
public import AssayJudge
public import AssaySpec

/// A case and what it came to.
public struct CaseResult: Sendable {
  /// The index of the case's suite in the plan.
  public var suite: Int
  /// The index of the case in its suite.
  public var index: Int
  public var test: Case
  public var verdict: Verdict
  /// What was exchanged in the attempt that was judged, placeholders in the place of secrets.
  public var exchanges: [Exchange]
  /// The statuses of attempts before the one that was judged, each a documented passing failure.
  public var retried: [Int]
  /// From the first byte sent to the verdict, waiting between attempts included.
  public var duration: Duration

  public init(
    suite: Int, index: Int, test: Case, verdict: Verdict, exchanges: [Exchange] = [], retried: [Int] = [],
    duration: Duration = .zero
  ) {
    self.suite = suite
    self.index = index
    self.test = test
    self.verdict = verdict
    self.exchanges = exchanges
    self.retried = retried
    self.duration = duration
  }

  /// Whether the case passed only after a documented passing failure.
  public var isFlaky: Bool { verdict.outcome == .passed && !retried.isEmpty }
}

/// How many cases came to what.
public struct Tally: Sendable, Hashable {
  public var passed = 0
  public var failed = 0
  public var errors = 0
  public var skipped = 0
  public var warnings = 0

  public init() {}

  public var total: Int { passed + failed + errors + skipped }
  /// The cases that a verdict on the provider exists for.
  public var judged: Int { passed + failed }

  public mutating func count(_ verdict: Verdict) { count(verdict.outcome, warnings: verdict.warnings.count) }

  public mutating func count(_ outcome: Verdict.Outcome, warnings count: Int) {
    switch outcome {
    case .passed: passed += 1
    case .failed: failed += 1
    case .error: errors += 1
    case .skipped: skipped += 1
    }
    warnings += count
  }

  public static func += (left: inout Tally, right: Tally) {
    left.passed += right.passed
    left.failed += right.failed
    left.errors += right.errors
    left.skipped += right.skipped
    left.warnings += right.warnings
  }
}

/// What happens in a run, told to whoever listens; the runner knows no listener.
public enum RunEvent: Sendable {
  case finished(CaseResult)
}
