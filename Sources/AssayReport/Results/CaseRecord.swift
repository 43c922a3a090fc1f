public import AssayJudge
public import AssaySpec

/// One case as every report and `results.json` tell it: values only, bounded in size, harmless to show.
///
/// Texts of a provider are cut and their control characters are shown by code points. What a reader needs of a case that
/// is not simply passed is all here, so that reports of merged shards are those of one run.
public struct CaseRecord: Sendable, Hashable {
  public var id: String
  public var kind: String
  /// What was sent, to follow "a request".
  public var summary: String
  /// The place of the case in its suite of the whole plan, from 0.
  public var index: Int
  public var outcome: Verdict.Outcome
  /// Whether the request keeps the contract and the endpoint must accept it.
  public var expectsSuccess: Bool
  /// From the first byte sent to the verdict, in whole microseconds.
  public var microseconds: Int64
  /// Why it was skipped, or could not be asked.
  public var reason: String?
  /// The kind of that reason, of a skipped case.
  public var skip: SkipReason.Kind?
  /// The statuses that came in the attempt that counts.
  public var statuses: [Int]
  /// The statuses of the documented passing failures before it.
  public var retried: [Int]
  /// At most ``mostViolations``.
  public var violations: [ViolationRecord]
  /// How many violations there were in all.
  public var violationCount: Int
  /// What broke, without what changes from run to run; 16 hexadecimal digits, only of a failed case.
  public var fingerprint: String?
  /// When the run began since which the case has failed whenever it was judged; also of a case without a verdict.
  public var failingSince: String?
  public var baseline: BaselineMark?
  /// What was sent; only when there is something to say about the case.
  public var request: RequestRecord?
  /// What came; only when there is something to say about the case.
  public var answers: [AnswerRecord]
  /// The file that has the answers in full, when they are longer than what `answers` shows.
  public var attachment: String?

  /// A day. A file in which a case took longer is refused, so that no sum of times overflows.
  public static let mostMicroseconds: Int64 = 86_400_000_000

  /// More violations of one answer help nobody; the judge tells a hundred of a kind and counts the rest.
  public static let mostViolations = 256

  /// How many violations show the place in the body; with more, the answer and the line that repeats it would be lost.
  public static let mostExcerpts = 10

  public init(
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

  public var duration: Duration { .microseconds(microseconds) }
  public var failures: [ViolationRecord] { violations.filter { $0.severity == .failure } }
  public var warnings: [ViolationRecord] { violations.filter { $0.severity == .warning } }
  /// Whether it passed only after a documented passing failure.
  public var isFlaky: Bool { outcome == .passed && !retried.isEmpty }

  /// What reports count the case as: a known failure as skipped, a baseline entry that no longer fails as failed.
  public var reported: Verdict.Outcome {
    switch (outcome, baseline?.state) {
    case (.failed, .known): .skipped
    case (.passed, .stale): .failed
    default: outcome
    }
  }

  /// Whether there is a verdict on the provider.
  public var isJudged: Bool { outcome == .passed || outcome == .failed }

  /// Whether the run fails because of this case.
  public var breaksRun: Bool { reported == .failed || reported == .error }
}

/// One broken promise in words.
public struct ViolationRecord: Sendable, Hashable {
  /// The kind's stable name: `wrong-type`.
  public var code: String
  public var severity: Violation.Severity
  /// Where in the answer: `body /data/email (3:14)`.
  public var place: String
  /// The JSON Pointer (RFC 6901) of the value in the body, when it is about one.
  public var pointer: String?
  /// Line and column of that value in the body, from 1.
  public var line: Int?
  public var column: Int?
  public var expected: String
  public var found: String
  /// What the promise stands on: `documented`, `sample` or `assumed`.
  public var evidence: String
  /// The promise and where it stands, in one line.
  public var promise: String
  /// The place in the body with what stands around it, marked; lines joined by a line feed.
  public var excerpt: String?

  public init(
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
  public var message: String { "\(place): expected \(expected), found \(found)" }
}

/// What was sent.
public struct RequestRecord: Sendable, Hashable {
  public var method: String
  public var target: String
  /// A command that repeats it in a shell; secrets are the variables they come from.
  public var curl: String

  public init(method: String, target: String, curl: String) {
    self.method = method
    self.target = target
    self.curl = curl
  }
}

/// What came.
public struct AnswerRecord: Sendable, Hashable {
  public struct Header: Sendable, Hashable {
    public var name: String
    public var value: String
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  public var version: String
  public var status: Int
  public var reason: String
  /// The first ``mostHeaders`` fields in their order.
  public var headers: [Header]
  /// The beginning of the body, its lines kept.
  public var body: String
  /// How long the whole body was.
  public var bodyBytes: Int
  /// How many bytes of it `body` shows.
  public var shownBytes: Int

  public static let mostHeaders = 40
  public static let mostBodyBytes = 2048

  public init(
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
