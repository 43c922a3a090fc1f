import AssayHTTP

/// Asks the mock without a wire: for plans that are run many times over, such as against mutants.
package final class MockTransport: Transport {
  let answer: @Sendable (Request) -> Outcome

  package init(answer: @escaping @Sendable (Request) -> Outcome) { self.answer = answer }

  package func send(_ request: Request, timeout: Duration, isRepeatable: Bool) -> Exchange {
    Exchange(request: request, outcome: answer(request))
  }
}

/// A mock in this process as a target.
package struct MockTarget: Target {
  package let name = "mock"
  let answer: @Sendable (Request) -> Outcome

  /// A target that answers as this mock does in this state.
  package init(_ mock: Mock, state: MockState) {
    answer = { .answered(mock.answer($0, state)) }
  }

  package init(answer: @escaping @Sendable (Request) -> Outcome) { self.answer = answer }

  package func connect() -> any Transport { MockTransport(answer: answer) }
}
