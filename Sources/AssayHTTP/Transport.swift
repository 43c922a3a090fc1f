/// The one function between the runner and the wire: it sends a request and gives what came of it.
///
/// A transport is one line of work (a connection): a worker has its own and uses it from one thread at a time. It never
/// throws: not being answered is an outcome.
public protocol Transport: AnyObject {
  /// Sends a request and gives what came of it.
  ///
  /// - Parameter isRepeatable: sending the request twice does no harm. Only then may it use a kept connection, and be sent
  ///   again on a new one when the other side had closed that without an answer.
  func send(_ request: Request, timeout: Duration, isRepeatable: Bool) -> Exchange
}

extension Transport {
  /// Sends a request, which counts as repeatable when its method is safe.
  public func send(_ request: Request, timeout: Duration) -> Exchange {
    send(request, timeout: timeout, isRepeatable: request.method.isSafe)
  }
}

/// Makes transports toward one target; called once a worker.
public protocol Target: Sendable {
  /// What a person calls the target, for example `https://api.example.com`.
  var name: String { get }
  /// The host that a rate limit counts requests to, with its port: equal for every spelling of the target.
  var host: String { get }
  func connect() -> any Transport
}

extension Target {
  public var host: String { name }
}
