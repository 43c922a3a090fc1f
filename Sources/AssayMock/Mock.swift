import AssayContract
import AssayHTTP
import AssayJSON
import AssaySpec

/// Answers as the documents say a provider does: a pure function of the request and the provider's state.
///
/// What a request elicits decides: a missing credential its refusal, a broken shape its refusal, a state its answer, and
/// everything else the success whose settings the request has. Where a contract documents no answer, HTTP's own is given.
package struct Mock: Sendable {
  /// One endpoint, with all that does not depend on the request made ready.
  final class Contract: Sendable {
    let provider: Provider
    let endpoint: Endpoint
    let compiled: CompiledEndpoint
    /// The bearer token that is good; `nil` takes any.
    let token: String?
    /// The answers' bodies, by response and elicitation, ready but for what must be echoed.
    let bodies: [[JSONValue?]]
    /// The answers that are the same to every request, by response and elicitation.
    let answers: [[Response?]]
    /// The documented headers of the answers, by response.
    let headers: [HeaderFields]
    /// What an error whose body is not documented looks like.
    let errorShape: ErrorShape?
    /// What a valid request may elicit, the first that fits first.
    let choices: [CandidateResponse]
    /// Where a request names the subjects of states.
    let subjects: [Location]

    init(_ provider: Provider, _ compiled: CompiledEndpoint, token: String?) throws(SpecError) {
      self.provider = provider
      self.compiled = compiled
      self.token = token
      endpoint = compiled.endpoint
      if let message = compiled.missingSamples.first { throw SpecError(endpoint: endpoint, message) }
      let responses = endpoint.responses
      let bodies = responses.map { response in response.triggers.map { Mock.body(of: response, $0) } }
      let headers = responses.map { Self.headers(of: $0, provider) }
      self.bodies = bodies
      self.headers = headers
      answers = responses.indices.map { index in
        bodies[index].map { body in
          // An undocumented body says what was wrong with the request.
          responses[index].echoes.isEmpty && responses[index].body.content != .undocumented
            ? Self.answer(responses[index], headers[index], body: body) : nil
        }
      }
      errorShape = ErrorShape(of: endpoint, provider)
      subjects = endpoint.bindings.map(\.location)
      choices = Self.choices(of: endpoint, provider)
    }
  }

  let contracts: [Contract]
  private let routes: Routes

  /// A mock of every provider of a catalogue; throws for a contract that cannot be compiled.
  ///
  /// - Parameter values: They replace the fixtures' own, tokens among them.
  package init(_ catalog: Catalog, values: [String: String] = [:]) throws(SpecError) {
    try self.init(CompiledCatalog(catalog), values: values)
  }

  /// A mock of every provider of a catalogue whose contracts others use too; `values` replace the fixtures' own.
  package init(_ catalog: CompiledCatalog, values: [String: String] = [:]) throws(SpecError) {
    var contracts: [Contract] = []
    for (provider, compiled) in catalog.contracts {
      var token: String?
      if case .bearer(let name) = compiled.endpoint.security.scheme, let fixture = provider.fixture(name) {
        token = values[name] ?? fixture.mock
      }
      contracts.append(try Contract(provider, compiled, token: token))
    }
    self.contracts = contracts
    routes = Routes(contracts.map(\.endpoint.path))
  }

  /// The answer to a request while the provider is in this state.
  package func answer(_ request: Request, _ state: MockState) -> Response {
    guard let decision = decide(request, state) else { return unrouted(request) }
    return render(decision)
  }

  /// What a request elicits, before it is written as an answer.
  struct Decision {
    var contract: Contract
    var reading: RequestValidation
    /// The documented answer and which of its elicitations brought it; `nil` where the contract documents none.
    var answer: (response: Int, responseTrigger: Int)?
  }

  /// Decides what a request elicits; `nil` when no endpoint has its method and path.
  func decide(_ request: Request, _ state: MockState) -> Decision? {
    for index in routes.candidates(for: request.target) {
      let contract = contracts[index]
      guard let reading = contract.compiled.read(request, token: contract.token) else { continue }
      let answer =
        reading.isUnauthenticated
        ? contract.answer(to: .unauthenticated)
        : reading.isInvalid ? contract.answer(toInvalid: reading) : contract.answer(toValid: reading, state)
      return Decision(contract: contract, reading: reading, answer: answer)
    }
    return nil
  }

  func render(_ decision: Decision) -> Response {
    guard let (response, responseTrigger) = decision.answer else {
      let reading = decision.reading
      return decision.contract.undocumented(reading.isUnauthenticated ? 401 : reading.isInvalid ? 400 : 500, reading)
    }
    return decision.contract.make(response, responseTrigger, decision.reading)
  }

  func unrouted(_ request: Request) -> Response {
    let path = request.target.prefix { $0 != "?" }
    let methods = contracts.filter { $0.endpoint.path.match(path) != nil }.map(\.endpoint.method.rawValue)
    if methods.isEmpty {
      return Self.problem(404, "Not Found", "no endpoint has the path \(path)")
    }
    var response = Self.problem(405, "Method Not Allowed", "the path \(path) takes \(methods.joined(separator: ", "))")
    response.headers.append("Allow", methods.joined(separator: ", "))
    return response
  }

  static func body(of response: ResponseSpec, _ responseTrigger: ResponseTrigger) -> JSONValue? {
    guard let schema = response.body.schema else { return nil }
    if let example = responseTrigger.example ?? response.body.examples.first,
      let value = try? JSONValue(parsing: example.json)
    {
      return value
    }
    return schema.sample
  }

  /// An answer of the mock's own, as RFC 9457 shapes one.
  static func problem(_ status: Int, _ title: String, _ detail: String) -> Response {
    let body: JSONValue = [
      "type": "about:blank", "title": .string(title), "status": .number(JSONNumber(status)), "detail": .string(detail),
    ]
    return Response(
      status, reason: ReasonPhrase.of(status), headers: ["Content-Type": "application/problem+json"],
      body: body.serializedBytes())
  }
}
