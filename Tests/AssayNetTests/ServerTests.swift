import AssayHTTP
import AssaySystem
import Synchronization
import Testing

@testable import AssayNet

/// What the small server makes of raw requests.
struct ServerTests {
  static let limits = ServerLimits(
    head: 1024, target: 200, fields: 10, body: 100, idleTime: .seconds(5), headTime: .milliseconds(200),
    bodyTime: .milliseconds(200))

  private static func echo(_ request: Request) -> ServerReply {
    let body = request.body.map { "[" + String(isomorphic: $0) + "]" } ?? ""
    return .response(
      Response(
        200, reason: "OK", headers: ["X-First": "1"], body: "\(request.method) \(request.target)\(body)".isomorphicBytes
      ))
  }

  private func answers(
    to pieces: String..., ends: Bool = true, limits: ServerLimits = limits,
    handler: @escaping @Sendable (Request) -> ServerReply = echo
  ) throws -> String {
    let server = HTTPServer(limits: limits, clock: { 784_111_777 }, handler: handler)
    let peer = try Peer(port: try server.start())
    defer {
      peer.close()
      server.stop()
    }
    for (index, piece) in pieces.enumerated() {
      if index > 0 { SystemClock.sleep(.milliseconds(20)) }
      peer.send(piece)
    }
    if ends { Sockets.endSending(peer.socket) }
    return peer.readToEnd()
  }

  static let date = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"

  private static func ok(_ body: String, connection: String? = nil) -> String {
    "HTTP/1.1 200 OK\r\nX-First: 1\r\n\(date)Content-Length: \(body.utf8.count)\r\n"
      + (connection.map { "Connection: \($0)\r\n" } ?? "") + "\r\n\(body)"
  }

  @Test func `pipelined requests are answered in order`() throws {
    let text = try answers(
      to: "GET /1 HTTP/1.1\r\nHost: h\r\n\r\n\r\nPOST /2 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabcGET /3",
      " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\nGET /never HTTP/1.1\r\nHost: h\r\n\r\n")
    #expect(text == Self.ok("GET /1") + Self.ok("POST /2[abc]") + Self.ok("GET /3", connection: "close"))
  }

  @Test func `many pipelined requests with large answers all come back`() throws {
    let large = [UInt8](repeating: 0x61, count: 50_000)
    let server = HTTPServer(clock: { 784_111_777 }) { _ in .response(Response(200, body: large)) }
    let peer = try Peer(port: try server.start())
    defer {
      peer.close()
      server.stop()
    }
    peer.send(String(repeating: "GET / HTTP/1.1\r\nHost: h\r\n\r\n", count: 200))
    Sockets.endSending(peer.socket)
    let text = peer.readToEnd()
    #expect(text.utf8.count == 200 * ("HTTP/1.1 200 \r\n\(Self.date)Content-Length: 50000\r\n\r\n".utf8.count + 50_000))
  }

  @Test func `chunked requests are decoded`() throws {
    let text = try answers(
      to: "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2;x\r\nab\r\n", "1\r\nc\r\n0\r\nT: 1\r\n\r\n"
    )
    #expect(text == Self.ok("POST /[abc]"))
  }

  @Test func `an old client is answered and the connection closed`() throws {
    #expect(try answers(to: "GET / HTTP/1.0\r\n\r\n", ends: false) == Self.ok("GET /", connection: "close"))
  }

  @Test func `an old client that asks for it is told that the connection is kept`() throws {
    let text = try answers(
      to: "GET /1 HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\nGET /2 HTTP/1.0\r\n\r\nGET /never HTTP/1.0\r\n\r\n",
      ends: false)
    #expect(text == Self.ok("GET /1", connection: "keep-alive") + Self.ok("GET /2", connection: "close"))
  }

  @Test func `an old client gets no interim answers`() throws {
    let text = try answers(to: "GET / HTTP/1.0\r\n\r\n", ends: false) { _ in
      .response(Response(204, reason: "N", interim: [InterimResponse(103)]))
    }
    #expect(text == "HTTP/1.1 204 N\r\n\(Self.date)Connection: close\r\n\r\n")
  }

