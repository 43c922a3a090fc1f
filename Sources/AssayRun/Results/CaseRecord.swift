import AssayContract
import AssayJudge
import AssayPlan
import AssaySpec

/// The result of one case, as every reporter and `results.json` have it: redacted, bounded in size, safe to print.
///
/// Texts of a provider are cut, and their control characters are shown by code points. It holds everything that a reader
/// needs of a case, so that reports made from a journal or from merged shards are those of one run.
package struct CaseRecord: Sendable, Hashable {
  package var id: String
  package var kind: String
  /// What was sent, to follow "a request".
  package var summary: String
  /// The index of the case in its suite of the whole plan, from 0.
  package var index: Int
  package var outcome: Verdict.Outcome
  /// Whether the request keeps the contract and the endpoint must accept it.
  package var expectsSuccess: Bool
  /// From the first byte sent to the verdict, waits included, in whole microseconds.
  package var microseconds: Int64
  /// Why it was skipped, or could not be judged.
  package var reason: String?
  /// The kind of that reason, of a skipped case.
  package var skip: SkipReason.Kind?
  /// The requests of the attempt that counts, in the order in which they were sent.
  package var steps: [StepRecord]
  /// The statuses of the documented transient failures before it.
  package var retried: [Int]
  /// At most ``maxViolations``.
  package var violations: [ViolationRecord]
  /// How many violations there were in all.
  package var violationCount: Int
  /// What broke, without what changes from run to run; 16 hexadecimal digits, only of a failed case.
  package var fingerprint: String?
  /// The start of the run since which the case has failed whenever it was judged; also of a case without a verdict.
  package var failingSince: String?
  package var baseline: BaselineMark?
  /// The file that has the responses in full, when they are longer than what the record has of them.
  package var attachment: String?
  /// The text of that file, until it is written; no file holds it.
  package var fullText: String?

  /// A day. A file in which a case took longer is refused, so that no sum of times overflows.
  package static let maxMicroseconds: Int64 = 86_400_000_000

  /// The most violations that a record has; the judge reports a hundred of a kind and counts the rest.
  package static let maxViolations = 256

  /// How many violations show their place in the body; with more, the response and the curl line would be lost.
  package static let maxExcerpts = 10

  package init(
    id: String, kind: String, summary: String, index: Int, outcome: Verdict.Outcome, expectsSuccess: Bool = false,
    microseconds: Int64 = 0, reason: String? = nil, skip: SkipReason.Kind? = nil, steps: [StepRecord] = [],
    retried: [Int] = [], violations: [ViolationRecord] = [], violationCount: Int? = nil, fingerprint: String? = nil,
    failingSince: String? = nil, baseline: BaselineMark? = nil
  ) {
    self.id = id
    self.kind = kind
    self.summary = summary
    self.index = index
    self.outcome = outcome
    self.expectsSuccess = expectsSuccess
    self.microseconds = microseconds
    self.reason = reason
    self.skip = skip
    self.steps = steps
    self.retried = retried
    self.violations = violations
    self.violationCount = violationCount ?? violations.count
    self.fingerprint = fingerprint
    self.failingSince = failingSince
    self.baseline = baseline
  }

  package var duration: Duration { .microseconds(microseconds) }
  /// The statuses that came in the attempt that counts.
  package var statuses: [Int] { steps.compactMap(\.status) }
  /// How long each of those responses took, in whole microseconds.
  package var responseMicroseconds: [Int64] { steps.compactMap { $0.status == nil ? nil : $0.microseconds } }
  /// What was sent, step by step; empty when there is nothing to say about the case.
  package var requests: [RequestRecord] { steps.compactMap(\.request) }
  /// What came, step by step; empty when there is nothing to say about the case.
  package var answers: [AnswerRecord] { steps.compactMap(\.answer) }
  package var failures: [ViolationRecord] { violations.filter { $0.severity == .failure } }
  package var warnings: [ViolationRecord] { violations.filter { $0.severity == .warning } }
  /// Whether it passed only after a documented transient failure.
  package var isFlaky: Bool { outcome == .passed && !retried.isEmpty }

  /// What reports count the case as: a known failure as skipped, a baseline entry that no longer fails as failed.
  package var reported: Verdict.Outcome {
    switch (outcome, baseline?.state) {
    case (.failed, .known): .skipped
    case (.passed, .stale): .failed
    default: outcome
    }
  }

  /// Whether there is a verdict on the provider.
  package var isJudged: Bool { outcome == .passed || outcome == .failed }

  /// Whether the run fails because of this case.
  package var breaksRun: Bool { reported == .failed || reported == .error }
}
