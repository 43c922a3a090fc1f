import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

/// One request with what must come back; its id is the same from run to run.
package struct TestCase: Sendable, Hashable {
  /// `<endpoint id>/<kind>/<detail>`, for example `vault.card.passcode.set/missing/keyId`.
  package var id: String
  package var kind: CaseKind
  /// What is sent, in plain words, to follow "a request": `with the member keyId left out`.
  package var summary: String
  package var request: Request
  package var expectation: Expectation
  /// What the request does in the world if the provider accepts it.
  package var effects: [PlannedEffect]
  /// The provider states that the request is made in.
  package var given: [StateCondition]
  /// How often the request is sent, one after the other; the answers must agree.
  package var sends: Int
  /// Why the case is not to be sent, when it is not.
  package var skip: SkipReason?

  package init(
    id: String, kind: CaseKind, summary: String, request: Request, expectation: Expectation,
    effects: [PlannedEffect] = [], given: [StateCondition] = [], sends: Int = 1, skip: SkipReason? = nil
  ) {
    self.id = id
    self.kind = kind
    self.summary = summary
    self.request = request
    self.expectation = expectation
    self.effects = effects
    self.given = given
    self.sends = sends
    self.skip = skip
  }
}

extension TestCase {
  /// Whether the request keeps the contract and the endpoint must accept it.
  package func expectsSuccess(of endpoint: Endpoint) -> Bool {
    expectation.validity == .valid && !expectation.responses.isEmpty
      && expectation.responses.allSatisfy { endpoint.responses[$0].status.isSuccess }
  }
}

/// An effect that a case would have, with the value that names who is affected.
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

/// What keeps the contract as an answer to one case.
package struct Expectation: Sendable, Hashable {
  /// Whether the request itself keeps the contract.
  package enum Validity: String, Sendable, Hashable {
    case valid
    case invalid
  }

  package var validity: Validity
  /// The documented answers that this case may have, by index in the endpoint's `responses`.
  package var responses: [Int]
  /// Answers that are as good though the document does not name them here.
  package var tolerated: [Tolerance]
  /// What says that the request is valid, or that it must be refused: accepting what must be refused breaks this.
  package var evidence: Evidence
  /// What says which answer comes: any other acceptance of a valid request, or refusal of an invalid one, breaks this.
  package var statusEvidence: Evidence
  /// Values that a success must repeat.
  package var echoes: [ExpectedValue]

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
