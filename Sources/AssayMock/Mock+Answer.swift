import AssayHTTP
import AssayJSON
import AssaySpec

extension Mock.Contract {
  /// The first documented answer to a trigger.
  func answer(to trigger: Elicitation.Trigger) -> (response: Int, elicitation: Int)? {
    for (index, response) in endpoint.responses.enumerated() {
      if let elicitation = response.elicitedBy.firstIndex(where: { $0.trigger == trigger }) {
        return (index, elicitation)
      }
    }
    return nil
  }

  /// The answer to a valid request: first what a state brings about, refusals before successes, then the success whose
  /// conditions hold, then the success whose settings the request has.
  func answer(toValid reading: RequestReading, _ state: MockState) -> (response: Int, elicitation: Int)? {
    func first(_ isFitting: (ResponseSpec, Elicitation) -> Bool) -> (Int, Int)? {
      for (index, response) in endpoint.responses.enumerated() {
        for (position, elicitation) in response.elicitedBy.enumerated()
        where settingsMatch(elicitation, reading) && isFitting(response, elicitation) {
          return (index, position)
        }
      }
      return nil
    }
    let byState = { (elicitation: Elicitation) in
      elicitation.trigger == .state && conditionsHold(elicitation, reading, state)
    }
    return first { $0.status.isError && byState($1) }
      ?? first { !$0.status.isError && byState($1) }
      ?? first { $1.trigger == .validRequest && conditionsHold($1, reading, state) }
      ?? success(for: reading)
  }

  /// The success whose settings the request has, whatever the states, or the first there is.
  func success(for reading: RequestReading) -> (response: Int, elicitation: Int)? {
    var fallback: (Int, Int)?
    for (index, response) in endpoint.responses.enumerated() {
      for (position, elicitation) in response.elicitedBy.enumerated() where elicitation.trigger == .validRequest {
        if settingsMatch(elicitation, reading) { return (index, position) }
        fallback = fallback ?? (index, position)
      }
    }
    return fallback
  }

  private func settingsMatch(_ elicitation: Elicitation, _ reading: RequestReading) -> Bool {
    elicitation.settings.allSatisfy { reading.values[$0.location] == $0.value }
  }

  func conditionsHold(_ elicitation: Elicitation, _ reading: RequestReading, _ state: MockState) -> Bool {
    elicitation.given.allSatisfy { condition in
      guard let declared = provider.state(condition.state) else { return false }
      return state.holds(declared, in: endpoint, reading.values) == condition.holds
    }
  }

  func make(_ index: Int, _ elicitation: Int, _ reading: RequestReading) -> Response {
    let spec = endpoint.responses[index]
    // A range stands for any of its codes; 503 is what a passing failure is called.
    let status = spec.status.isExact ? spec.status.lowest : spec.status.contains(503) ? 503 : spec.status.lowest
    var response = Response(status, reason: Reason.phrase(status))
    for header in spec.headers where header.isRequired {
      response.headers.append(header.name, Parameter.text(of: header.schema.sample))
    }
    switch spec.body.content {
    case .none: break
    case .undocumented:
      let problem = Mock.problem(
        status, Reason.phrase(status), reading.problems.first?.message ?? spec.description)
      response.headers.append("Content-Type", "application/problem+json")
      response.body = problem.body
    case .json:
      var body = bodies[index][elicitation] ?? .null
      for echo in spec.echoes {
        if let value = reading.values[echo.location] { body.set(value, at: echo.pointer) }
      }
      response.headers.append("Content-Type", "application/json")
      response.body = body.serializedBytes()
    }
    return response
  }
}
