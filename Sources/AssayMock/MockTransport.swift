public import AssayHTTP

/// Asks the mock without a wire: for plans that are run many times over, such as against mutants.
public final class MockTransport: Transport {
  let answer: @Sendable (Request) -> Outcome

  public init(answer: @escaping @Sendable (Request) -> Outcome) { self.answer = answer }

  public func send(_ request: Request, timeout: Duration, isRepeatable: Bool) -> Exchange {
    Exchange(request: request, outcome: answer(request))
  }
}

/// A mock in this process as a target.
public struct MockTarget: Target {
  public let name = "mock"
  let answer: @Sendable (Request) -> Outcome

  /// A target that answers as this mock does in this state.
  public init(_ mock: Mock, state: MockState) {
    answer = { .answered(mock.answer($0, state)) }
  }

  public init(answer: @escaping @Sendable (Request) -> Outcome) { self.answer = answer }

  public func connect() -> any Transport { MockTransport(answer: answer) }
}
