public import AssayHTTP
public import AssayJSON
public import AssaySchema

/// One request with what must come back; its id is the same from run to run.
public struct Case: Sendable, Hashable {
  /// What a case is about, the first part of its name after the endpoint's id; an open set.
  public struct Kind: RawRepresentable, Sendable, Hashable {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A request of the provider's own document, replayed.
    public static let example = Kind(rawValue: "example")
    /// A request that must bring one documented answer.
    public static let answer = Kind(rawValue: "answer")
    /// The same request twice.
    public static let idempotent = Kind(rawValue: "idempotent")
    /// A valid request with fewer or more of the optional members.
    public static let optional = Kind(rawValue: "optional")
    /// A valid request for each value of an enum.
    public static let choice = Kind(rawValue: "choice")
    /// A valid request with a value at the edge of what is allowed.
    public static let boundary = Kind(rawValue: "boundary")
    /// A valid body spelt in another way that JSON allows.
    public static let spelling = Kind(rawValue: "spelling")
    /// A required part left out.
    public static let missing = Kind(rawValue: "missing")
    public static let null = Kind(rawValue: "null")
    public static let empty = Kind(rawValue: "empty")
    /// A value of another JSON type.
    public static let type = Kind(rawValue: "type")
    /// A value that is none of an enum's.
    public static let `enum` = Kind(rawValue: "enum")
    /// A value beyond its range, its length or its integer format.
    public static let range = Kind(rawValue: "range")
    public static let format = Kind(rawValue: "format")
    /// A body that is not what the contract calls a body.
    public static let body = Kind(rawValue: "body")
    public static let contentType = Kind(rawValue: "content-type")
    public static let credential = Kind(rawValue: "credential")
  }

  /// `<endpoint id>/<kind>/<detail>`, for example `vault.card.passcode.set/missing/keyId`.
  public var id: String
  public var kind: Kind
  /// What is sent, in plain words, to follow "a request": `with the member keyId left out`.
  public var summary: String
  public var request: Request
  public var expectation: Expectation
  /// What the request does in the world if the provider accepts it.
  public var effects: [PlannedEffect]
  /// The provider states that the request is made in.
  public var given: [StateCondition]
  /// How often the request is sent, one after the other; the answers must agree.
  public var sends: Int
  /// Why the case is not to be sent, when it is not.
  public var skip: SkipReason?

  public init(
    id: String, kind: Kind, summary: String, request: Request, expectation: Expectation,
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

extension Case {
  /// Whether the request keeps the contract and the endpoint must accept it.
  public func expectsSuccess(of endpoint: Endpoint) -> Bool {
    expectation.validity == .valid && !expectation.responses.isEmpty
      && expectation.responses.allSatisfy { endpoint.responses[$0].status.isSuccess }
  }
}

/// An effect that a case would have, with the value that names who is affected.
public struct PlannedEffect: Sendable, Hashable {
  public var kind: Effect.Kind
  public var recipient: String
  public var cooldownSeconds: Int

  public init(_ kind: Effect.Kind, recipient: String, cooldownSeconds: Int) {
    self.kind = kind
    self.recipient = recipient
    self.cooldownSeconds = cooldownSeconds
  }
}

/// What keeps the contract as an answer to one case.
public struct Expectation: Sendable, Hashable {
  /// Whether the request itself keeps the contract.
  public enum Validity: String, Sendable, Hashable {
    case valid
    case invalid
  }

  public var validity: Validity
  /// The documented answers that this case may have, by index in the endpoint's `responses`.
  public var responses: [Int]
  /// Answers that are as good though the document does not name them here.
  public var tolerated: [Tolerance]
  /// What says that the request is valid, or that it must be refused: accepting what must be refused breaks this.
  public var evidence: Evidence
  /// What says which answer comes: any other acceptance of a valid request, or refusal of an invalid one, breaks this.
  public var statusEvidence: Evidence
  /// Values that a success must repeat.
  public var echoes: [ExpectedEcho]

  public init(
    _ validity: Validity, responses: [Int], tolerated: [Tolerance] = [], evidence: Evidence,
    statusEvidence: Evidence? = nil, echoes: [ExpectedEcho] = []
  ) {
    self.validity = validity
    self.responses = responses
    self.tolerated = tolerated
    self.evidence = evidence
    self.statusEvidence = statusEvidence ?? evidence
    self.echoes = echoes
  }

  public struct Tolerance: Sendable, Hashable {
    public var status: StatusPattern
    public var reason: String
    public init(_ status: StatusPattern, _ reason: String) {
      self.status = status
      self.reason = reason
    }
  }

  public struct ExpectedEcho: Sendable, Hashable {
    public var pointer: JSONPointer
    public var value: JSONValue
    public var location: Location
    public var evidence: Evidence
    public init(_ pointer: JSONPointer, equals value: JSONValue, from location: Location, evidence: Evidence) {
      self.pointer = pointer
      self.value = value
      self.location = location
      self.evidence = evidence
    }
  }
}
