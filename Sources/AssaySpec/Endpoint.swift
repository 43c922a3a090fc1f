import AssayHTTP
import AssaySchema

/// The contract of one operation of a provider's API, transcribed from its document.
public struct Endpoint: Sendable, Hashable {
  /// The stable name, beginning with its provider's id: `vault.card.passcode.set`.
  public var id: String
  public var title: String
  public var method: Method
  public var path: PathTemplate
  public var source: Source
  public var security: Security
  public var effects: [Effect]
  /// Path, query and header parameters; headers leave in this order, after `Accept`, `Authorization`, `Content-Type`.
  public var parameters: [Parameter]
  /// The body of a request.
  public var body: Body
  public var responses: [ResponseSpec]
  /// The provider's own requests, as its samples send them.
  public var samples: [RequestSample]
  public var bindings: [FixtureBinding]
  /// The header that signs a request, when there is one.
  public var signature: HeaderSignature?
  /// The location of that header: only the provider knows which of its values are valid.
  package var signatureLocation: Location? { signature.map { .header($0.header) } }
  /// What says that a repeated call does no more than one, when something does.
  public var idempotent: Evidence?
  /// How long an answer may take, when the provider declares it.
  public var latencyBudget: LatencyBudget?
  /// What the document states beyond what one exchange can show.
  public var notes: [Note]
  public var openQuestions: [OpenQuestion]
  /// Where the spec stands in its Swift source.
  public var file: String
  public var line: Int

  public init(
    _ id: String, _ title: String, _ method: Method, _ path: PathTemplate, source: Source, security: Security,
    effects: [Effect] = [], parameters: [Parameter] = [], body: Body = .none, responses: [ResponseSpec],
    samples: [RequestSample] = [], bindings: [FixtureBinding] = [], signature: HeaderSignature? = nil,
    idempotent: Evidence? = nil,
    latencyBudget: LatencyBudget? = nil, notes: [Note] = [],
    openQuestions: [OpenQuestion] = [], file: String = #filePath, line: Int = #line
  ) {
    self.id = id
    self.title = title
    self.method = method
    self.path = path
    self.source = source
    self.security = security
    self.effects = effects
    self.parameters = parameters
    self.body = body
    self.responses = responses
    self.samples = samples
    self.bindings = bindings
    self.signature = signature
    self.idempotent = idempotent
    self.latencyBudget = latencyBudget
    self.notes = notes
    self.openQuestions = openQuestions
    self.file = file
    self.line = line
  }

  /// The provider's part of the id, before the first dot.
  public var providerID: String { String(id.prefix { $0 != "." }) }

  public func parameter(_ place: Parameter.Place, _ name: String) -> Parameter? {
    parameters.first { $0.place == place && $0.name == name }
  }
}

/// A request as a sample of the provider's document sends it.
public struct RequestSample: Sendable, Hashable {
  /// What the document calls it, in the letters of a case id: `curl`.
  public var name: String
  /// The target as printed, before any of our fixtures replaces a parameter.
  public var target: String
  /// The headers in the order of the sample; `<token>` stands where the credential goes.
  public var headers: [HeaderField]
  /// The body, letter by letter.
  public var body: String?
  public var evidence: Evidence

  public init(
    _ name: String, target: String, headers: [HeaderField], body: String? = nil, evidence: Evidence
  ) {
    self.name = name
    self.target = target
    self.headers = headers
    self.body = body
    self.evidence = evidence
  }
}

/// How long an answer may take, and who says so.
public struct LatencyBudget: Sendable, Hashable {
  public var duration: Duration
  public var evidence: Evidence

  public init(_ duration: Duration, evidence: Evidence) {
    self.duration = duration
    self.evidence = evidence
  }
}
