public import AssayHTTP
public import AssayJSON
public import AssaySchema
public import AssaySpec

/// One broken promise: what was wrong, where in the answer, and what the promise stands on.
public struct Violation: Sendable, Hashable {
  public enum Severity: String, Sendable, Hashable, CaseIterable {
    /// A promise that was documented, or that a sample shows, is broken: the case fails.
    case failure
    /// An assumption of ours is, or something undocumented came: a strict run fails.
    case warning
  }

  /// Where in the answer.
  public enum Place: Sendable, Hashable {
    case status
    case header(String)
    /// The body as a whole.
    case body
    /// A value in the JSON body.
    case value(JSONPointer, JSONLocation)
    case framing
    case timing
  }

  public var cause: Cause
  public var severity: Severity
  public var place: Place
  public var evidence: Evidence
  /// Which of several answers it is about, from 1, when a case sends its request more than once.
  public var attempt: Int?

  public init(
    _ cause: Cause, at place: Place, evidence: Evidence, severity: Severity? = nil, attempt: Int? = nil
  ) {
    self.cause = cause
    self.place = place
    self.evidence = evidence
    self.severity = severity ?? (evidence.level == .assumed ? .warning : .failure)
    self.attempt = attempt
  }

  /// What was wrong, with what was expected and what was found; text is made in `Violation+Text.swift`.
  public enum Cause: Sendable, Hashable {
    case undocumentedStatus(Int, documented: [StatusPattern])
    case redirect(Int, to: String?)
    /// A valid request was answered with an error that the document has, but not for this.
    case refusedValid(Int, expected: [StatusPattern])
    /// A request that breaks the contract was answered with success.
    case acceptedInvalid(Int, expected: [StatusPattern])
    /// A documented answer that this case cannot have.
    case unexpectedStatus(Int, expected: [StatusPattern])
    case contentTypeMissing(expected: String)
    case contentTypeIllFormed(String, expected: String)
    case contentTypeWrong(String, expected: String)
    /// The body is coded (gzip), and no request asks for that or undoes it.
    case contentCoding(String)
    case bodyForbidden(byteCount: Int)
    case bodyMissing
    /// HTML or XML where JSON is documented.
    case markup(excerpt: String)
    case malformedJSON(JSONError)
    case duplicateKey(String)
    case schema(Mismatch)
    /// A success status over a body that has the shape of an error, or the reverse.
    case bodyOfAnotherAnswer(status: Int, looksLike: StatusPattern)
    case echo(expected: JSONValue, found: JSONValue?, location: Location)
    case headerMissing(String)
    case headerInvalid(String, Mismatch)
    case framing(FramingFault)
    case garbled(reason: String)
    case notIdempotent(first: Int, second: Int)
    case tooSlow(took: Duration, budget: Duration)
    case stackTrace(excerpt: String)
    /// A violation whose words are made already, so that nothing of the provider's values is kept behind them.
    case rendered(code: String, expected: String, found: String, lasting: String)
    /// There are more violations than are told of one answer.
    case more(count: Int)
  }
}

/// What a case came to.
public struct Verdict: Sendable, Hashable {
  public enum Outcome: String, Sendable, Hashable, CaseIterable {
    case passed
    /// The provider broke a promise.
    case failed
    /// The question could not be asked.
    case error
    /// The question was not asked.
    case skipped
  }

  public var outcome: Outcome
  public var violations: [Violation]
  /// Why the case was skipped, or could not be asked.
  public var reason: String?
  /// What kind of reason kept the case from being judged; only of a skipped case.
  public var skip: SkipReason.Kind?

  public init(_ outcome: Outcome, violations: [Violation] = [], reason: String? = nil) {
    self.outcome = outcome
    self.violations = violations
    self.reason = reason
  }

  public init(skipped reason: SkipReason) {
    self.init(.skipped, reason: reason.text)
    skip = reason.kind
  }

  public var failures: [Violation] { violations.filter { $0.severity == .failure } }
  public var warnings: [Violation] { violations.filter { $0.severity == .warning } }
}
