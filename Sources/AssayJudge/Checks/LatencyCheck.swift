import AssayHTTP
import AssayPlan

/// A response must come within the time that the provider declares.
enum LatencyCheck: Check {
  static func check(_ response: Response, to step: Step, by judge: Judge, _ findings: inout Findings) {
    guard let budget = judge.endpoint.latencyBudget, findings.duration > budget.duration else { return }
    findings.add(
      Violation(
        "too-slow", at: .timing, expected: "an answer within \(milliseconds(budget.duration))",
        found: milliseconds(findings.duration), evidence: budget.evidence))
  }

  private static func milliseconds(_ duration: Duration) -> String {
    "\(duration.microseconds / 1000) ms"
  }
}
