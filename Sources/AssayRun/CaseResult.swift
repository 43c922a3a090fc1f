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
  /// Whether the request keeps the contract and the endpoint must accept it.
  public var expectsSuccess: Bool
  /// What was exchanged in the attempt that was judged, placeholders in the place of secrets.
  public var exchanges: [Exchange]
  /// The statuses of attempts before the one that was judged, each a documented passing failure.
  public var retried: [Int]
  /// From the first byte sent to the verdict, waiting between attempts included.
  public var duration: Duration
  /// The line that repeats the request, once there is one.
  public var curl: String?

  public init(
    suite: Int, index: Int, test: Case, expectsSuccess: Bool = false, verdict: Verdict, exchanges: [Exchange] = [],
    retried: [Int] = [], duration: Duration = .zero
  ) {
    self.suite = suite
    self.index = index
    self.test = test
    self.expectsSuccess = expectsSuccess
    self.verdict = verdict
    self.exchanges = exchanges
    self.retried = retried
    self.duration = duration
  }

  /// Whether the case passed only after a documented passing failure.
  public var isFlaky: Bool { verdict.outcome == .passed && !retried.isEmpty }
}

/// What happens in a run, told to whoever listens; the runner knows no listener.
public enum RunEvent: Sendable {
  case finished(CaseResult)
}
