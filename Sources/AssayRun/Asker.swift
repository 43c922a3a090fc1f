public import AssayHTTP
public import AssaySpec

/// Asks one case: as often as it is to be sent, and again after a documented passing failure.
public struct Asker: Sendable {
  let secrets: Secrets
  let configuration: Runner.Configuration
  let sleep: @Sendable (Duration) -> Void

  public init(
    secrets: Secrets, configuration: Runner.Configuration, sleep: @escaping @Sendable (Duration) -> Void
  ) {
    self.secrets = secrets
    self.configuration = configuration
    self.sleep = sleep
  }

  /// The exchanges of the attempt that counts, and the statuses of the passing failures before it.
  public func ask(
    _ test: Case, _ endpoint: Endpoint, _ transport: any Transport
  ) -> (exchanges: [Exchange], retried: [Int]) {
    let request = secrets.fill(test.request)
    var retried: [Int] = []
    var wait = configuration.backoff
    while true {
      let exchanges = send(request, test, transport)
      guard retried.count < configuration.retries, let status = passingFailure(in: exchanges, endpoint, test) else {
        return (exchanges, retried)
      }
      retried.append(status)
      sleep(wait)
      wait *= 2
    }
  }

  private func send(_ request: Request, _ test: Case, _ transport: any Transport) -> [Exchange] {
    var exchanges: [Exchange] = []
    for _ in 0..<test.sends {
      var exchange = transport.send(request, timeout: configuration.timeout)
      // What is kept is the request with its placeholders.
      exchange.request = test.request
      exchanges.append(exchange)
      guard case .answered = exchange.outcome else { break }
    }
    return exchanges
  }

  /// The status of an answer that the document calls passing and that this case does not want.
  private func passingFailure(in exchanges: [Exchange], _ endpoint: Endpoint, _ test: Case) -> Int? {
    exchanges.compactMap { $0.response?.status }.first { status in
      let isWanted = test.expectation.responses.contains { endpoint.responses[$0].status.contains(status) }
      return !isWanted && endpoint.responses.contains { $0.isTransient && $0.status.contains(status) }
    }
  }
}
