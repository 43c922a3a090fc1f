import AssayHTTP
import AssayJudge
import Testing

@Suite struct FramingTests {
  static let rows: [(fault: FramingError, line: String)] = [
    (
      .truncatedBody(expected: 30, received: 10),
      "truncated framing: expected 30 bytes, as Content-Length says, found the end of the connection after 10"
    ),
    (
      .truncatedChunks(received: 10),
      "truncated framing: expected a last chunk of size 0, found the end of the connection after 10 bytes of chunks"
    ),
    (
      .resetInBody(received: 10),
      "truncated framing: expected the whole body, found a reset of the connection after 10 bytes"
    ),
    (
      .badChunk(offset: 4, detail: "\"zz\" is no size"),
      "bad-chunk framing: expected chunks as RFC 9112, section 7.1 frames them, found \"zz\" is no size, after 4 bytes"
    ),
    (
      .missingCloseNotify(received: 10),
      "truncated framing: expected close_notify of TLS behind a body that ends with the connection, found the end of the connection after 10 bytes, without close_notify"
    ),
    (
      .forbiddenTrailer(name: "Content-Length"),
      "bad-trailer framing: expected trailers that say nothing of the framing, found Content-Length among the trailers"
    ),
    (.repeatedContentLength(["2", "2"]), "content-length framing: expected one Content-Length, found 2 and 2"),
    (.conflictingContentLength(["2", "3"]), "content-length framing: expected one Content-Length, found 2 and 3"),
    (
      .invalidContentLength("two\u{1B}"),
      #"content-length framing: expected a decimal number as Content-Length, found two\u{1b}"#
    ),
    (
      .bothLengths(contentLength: "2", transferEncoding: "chunked"),
      "both-lengths framing: expected Content-Length or Transfer-Encoding, not both, found Content-Length 2 and Transfer-Encoding chunked"
    ),
    (
      .unsupportedTransferEncoding("gzip"),
      "transfer-encoding framing: expected no transfer coding but chunked, found gzip"
    ),
    (.bodyNotAllowed(detail: "Content-Length: 2"), "body-forbidden body: expected no body, found Content-Length: 2"),
    (
      .dataAfterEnd(count: 3),
      "data-after-end framing: expected nothing after the end of the answer, found 3 bytes more"
    ),
    (
      .obsoleteFolding(name: "X-A"),
      "bad-head framing: expected each header field on one line, found X-A folded over several lines"
    ),
    (
      .bareLineFeed(line: "X-A: b"),
      "bad-head framing: expected lines that end with CR LF, found a bare LF after X-A: b"
    ),
    (
      .invalidHeaderLine("nonsense", reason: "it has no colon"),
      "bad-head framing: expected a header field (name: value), found nonsense: it has no colon"
    ),
    (
      .invalidStatusLine("HTTP/1.1  200", reason: "two blanks"),
      "bad-head framing: expected a status line as RFC 9112, section 4 writes it, found HTTP/1.1  200: two blanks"
    ),
    (
      .bodyTimedOut(received: 7),
      "body-timed-out framing: expected the whole body within the time limit, found 7 bytes when the time was up"
    ),
    (.bodyTooLarge(limit: 9), "body-too-large framing: expected a body of at most 9 bytes, found more"),
  ]

  /// The faults that leave nobody knowing what the body is.
  static let cuts: Set = [
    "truncated", "bad-chunk", "transfer-encoding", "body-timed-out", "body-too-large",
  ]

  @Test(arguments: rows.indices) func `a fault of the wire is one violation`(index: Int) throws {
    let row = Self.rows[index]
    var answer = json(200, #"{"result": "ok"}"#)
    answer.faults = [row.fault]
    let verdict = try Bench.verdict(Cases.request, answer)
    #expect(Bench.lines(verdict) == ["failure \(row.line) [documented]"])
    #expect(verdict.outcome == .failed)
    // A body that was cut is not judged for what it lacks; any other is.
    answer.body = Array(#"{"result"#.utf8)
    let code = String(row.line.prefix { $0 != " " })
    #expect(
      try Bench.verdict(Cases.request, answer).violations.map(\.code)
        == (Self.cuts.contains(code) ? [code] : [code, "malformed-json"]))
  }

  @Test func `a body on a 204 is held against the document that says there is none`() throws {
    let answer = Response(
      204, faults: [.bodyNotAllowed(detail: "Content-Length: 2"), .bodyNotAllowed(detail: "2 bytes behind the head")])
    let verdict = try Bench.verdict(Cases.send, answer)
    #expect(
      Bench.lines(verdict) == [
        "failure body-forbidden body: expected no body, found Content-Length: 2, and 2 bytes behind the head [documented]"
      ])
    #expect(verdict.violations.map(\.evidence.place) == ["Responses › 204"])
    let undocumented = Response(304, faults: [.bodyNotAllowed(detail: "2 bytes")])
    #expect(
      try Bench.verdict(Cases.send, undocumented).violations.map(\.evidence.place)
        == ["RFC 9112, HTTP/1.1", "Responses › 204"])
  }
}
