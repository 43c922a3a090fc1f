import AssayContract
import AssayHTTP
import AssayJSON
import AssayPlan
import AssaySchema
import AssaySpec

/// One broken promise: what was wrong, where in the answer, and what the promise stands on.
package struct Violation: Sendable, Hashable {
  package enum Severity: String, Sendable, Hashable, CaseIterable {
    /// A promise that was documented, or that a sample shows, is broken: the case fails.
    case failure
    /// An assumption of ours is, or something undocumented came: a strict run fails.
    case warning
  }

  /// Where in the answer.
  package enum Place: Sendable, Hashable {
    case status
    case header(String)
    /// The body as a whole.
    case body
    /// A value in the JSON body.
    case value(JSONPointer, JSONLocation)
    case framing
    case timing
  }

  package var cause: Cause
  package var severity: Severity
  package var place: Place
  package var evidence: Evidence
  /// Which of several answers it is about, from 1, when a case sends its request more than once.
  package var attempt: Int?

  package init(
    _ cause: Cause, at place: Place, evidence: Evidence, severity: Severity? = nil, attempt: Int? = nil
  ) {
    self.cause = cause
    self.place = place
    self.evidence = evidence
    self.severity = severity ?? (evidence.level == .assumed ? .warning : .failure)
    self.attempt = attempt
  }

  /// What was wrong, with what was expected and what was found; text is made in `Violation+Text.swift`.
  package enum Cause: Sendable, Hashable {
    case undocumentedStatus(Int, documented: [StatusRange])
    case redirect(Int, to: String?)
    /// A valid request was answered with an error that the document has, but not for this.
    case refusedValid(Int, expected: [StatusRange])
    /// A request that breaks the contract was answered with success.
    case acceptedInvalid(Int, expected: [StatusRange])
    /// A documented answer that this case cannot have.
    case unexpectedStatus(Int, expected: [StatusRange])
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
    case schema(ValidationError)
    /// A success status over a body that has the shape of an error, or the reverse.
    case bodyOfAnotherAnswer(status: Int, looksLike: StatusRange)
    case echo(expected: JSONValue, found: JSONValue?, location: Location)
    case headerMissing(String)
    case headerInvalid(String, ValidationError)
    case framing(FramingError)
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
package struct Verdict: Sendable, Hashable {
  package enum Outcome: String, Sendable, Hashable, CaseIterable {
    case passed
    /// The provider broke a promise.
    case failed
    /// The question could not be asked.
    case error
    /// The question was not asked.
    case skipped
  }

  package var outcome: Outcome
  package var violations: [Violation]
  /// Why the case was skipped, or could not be asked.
  package var reason: String?
  /// What kind of reason kept the case from being judged; only of a skipped case.
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
