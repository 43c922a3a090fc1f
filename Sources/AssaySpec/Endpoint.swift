import AssayHTTP
import AssaySchema

/// The contract of one operation of a provider's API, transcribed from its document.
public struct Endpoint: Sendable, Hashable {
  package var id: String
  package var title: String
  package var method: Method
  package var path: PathTemplate
  package var document: Document
  package var security: Security
  package var effects: [Effect]
  package var parameters: [Parameter]
  /// The body of a request.
  package var body: Body
  package var dependencies: [Dependency]
  package var responses: [ResponseSpec]
  package var samples: [RequestSample]
  package var signature: HeaderSignature?
  package var idempotency: Evidence?
  package var repeatedResponse: RepeatedResponse?
  package var latencyBudget: LatencyBudget?
  package var relations: [Relation]
  package var paging: Paging?
  package var checks: [CustomCheck]
  package var cases: [CustomCase]
  package var notes: [Note]
  package var openQuestions: [OpenQuestion]
  /// Where the contract stands in its Swift source.
  package var file: String
  package var line: Int

  /// A contract as the provider's document states it.
  ///
  /// - Parameters:
  ///   - id: The stable name, beginning with its provider's id: `vault.card.passcode.set`.
  ///   - title: The document's name of the operation.
  ///   - document: Where the contract was read.
  ///   - security: How the endpoint knows its caller.
  ///   - effects: What an accepted request does in the world.
  ///   - parameters: Path, query and header parameters. Headers are sent in this order, after `Accept`, `Authorization` and
  ///     `Content-Type`.
  ///   - requestBody: The body of a request.
  ///   - dependencies: Which optional values of a request must, or must not, come together.
  ///   - responses: Every documented response.
  ///   - samples: The requests that the document prints; without them the examples of the request body.
  ///   - signature: The header that signs a request, when there is one.
  ///   - idempotency: What says that a repeated call does no more than one, when something does.
  ///   - repeatedResponse: What the document promises of the response to a repeated call, beyond its status.
  ///   - latencyBudget: How long a response may take, when the provider promises it.
  ///   - relations: What values of a success have to do with each other and with the request.
  ///   - paging: How a list comes in pages.
  ///   - checks: Rules of your own for the responses.
  ///   - cases: Requests of your own beside those that are derived.
  ///   - notes: What the document states beyond what one exchange can show.
  ///   - openQuestions: Where the document contradicts itself or does not say, and how the contract reads it.
  ///   - file: Where the contract stands, for findings and annotations.
  ///   - line: The line in that file.
  public init(
    _ method: Method, _ path: PathTemplate, id: String, title: String, document: Document, security: Security,
    effects: [Effect] = [], parameters: [Parameter] = [], requestBody: Body = .empty,
    dependencies: [Dependency] = [], responses: [ResponseSpec],
    samples: [RequestSample]? = nil, signature: HeaderSignature? = nil, idempotency: Evidence? = nil,
    repeatedResponse: RepeatedResponse? = nil, latencyBudget: LatencyBudget? = nil, relations: [Relation] = [],
    paging: Paging? = nil, checks: [CustomCheck] = [], cases: [CustomCase] = [], notes: [Note] = [],
    openQuestions: [OpenQuestion] = [],
    file: String = #filePath, line: Int = #line
  ) {
    self.id = id
    self.title = title
    self.method = method
    self.path = path
    self.document = document
    self.security = security
    self.effects = effects
    self.parameters = parameters
    let source = SourceLine(file, line)
    body = requestBody.standing(at: "Request Body", source).forRequests
    self.dependencies = dependencies
    self.responses = Self.excludingStates(of: responses)
    self.samples =
      samples
      ?? requestBody.examples.map { example in
        RequestSample(
          example.name, body: example.text, quote: example.evidence.standing(at: "Request Body", requestBody.source))
      }
    self.signature = signature
    self.idempotency = idempotency?.standing(at: "Idempotency", source) ?? repeatedResponse?.evidence
    self.repeatedResponse = repeatedResponse
    self.latencyBudget = latencyBudget
    self.relations = relations
    self.paging = paging
    self.checks = checks
    self.cases = cases
    self.notes = notes
    self.openQuestions = openQuestions
    self.file = file
    self.line = line
  }

  /// The responses, with plain valid requests made while no state holds that triggers another response.
  private static func excludingStates(of responses: [ResponseSpec]) -> [ResponseSpec] {
    var states: [StateCondition] = []
    for trigger in responses.flatMap(\.triggers) where trigger.trigger == .state {
      for condition in trigger.given where condition.holds {
        let opposite = StateCondition(state: condition.state, holds: false)
        if !states.contains(opposite) { states.append(opposite) }
      }
    }
    if states.isEmpty { return responses }
    return responses.map { response in
      var response = response
      for index in response.triggers.indices
      where response.triggers[index].trigger == .validRequest && response.triggers[index].given.isEmpty {
        response.triggers[index].given = states
      }
      return response
    }
  }
}
