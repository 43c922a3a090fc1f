import AssayPlan

/// The outcome of a case and the reasons for it.
package struct Verdict: Sendable, Hashable {
  package enum Outcome: String, Sendable, Hashable, CaseIterable {
    case passed
    /// The provider broke a promise.
    case failed
    /// No response came, so nothing could be judged.
    case error
    /// The request was not sent.
    case skipped
  }

  package var outcome: Outcome
  package var violations: [Violation]
  /// Why the case was skipped or got no response.
  package var reason: String?
  /// Why the case could not be judged; only of a skipped case.
  package var skip: SkipReason.Kind?

  package init(_ outcome: Outcome, violations: [Violation] = [], reason: String? = nil) {
    self.outcome = outcome
    self.violations = violations
    self.reason = reason
  }

  package init(skipped reason: SkipReason) {
    self.init(.skipped, reason: reason.text)
    skip = reason.kind
  }

  package var failures: [Violation] { violations.filter { $0.severity == .failure } }
  package var warnings: [Violation] { violations.filter { $0.severity == .warning } }
}
