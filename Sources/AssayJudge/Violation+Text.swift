import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

/// Every word that a reader sees of a violation is made here.
extension Violation {
  /// The kind's stable name, the `type` of a JUnit failure: `wrong-type`.
  package var code: String { cause.code }

  /// What should have come.
  package var expected: String { cause.expected }

  /// What came instead.
  package var found: String { cause.found }

  /// Where in the answer: `body /data/email (3:14)`, `status`, `header Content-Type`.
  package var whereabouts: String {
    let text =
      switch place {
      case .status: "status"
      case .header(let name): "header \(name)"
      case .body: "body"
      case .value(let pointer, let location):
        "body\(pointer == .root ? "" : " \(TextSanitizer.text(pointer.description))") (\(location.line):\(location.column))"
      case .framing: "framing"
      case .timing: "time"
      }
    return attempt.map { "\(text), answer \($0)" } ?? text
  }

  /// The whole in one line.
  package var message: String { "\(whereabouts): expected \(expected), found \(found)" }

  /// The promise and where it stands.
  package var promise: String {
    let quote = evidence.quote.map { " (\"\($0)\")" } ?? ""
    return switch evidence.level {
    case .documented: "documented: \(evidence.place)\(quote)"
    case .sample: "shown by a sample: \(evidence.place)\(quote)"
    case .assumed: "assumed: \(evidence.place)"
    }
  }
}

extension Violation.Cause {
  package var code: String {
    switch self {
    case .undocumentedStatus: "undocumented-status"
    case .redirect: "redirect"
    case .refusedValid: "refused-valid"
    case .acceptedInvalid: "accepted-invalid"
    case .unexpectedStatus: "unexpected-status"
    case .contentTypeMissing: "content-type-missing"
    case .contentTypeIllFormed: "content-type-ill-formed"
    case .contentTypeWrong: "content-type-wrong"
    case .contentCoding: "content-coding"
    case .bodyForbidden: "body-forbidden"
    case .bodyMissing: "body-missing"
    case .markup: "markup"
    case .malformedJSON(let error):
      switch error.kind {
      case .invalidUTF8: "invalid-utf8"
      case .byteOrderMark: "byte-order-mark"
      case .trailingBytes: "trailing-bytes"
      default: "malformed-json"
      }
    case .duplicateKey: "duplicate-key"
    case .schema(let validationError): validationError.code
    case .bodyOfAnotherAnswer: "body-of-another-answer"
    case .echo: "echo"
    case .headerMissing: "header-missing"
    case .headerInvalid: "header-invalid"
    case .framing(let fault): fault.code
    case .garbled: "not-http"
    case .notIdempotent: "not-idempotent"
    case .tooSlow: "too-slow"
    case .stackTrace: "stack-trace"
    case .rendered(let code, _, _, _): code
    case .more: "more-violations"
    }
  }

  var expected: String {
    switch self {
    case .undocumentedStatus(_, let documented): "a documented status (\(Self.list(documented)))"
    case .redirect: "an answer, not a redirect"
    case .refusedValid(_, let expected), .unexpectedStatus(_, let expected): Self.list(expected)
    case .acceptedInvalid(_, let expected):
      expected.isEmpty ? "a refusal" : "a refusal (\(Self.list(expected)))"
    case .contentTypeMissing(let expected), .contentTypeIllFormed(_, let expected), .contentTypeWrong(_, let expected):
      expected
    case .contentCoding: "a body as it is: the request asks for no content coding"
    case .bodyForbidden: "no body"
    case .bodyMissing: "a JSON body"
    case .markup: "JSON"
    case .malformedJSON: "well-formed JSON (RFC 8259)"
    case .duplicateKey(let key): "the member \(TextSanitizer.text(Self.quoted(key))) once"
    case .schema(let validationError), .headerInvalid(_, let validationError): validationError.expected
    case .bodyOfAnotherAnswer(let status, _): "the body documented for \(status)"
    case .echo(let expected, _, let location): "\(expected.serialized()), as in the request's \(location)"
    case .headerMissing: "the header"
    case .framing(let fault): fault.expected
    case .garbled: "an HTTP/1.1 answer"
    case .notIdempotent(let first, _): "\(first) again, as the first time"
    case .tooSlow(_, let budget): "an answer within \(Self.milliseconds(budget))"
    case .stackTrace: "no stack trace in what a caller sees"
    case .rendered(_, let expected, _, _): expected
    case .more: "no violation"
    }
  }

  var found: String {
    switch self {
    case .undocumentedStatus(let status, _), .refusedValid(let status, _), .unexpectedStatus(let status, _):
      "\(status)"
    case .redirect(let status, let target): "\(status)" + (target.map { " to \(TextSanitizer.text($0))" } ?? "")
    case .acceptedInvalid(let status, _): "\(status): the request was accepted"
    case .contentTypeMissing: "no Content-Type"
    case .contentTypeIllFormed(let text, _), .contentTypeWrong(let text, _):
      TextSanitizer.text(text.isEmpty ? "nothing" : text)
    case .contentCoding(let coding): "a content coding that nobody asked for: \(TextSanitizer.text(coding))"
    case .bodyForbidden(let count): "\(count) bytes"
    case .bodyMissing: "nothing"
    case .markup(let excerpt): TextSanitizer.text(excerpt)
    case .malformedJSON(let error): error.message
    case .duplicateKey: "it again"
    case .schema(let validationError), .headerInvalid(_, let validationError): validationError.found
    case .bodyOfAnotherAnswer(_, let other): "the body documented for \(other)"
    case .echo(_, let found, _): found.map { TextSanitizer.text($0.serialized()) } ?? "nothing"
    case .headerMissing: "none"
    case .framing(let fault): fault.found
    case .garbled(let reason): TextSanitizer.text(reason)
    case .notIdempotent(_, let second): "\(second)"
    case .tooSlow(let took, _): Self.milliseconds(took)
    case .stackTrace(let excerpt): TextSanitizer.text(excerpt)
    case .rendered(_, _, let found, _): found
    case .more(let count): "\(count) more, which are not told one by one"
    }
  }

  private static func list(_ patterns: [StatusRange]) -> String {
    patterns.isEmpty ? "none" : patterns.map(\.description).joined(separator: ", ")
  }

  private static func quoted(_ text: String) -> String { JSONValue.string(text).serialized() }

  private static func milliseconds(_ duration: Duration) -> String {
    "\(duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000) ms"
  }
}
