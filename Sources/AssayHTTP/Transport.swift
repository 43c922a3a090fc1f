/// Sends requests and returns their outcomes. The only interface between the runner and the network.
///
/// A transport is one connection, which one thread uses at a time. It never throws, because no response is an outcome.
package protocol Transport: AnyObject {
  /// Sends a request and returns its exchange.
  ///
  /// - Parameter isRepeatable: Whether the request may be sent twice. Only then may it use a kept connection, and be
  ///   sent again on a new one when the peer had closed that without a response.
  func send(_ request: Request, timeout: Duration, isRepeatable: Bool) -> Exchange
}

extension Transport {
  /// Sends a request, which is repeatable if its method is safe.
  package func send(_ request: Request, timeout: Duration) -> Exchange {
    send(request, timeout: timeout, isRepeatable: request.method.isSafe)
  }
}

/// Creates the transports of one target, one for each worker.
package protocol Target: Sendable {
  /// The name of the target in reports, such as `https://api.example.com`.
  var name: String { get }
  /// Host and port by which a rate limit counts requests, equal for every spelling of the target.
  var host: String { get }
  func connect() -> any Transport
}

extension Target {
  package var host: String { name }

  /// The path in the name, without a slash at its end.
  package var basePath: String {
    guard let scheme = name.firstRange(of: "://") else { return "" }
    let path = name[scheme.upperBound...].drop { $0 != "/" }
    return String(path.hasSuffix("/") ? path.dropLast() : path)
  }
}
