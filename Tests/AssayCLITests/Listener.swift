import AssayHTTP
import AssayNet
import Synchronization

/// A server of the test's own that remembers what it was asked.
final class Listener: Sendable {
  let url: String
  private let server: HTTPServer
  private let log: Log

  private final class Log: Sendable {
    let requests = Mutex<[Request]>([])
  }

  init(_ answer: @escaping @Sendable (Request) -> Response) throws {
    let log = Log()
    server = HTTPServer { request in
      log.requests.withLock { $0.append(request) }
      return .response(answer(request))
    }
    self.log = log
    url = "http://127.0.0.1:\(try server.start())"
  }

  deinit { server.stop() }

  var requests: [Request] { log.requests.withLock { $0 } }
}

/// Nobody listens there: the port is reserved for a service that no machine runs any more.
let closedURL = "http://127.0.0.1:1"
