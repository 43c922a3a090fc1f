import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

/// A provider's state while a scenario runs.
struct MockSession: Sendable {
  private struct Code: Sendable {
    var text: String
    var issued: Int
    var spec: IssuedCode
    var wrongTries = 0
    var isUsed = false
    var isReplaced = false
  }

  private struct Message: Sendable {
    var channel: CodeChannel
    var recipient: String
    var text: String
  }

  private struct Resource: Hashable {
    var subject: String
    var id: String
  }

  private(set) var state: MockState
  /// Seconds since the session began.
  var clock = 0
  /// By what they were issued for, the latest last.
  private var codes: [String: [Code]] = [:]
  private var messages: [Message] = []
  private var resources: [Resource: JSONValue] = [:]
  private var issuedCount = 0
  private var createdCount = 0

  init(_ state: MockState) { self.state = state }

  mutating func takeMessage(_ channel: CodeChannel, _ recipient: String) -> String? {
    guard let index = messages.lastIndex(where: { $0.channel == channel && $0.recipient == recipient }) else {
      return nil
    }
    return messages.remove(at: index).text
  }

  /// The response to a request: codes are checked, and what the response changes is done.
  mutating func respond(to decision: inout Mock.Decision, _ mock: Mock, _ fault: StateFault?) -> Response {
    let endpoint = decision.contract.endpoint
    let reading = decision.reading
    guard reading.problems.isEmpty, let answer = decision.answer, endpoint.responses[answer.response].status.isSuccess
    else { return mock.render(decision) }
    if let (code, key) = endpoint.consumedCode, let text = reading[code].map(Parameter.text) {
      let name = reading[key].map(Parameter.text) ?? ""
      if let problem = problem(with: text, for: name, fault) {
        decision.answer = decision.contract.answer(toCode: problem)
        return decision.answer == nil ? decision.contract.undocumented(400, reading) : mock.render(decision)
      }
      // A mutant may accept a code that none was issued for.
      if fault != .codeStaysGood, let index = codes[name]?.lastIndex(where: { $0.text == text }) {
        codes[name]?[index].isUsed = true
      }
    }
    var reply = MockReply(mock.render(decision))
    let spec = endpoint.responses[answer.response]
    show(in: &reply, spec, decision, fault)
    for (index, transition) in spec.transitions.enumerated() {
      let applies = transition.settings.allSatisfy { reading[$0.location] == $0.value }
      if applies, fault != .neverHappens(response: answer.response, transition: index) {
        perform(transition.change, &reply, spec, decision, fault)
      }
    }
    return reply.response
  }

  private mutating func problem(with text: String, for name: String, _ fault: StateFault?) -> CodeProblem? {
    guard let latest = codes[name]?.indices.last else { return fault == .accepts(.wrong) ? nil : .wrong }
    let known = codes[name]?.lastIndex { $0.text == text }
    let code = codes[name]![known ?? latest]
    if let max = code.spec.maxTries, code.wrongTries >= max, fault != .accepts(.locked) { return .locked }
    guard known != nil else {
      codes[name]![latest].wrongTries += 1
      return fault == .accepts(.wrong) ? nil : .wrong
    }
    if code.isReplaced, !code.spec.keepsEarlier, fault != .keepsEarlierCodes { return .used }
    if code.isUsed { return .used }
    if let lifetime = code.spec.lifetime, clock - code.issued > lifetime, fault != .accepts(.expired) {
      return .expired
    }
    return nil
  }

