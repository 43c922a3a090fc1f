import AssayHTTP
import AssayPlan
import AssaySpec

/// The response must be framed as HTTP/1.1 says.
enum FramingCheck: Check {
  private static let evidence = Evidence.documented(at: "RFC 9112, HTTP/1.1")

  static func violation(_ malformed: MalformedResponse) -> Violation {
    Violation(
      "not-http", at: .framing, expected: "an HTTP/1.1 answer", found: TextSanitizer.text(malformed.reason),
      evidence: evidence)
  }

  static func check(_ response: Response, to step: Step, by judge: Judge, _ findings: inout Findings) {
    if response.faults.isEmpty { return }
    var forbidden: [String] = []
    for fault in response.faults {
      if case .bodyNotAllowed(let detail) = fault {
        forbidden.append(detail)
      } else {
        findings.add(violation(fault, at: .framing, evidence))
      }
    }
    if forbidden.isEmpty { return }
    // An announced length and the bytes after the head are one body that should not be there.
    let documented = judge.endpoint.response(to: response.status).map { judge.endpoint.responses[$0] }
    findings.add(
      violation(
        .bodyNotAllowed(detail: forbidden.joined(separator: ", and ")), at: .body, documented?.evidence ?? evidence))
  }

  private static func violation(_ fault: FramingError, at place: Violation.Place, _ evidence: Evidence) -> Violation {
    let (code, expected, found) = fault.text
    // The announced length may differ from run to run.
    let lasting: String? = if case .truncatedBody = fault { "truncated" } else { nil }
    return Violation(
      code, at: place, expected: expected, found: found, lasting: lasting,
      evidence: evidence)
  }
}

extension FramingError {
  /// Whether the body is incomplete or its end is unknown.
  var cutsBody: Bool {
    switch self {
    case .truncatedBody, .truncatedChunks, .resetInBody, .missingCloseNotify, .badChunk, .bodyTimedOut,
      .bodyTooLarge, .unsupportedTransferEncoding:
      true
    case .repeatedContentLength, .conflictingContentLength, .invalidContentLength, .bothLengths, .bodyNotAllowed,
      .dataAfterEnd, .forbiddenTrailer, .obsoleteFolding, .bareLineFeed, .invalidHeaderLine, .invalidStatusLine:
      false
    }
  }

  fileprivate var text: (code: String, expected: String, found: String) {
    switch self {
    case .truncatedBody(let expected, let received):
      (
        "truncated", "\(expected) bytes, as Content-Length says", "the end of the connection after \(received)"
      )
    case .truncatedChunks(let received):
      ("truncated", "a last chunk of size 0", "the end of the connection after \(received) bytes of chunks")
    case .resetInBody(let received):
      ("truncated", "the whole body", "a reset of the connection after \(received) bytes")
    case .missingCloseNotify(let received):
      (
        "truncated", "close_notify of TLS behind a body that ends with the connection",
        "the end of the connection after \(received) bytes, without close_notify"
      )
    case .badChunk(let offset, let detail):
      (
        "bad-chunk", "chunks as RFC 9112, section 7.1 frames them",
        "\(TextSanitizer.text(detail)), after \(offset) bytes"
      )
    case .repeatedContentLength(let values), .conflictingContentLength(let values):
      ("content-length", "one Content-Length", TextSanitizer.text(values.joined(separator: " and ")))
    case .invalidContentLength(let text):
      ("content-length", "a decimal number as Content-Length", TextSanitizer.text(text))
    case .bothLengths(let length, let encoding):
      (
        "both-lengths", "Content-Length or Transfer-Encoding, not both",
        TextSanitizer.text("Content-Length \(length) and Transfer-Encoding \(encoding)")
      )
    case .unsupportedTransferEncoding(let text):
      ("transfer-encoding", "no transfer coding but chunked", TextSanitizer.text(text))
    case .bodyNotAllowed(let detail): ("body-forbidden", "no body", TextSanitizer.text(detail))
    case .dataAfterEnd(let count): ("data-after-end", "nothing after the end of the answer", "\(count) bytes more")
    case .forbiddenTrailer(let name):
      ("bad-trailer", "trailers that say nothing of the framing", "\(name) among the trailers")
    case .obsoleteFolding(let name):
      ("bad-head", "each header field on one line", "\(TextSanitizer.text(name)) folded over several lines")
    case .bareLineFeed(let line):
      ("bad-head", "lines that end with CR LF", "a bare LF after \(TextSanitizer.text(line))")
    case .invalidHeaderLine(let line, let reason):
      ("bad-head", "a header field (name: value)", "\(TextSanitizer.text(line)): \(TextSanitizer.text(reason))")
    case .invalidStatusLine(let line, let reason):
      (
        "bad-head", "a status line as RFC 9112, section 4 writes it",
        "\(TextSanitizer.text(line)): \(TextSanitizer.text(reason))"
      )
    case .bodyTimedOut(let received):
      ("body-timed-out", "the whole body within the time limit", "\(received) bytes when the time was up")
    case .bodyTooLarge(let limit): ("body-too-large", "a body of at most \(limit) bytes", "more")
    }
  }
}
