import AssayContract
import AssayHTTP
import AssayJSON
import AssaySpec
import Synchronization

/// The mock with one change: a fault, which some case must kill, or an equivalent mutant, which no check may flag.
package final class Mutant: Sendable {
  package enum Change: Sendable {
    case fault(Fault)
    case equivalent(EquivalentMutant)
  }

  private let mock: Mock
  private let state: MockState
  private let change: Change
  /// How often each request came, for changes that show only on repetition.
  private let seen = Mutex<[Request: Int]>([:])
  /// What scenarios change.
  package let sessions: MockSessions

  package init(_ mock: Mock, state: MockState, _ change: Change) {
    self.mock = mock
    self.state = state
    self.change = change
    sessions = MockSessions(mock, state)
  }

  /// Forgets which requests came.
  package func reset() {
    seen.withLock { $0 = [:] }
    sessions.end()
  }

  /// A request with the unchanged mock's reply, made once for many mutants.
  package struct PreparedRequest: Sendable {
    package let request: Request
    /// The reply of the unchanged mock.
    package let original: MockReply
    fileprivate let decision: Mock.Decision?

    fileprivate init(request: Request, original: MockReply, decision: Mock.Decision?) {
      self.request = request
      self.original = original
      self.decision = decision
    }

    package init(_ request: Request, _ mock: Mock, _ state: MockState) {
      self.request = request
      decision = mock.decide(request, state)
      original = MockReply(decision.map(mock.render) ?? mock.unrouted(request))
    }
  }

  package func reply(to request: Request) -> MockReply { reply(to: PreparedRequest(request, mock, state)) }

  /// The reply to a request of a scenario, which may change the state.
  package func statefulReply(to request: Request) -> MockReply {
    var fault: (String, StateFault)?
    if case .fault(let planted) = change, case .state(let state) = planted.action { fault = (planted.endpoint, state) }
    let (decision, response) = sessions.respond(to: request, fault: fault)
    return reply(
      to: PreparedRequest(
        request: request, original: MockReply(response ?? decision.map(mock.render) ?? mock.unrouted(request)),
        decision: decision))
  }

  package func reply(to prepared: PreparedRequest) -> MockReply {
    guard let decision = prepared.decision else { return prepared.original }
    switch change {
    case .fault(let fault):
      guard decision.contract.endpoint.id == fault.endpoint else { return prepared.original }
      return reply(to: prepared, decision, fault.action)
    case .equivalent(let mutant): return mutant.reply(prepared.original, decision, count(prepared.request))
    }
  }

  private func count(_ request: Request) -> Int {
    seen.withLock { seen in
      seen[request, default: 0] += 1
      return seen[request]!
    }
  }

  private func reply(to prepared: PreparedRequest, _ decision: Mock.Decision, _ action: Fault.Action) -> MockReply {
    let contract = decision.contract
    let problems = decision.reading.problems
    let isValid = problems.isEmpty
    func mutated(_ mutation: ResponseMutation, if applies: Bool) -> MockReply {
      guard applies else { return prepared.original }
      let body = decision.answer.map { contract.endpoint.responses[$0.response].body } ?? .undocumented
      return mutation.apply(to: prepared.original, body) { contract.make($0, 0, decision.reading) }
    }
    func success(if applies: Bool) -> MockReply {
      guard applies, let answer = contract.success(for: decision.reading) else { return prepared.original }
      return MockReply(contract.make(answer.response, answer.responseTrigger, decision.reading))
    }
    func isAnswer(_ response: Int, _ responseTrigger: Int) -> Bool {
      isValid && decision.answer.map { $0 == (response, responseTrigger) } ?? false
    }
    switch action {
    case .answer(let response, let mutation): return mutated(mutation, if: decision.answer?.response == response)
    case .accept(let location, let reason, let deviation):
      let repeated = problems.filter { $0.reason == .duplicate }.map(\.location)
      let isTolerated = problems.allSatisfy { problem in
        // A server that takes one of two members with the same name does not validate the other.
        if reason == .duplicate, repeated.contains(problem.location) { return true }
        return (location == nil || problem.location == location) && problem.reason == reason
          && deviation.map { $0.covers(decision.reading[problem.location], at: problem.location, contract) } ?? true
      }
      return success(if: !isValid && isTolerated)
    case .acceptBody(let mediaType):
      let type = prepared.request.headers["Content-Type"].flatMap(MediaType.init(parsing:))?.essence
      return success(if: !isValid && type == mediaType && problems.allSatisfy { $0.location.kind == .body })
    case .refuse(let predicate, let mutation):
      let status = decision.answer.map { contract.endpoint.responses[$0.response].status }
      let isSuccess = status.map { $0.isSuccess || $0.isRedirect } ?? false
      return mutated(mutation, if: isValid && isSuccess && predicate.holds(prepared.request, decision))
    case .ignoreState(let response, let responseTrigger): return success(if: isAnswer(response, responseTrigger))
    case .refuseState(let response, let responseTrigger, let mutation):
      return mutated(mutation, if: isAnswer(response, responseTrigger))
    case .again(let mutation): return mutated(mutation, if: isValid && count(prepared.request) > 1)
    case .breakRelation(let relation):
      guard isValid, let (index, _) = decision.answer, contract.endpoint.responses[index].status.isSuccess,
        let expected = contract.endpoint.relations(for: decision.reading).first(where: { $0.relation == relation }),
        let schema = contract.endpoint.responses[index].body.schema
      else { return prepared.original }
      var reply = prepared.original
      reply.edit(contract.endpoint.responses[index].body) { $0 = expected.broken($0, schema) ?? $0 }
      return reply
    case .breakPaging(let fault):
      guard isValid, let (index, trigger) = decision.answer, contract.endpoint.responses[index].status.isSuccess else {
        return prepared.original
      }
      return MockReply(contract.make(index, trigger, decision.reading, paging: fault))
    case .state: return prepared.original
    case .ignoreAccept:
      var decision = decision
      decision.reading.accept = nil
      return MockReply(mock.render(decision))
    case .once(let mutation): return mutated(mutation, if: isValid && count(prepared.request) == 1)
    }
  }
}
