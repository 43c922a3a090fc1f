import AssayHTTP
import AssaySystem
import Synchronization

/// A small HTTP/1.1 server for mocks and tests, with one thread around `poll`. It is strict with requests.
///
/// The handler runs on that thread and must not block. The server listens on loopback by default.
package final class HTTPServer: Sendable {
  /// Where a server listens.
  package enum Bind: Sendable, Hashable {
    /// An address of this machine and a port; 0 for a free one.
    case host(String, port: Int)
    /// The path of a unix socket, which must not exist; it is removed at the end.
    case unix(path: String)

    package static func loopback(port: Int = 0) -> Bind { .host("127.0.0.1", port: port) }
  }

  private struct Running {
    var thread: ThreadHandle
    var wake: WakePipe
    var port: Int
  }

  private let bind: Bind
  private let limits: ServerLimits
  private let clock: @Sendable () -> Int64
  private let handler: @Sendable (Request) -> ServerReply
  private let running = Mutex<Running?>(nil)
  private let isStopping = Atomic(false)

  /// - Parameter clock: Seconds since 1970, for `Date`.
  package init(
    bind: Bind = .loopback(), limits: ServerLimits = .default,
    clock: @escaping @Sendable () -> Int64 = { SystemClock.now().seconds },
    handler: @escaping @Sendable (Request) -> ServerReply
  ) {
    self.bind = bind
    self.limits = limits
    self.clock = clock
    self.handler = handler
  }

  /// Starts the server, unless it runs already, and returns the port (0 for a unix socket).
  ///
  /// - Throws: `SystemError` when it cannot listen at the address.
  @discardableResult
  package func start() throws(SystemError) -> Int {
    let result: Result<Int, SystemError> = running.withLock { running in
      if let running { return .success(running.port) }
      do throws(SystemError) {
        let started = try listen()
        running = started
        return .success(started.port)
      } catch { return .failure(error) }
    }
    return try result.get()
  }

  /// Closes every connection and waits for the thread to end. It has no effect when the server does not run.
  package func stop() {
    let ended: Running? = running.withLock { running in
      defer { running = nil }
      return running
    }
    guard let ended else { return }
    isStopping.store(true, ordering: .releasing)
    ended.wake.wake()
    ended.thread.join()
    isStopping.store(false, ordering: .releasing)
    if case .unix(let path) = bind { try? Files.remove(path) }
  }

  private func listen() throws(SystemError) -> Running {
    let listener = try Sockets.listen(at: try address())
    let wake: WakePipe
    do throws(SystemError) {
      wake = try WakePipe()
      let port = try Sockets.localAddress(listener).port ?? 0
      let (limits, clock, handler) = (limits, clock, handler)
      // The thread retains the server, so that a running server is not released.
      let thread = try Threads.start { [self] in
        var loop = ServerLoop(listener, wake, limits, DateLine(clock), handler)
        loop.run { isStopping.load(ordering: .acquiring) }
      }
      return Running(thread: thread, wake: wake, port: port)
    } catch {
      Sockets.close(listener)
      throw error
    }
  }

  private func address() throws(SystemError) -> SocketAddress {
    switch bind {
    case .unix(let path):
      guard let address = SocketAddress(unixPath: path) else {
        throw SystemError(operation: "listen at", path: "\(path) (a socket's path is short)", code: SystemError.invalid)
      }
      return address
    case .host(let host, let port):
      let found = try? SocketAddress.resolve(host, port: port)
      guard let address = found?.first else {
        throw SystemError(operation: "listen at", path: host, code: SystemError.addressNotAvailable)
      }
      return address
    }
  }
}
