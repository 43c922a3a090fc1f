import AssayHTTP
import AssayNet
import AssaySystem
import Testing

/// https against a server that is not ours, and tunnels through proxies.
@Suite(.enabled(if: Certificates.shared != nil, "the openssl command is needed to make certificates"), .serialized)
struct TLSTests {
  let certificates = Certificates.shared!

  private func exchange(
    _ target: String, host: String = "localhost", answers: [String: String], tls: TLSOptions, options: [String] = []
  ) throws -> Exchange {
    let peer = try TLSPeer(certificates, answers: answers, options: options)
    defer { peer.stop() }
    return HTTPConnection(try Origin("https://\(host):\(peer.port)"), tls: tls)
      .send(Request(.get, target), timeout: .seconds(5))
  }

  private var trusting: TLSOptions { TLSOptions(caFile: certificates.authority) }

  @Test(arguments: ["localhost", "127.0.0.1"])
  func `an answer comes through byte for byte`(_ host: String) throws {
    let sent = "HTTP/1.1 200 Fine\r\nx-A: 1\r\nX-a: 2\r\nContent-Length: 3\r\n\r\n\u{0}\u{FF}\n"
    let exchange = try exchange("/plain", host: host, answers: ["plain": sent], tls: trusting)
    let answer = try #require(exchange.response, "\(exchange.outcome)")
    #expect(answer.reason == "Fine")
    #expect(answer.headers.map(\.name) == ["x-A", "X-a", "Content-Length"])
    #expect(answer.body == [0, 0xFF, 10])
    #expect(answer.faults == [])
    #expect(exchange.timings.tls != nil && exchange.timings.connect != nil)
  }

  @Test func `faults of the framing are seen through TLS`() throws {
    let stray = "HTTP/1.1 204 No Content\r\n\r\nstray"
    let exchange = try exchange("/stray", answers: ["stray": stray], tls: trusting)
    #expect(exchange.response?.faults == [.bodyNotAllowed(detail: "5 bytes came after the head")])
  }

  @Test(.enabled(if: TLSPeer.hasPython, "python3 is needed for a TLS server that keeps connections"))
  func `a connection is kept though TLS has messages of its own`() throws {
    let peer = try TLSPeer(keeping: certificates)
    defer { peer.stop() }
    let connection = HTTPConnection(try Origin("https://localhost:\(peer.port)"), tls: trusting)
    for index in 0..<4 {
      let exchange = connection.send(Request(.get, "/\(index)"), timeout: .seconds(5))
      // The server counts the connections it has taken.
      #expect(exchange.text == "1 /\(index)", "\(exchange.outcome)")
      #expect((exchange.timings.tls != nil) == (index == 0))
      // Time for the session tickets of TLS 1.3, which are no bytes of an answer.
      SystemClock.sleep(.milliseconds(20))
    }
  }

  @Test func `a large answer comes whole`() throws {
    let body = String(repeating: "0123456789", count: 300_000)
    let sent = "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body
    let exchange = try exchange("/large", answers: ["large": sent], tls: trusting)
    #expect(exchange.response?.body.count == 3_000_000)
    #expect(exchange.response?.faults == [])
  }

  @Test func `a certificate of an unknown authority is not trusted`() throws {
    let error = try exchange("/x", answers: ["x": ""], tls: TLSOptions()).error
    #expect(error?.kind == .tlsFailed)
    #expect(error?.message.hasPrefix("TLS with https://localhost:") == true, "\(error?.message ?? "")")
    #expect(error?.message.contains("Name the certificate to trust") == true)
  }

  @Test func `a name that the certificate lacks is not trusted`() throws {
    let peer = try TLSPeer(certificates, answers: [:])
    defer { peer.stop() }
    let origin = try Origin("https://127.0.0.2:\(peer.port)")
    // Only the port counts where the system has no 127.0.0.2; the trust is refused before anything is sent.
    let error = HTTPConnection(origin, tls: trusting).send(Request(.get, "/"), timeout: .seconds(5)).error
    #expect(error?.kind == .tlsFailed || error?.kind == .connectFailed)
  }

  @Test func `a server that takes HTTP 2 only is told apart`() throws {
    let error = try exchange("/x", answers: ["x": ""], tls: trusting, options: ["-alpn", "h2"]).error
    #expect(error?.kind == .otherProtocol)
    #expect(error?.message.contains("speaks HTTP/2 only") == true, "\(error?.message ?? "")")
  }