  @Test(arguments: [
    ("GET http://example.com/a?b HTTP/1.1", "GET /a?b"), ("GET HTTPS://[::1]:80/a//b HTTP/1.1", "GET /a//b"),
    ("GET http://h:8080 HTTP/1.1", "GET /"), ("GET http://h?x=http://y HTTP/1.1", "GET /?x=http://y"),
    ("OPTIONS http://h HTTP/1.1", "OPTIONS *"), ("OPTIONS * HTTP/1.1", "OPTIONS *"),
    ("GET /http://h/x HTTP/1.1", "GET /http://h/x"), ("GET http://h/x HTTP/1.0", "GET /x"),
  ])
  func `an absolute target is served as the path behind its host`(line: String, body: String) throws {
    let text = try answers(to: "\(line)\r\nHost: other\r\nConnection: close\r\n\r\n")
    #expect(text == Self.ok(body, connection: "close"))
  }

  @Test(arguments: [
    "h", "", "example.com:443", "h:", "127.0.0.1:0", "[::1]", "[2001:db8::1]:80", "a-b_c.~!$&'()*+,;=", "%c3%a9",
  ])
  func `a well-formed Host is taken`(host: String) throws {
    let text = try answers(to: "GET / HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n")
    #expect(text == Self.ok("GET /", connection: "close"))
  }

  @Test func `a HEAD request gets the length and no body`() throws {
    let text = try answers(to: "HEAD /abc HTTP/1.1\r\nHost: h\r\n\r\n")
    #expect(text == "HTTP/1.1 200 OK\r\nX-First: 1\r\n\(Self.date)Content-Length: 9\r\n\r\n")
  }

  @Test(arguments: [204, 304])
  func `an answer that may have no body has none`(_ status: Int) throws {
    let text = try answers(to: "GET / HTTP/1.1\r\nHost: h\r\n\r\n") { _ in
      .response(Response(status, reason: "R", body: [1, 2, 3]))
    }
    #expect(text == "HTTP/1.1 \(status) R\r\n\(Self.date)\r\n")
  }

