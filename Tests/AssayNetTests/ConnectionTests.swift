import AssayHTTP
import AssayNet
import AssaySystem
import AssayTestSupport
import Synchronization
import Testing

/// What the client sends, keeps, reuses, waits for and gives up.
struct ConnectionTests {
  static let empty = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

  private func sent(_ requests: Request..., base: String = "") throws -> String {
    let server = try RawServer(answering: Self.empty)
    let origin = Origin(scheme: .http, host: "127.0.0.1", port: server.port, basePath: base)
    for request in requests {
      let exchange = HTTPConnection(origin).send(request, timeout: .seconds(3))
      #expect(exchange.response?.status == 200, "\(exchange.outcome)")
    }
    server.stop()
    return server.received.joined().replacing("127.0.0.1:\(server.port)", with: "HOST")
  }

  @Test func `a request leaves as it stands`() throws {
    let headers = HeaderFields([
      HeaderField("x-B", "1"), HeaderField("X-a", ""), HeaderField("x-B", " 2 "), HeaderField("Utf", "\u{C3}\u{A9}"),
    ])
    #expect(
      try sent(Request(Method("pUrGe"), "/a%2f/../b?q=%zz&x=[]|\u{E9}", headers: headers, body: Array("body".utf8)))
        == "pUrGe /a%2f/../b?q=%zz&x=[]|\u{E9} HTTP/1.1\r\nHost: HOST\r\nx-B: 1\r\nX-a:\r\nx-B:  2 \r\n"
        + "Utf: \u{C3}\u{A9}\r\nContent-Length: 4\r\n\r\nbody")
  }

  @Test func `nothing is added that the request names`() throws {
    #expect(
      try sent(Request(.get, "/", headers: ["A": "1", "hOST": "other"]))
        == "GET / HTTP/1.1\r\nA: 1\r\nhOST: other\r\n\r\n")
    #expect(
      try sent(Request(.post, "/", headers: ["Host": "h", "content-length": "0"], body: []))
        == "POST / HTTP/1.1\r\nHost: h\r\ncontent-length: 0\r\n\r\n")
    #expect(
      try sent(
        Request(.post, "/", headers: ["Host": "h", "Transfer-Encoding": "chunked"], body: Array("0\r\n\r\n".utf8)))
        == "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
    #expect(try sent(Request(.post, "/", body: [])) == "POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\n\r\n")
    #expect(try sent(Request(.post, "/")) == "POST / HTTP/1.1\r\nHost: HOST\r\n\r\n")
  }

  @Test func `the base path stands before the path only`() throws {
    #expect(try sent(Request(.get, "/x"), base: "/api/v2").hasPrefix("GET /api/v2/x HTTP/1.1\r\n"))
    #expect(try sent(Request(.options, "*"), base: "/api").hasPrefix("OPTIONS * HTTP/1.1\r\n"))
  }

  @Test(arguments: [
    (Request(.get, "/", headers: ["X": "a\r\nY: b"]), "the value of the header X has a carriage return (CR)"),
    (Request(.get, "/", headers: ["X": "a\nb"]), "the value of the header X has a line feed (LF)"),
    (Request(.get, "/", headers: ["X": "a\0b"]), "the value of the header X has a NUL byte"),
    (Request(.get, "/", headers: ["X\r\nY": "b"]), "has a carriage return (CR)"),
    (Request(.get, "/", headers: ["X Y": "b"]), "the header name \"X Y\" has a space"),
    (Request(.get, "/", headers: ["": "b"]), "a header has no name"),
    (Request(.get, "/", headers: ["\u{E9}": "b"]), "has the byte 0xE9"),
    (Request(.get, "/a b"), "the target \"/a b\" has a space"),
    (Request(.get, "/a\r\nX: y"), "has a carriage return (CR)"),
    (Request(.get, "/a\u{7F}"), "has the byte 0x7F"),
    (Request(.get, ""), "the target is empty"),
    (Request(Method("GET /x HTTP/1.1\r\n"), "/"), "has a space"),
    (Request(Method(""), "/"), "the method is empty"),
  ])
  func `what would be read as something else is not sent`(_ request: Request, _ reason: String) throws {
    let server = try RawServer(answering: Self.empty)
    let error = HTTPConnection(server.origin).send(request, timeout: .seconds(1)).error
    server.stop()
    #expect(error?.kind == .refusedToSend)
    #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
    #expect(server.received == [])
  }

  @Test func `an origin made by hand cannot smuggle a line`() {
    let origin = Origin(scheme: .http, host: "a\r\nX: y", port: 1)
    #expect(HTTPConnection(origin).send(Request(.get, "/"), timeout: .seconds(1)).error?.kind == .refusedToSend)
  }

  @Test func `a connection is kept and timings say it`() throws {
    let server = try RawServer([
      { peer in
        for _ in 0..<3 {
          peer.readRequest()
          peer.forget()
          peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")
        }
        peer.readToEnd()
      }
    ])
    let connection = HTTPConnection(server.origin)
    for index in 0..<3 {
      let exchange = connection.send(Request(.get, "/"), timeout: .seconds(3))
      #expect(exchange.text == "x")
      #expect((exchange.timings.connect != nil) == (index == 0))
      #expect(exchange.timings.firstByte != nil)
    }
    connection.close()
    server.stop()
    #expect(server.received.count == 1)
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nConnection: x, Close\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nstray",
  ])
  func `a connection that may not be kept is closed`(_ answer: String) throws {
    let server = try RawServer([
      { peer in
        peer.readRequest()
        peer.send(answer)
        // Ends because the client closes: the server itself keeps the connection.
        peer.readToEnd()
      }
    ])
    let connection = HTTPConnection(server.origin)
    #expect(connection.send(Request(.get, "/1"), timeout: .seconds(3)).response?.status == 200)
    #expect(connection.send(Request(.get, "/2"), timeout: .seconds(3)).response?.status == 200)
    connection.close()
    server.stop()
    #expect(server.received.count == 2)
  }

  @Test func `a connection that ended meanwhile is replaced before sending`() throws {
    let server = try RawServer(answering: Self.empty)
    let connection = HTTPConnection(server.origin)
    for _ in 0..<3 {
      #expect(connection.send(Request(.post, "/"), timeout: .seconds(3)).response?.status == 200)
      SystemClock.sleep(.milliseconds(20))
    }
    server.stop()
    #expect(server.received.count == 3)
  }

  @Test func `bytes that come unasked do not become the next answer`() throws {
    let server = try RawServer([
      { peer in
        peer.readRequest()
        peer.send(Self.empty)
        SystemClock.sleep(.milliseconds(30))
        peer.send("HTTP/1.1 500 Forged\r\nContent-Length: 0\r\n\r\n")
        SystemClock.sleep(.milliseconds(800))
      },
      { peer in
        peer.readRequest()
        peer.send(Self.empty)
      },
    ])
    let connection = HTTPConnection(server.origin)
    #expect(connection.send(Request(.get, "/1"), timeout: .seconds(3)).response?.status == 200)
    // Long enough for the other thread on a busy machine.
    SystemClock.sleep(.milliseconds(400))
    #expect(connection.send(Request(.get, "/2"), timeout: .seconds(3)).response?.status == 200)
    server.stop()
  }

  /// Answers the first request, takes the second and closes without an answer to it.
  private static let closing: RawServer.Script = { peer in
    peer.readRequest()
    peer.send(Self.empty)
    peer.forget()
    peer.readRequest()
  }

  /// Answers one request and ends because the client closes, though this server would go on.
  private static let patient: RawServer.Script = { peer in
    peer.readRequest()
    peer.send(Self.empty)
    peer.readToEnd()
  }

  /// The method that each connection's last request had.
  private func methods(_ server: RawServer) -> [String] { server.received.map { String($0.prefix { $0 != " " }) } }

  @Test func `a repeatable request goes again on a new connection when the kept one was closed`() throws {
    let server = try RawServer([Self.closing, Self.patient])
    let connection = HTTPConnection(server.origin)
    for _ in 0..<2 {
      #expect(connection.send(Request(.get, "/"), timeout: .seconds(3)).response?.status == 200)
    }
    connection.close()
    server.stop()
    #expect(methods(server) == ["GET", "GET"])
  }

  @Test func `a request that goes out on a new connection is never sent twice`() throws {
    let server = try RawServer([{ $0.readRequest() }])
    for method in [AssayHTTP.Method.get, .post] {
      let error = HTTPConnection(server.origin).send(Request(method, "/"), timeout: .seconds(3)).error
      #expect(error?.kind == .closedBeforeAnswer)
    }
    server.stop()
    #expect(methods(server) == ["GET", "POST"])
  }

  @Test func `a request that is not repeatable has a connection of its own`() throws {
    let server = try RawServer([Self.patient])
    let connection = HTTPConnection(server.origin)
    for method in [AssayHTTP.Method.get, .post, .post, .get] {
      #expect(connection.send(Request(method, "/"), timeout: .seconds(3)).response?.status == 200)
    }
    connection.close()
    server.stop()
    #expect(methods(server) == ["GET", "POST", "POST", "GET"])
  }

  @Test func `a server of this process keeps the connection for every request`() throws {
    let server = HTTPServer { _ in .response(Response(200)) }
    let origin = Origin(scheme: .http, host: "127.0.0.1", port: try server.start())
    defer { server.stop() }
    let connection = HTTPConnection(origin, isOwnServer: true)
    for index in 0..<3 {
      let exchange = connection.send(Request(.post, "/"), timeout: .seconds(3))
      #expect((exchange.timings.connect != nil) == (index == 0))
    }
  }

  @Test func `silence is a timeout and the deadline is kept`() throws {
    let server = try RawServer([{ $0.readToEnd() }])
    let exchange = HTTPConnection(server.origin).send(Request(.get, "/"), timeout: .milliseconds(200))
    server.stop()
    #expect(exchange.error?.kind == .timedOut)
    #expect(exchange.timings.total >= .milliseconds(200) && exchange.timings.total < .milliseconds(600))
  }

  @Test(arguments: ["HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n"])
  func `a slow drip does not stretch the deadline`(_ start: String) throws {
    let server = try RawServer([
      { peer in
        peer.readRequest()
        peer.send(start)
        while peer.send("x") { SystemClock.sleep(.milliseconds(10)) }
      }
    ])
    let exchange = HTTPConnection(server.origin).send(Request(.get, "/"), timeout: .milliseconds(300))
    server.stop()
    #expect(exchange.timings.total >= .milliseconds(300) && exchange.timings.total < .milliseconds(700))
    switch exchange.outcome {
    case .garbled(let malformed): #expect(malformed.reason == "The deadline passed inside the head of the answer.")
    case .answered(let answer): #expect(answer.faults == [.bodyTimedOut(received: answer.body.count)])
    case .unanswered(let error): Issue.record("\(error)")
    }
  }

  @Test func `a large body travels whole in both directions`() throws {
    let server = HTTPServer { request in .response(Response(200, body: request.body ?? [])) }
    let port = try server.start()
    defer { server.stop() }
    let body = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    let connection = HTTPConnection(Origin(scheme: .http, host: "127.0.0.1", port: port))
    for _ in 0..<2 {
      let answer = connection.send(Request(.post, "/", body: body), timeout: .seconds(20)).response
      #expect(answer?.body == body)
      #expect(answer?.faults == [])
    }
  }

  @Test func `an answer that comes before the body is sent is heard`() throws {
    let server = try RawServer([
      { peer in
        peer.readRequest()
        peer.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 2\r\n\r\nno")
        SystemClock.sleep(.milliseconds(300))
        // The rest of the request must not stop the client from hearing the answer.
        peer.readToEnd()
      }
    ])
    defer { server.stop() }
    let connection = HTTPConnection(server.origin)
    let body = [UInt8](repeating: 7, count: 30 << 20)
    let exchange = connection.send(Request(.post, "/", body: body), timeout: .seconds(10))
    #expect(exchange.response?.status == 413, "\(exchange.outcome)")
    #expect(exchange.text == "no")
  }

  @Test func `no listener is a failed connect`() throws {
    let listener = try Sockets.listen(at: SocketAddress.resolve("127.0.0.1", port: 0)[0])
    let port = try #require(try Sockets.localAddress(listener).port)
    Sockets.close(listener)
    let error = HTTPConnection(Origin(scheme: .http, host: "127.0.0.1", port: port))
      .send(Request(.get, "/"), timeout: .seconds(2)).error
    #expect(error?.kind == .connectFailed)
    #expect(
      error?.message == "Cannot connect to 127.0.0.1:\(port): Connection refused. Is the service running there?")
  }

  @Test func `a name without address is not resolved`() {
    let error = HTTPConnection(Origin(scheme: .http, host: "no-such-host.invalid"))
      .send(Request(.get, "/"), timeout: .seconds(5)).error
    #expect(error?.kind == .nameNotResolved || error?.kind == .timedOut)
  }

  @Test func `cancelling wakes the waiting thread and ends the connection`() throws {
    let server = try RawServer([{ $0.readToEnd() }])
    let connection = HTTPConnection(server.origin)
    let canceller = try Threads.start {
      SystemClock.sleep(.milliseconds(100))
      connection.cancel()
    }
    let exchange = connection.send(Request(.get, "/"), timeout: .seconds(10))
    canceller.join()
    server.stop()
    #expect(exchange.error?.kind == .cancelled)
    #expect(exchange.timings.total < .seconds(2))
    #expect(connection.send(Request(.get, "/"), timeout: .seconds(1)).error?.kind == .cancelled)
  }

  @Test func `a Unix socket carries the same`() throws {
    let path = "/tmp/assay-\(Machine.processID)-\(SystemClock.monotonicNanoseconds() % 1_000_000).sock"
    let server = HTTPServer(bind: .unix(path: path)) { .response(Response(200, body: Array($0.target.utf8))) }
    #expect(try server.start() == 0)
    let origin = try Origin("http+unix://\(path.replacing("/", with: "%2F"))/base")
    let exchange = HTTPConnection(origin).send(Request(.get, "/x"), timeout: .seconds(2))
    #expect(exchange.text == "/base/x")
    server.stop()
    #expect(!Files.exists(path))
  }

  @Test(.enabled(if: Loopback.hasIPv6, "there is no IPv6 here"))
  func `IPv6 is reached by its literal`() throws {
    let server = HTTPServer(bind: .host("::1", port: 0)) {
      .response(Response(200, body: Array($0.headers["Host"]!.utf8)))
    }
    let port = try server.start()
    defer { server.stop() }
    let exchange = HTTPConnection(try Origin("http://[::1]:\(port)")).send(Request(.get, "/"), timeout: .seconds(2))
    #expect(exchange.text == "[::1]:\(port)")
  }
}