  @Test func `HTTP 1.1 is chosen where HTTP 2 is offered beside it`() throws {
    let sent = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
    let exchange = try exchange("/a", answers: ["a": sent], tls: trusting, options: ["-alpn", "h2,http/1.1"])
    #expect(exchange.response?.status == 200, "\(exchange.outcome)")
  }

  @Test func `an unknown certificate is taken where that was asked for`() throws {
    let sent = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
    #expect(try exchange("/a", answers: ["a": sent], tls: TLSOptions(insecure: true)).response?.status == 200)
  }

  @Test func `a client certificate is shown`() throws {
    let sent = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
    let options = ["-Verify", "1", "-verify_return_error", "-CAfile", "ca.pem"]
    var tls = trusting
    #expect(try exchange("/a", answers: ["a": sent], tls: tls, options: options).response == nil)
    tls.certificate = certificates.client
    tls.key = certificates.clientKey
    #expect(try exchange("/a", answers: ["a": sent], tls: tls, options: options).response?.status == 200)
  }

  @Test func `a missing certificate file is named`() throws {
    var tls = trusting
    tls.caFile = "/no/such/ca.pem"
    let error = try exchange("/x", answers: [:], tls: tls).error
    #expect(error?.kind == .tlsFailed)
    #expect(error?.message.contains("/no/such/ca.pem") == true, "\(error?.message ?? "")")
  }

  @Test func `a peer that speaks no TLS is told apart`() throws {
    let server = try RawServer([
      { peer in
        peer.read(until: "\n", seconds: 1)
        peer.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
      }
    ])
    let exchange = HTTPConnection(try Origin("https://127.0.0.1:\(server.port)"))
      .send(Request(.get, "/"), timeout: .seconds(5))
    server.stop()
    #expect(exchange.error?.kind == .tlsFailed, "\(exchange.outcome)")
  }

  @Test func `a silent handshake ends at the deadline`() throws {
    let server = try RawServer([{ $0.readToEnd() }])
    let exchange = HTTPConnection(try Origin("https://127.0.0.1:\(server.port)"))
      .send(Request(.get, "/"), timeout: .milliseconds(300))
    server.stop()
    #expect(exchange.error?.kind == .connectTimedOut, "\(exchange.outcome)")
    #expect(exchange.timings.total < .seconds(1))
  }

  @Test func `a handshake can be cancelled`() throws {
    let server = try RawServer([{ $0.readToEnd() }])
    let connection = HTTPConnection(try Origin("https://127.0.0.1:\(server.port)"))
    let canceller = try Threads.start {
      SystemClock.sleep(.milliseconds(100))
      connection.cancel()
    }
    let exchange = connection.send(Request(.get, "/"), timeout: .seconds(10))
    canceller.join()
    server.stop()
    #expect(exchange.error?.kind == .cancelled, "\(exchange.outcome)")
    #expect(exchange.timings.total < .seconds(2))
  }

  @Test func `a refused connection is no failure of TLS`() throws {
    let error = HTTPConnection(try Origin("https://127.0.0.1:1")).send(Request(.get, "/"), timeout: .seconds(5)).error
    #expect(error?.kind == .connectFailed)
  }

  @Test func `a proxy opens a tunnel and the request leaves as it stands`() throws {
    let proxy = try RawServer([
      { peer in
        peer.readRequest()
        peer.send("HTTP/1.1 200 Connection established\r\n\r\n")
        peer.forget()
        peer.readRequest()
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
      }
    ])
    let tls = TLSOptions(proxy: "http://127.0.0.1:\(proxy.port)")
    let exchange = HTTPConnection(try Origin("http://api.invalid"), tls: tls)
      .send(Request(.get, "/a?b"), timeout: .seconds(5))
    proxy.stop()
    #expect(exchange.text == "hi", "\(exchange.outcome)")
    #expect(proxy.received == ["GET /a?b HTTP/1.1\r\nHost: api.invalid\r\n\r\n"])
  }

  @Test func `a proxy that refuses is the one to blame`() throws {
    let proxy = try RawServer(answering: "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
    let tls = TLSOptions(proxy: "http://127.0.0.1:\(proxy.port)")
    let exchange = HTTPConnection(try Origin("https://api.invalid"), tls: tls).send(
      Request(.get, "/"), timeout: .seconds(5))
    proxy.stop()
    #expect(exchange.error?.kind == .proxyFailed, "\(exchange.outcome)")
  }
}
