import AssayHTTP

/// A transport that asks a mock in this process, without a socket.
package final class MockTransport: Transport {
  private let reply: (Request) -> MockReply

  package init(_ reply: @escaping (Request) -> MockReply) { self.reply = reply }

  package func send(_ request: Request, timeout: Duration, isRepeatable: Bool) -> Exchange {
    let reply = reply(request)
    return Exchange(
      request: request, outcome: reply.outcome, timings: Timings(total: .milliseconds(reply.delayMilliseconds)))
  }
}

/// A mock in this process as a target.
package struct MockTarget: Target {
  package let name = "mock"
  private let reply: @Sendable (Request) -> MockReply

  package init(_ reply: @escaping @Sendable (Request) -> MockReply) { self.reply = reply }

  package func connect() -> any Transport { MockTransport(reply) }
}