  private mutating func perform(
    _ change: Transition.Change, _ reply: inout MockReply, _ spec: ResponseSpec, _ decision: Mock.Decision,
    _ fault: StateFault?
  ) {
    let (endpoint, reading, provider) = (decision.contract.endpoint, decision.reading, decision.contract.provider)
    func named(_ subject: String) -> String? {
      endpoint.location(of: subject).flatMap { reading[$0] }.map(Parameter.text)
    }
    switch change {
    case .consumesCode: break
    case .state(let condition):
      guard let subject = provider.state(condition.state)?.subject, let value = named(subject) else { return }
      state.set(condition, for: value)
      if fault == .happensToOthers {
        for other in provider.fixtures where other.subject == subject {
          state.set(condition, for: other.mock)
        }
      }
    case .issuesCode(let code):
      issuedCount += 1
      var power = 1
      for _ in 1..<code.digits { power *= 10 }
      let text = "\(power + issuedCount * 7_654_321 % (9 * power))"
      var name = reading[code.key].map(Parameter.text) ?? ""
      if let identifier = code.identifier, let value = reply.value(of: spec.body)?[identifier] {
        name = Parameter.text(of: value)
      }
      for index in codes[name, default: []].indices { codes[name]![index].isReplaced = true }
      codes[name, default: []].append(Code(text: text, issued: clock, spec: code))
      messages.append(
        Message(channel: code.channel, recipient: reading[code.recipient].map(Parameter.text) ?? "", text: text))
      if fault == .happensEarly {
        for condition in provider.statesSetByCodes {
          guard let subject = provider.state(condition.state)?.subject, let value = named(subject) else { continue }
          state.set(condition, for: value)
        }
      }
    case .creates(let subject, let pointer):
      createdCount += 1
      let schema = spec.body.schema?.member(at: pointer) ?? .string
      let id = schema.varied(Array(repeating: schema.sample, count: createdCount + 20)).last ?? schema.sample
      reply.edit(spec.body) { $0.set(id, at: pointer) }
      var members = reading[.body(.root)] ?? .object(JSONObject([]))
      if let body = reply.value(of: spec.body) { members = members.merged(with: body) }
      resources[Resource(subject: subject, id: Parameter.text(of: id))] = members
    case .changes(let subject):
      guard let value = named(subject), let body = reading[.body(.root)] else { return }
      let key = Resource(subject: subject, id: value)
      resources[key] = (resources[key] ?? .object(JSONObject([]))).merged(with: body)
    }
  }

  /// Shows the members of the resource that the request names, where the response declares them.
  private func show(in reply: inout MockReply, _ spec: ResponseSpec, _ decision: Mock.Decision, _ fault: StateFault?) {
    if resources.isEmpty { return }
    for binding in decision.contract.endpoint.bindings {
      guard let id = decision.reading[binding.location].map(Parameter.text),
        case .object(let members)? = resources[Resource(subject: binding.subject, id: id)]
      else { continue }
      reply.edit(spec.body) { json in
        for member in members where spec.body.schema?.property(member.key) != nil {
          json.set(member.value, at: JSONPointer([member.key]))
        }
        if fault == .changesID {
          for member in members where Parameter.text(of: member.value) == id {
            json.set(.string(id + "0"), at: JSONPointer([member.key]))
          }
        }
      }
    }
  }
}

extension JSONValue {
  /// An object with the members of another, which replace its own.
  fileprivate func merged(with other: JSONValue) -> JSONValue {
    guard case .object(let members) = other else { return self }
    var merged = self
    for member in members { merged.set(member.value, at: JSONPointer([member.key])) }
    return merged
  }
}

extension Provider {
  /// The states that the confirmation of a code sets.
  var statesSetByCodes: [StateCondition] {
    endpoints.filter { $0.consumedCode != nil }.flatMap(\.responses).flatMap(\.transitions).compactMap { transition in
      if case .state(let condition) = transition.change, condition.holds { condition } else { nil }
    }
  }
}

extension Mock.Contract {
  /// The documented response to an invalid code, or else to an invalid request.
  func answer(toCode problem: CodeProblem) -> (response: Int, responseTrigger: Int)? {
    var any: (response: Int, responseTrigger: Int)?
    for (index, response) in endpoint.responses.enumerated() {
      for (position, trigger) in response.triggers.enumerated() where trigger.trigger == .code {
        if trigger.codes.contains(problem) { return (index, position) }
        if trigger.codes.isEmpty { any = any ?? (index, position) }
      }
    }
    if let any { return any }
    return endpoint.responseTriggers.first { $0.responseTrigger.trigger == .invalidRequest }.map { ($0.response, 0) }
  }
}
