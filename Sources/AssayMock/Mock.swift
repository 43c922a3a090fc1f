import AssayContract
import AssayHTTP
import AssayJSON
import AssaySpec

/// Responds as the documents say a provider does: a pure function of the request and the provider's state.
///
/// A missing credential and an invalid request are refused, a state gives its response, and everything else a success.
/// Where a contract documents no response, the mock uses HTTP's meaning of the status codes.
package struct Mock: Sendable {
  /// An endpoint, with everything precomputed that does not depend on the request.
  final class Contract: Sendable {
    let provider: Provider
    let endpoint: Endpoint
    let compiled: CompiledEndpoint
    /// The texts of the valid credentials in the order of the schemes; `nil` accepts any that is well-formed.
    let credentials: [String?]
    /// The bodies by response and trigger, complete but for echoed values.
    let bodies: [[JSONValue?]]
    /// The bodies by response, where an object in them may be of several kinds.
    let kinds: [MockKinds]
    /// What a request should no longer have.
    let deprecated: [Location]
    /// What names the pages of a list, by the number of items before them.
    let cursors: [JSONValue]
    /// The responses that do not depend on the request, by response and trigger.
    let answers: [[Response?]]
    /// The headers by response.
    let headers: [HeaderFields]
    /// The shape of errors whose body is not documented.
    let errorShape: ErrorShape?
    /// The possible responses to a valid request, in order of precedence.
    let choices: [CandidateResponse]
    /// Where a request names the subjects of states.
    let subjects: [Location]
    /// The response to a conditional request whose validator is still that of the response.
    let notModified: (response: Int, responseTrigger: Int)?

    init(_ provider: Provider, _ compiled: CompiledEndpoint, credentials: [String?]) throws(SpecError) {
      self.provider = provider
      self.compiled = compiled
      self.credentials = credentials
      endpoint = compiled.endpoint
      if let (message, source) = compiled.unsatisfiable.first {
        throw SpecError(endpoint: endpoint, message, at: source)
      }
      let responses = endpoint.responses
      let endpoint = compiled.endpoint
      let bodies = responses.map { response in
        response.triggers.map { trigger in
          Mock.body(of: response, trigger).map { response.status.isSuccess ? endpoint.lengthened($0, response) : $0 }
        }
      }
      let kinds = responses.map { MockKinds($0.body) }
      let deprecated = endpoint.deprecatedLocations
      let hasLists = !endpoint.relations.isEmpty || endpoint.paging != nil
      self.kinds = kinds
      self.deprecated = deprecated
      cursors = endpoint.sampleCursors
      let headers = responses.map { Self.headers(of: $0, compiled.endpoint, provider) }
      self.bodies = bodies
      self.headers = headers
      answers = responses.indices.map { index in
        bodies[index].indices.map { trigger in
          // An undocumented body contains what was wrong with the request.
          responses[index].echoes.isEmpty && responses[index].body.content != .undocumented
            && responses[index].body.others.isEmpty
            && !(hasLists && responses[index].status.isSuccess) && deprecated.isEmpty && kinds[index].isEmpty
            ? Self.answer(
              responses[index], compiled.endpoint.mockStatus(index, trigger), headers[index],
              body: bodies[index][trigger]) : nil
        }
      }
      errorShape = ErrorShape(of: endpoint, provider)
      subjects = endpoint.bindings.map(\.location)
      choices = Self.choices(of: endpoint, provider)
      notModified =
        responses.indices.lazy.compactMap { index in
          responses[index].triggers.firstIndex { $0.trigger == .notModified }.map { (index, $0) }
        }.first
    }
  }

  let contracts: [Contract]
  /// Where clients obtain access tokens.
  private let tokens: [TokenEndpoint]
  private let routes: Routes

  /// A mock of every provider of a catalog.
  ///
  /// - Parameter values: Override the fixtures' own values, including tokens.
  /// - Throws: `SpecError` for a contract that cannot be compiled.
  package init(_ catalog: Catalog, values: [String: String] = [:]) throws(SpecError) {
    try self.init(CompiledCatalog(catalog), values: values)
  }

  /// A mock of every provider of a compiled catalog; `values` replace the fixtures' own.
  package init(_ catalog: CompiledCatalog, values: [String: String] = [:]) throws(SpecError) {
    var contracts: [Contract] = []
    var tokens: [TokenEndpoint] = []
    for (provider, compiled) in catalog.contracts {
      let credentials = compiled.endpoint.security.schemes.map { scheme -> String? in
        let parts = scheme.fixtures.compactMap { values[$0.name] ?? provider.fixture($0.name)?.mock }
        guard parts.count == scheme.fixtures.count else { return nil }
        if let grant = scheme.grant { tokens.append(TokenEndpoint(grant, id: parts[0], secret: parts[1])) }
        let text = scheme.grant.map { "Bearer \($0.mockToken)" } ?? scheme.text(of: parts)
        return scheme.encoding?(text) ?? text
      }
      contracts.append(try Contract(provider, compiled, credentials: credentials))
    }
    self.contracts = contracts
    self.tokens = tokens
    routes = Routes(contracts.map(\.endpoint.path))
  }

  /// The response to a request while the provider is in this state.
  package func answer(_ request: Request, _ state: MockState) -> Response {
    guard let decision = decide(request, state) else { return unrouted(request) }
    return render(decision)
  }

  /// The decision on the response to a request, before the response is built.
  struct Decision {
    var contract: Contract
    var reading: RequestValidation
    /// The documented response and its trigger, by index; `nil` when the contract documents none.
    var answer: (response: Int, responseTrigger: Int)?
  }

  /// Decides on the response to a request; `nil` when no endpoint has its method and path.
  func decide(_ request: Request, _ state: MockState) -> Decision? {
    for index in routes.candidates(for: request.target) {
      let contract = contracts[index]
      guard let reading = contract.compiled.read(request, credentials: contract.credentials) else { continue }
      let answer =
        reading.isUnauthenticated
        ? contract.answer(toUnauthenticated: reading)
        : reading.isInvalid
          ? contract.answer(toInvalid: reading)
          : contract.answer(toValid: reading, state).map { contract.unchanged($0, request) ?? $0 }
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
    let issuers = tokens.filter { $0.path == path }
    // Clients of several grants may share a token endpoint.
    if let answer = issuers.lazy.map({ $0.answer(request) }).first(where: { $0.status == 200 }) { return answer }
    if let issuer = issuers.first { return issuer.answer(request) }
    let methods = contracts.filter { $0.endpoint.path.match(path) != nil }.map(\.endpoint.method.rawValue)
    if methods.isEmpty {
      return Self.problem(404, "Not Found", "no endpoint has the path \(path)")
    }
    var response = Self.problem(405, "Method Not Allowed", "the path \(path) takes \(methods.joined(separator: ", "))")
    response.headers.append("Allow", methods.joined(separator: ", "))
    return response
  }

  static func body(of response: ResponseSpec, _ responseTrigger: ResponseTrigger) -> JSONValue? {
    responseTrigger.example.flatMap { response.body.value(of: $0.text) } ?? response.body.sample
  }

  /// A problem response of the mock's own (RFC 9457).
  static func problem(_ status: Int, _ title: String, _ detail: String) -> Response {
    let body: JSONValue = [
      "type": "about:blank", "title": .string(title), "status": .number(JSONNumber(status)), "detail": .string(detail),
    ]
    return Response(
      status, reason: ReasonPhrase.of(status), headers: ["Content-Type": "application/problem+json"],
      body: body.serializedBytes())
  }
}
