import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec
import Synchronization

/// What scenarios change at a mock: states, codes and resources, for each provider anew when a scenario begins.
///
/// Before the first scenario of a provider, and for providers without any, the mock responds as it always does.
package final class MockSessions: CodeSource {
  private let mock: Mock
  private let state: MockState
  private let sessions = Mutex<[String: MockSession]>([:])
  /// Whether there are any, so that other requests take no lock.
  private let hasAny = Atomic(false)

  package init(_ mock: Mock, _ state: MockState) {
    self.mock = mock
    self.state = state
  }

  package func begin(_ provider: String) {
    hasAny.store(true, ordering: .releasing)
    sessions.withLock { $0[provider] = MockSession(state) }
  }

  /// Ends all sessions.
  package func end() {
    hasAny.store(false, ordering: .releasing)
    sessions.withLock { $0 = [:] }
  }

  package func advance(_ provider: String, by seconds: Int) -> Bool {
    sessions.withLock { $0[provider]?.clock += seconds }
    return true
  }

  /// The latest code that reached a recipient, once.
  package func code(
    channel: CodeChannel, recipient: String, after moment: Int64
  ) throws(CodeSourceError) -> String? {
    sessions.withLock { sessions in
      for provider in sessions.keys.sorted() {
        if let code = sessions[provider]?.takeMessage(channel, recipient) { return code }
      }
      return nil
    }
  }

  /// The response to a request, which may change the provider's state.
  package func answer(_ request: Request) -> Response {
    guard hasAny.load(ordering: .acquiring) else { return mock.answer(request, state) }
    let (decision, response) = respond(to: request, fault: nil)
    return response ?? decision.map(mock.render) ?? mock.unrouted(request)
  }

  /// The decision on a request, with what it changes done.
  ///
  /// - Parameter fault: How a mutant's state is wrong, and at which endpoint.
  func respond(
    to request: Request, fault: (endpoint: String, fault: StateFault)?
  ) -> (decision: Mock.Decision?, response: Response?) {
    sessions.withLock { sessions in
      guard var decision = mock.decide(request, state) else { return (nil, nil) }
      let provider = decision.contract.provider.id
      guard var session = sessions[provider] else { return (decision, nil) }
      // The state of the session may lead to another response.
      decision = mock.decide(request, session.state) ?? decision
      let own = fault.flatMap { $0.endpoint == decision.contract.endpoint.id ? $0.fault : nil }
      let response = session.respond(to: &decision, mock, own)
      sessions[provider] = session
      return (decision, response)
    }
  }
}
