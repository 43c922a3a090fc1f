import AssayContract
import AssayJudge
import AssayPlan
import AssaySpec

/// One case as every report and `results.json` tell it: values only, bounded in size, harmless to show.
///
/// Texts of a provider are cut and their control characters are shown by code points. What a reader needs of a case that
/// is not simply passed is all here, so that reports of merged shards are those of one run.
package struct CaseRecord: Sendable, Hashable {
  package var id: String
  package var kind: String
  /// What was sent, to follow "a request".
  package var summary: String
  /// The place of the case in its suite of the whole plan, from 0.
  package var index: Int
  package var outcome: Verdict.Outcome
  /// Whether the request keeps the contract and the endpoint must accept it.
  package var expectsSuccess: Bool
  /// From the first byte sent to the verdict, in whole microseconds.
  package var microseconds: Int64
  /// Why it was skipped, or could not be asked.
  package var reason: String?
  /// The kind of that reason, of a skipped case.
  package var skip: SkipReason.Kind?
  /// The statuses that came in the attempt that counts.
  package var statuses: [Int]
  /// How long each of those responses took, in whole microseconds.
  package var responseMicroseconds: [Int] = []
  /// The statuses of the documented passing failures before it.
  package var retried: [Int]
  /// At most ``maxViolations``.
  package var violations: [ViolationRecord]
  /// How many violations there were in all.
  package var violationCount: Int
  /// What broke, without what changes from run to run; 16 hexadecimal digits, only of a failed case.
  package var fingerprint: String?
  /// When the run began since which the case has failed whenever it was judged; also of a case without a verdict.
  package var failingSince: String?
  package var baseline: BaselineMark?
  /// What was sent; only when there is something to say about the case.
  package var request: RequestRecord?
  /// What came; only when there is something to say about the case.
  package var answers: [AnswerRecord]
  /// The file that has the answers in full, when they are longer than what `answers` shows.
  package var attachment: String?

  /// A day. A file in which a case took longer is refused, so that no sum of times overflows.
  package static let maxMicroseconds: Int64 = 86_400_000_000

  /// More violations of one answer help nobody; the judge tells a hundred of a kind and counts the rest.
  package static let maxViolations = 256

  /// How many violations show the place in the body; with more, the answer and the line that repeats it would be lost.
  package static let maxExcerpts = 10

  package init(
    id: String, kind: String, summary: String, index: Int, outcome: Verdict.Outcome, expectsSuccess: Bool = false,
    microseconds: Int64 = 0, reason: String? = nil, skip: SkipReason.Kind? = nil, statuses: [Int] = [],
    retried: [Int] = [], violations: [ViolationRecord] = [],
    violationCount: Int? = nil, fingerprint: String? = nil, failingSince: String? = nil,
    baseline: BaselineMark? = nil, request: RequestRecord? = nil, answers: [AnswerRecord] = []
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
    self.statuses = statuses
    self.retried = retried
    self.violations = violations
    self.violationCount = violationCount ?? violations.count
    self.fingerprint = fingerprint
    self.failingSince = failingSince
    self.baseline = baseline
    self.request = request
    self.answers = answers
  }

  package var duration: Duration { .microseconds(microseconds) }
  package var failures: [ViolationRecord] { violations.filter { $0.severity == .failure } }
  package var warnings: [ViolationRecord] { violations.filter { $0.severity == .warning } }
  /// Whether it passed only after a documented passing failure.
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

/// One broken promise in words.
package struct ViolationRecord: Sendable, Hashable {
  /// The kind's stable name: `wrong-type`.
  package var code: String
  package var severity: Violation.Severity
  /// Where in the answer: `body /data/email (3:14)`.
  package var place: String
  /// The JSON Pointer (RFC 6901) of the value in the body, when it is about one.
  package var pointer: String?
  /// Line and column of that value in the body, from 1.
  package var line: Int?
  package var column: Int?
  package var expected: String
  package var found: String
  /// What the promise stands on: `documented`, `sample` or `assumed`.
  package var evidence: String
  /// The promise and where it stands, in one line.
  package var promise: String
  /// The place in the body with what stands around it, marked; lines joined by a line feed.
  package var excerpt: String?

  package init(
    code: String, severity: Violation.Severity, place: String, pointer: String? = nil, line: Int? = nil,
    column: Int? = nil, expected: String, found: String, evidence: String, promise: String, excerpt: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.place = place
    self.pointer = pointer
    self.line = line
    self.column = column
    self.expected = expected
    self.found = found
    self.evidence = evidence
    self.promise = promise
    self.excerpt = excerpt
  }

  /// The whole in one line.
  package var message: String { "\(place): expected \(expected), found \(found)" }
}

/// What was sent.
package struct RequestRecord: Sendable, Hashable {
  package var method: String
  package var target: String
  /// The first ``AnswerRecord/maxHeaders`` fields in their order.
  package var headers: [AnswerRecord.Header]
  /// The beginning of the body, its lines kept.
  package var body: String
  /// The length of the whole body.
  package var bodyBytes: Int
  /// A command that repeats it in a shell; secrets are the variables they come from.
  package var curl: String

  package init(
    method: String, target: String, headers: [AnswerRecord.Header] = [], body: String = "", bodyBytes: Int = 0,
    curl: String
  ) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
    self.bodyBytes = bodyBytes
    self.curl = curl
  }

  /// How many bytes of the body `body` shows.
  package var shownBytes: Int { min(bodyBytes, AnswerRecord.maxBodyBytes) }
}

/// What came.
package struct AnswerRecord: Sendable, Hashable {
  package struct Header: Sendable, Hashable {
    package var name: String
    package var value: String
    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package var version: String
  package var status: Int
  package var reason: String
  /// The first ``maxHeaders`` fields in their order.
  package var headers: [Header]
  /// The beginning of the body, its lines kept.
  package var body: String
  /// How long the whole body was.
  package var bodyBytes: Int
  /// How many bytes of it `body` shows.
  package var shownBytes: Int

  package static let maxHeaders = 40
  package static let maxBodyBytes = 2048

  package init(
    version: String, status: Int, reason: String, headers: [Header], body: String, bodyBytes: Int, shownBytes: Int
  ) {
    self.version = version
    self.status = status
    self.reason = reason
    self.headers = headers
    self.body = body
    self.bodyBytes = bodyBytes
    self.shownBytes = shownBytes
  }
}
