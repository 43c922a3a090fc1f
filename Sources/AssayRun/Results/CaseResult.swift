import AssayContract
import AssayHTTP
import AssayJudge
import AssayPlan
import AssaySpec

/// A case and what it came to.
package struct CaseResult: Sendable {
  /// The index of the case's suite in the plan.
  package var suite: Int
  /// The index of the case in its suite.
  package var index: Int
  package var testCase: TestCase
  package var verdict: Verdict
  /// Whether the request keeps the contract and the endpoint must accept it.
  package var expectsSuccess: Bool
  /// What was exchanged in the attempt that was judged, placeholders in the place of secrets.
  package var exchanges: [Exchange]
  /// The statuses of attempts before the one that was judged, each a documented passing failure.
  package var retried: [Int]
  /// From the first byte sent to the verdict, waiting between attempts included.
  package var duration: Duration

  package init(
    suite: Int, index: Int, testCase: TestCase, expectsSuccess: Bool = false, verdict: Verdict,
    exchanges: [Exchange] = [],
    retried: [Int] = [], duration: Duration = .zero
  ) {
    self.suite = suite
    self.index = index
    self.testCase = testCase
    self.expectsSuccess = expectsSuccess
    self.verdict = verdict
    self.exchanges = exchanges
    self.retried = retried
    self.duration = duration
  }

  /// Whether the case passed only after a documented passing failure.
  package var isFlaky: Bool { verdict.outcome == .passed && !retried.isEmpty }
}

/// What happens in a run, told to whoever listens; the runner knows no listener.
package enum RunEvent: Sendable {
  case finished(CaseResult)
}