  @Test func `an answer is written as it stands`() throws {
    let response = Response(
      299, reason: "Odd \u{E9}",
      headers: HeaderFields([
        HeaderField("b", "1"), HeaderField("A", ""), HeaderField("b", "2"), HeaderField("date", "never"),
      ]),
      body: [0xFF], version: "HTTP/1.0", interim: [InterimResponse(103, reason: "Early", headers: ["L": "x"])])
    let text = try answers(to: "GET / HTTP/1.1\r\nHost: h\r\n\r\n") { _ in .response(response) }
    #expect(
      text
        == "HTTP/1.1 103 Early\r\nL: x\r\n\r\n"
        + "HTTP/1.0 299 Odd \u{E9}\r\nb: 1\r\nA:\r\nb: 2\r\ndate: never\r\nContent-Length: 1\r\n\r\n\u{FF}"
    )
  }

  @Test func `a chunked answer is chunked and has its trailers`() throws {
    let response = Response(
      200, reason: "OK", headers: ["Transfer-Encoding": "chunked"], body: Array("0123456789abcdef".utf8),
      trailers: ["T": "1"])
    let text = try answers(to: "GET / HTTP/1.1\r\nHost: h\r\n\r\n") { _ in .response(response) }
    #expect(
      text
        == "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\(Self.date)\r\n10\r\n0123456789abcdef\r\n0\r\nT: 1\r\n\r\n"
    )
  }

  @Test func `raw bytes leave as they are`() throws {
    let text = try answers(to: "GET / HTTP/1.1\r\nHost: h\r\n\r\n", ends: false) { _ in
      .raw(Array("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ncut".utf8), close: true)
    }
    #expect(text == "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ncut")
  }

  @Test func `a client that asks is told to go on`() throws {
    let server = HTTPServer(handler: Self.echo)
    let peer = try Peer(port: try server.start())
    defer {
      peer.close()
      server.stop()
    }
    peer.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n")
    #expect(peer.read(until: "HTTP/1.1 100 Continue\r\n\r\n"))
    peer.send("ab")
    #expect(peer.read(until: "POST /[ab]"))
    peer.forget()
    // The body comes along: nothing to wait for.
    peer.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nab")
    #expect(peer.read(until: "POST /[ab]"))
    #expect(!String(isomorphic: peer.received).contains("100 Continue"))
  }

  struct Refused: Sendable, CustomTestStringConvertible {
    var name: String
    var sent: String
    var status: Int
    var testDescription: String { name }
    init(_ name: String, _ sent: String, _ status: Int) {
      self.name = name
      self.sent = sent
      self.status = status
    }
  }

  static let get = "GET / HTTP/1.1\r\nHost: h\r\n"
  static let refused: [Refused] = [
    Refused("no version", "GET /\r\n\r\n", 400),
    Refused("two spaces", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n", 400),
    Refused("a space in the target", "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n", 400),
    Refused("a control in the target", "GET /a\u{1} HTTP/1.1\r\nHost: h\r\n\r\n", 400),
    Refused("a target that is no path", "GET a HTTP/1.1\r\nHost: h\r\n\r\n", 400),
    Refused("a bad method", "G{T / HTTP/1.1\r\nHost: h\r\n\r\n", 400),
    Refused("TLS", "\u{16}\u{3}\u{1}\u{2}\n", 400),
    Refused("bare LF", "GET / HTTP/1.1\nHost: h\n\n", 400),
    Refused("bare LF in a header", get + "X: 1\n\r\n", 400),
    Refused("no colon", get + "nonsense\r\n\r\n", 400),
    Refused("space before the colon", get + "X : 1\r\n\r\n", 400),
    Refused("folding", get + "X: 1\r\n 2\r\n\r\n", 400),
    Refused("NUL", get + "X: \u{0}\r\n\r\n", 400),
    Refused("CR", get + "X: a\rb\r\n\r\n", 400),
    Refused("no Host", "GET / HTTP/1.1\r\n\r\n", 400),
    Refused("a Host with a path", "GET / HTTP/1.1\r\nHost: h/x\r\n\r\n", 400),
    Refused("a Host with a user", "GET / HTTP/1.1\r\nHost: u@h\r\n\r\n", 400),
    Refused("a Host with a space", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
    Refused("a Host list", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", 400),
    Refused("a Host with a port that is none", "GET / HTTP/1.1\r\nHost: h:8o\r\n\r\n", 400),
    Refused("a Host with two ports", "GET / HTTP/1.1\r\nHost: h:80:80\r\n\r\n", 400),
    Refused("an IPv6 Host without brackets", "GET / HTTP/1.1\r\nHost: ::1\r\n\r\n", 400),
    Refused("a Host with a bad address", "GET / HTTP/1.1\r\nHost: [::g]\r\n\r\n", 400),
    Refused("a Host with an open bracket", "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", 400),
    Refused("a Host with a byte beyond ASCII", "GET / HTTP/1.1\r\nHost: \u{E9}\r\n\r\n", 400),
    Refused("a Host with half an escape", "GET / HTTP/1.0\r\nHost: a%2\r\n\r\n", 400),
    Refused("a target of another scheme", "GET ftp://h/x HTTP/1.1\r\nHost: h\r\n\r\n", 400),
    Refused("a target without a host", "GET http:///x HTTP/1.1\r\nHost: h\r\n\r\n", 400),
    Refused("a target with a user", "GET http://u:p@h/x HTTP/1.1\r\nHost: h\r\n\r\n", 400),
    Refused("two Hosts", get + "Host: h\r\n\r\n", 400),
    Refused("a length that is none", get + "Content-Length: x\r\n\r\n", 400),
    Refused("a signed length", get + "Content-Length: +1\r\n\r\na", 400),
    Refused("two lengths", get + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400),
    Refused("the same length twice", get + "Content-Length: 1\r\nContent-Length: 1\r\n\r\na", 400),
    Refused("both lengths", get + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    Refused("chunked in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    Refused("chunked not last", get + "Transfer-Encoding: chunked, gzip\r\n\r\n", 400),
    Refused("a bad chunk", get + "Transfer-Encoding: chunked\r\n\r\nx\r\n", 400),
    Refused("a chunk with bare LF", get + "Transfer-Encoding: chunked\r\n\r\n1\na\r\n0\r\n\r\n", 400),
    Refused("a bad trailer", get + "Transfer-Encoding: chunked\r\n\r\n0\r\nbad\r\n\r\n", 400),
    Refused(
      "a length in the trailers", get + "Transfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 1\r\n\r\n", 400),
    Refused("an unknown coding", get + "Transfer-Encoding: gzip, chunked\r\n\r\n", 501),
    Refused("HTTP/2", "GET / HTTP/2.0\r\nHost: h\r\n\r\n", 505),
    Refused("the start of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    Refused("an announced body that is too large", get + "Content-Length: 101\r\n\r\n", 413),
    Refused("a body beyond all numbers", get + "Content-Length: 99999999999999999999999\r\n\r\n", 413),
    Refused(
      "chunks that are too large",
      get + "Transfer-Encoding: chunked\r\n\r\n65\r\n" + String(repeating: "a", count: 101) + "\r\n0\r\n\r\n", 413),
    Refused("a long target", "GET /" + String(repeating: "a", count: 300) + " HTTP/1.1\r\nHost: h\r\n\r\n", 414),
    Refused("an endless target", "GET /" + String(repeating: "a", count: 3000), 414),
    Refused("a large head", get + "X: " + String(repeating: "a", count: 3000), 431),
    Refused("many headers", get + String(repeating: "X: 1\r\n", count: 20) + "\r\n", 431),
    Refused("another expectation", get + "Expect: miracles\r\n\r\n", 417),
    Refused("a slow head", "GET / HTTP/1.1\r\nHost", 408),
    Refused("a slow body", get + "Content-Length: 3\r\n\r\na", 408),
  ]

  @Test(arguments: refused)
  func `a wrong request is refused and the connection closed`(_ refused: Refused) throws {
    let asked = Counter()
    let text = try answers(to: refused.sent, ends: false) {
      asked.add()
      return Self.echo($0)
    }
    #expect(text.hasPrefix("HTTP/1.1 \(refused.status) "), "\(text)")
    #expect(text.contains("\r\nConnection: close\r\n"))
    #expect(asked.value == 0)
  }

  @Test func `bytes one by one make a request but a packet a day does not`() throws {
    let server = HTTPServer(limits: Self.limits, handler: Self.echo)
    let port = try server.start()
    defer { server.stop() }
    let quick = try Peer(port: port)
    for character in "GET /q HTTP/1.1\r\nHost: h\r\n\r\n" { quick.send(String(character)) }
    #expect(quick.read(until: "GET /q"))
    quick.close()
    let slow = try Peer(port: port)
    let start = SystemClock.monotonic()
    while slow.send("G"), SystemClock.monotonic() - start < .seconds(3) { SystemClock.sleep(.milliseconds(20)) }
    #expect(slow.readToEnd().hasPrefix("HTTP/1.1 408 "))
    #expect(SystemClock.monotonic() - start < .seconds(2))
    slow.close()
  }

  @Test func `an idle connection is closed without a word`() throws {
    var limits = Self.limits
    limits.idleTime = .milliseconds(100)
    #expect(try answers(to: "", ends: false, limits: limits) == "")
  }

  @Test func `a slow client does not hinder others`() throws {
    let server = HTTPServer(handler: Self.echo)
    let port = try server.start()
    defer { server.stop() }
    let slow = try Peer(port: port)
    slow.send("GET / HT")
    let exchange = HTTPConnection(Origin(scheme: .http, host: "127.0.0.1", port: port))
      .send(Request(.get, "/other"), timeout: .seconds(2))
    #expect(exchange.text == "GET /other")
    slow.close()
  }

  @Test func `a connection beyond the limit takes the place of the one that was answered longest ago`() throws {
    var limits = ServerLimits()
    limits.connections = 2
    let server = HTTPServer(limits: limits, handler: Self.echo)
    let port = try server.start()
    defer { server.stop() }
    let idle = try Peer(port: port)
    let kept = try Peer(port: port)
    kept.send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\n")
    #expect(kept.read(until: "GET /1"))
    let third = try Peer(port: port)
    third.send("GET /3 HTTP/1.1\r\nHost: h\r\n\r\n")
    #expect(third.read(until: "GET /3"))
    kept.send("GET /2 HTTP/1.1\r\nHost: h\r\n\r\n")
    #expect(kept.read(until: "GET /2"))
    #expect(idle.readToEnd() == "")
    for peer in [idle, kept, third] { peer.close() }
  }

  @Test func `of unfinished bodies that are too large together the largest is refused`() throws {
    var limits = ServerLimits()
    limits.unfinishedBodies = 10_000
    let server = HTTPServer(limits: limits, handler: Self.echo)
    let port = try server.start()
    defer { server.stop() }
    func begin(_ count: Int) throws -> Peer {
      let peer = try Peer(port: port)
      // The client hears of each body, so that the next one comes behind it.
      peer.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 9000\r\n\r\n")
      #expect(peer.read(until: "100 Continue"))
      peer.send(String(repeating: "a", count: count))
      return peer
    }
    let peers = [try begin(3000), try begin(5000), try begin(2500)]
    #expect(peers[1].readToEnd().contains("\r\n\r\nHTTP/1.1 503 Service Unavailable\r\n"))
    let honest = HTTPConnection(Origin(scheme: .http, host: "127.0.0.1", port: port))
    #expect(honest.send(Request(.post, "/", body: Array("b".utf8)), timeout: .seconds(2)).text == "POST /[b]")
    // What the refused one held is free again.
    peers[0].send(String(repeating: "a", count: 6000))
    #expect(peers[0].read(until: "POST /[a"))
    for peer in peers { peer.close() }
  }

  @Test func `a client that does not read is not served without end`() throws {
    let served = Counter()
    let large = [UInt8](repeating: 0x61, count: 100_000)
    let server = HTTPServer { _ in
      served.add()
      return .response(Response(200, body: large))
    }
    let peer = try Peer(port: try server.start())
    peer.send(String(repeating: "GET / HTTP/1.1\r\nHost: h\r\n\r\n", count: 1000))
    SystemClock.sleep(.milliseconds(300))
    // The sockets' own buffers take some megabytes; beyond them nothing is made.
    #expect(served.value < 300)
    server.stop()
    peer.close()
  }

  @Test func `it starts again after a stop`() throws {
    let server = HTTPServer(handler: Self.echo)
    for _ in 0..<3 {
      let port = try server.start()
      #expect(try server.start() == port)
      let exchange = HTTPConnection(Origin(scheme: .http, host: "127.0.0.1", port: port))
        .send(Request(.get, "/"), timeout: .seconds(2))
      #expect(exchange.text == "GET /")
      server.stop()
      server.stop()
    }
  }

  @Test func `a port that is taken is a clear error`() throws {
    let server = HTTPServer(handler: Self.echo)
    let port = try server.start()
    defer { server.stop() }
    let error = #expect(throws: SystemError.self) {
      try HTTPServer(bind: .loopback(port: port), handler: Self.echo).start()
    }
    #expect(
      error?.description
        == "Cannot listen at 127.0.0.1:\(port): Address already in use. "
        + "Something listens there already: choose another port or stop it."
    )
  }
}

/// A number that threads count together.
final class Counter: Sendable {
  private let count = Atomic(0)
  func add() { count.wrappingAdd(1, ordering: .relaxed) }
  var value: Int { count.load(ordering: .relaxed) }
}
