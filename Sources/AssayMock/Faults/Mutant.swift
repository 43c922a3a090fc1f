import AssayContract
import AssayHTTP
import AssayJSON
import AssaySpec
import Synchronization

/// The mock with one fault, or one harmless variation, in it.
package final class Mutant: Sendable {
  let mock: Mock
  let state: MockState
  let change: Change
  /// How often each request came, for faults that show on repetition only.
  private let seen = Mutex<[Request: Int]>([:])

  enum Change: Sendable {
    case fault(Fault)
    case variation(EquivalentMutant)
  }

  package init(_ mock: Mock, state: MockState, fault: Fault) {
    self.mock = mock
    self.state = state
    change = .fault(fault)
  }

  package init(_ mock: Mock, state: MockState, variation: EquivalentMutant) {
    self.mock = mock
    self.state = state
    change = .variation(variation)
  }

  /// Forgets what came before.
  package func reset() { seen.withLock { $0 = [:] } }

  /// A request that the honest mock has decided about once, to be put to many mutants.
  package struct PreparedRequest: Sendable {
    package let request: Request
    let decision: Mock.Decision?
    /// What the honest mock answers.
    package let honest: MockReply
  }

  package static func question(_ request: Request, _ mock: Mock, _ state: MockState) -> PreparedRequest {
    let decision = mock.decide(request, state)
    return PreparedRequest(
      request: request, decision: decision,
      honest: MockReply(decision.map(mock.render) ?? mock.unrouted(request)))
  }

  package func reply(to request: Request) -> MockReply { reply(to: Self.question(request, mock, state)) }

  package func reply(to question: PreparedRequest) -> MockReply {
    guard let decision = question.decision else { return question.honest }
    switch change {
    case .fault(let fault):
      guard decision.contract.endpoint.id == fault.endpoint else { return question.honest }
      return reply(question, decision, fault.action)
    case .variation(let variation): return variation.reply(question.honest, decision, count(question.request))
    }
  }

  private func count(_ request: Request) -> Int {
    seen.withLock { seen in
      seen[request, default: 0] += 1
      return seen[request]!
    }
  }

  private func reply(_ question: PreparedRequest, _ decision: Mock.Decision, _ action: Fault.Action) -> MockReply {
    let request = question.request
    let contract = decision.contract
    let honest = question.honest
    let isGood = decision.reading.problems.isEmpty
    func edited(_ edit: ResponseMutation) -> MockReply {
      edit.apply(to: honest) { contract.make($0, 0, decision.reading) }
    }
    func answer(_ answer: (response: Int, responseTrigger: Int)?) -> MockReply {
      guard let answer else { return honest }
      return MockReply(contract.make(answer.response, answer.responseTrigger, decision.reading))
    }
    switch action {
    case .answer(let response, let edit): return decision.answer?.response == response ? edited(edit) : honest
    case .accept(let location, let reason, let lenience):
      let problems = decision.reading.problems
      let repeated = problems.filter { $0.reason == .duplicate }.map(\.location)
      let isOverlooked = problems.allSatisfy { problem in
        // A repeated member may be wrong in the place that such a server does not look at.
        if reason == .duplicate, repeated.contains(problem.location) { return true }
        return (location == nil || problem.location == location) && problem.reason == reason
          && (lenience == nil
            || lenience!.mends(decision.reading[problem.location], at: problem.location, contract))
      }
      return !problems.isEmpty && isOverlooked ? answer(contract.success(for: decision.reading)) : honest
    case .refuse(let trait, let edit):
      let isSuccess = decision.answer.map { contract.endpoint.responses[$0.response].status.isSuccess } ?? false
      return isGood && isSuccess && trait.holds(request, decision) ? edited(edit) : honest
    case .ignoreState(let response, let responseTrigger):
      guard isGood, let own = decision.answer, own == (response, responseTrigger) else { return honest }
      return answer(contract.success(for: decision.reading))
    case .refuseState(let response, let responseTrigger, let edit):
      guard isGood, let own = decision.answer, own == (response, responseTrigger) else { return honest }
      return edited(edit)
    case .again(let edit): return isGood && count(request) > 1 ? edited(edit) : honest
    case .once(let edit): return isGood && count(request) == 1 ? edited(edit) : honest
    }
  }
}
