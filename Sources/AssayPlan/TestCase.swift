import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

/// A list of steps that test one thing; its id is the same from run to run.
package struct TestCase: Sendable, Hashable {
  /// `<endpoint id>/<kind>/<detail>`, for example `vault.card.passcode.set/missing/keyId`.
  package var id: String
  package var kind: CaseKind
  /// What is sent, completing "a request …": `with the member keyId left out`.
  package var summary: String
  /// What is sent, in order; never empty. A repetition is two equal steps.
  package var steps: [Step]
  /// The provider states in which the requests are sent.
  package var given: [StateCondition]
  /// Why the case is skipped; `nil` when it is sent.
  package var skip: SkipReason?

  package init(
    id: String, kind: CaseKind, summary: String, steps: [Step], given: [StateCondition] = [], skip: SkipReason? = nil
  ) {
    self.id = id
    self.kind = kind
    self.summary = summary
    self.steps = steps
    self.given = given
    self.skip = skip
  }

  /// A case of one step.
  package init(
    id: String, kind: CaseKind, summary: String, request: Request, expectation: Expectation,
    effects: [PlannedEffect] = [], given: [StateCondition] = [], skip: SkipReason? = nil
  ) {
    let step = Step(request, expectation, effects: effects)
    self.init(id: id, kind: kind, summary: summary, steps: [step], given: given, skip: skip)
  }

  /// The first step's request.
  package var request: Request { steps[0].request }
  /// The first step's expectation.
  package var expectation: Expectation { steps[0].expectation }
  /// The effects of all steps, in their order: a repetition has each of them twice.
  package var effects: [PlannedEffect] { steps.count == 1 ? steps[0].effects : steps.flatMap(\.effects) }

  /// Whether a request takes something from an earlier response, so that it is not known before.
  package var hasInputs: Bool { steps.contains { !$0.inputs.isEmpty } }

  /// The case with the requests that were sent, where they took something from an earlier response.
  package func sent(in exchanges: [Exchange]) -> TestCase {
    var sent = self
    for (index, exchange) in zip(steps.indices, exchanges) where !steps[index].inputs.isEmpty {
      sent.steps[index].request = exchange.request
    }
    return sent
  }

  /// A step for readers: `step 2 of 4, confirm`.
  package func label(of step: Int) -> String {
    "step \(step + 1) of \(steps.count)" + (steps[step].scenario.map { ", \($0.name)" } ?? "")
  }

  /// Whether every request is valid and the endpoint must accept it. A scenario is about more than one endpoint.
  package func expectsSuccess(of endpoint: Endpoint) -> Bool {
    kind != .scenario && steps.allSatisfy { $0.expectation.isSuccess(of: endpoint) }
  }
}

/// One request of a case and the response expected.
package struct Step: Sendable, Hashable {
  package var request: Request
  package var expectation: Expectation
  /// The effects of the request if the provider accepts it.
  package var effects: [PlannedEffect]
  /// What the request takes from earlier responses; the case ends before this step where one has no such value.
  package var inputs: [StepInput]
  /// The endpoint that it is sent to, by its index in the suite; only scenarios have several.
  package var endpoint = 0
  /// What a step of a scenario has beyond.
  package var scenario: PlannedStep?

  package init(
    _ request: Request, _ expectation: Expectation, effects: [PlannedEffect] = [], inputs: [StepInput] = []
  ) {
    self.request = request
    self.expectation = expectation
    self.effects = effects
    self.inputs = inputs
  }

  /// The request with the values that it takes from earlier responses; `nil` where one is missing.
  ///
  /// - Parameters:
  ///   - basePath: The path of the run's target, by which the address of a page may begin.
  ///   - codes: The codes that arrived, by step.
  package func request(
    after exchanges: [Exchange], of endpoint: Endpoint, under basePath: String = "", codes: [Int: String] = [:]
  ) -> Request? {
    var request = request
    for input in inputs {
      guard exchanges.indices.contains(input.step), let response = exchanges[input.step].response,
        let next = input.apply(to: request, from: response, of: endpoint, under: basePath, code: codes[input.step])
      else { return nil }
      request = next
    }
    return request
  }

  /// The step with values of earlier responses in the relations that it must keep.
  package func completed(from exchanges: [Exchange]) -> Step {
    var step = self
    for input in inputs {
      guard case .location(let location) = input.destination, let response = exchanges[input.step].response,
        let value = input.capture.value(in: response)
      else { continue }
      for index in step.expectation.relations.indices
      where step.expectation.relations[index].relation.location == location {
        step.expectation.relations[index].requested = value
      }
    }
    return step
  }
}

/// An effect of a request, with its recipient.
package struct PlannedEffect: Sendable, Hashable {
  package var kind: Effect.Kind
  package var recipient: String
  package var cooldownSeconds: Int

  package init(_ kind: Effect.Kind, recipient: String, cooldownSeconds: Int) {
    self.kind = kind
    self.recipient = recipient
    self.cooldownSeconds = cooldownSeconds
  }
}

/// The responses to a request that keep the contract.
package struct Expectation: Sendable, Hashable {
  /// Whether the request is valid.
  package enum Validity: String, Sendable, Hashable {
    case valid
    case invalid
  }

  package var validity: Validity
  /// The documented responses that may come, by index in the endpoint's `responses`.
  package var responses: [Int]
  /// Responses that are accepted too, though the document does not name them here.
  package var tolerated: [Tolerance]
  /// Shows that the request is valid, or must be refused; a provider that accepts an invalid request breaks it.
  package var evidence: Evidence
  /// Shows which response is expected; any other success of a valid request, or refusal of an invalid one, breaks it.
  package var statusEvidence: Evidence
  /// Values of the request that a success must repeat.
  package var echoes: [ExpectedValue]
  /// What values of a success must have to do with each other and with the request.
  package var relations: [ExpectedRelation] = []

  package init(
    _ validity: Validity, responses: [Int], tolerated: [Tolerance] = [], evidence: Evidence,
    statusEvidence: Evidence? = nil, echoes: [ExpectedValue] = []
  ) {
    self.validity = validity
    self.responses = responses
    self.tolerated = tolerated
    self.evidence = evidence
    self.statusEvidence = statusEvidence ?? evidence
    self.echoes = echoes
  }

  /// Whether the request is valid and the endpoint must accept it.
  func isSuccess(of endpoint: Endpoint) -> Bool {
    validity == .valid && !responses.isEmpty
      && responses.allSatisfy {
        endpoint.responses[$0].status.isSuccess || endpoint.responses[$0].status.isRedirect
      }
  }

  /// Whether a response with this status is one that a step of a scenario expects.
  package func accepts(_ status: Int, among documented: [ResponseSpec]) -> Bool {
    tolerated.contains { $0.status.contains(status) }
      || responses.contains { documented[$0].status.contains(status) }
  }

  package struct Tolerance: Sendable, Hashable {
    package var status: StatusRange
    package var reason: String
    package init(_ status: StatusRange, _ reason: String) {
      self.status = status
      self.reason = reason
    }
  }

  package struct ExpectedValue: Sendable, Hashable {
    package var pointer: JSONPointer
    package var value: JSONValue
    package var location: Location
    package var evidence: Evidence
    package init(_ pointer: JSONPointer, equals value: JSONValue, from location: Location, evidence: Evidence) {
      self.pointer = pointer
      self.value = value
      self.location = location
      self.evidence = evidence
    }
  }
}
