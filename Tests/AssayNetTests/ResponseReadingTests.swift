import AssayHTTP
import AssaySystem
import Foundation
import Testing

@testable import AssayNet

/// What the client makes of answers, the right ones and every kind of wrong one.
struct ResponseReadingTests {
  static let limits = HTTPLimits(head: 2048, fields: 20, interim: 3, body: 1000, trailers: 200)

  private func exchange(
    _ pieces: [String], to method: Method = .get, timeout: Duration = .seconds(3)
  ) throws -> Exchange {
    let server = try RawServer([
      { peer in
        peer.readRequest()
        for piece in pieces { peer.send(piece) }
      }
    ])
    defer { server.stop() }
    return HTTPConnection(server.origin, limits: Self.limits).send(Request(method, "/"), timeout: timeout)
  }

  @Test func `an answer is kept byte for byte`() throws {
    let answer = try #require(
      try exchange([
        "HTTP/1.1 200 Fine \u{E9}\r\nX-B: 2\r\nx-a:  one\t \r\nX-B:\r\nContent-Length: 4\r\n\r\n\u{00}\u{FF}\r\n"
      ]).response)
    #expect(answer.version == "HTTP/1.1")
    #expect(answer.reason == "Fine \u{E9}")
    #expect(
      Array(answer.headers) == [
        HeaderField("X-B", "2"), HeaderField("x-a", "one"), HeaderField("X-B", ""), HeaderField("Content-Length", "4"),
      ])
    #expect(answer.body == [0, 0xFF, 13, 10])
    #expect(answer.faults == [])
  }

  @Test func `chunks are joined and trailers kept`() throws {
    let answer = try #require(
      try exchange([
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n00",
        "A\r\n0123456789\r\n0\r\nX-Sum: 1\r\nx-sum: 2\r\n\r\n",
      ]).response)
    #expect(String(isomorphic: answer.body) == "abc0123456789")
    #expect(answer.trailers.values(named: "X-Sum") == ["1", "2"])
    #expect(answer.faults == [])
  }

  @Test func `interim answers are kept`() throws {
    let answer = try #require(
      try exchange([
        "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
      ]).response)
    #expect(
      answer.interim == [
        InterimResponse(103, reason: "Early Hints", headers: ["Link": "</a>"]),
        InterimResponse(100, reason: "Continue"),
      ])
    #expect(answer.faults == [])
  }

  @Test func `a body without length lasts until the end`() throws {
    let answer = try #require(try exchange(["HTTP/1.0 200 OK\r\n\r\nall ", "of it"]).response)
    #expect(String(isomorphic: answer.body) == "all of it")
    #expect(answer.version == "HTTP/1.0")
    #expect(answer.faults == [])
  }

  @Test func `an answer to HEAD has its length and no body`() throws {
    let answer = try #require(try exchange(["HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n"], to: .head).response)
    #expect(answer.headers["content-length"] == "40")
    #expect(answer.body == [])
    #expect(answer.faults == [])
  }

  @Test(arguments: OddAnswer.all)
  func `a framing fault is a fact`(_ odd: OddAnswer) throws {
    let exchange = try exchange([odd.sent], to: odd.method)
    let answer = try #require(exchange.response, "\(exchange.outcome)")
    #expect(answer.faults == odd.faults)
    #expect(String(isomorphic: answer.body) == odd.body)
  }

  @Test func `a folded value is joined with one space`() throws {
    let answer = try #require(try exchange([OddAnswer.ok + "X: a\r\n\t b \r\nContent-Length: 0\r\n\r\n"]).response)
    #expect(answer.headers["x"] == "a b")
  }

  @Test func `a reset inside an unlimited body is a fact`() throws {
    let server = try RawServer([
      { peer in
        peer.readRequest()
        peer.send(OddAnswer.ok + "\r\nab")
        SystemClock.sleep(.milliseconds(50))
        // A lingering time of 0 makes closing send a reset.
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
          peer.socket.number, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
      }
    ])
    defer { server.stop() }
    let answer = HTTPConnection(server.origin).send(Request(.get, "/"), timeout: .seconds(3)).response
    #expect(answer?.faults == [.resetInBody(received: 2)])
  }

  @Test(arguments: [
    ("SSH-2.0-OpenSSH_9.2\r\n", "The answer does not start with HTTP/1.x."),
    ("\u{15}\u{3}\u{1}\u{0}\u{2}", "The answer does not start with HTTP/1.x."),
    ("ICY 200 OK\r\n\r\n", "The answer does not start with HTTP/1.x."),
    ("HTTP/2 200 OK\r\n\r\n", "The answer does not start with HTTP/1.x."),
    ("HTTP/2.0 200 OK\r\n\r\n", "The answer is HTTP/2.0, not HTTP/1.x."),
    ("HTTP/1.1 20 OK\r\n\r\n", "The status code is not three digits."),
    ("HTTP/1.1 2000 OK\r\n\r\n", "The status code is not three digits."),
    ("HTTP/1.1 OK\r\n\r\n", "The status code is not three digits."),
    ("HTTP/1.1 200 OK\r\nX: 1\r\n", "The connection ended inside the head of the answer."),
    (
      "HTTP/1.1 200 OK\r\n" + String(repeating: "X: 1\r\n", count: 30) + "\r\n",
      "The head of the answer has more than 20 header lines."
    ),
    (
      "HTTP/1.1 200 OK\r\nX: " + String(repeating: "x", count: 4000),
      "The head of the answer is larger than 2048 bytes."
    ),
    (String(repeating: "HTTP/1.1 102 Processing\r\n\r\n", count: 4), "More than 3 interim answers came."),
  ])
  func `what is no answer is garbled`(_ sent: String, _ reason: String) throws {
    let malformed = try #require(try exchange([sent]).malformed)
    #expect(malformed.reason == reason)
    #expect(!malformed.excerpt.isEmpty || reason.contains("interim"))
  }

  @Test func `a head of exactly the limit is read`() throws {
    let start = OddAnswer.ok + "Content-Length: 0\r\nX: "
    let head = start + String(repeating: "x", count: 2048 - start.utf8.count - 4) + "\r\n\r\n"
    #expect(head.utf8.count == 2048)
    #expect(try exchange([head]).response?.faults == [])
    let larger = start + String(repeating: "x", count: 2048 - start.utf8.count - 3) + "\r\n\r\n"
    #expect(try exchange([larger]).malformed != nil)
  }

  @Test func `headers without end are cut by the limit and not by the deadline`() throws {
    let server = try RawServer([
      { peer in
        peer.readRequest()
        peer.send(OddAnswer.ok)
        while peer.send("X-Endless: 1\r\n") {}
      }
    ])
    defer { server.stop() }
    let connection = HTTPConnection(server.origin)
    let exchange = connection.send(Request(.get, "/"), timeout: .seconds(10))
    #expect(exchange.malformed?.reason == "The head of the answer has more than 256 header lines.")
    #expect(exchange.timings.total < .seconds(5))
  }
}
