/// The one function between the runner and the wire: it sends a request and gives what came of it.
///
/// A transport is one line of work (a connection): a worker has its own and uses it from one thread at a time. It never
/// throws: not being answered is an outcome.
public protocol Transport: AnyObject {
  func send(_ request: Request, timeout: Duration) -> Exchange
}

/// Makes transports toward one target; called once a worker.
public protocol Target: Sendable {
  /// What a person calls the target, for example `https://api.example.com`.
  var name: String { get }
  func connect() -> any Transport
}
