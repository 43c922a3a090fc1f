import AssayHTTP
import AssayNet
import AssaySystem
import Synchronization

/// A server of raw bytes on a free port of the loopback: each connection runs the next script, in order.
final class RawServer: Sendable {
  /// What a script does with one connection.
  typealias Script = @Sendable (Peer) -> Void

  let port: Int
  private let listener: Descriptor
  private let thread: ThreadHandle
  private let log: Log

  /// Runs the scripts one after another; a connection beyond them runs the last.
  init(_ scripts: [Script]) throws {
    listener = try Sockets.listen(at: SocketAddress.resolve("127.0.0.1", port: 0)[0])
    port = try Sockets.localAddress(listener).port!
    let log = Log()
    thread = try Threads.start { [listener] in
      var index = 0
      while true {
        if PollSet.wait(for: .readable, on: listener, until: .max).isEmpty { continue }
        guard let socket = try? Sockets.accept(listener) else { break }
        let script = scripts[min(index, scripts.count - 1)]
        index += 1
        let peer = Peer(socket)
        script(peer)
        log.received.withLock { $0.append(peer.received) }
        Sockets.close(socket)
      }
      Sockets.close(listener)
    }
    self.log = log
  }

  private final class Log: Sendable {
    let received = Mutex<[[UInt8]]>([])
  }

  /// A server that reads a request and then sends these bytes, in pieces, and closes.
  convenience init(answering pieces: String...) throws {
    try self.init([
      { peer in
        peer.readRequest()
        for piece in pieces { peer.send(piece) }
      }
    ])
  }

  var origin: Origin { Origin(scheme: .http, host: "127.0.0.1", port: port) }

  /// Ends the listening, so that the thread ends, and waits for it.
  func stop() {
    Sockets.shutDown(listener)
    thread.join()
  }

  /// What the connections sent, in order; to be read after `stop`.
  var received: [String] { log.received.withLock { $0.map { String(isomorphic: $0) } } }
}

/// One accepted connection of a raw server, or one opened to a server under test.
final class Peer {
  let socket: Descriptor
  private(set) var received: [UInt8] = []

  init(_ socket: Descriptor) { self.socket = socket }

  /// Connects to a port of the loopback.
  init(port: Int) throws {
    socket = try Sockets.startConnecting(to: SocketAddress.resolve("127.0.0.1", port: port)[0])
    _ = PollSet.wait(for: .writable, on: socket, until: Self.soon(5))
  }

  /// Reads until the text stands in what came, or nothing comes for some seconds, or the end.
  @discardableResult
  func read(until text: String, seconds: Int64 = 5) -> Bool {
    while !String(isomorphic: received).contains(text) {
      if !readSome(seconds: seconds) { return false }
    }
    return true
  }

  /// Reads one request's head.
  func readRequest() { read(until: "\r\n\r\n") }

  /// Reads until the other side ends, and gives everything that came on this connection.
  @discardableResult
  func readToEnd(seconds: Int64 = 5) -> String {
    while readSome(seconds: seconds) {}
    return String(isomorphic: received)
  }

  func forget() { received = [] }

  private func readSome(seconds: Int64) -> Bool {
    if PollSet.wait(for: .readable, on: socket, until: Self.soon(seconds)).isEmpty { return false }
    return withUnsafeTemporaryAllocation(byteCount: 65536, alignment: 1) { block in
      guard case .moved(let count) = Sockets.receive(socket, into: block) else { return false }
      received += block[..<count]
      return true
    }
  }

  /// Sends all of it; `false` when the other side does not take it.
  @discardableResult
  func send(_ text: String) -> Bool { send(text.isomorphicBytes) }

  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let result = bytes.withUnsafeBytes { Sockets.send(socket, UnsafeRawBufferPointer(rebasing: $0[offset...])) }
      switch result {
      case .moved(let count): offset += count
      case .wouldBlock:
        if PollSet.wait(for: .writable, on: socket, until: Self.soon(5)).isEmpty { return false }
      default: return false
      }
    }
    return true
  }

  func close() { Sockets.close(socket) }

  private static func soon(_ seconds: Int64) -> Int64 {
    SystemClock.monotonicNanoseconds() + seconds * 1_000_000_000
  }
}

extension Exchange {
  var error: TransportError? { if case .unanswered(let error) = outcome { error } else { nil } }
  var malformed: MalformedResponse? { if case .garbled(let malformed) = outcome { malformed } else { nil } }
  var text: String? { response.map { String(isomorphic: $0.body) } }
}
