import AssayHTTP
import Testing

/// An answer that breaks the framing rules, with the body and the faults that the client must make of it.
struct OddAnswer: Sendable, CustomTestStringConvertible {
  var name: String
  var sent: String
  var method: Method
  var body: String
  var faults: [FramingError]
  var testDescription: String { name }

  init(_ name: String, _ sent: String, to method: Method = .get, body: String = "", _ faults: FramingError...) {
    self.name = name
    self.sent = sent
    self.method = method
    self.body = body
    self.faults = faults
  }

  static let all = lengths + codings + noBody + heads

  static let ok = "HTTP/1.1 200 OK\r\n"
  static let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

  static let lengths: [OddAnswer] = [
    OddAnswer(
      "truncated", ok + "Content-Length: 9\r\n\r\nfour", body: "four", .truncatedBody(expected: 9, received: 4)),
    OddAnswer(
      "repeated", ok + "Content-Length: 2\r\nContent-Length: 2\r\n\r\nab", body: "ab",
      .repeatedContentLength(["2", "2"])),
    OddAnswer(
      "repeated in a list", ok + "Content-Length: 2, 2\r\n\r\nab", body: "ab", .repeatedContentLength(["2", "2"])),
    OddAnswer(
      "conflicting", ok + "Content-Length: 2\r\ncontent-length: 3\r\n\r\nabc", body: "ab",
      .conflictingContentLength(["2", "3"]), .dataAfterEnd(count: 1)),
    OddAnswer("negative", ok + "Content-Length: -2\r\n\r\nab", body: "ab", .invalidContentLength("-2")),
    OddAnswer("with a plus", ok + "Content-Length: +2\r\n\r\nab", body: "ab", .invalidContentLength("+2")),
    OddAnswer("empty", ok + "Content-Length:\r\n\r\nab", body: "ab", .invalidContentLength("")),
    OddAnswer("hexadecimal", ok + "Content-Length: 0x2\r\n\r\nab", body: "ab", .invalidContentLength("0x2")),
    OddAnswer(
      "beyond all numbers", ok + "Content-Length: 99999999999999999999\r\n\r\nab", body: "ab",
      .truncatedBody(expected: .max, received: 2)),
    OddAnswer(
      "both", ok + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n", body: "a",
      .bothLengths(contentLength: "3", transferEncoding: "chunked")),
    OddAnswer("data after the end", ok + "Content-Length: 2\r\n\r\nabHTTP", body: "ab", .dataAfterEnd(count: 4)),
    OddAnswer("data after an empty body", ok + "Content-Length: 0\r\n\r\nx", .dataAfterEnd(count: 1)),
    OddAnswer("data after the last chunk", chunked + "0\r\n\r\nmore", .dataAfterEnd(count: 4)),
    OddAnswer(
      "too large", ok + "Content-Length: 1001\r\n\r\n" + String(repeating: "a", count: 1001),
      body: String(repeating: "a", count: 1000), .bodyTooLarge(limit: 1000)),
    OddAnswer(
      "too large until the end", ok + "\r\n" + String(repeating: "a", count: 1001),
      body: String(repeating: "a", count: 1000), .bodyTooLarge(limit: 1000)),
    OddAnswer(
      "exactly the limit", ok + "\r\n" + String(repeating: "a", count: 1000),
      body: String(repeating: "a", count: 1000)),
  ]

  static let codings: [OddAnswer] = [
    OddAnswer(
      "gzip before chunked", ok + "Transfer-Encoding: gzip, chunked\r\n\r\n1\r\nz\r\n0\r\n\r\n", body: "z",
      .unsupportedTransferEncoding("gzip, chunked")),
    OddAnswer(
      "chunked not last", ok + "Transfer-Encoding: chunked, gzip\r\n\r\nraw", body: "raw",
      .unsupportedTransferEncoding("chunked, gzip")),
    OddAnswer(
      "identity", ok + "Transfer-Encoding: identity\r\n\r\nraw", body: "raw", .unsupportedTransferEncoding("identity")),
    OddAnswer(
      "in HTTP/1.0", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      .unsupportedTransferEncoding("chunked in HTTP/1.0")),
    OddAnswer("no size", chunked + "xyz\r\n", .badChunk(offset: 0, detail: "no size: it begins with x")),
    OddAnswer("0x size", chunked + "0x3\r\nabc\r\n0\r\n\r\n", .badChunk(offset: 0, detail: "not a size: 0x3")),
    OddAnswer("negative size", chunked + "-1\r\n", .badChunk(offset: 0, detail: "no size: it begins with -")),
    OddAnswer(
      "huge size", chunked + "FFFFFFFFFFFFFFFFF\r\n",
      .badChunk(offset: 0, detail: "the size FFFFFFFFFFFFFFFFF is beyond all bounds")),
    OddAnswer(
      "chunk too long", chunked + "2\r\nabc\r\n0\r\n\r\n", body: "ab",
      .badChunk(offset: 2, detail: "the chunk does not end where its size says")),
    OddAnswer(
      "space after the size", chunked + "2  \r\nab\r\n0\r\n\r\n", body: "ab",
      .badChunk(offset: 0, detail: "white space after the size")),
    OddAnswer(
      "bare LF in chunks", chunked + "2\nab\n0\n\n", body: "ab", .bareLineFeed(line: "2"),
      .bareLineFeed(line: "(end of a chunk)"), .bareLineFeed(line: "0"), .bareLineFeed(line: "")),
    OddAnswer("truncated chunk", chunked + "5\r\nab", body: "ab", .truncatedChunks(received: 2)),
    OddAnswer("no last chunk", chunked + "2\r\nab\r\n", body: "ab", .truncatedChunks(received: 2)),
    OddAnswer("no end of the trailers", chunked + "0\r\nX: 1\r\n", .truncatedChunks(received: 0)),
    OddAnswer(
      "bad trailer", chunked + "0\r\nbad line\r\n\r\n", .invalidHeaderLine("bad line", reason: "it has no colon")),
    OddAnswer(
      "framing in trailers", chunked + "0\r\ntransfer-encoding: x\r\ncontent-LENGTH: 5\r\n\r\n",
      .forbiddenTrailer(name: "Content-Length"), .forbiddenTrailer(name: "Transfer-Encoding")),
    OddAnswer(
      "endless trailers", chunked + "0\r\n" + String(repeating: "X: 1\r\n", count: 50) + "\r\n",
      .badChunk(offset: 0, detail: "the trailers have more than 20 lines")),
    OddAnswer(
      "too large in chunks", chunked + "3E9\r\n" + String(repeating: "a", count: 1001) + "\r\n0\r\n\r\n",
      body: String(repeating: "a", count: 1000), .bodyTooLarge(limit: 1000)),
  ]

  static let noBody: [OddAnswer] = [
    OddAnswer(
      "204 with a length", "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n",
      .bodyNotAllowed(detail: "Content-Length: 0 in a 204")),
    OddAnswer(
      "204 with a body", "HTTP/1.1 204 No Content\r\n\r\n{}", .bodyNotAllowed(detail: "2 bytes came after the head")),
    OddAnswer(
      "204 chunked", "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      .bodyNotAllowed(detail: "Transfer-Encoding: chunked in a 204"),
      .bodyNotAllowed(detail: "5 bytes came after the head")),
    OddAnswer(
      "304 with a body", "HTTP/1.1 304 Not Modified\r\nContent-Length: 2\r\n\r\n{}",
      .bodyNotAllowed(detail: "2 bytes came after the head")),
    OddAnswer(
      "HEAD with a body", ok + "Content-Length: 2\r\n\r\n{}", to: .head,
      .bodyNotAllowed(detail: "2 bytes came after the head")),
    OddAnswer(
      "100 with a length", "HTTP/1.1 100 Continue\r\nContent-Length: 0\r\n\r\n" + ok + "Content-Length: 0\r\n\r\n",
      .bodyNotAllowed(detail: "Content-Length: 0 in a 100")),
  ]

  static let heads: [OddAnswer] = [
    OddAnswer(
      "bare LF", "HTTP/1.1 200 OK\nContent-Length: 0\n\n", .bareLineFeed(line: "HTTP/1.1 200 OK"),
      .bareLineFeed(line: "Content-Length: 0"), .bareLineFeed(line: "")),
    OddAnswer("folded", ok + "X: a\r\n  b\r\nContent-Length: 0\r\n\r\n", .obsoleteFolding(name: "X")),
    OddAnswer(
      "folded at the start", ok + " b\r\nContent-Length: 0\r\n\r\n",
      .invalidHeaderLine(" b", reason: "it starts with white space and continues no field")),
    OddAnswer(
      "no colon", ok + "nonsense\r\nContent-Length: 0\r\n\r\n",
      .invalidHeaderLine("nonsense", reason: "it has no colon")),
    OddAnswer("no name", ok + ": x\r\nContent-Length: 0\r\n\r\n", .invalidHeaderLine(": x", reason: "it has no name")),
    OddAnswer(
      "space before the colon", ok + "X : 1\r\nContent-Length: 0\r\n\r\n",
      .invalidHeaderLine("X : 1", reason: "white space stands before the colon")),
    OddAnswer(
      "NUL in a value", ok + "X: a\u{0}b\r\nContent-Length: 0\r\n\r\n",
      .invalidHeaderLine("X: a\u{0}b", reason: "its value has a control byte")),
    OddAnswer(
      "CR in a value", ok + "X: a\rb\r\nContent-Length: 0\r\n\r\n",
      .invalidHeaderLine("X: a\rb", reason: "its value has a control byte")),
    OddAnswer(
      "no space before an empty reason", "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n",
      .invalidStatusLine("HTTP/1.1 200", reason: "the space after the status code is missing")),
    OddAnswer(
      "small letters", "http/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
      .invalidStatusLine("http/1.1 200 OK", reason: "HTTP is not in capitals")),
    OddAnswer(
      "two spaces", "HTTP/1.1  200 OK\r\nContent-Length: 0\r\n\r\n",
      .invalidStatusLine("HTTP/1.1  200 OK", reason: "not one space stands before the status code")),
    OddAnswer(
      "status 999", "HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n",
      .invalidStatusLine("HTTP/1.1 999 Odd", reason: "no status code is 999")),
    OddAnswer(
      "empty line first", "\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
      .invalidStatusLine("HTTP/1.1 200 OK", reason: "an empty line stands before it")),
  ]
}
