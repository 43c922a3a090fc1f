import AssayHTTP
import AssaySchema
import AssaySpec

/// An endpoint with its schemas compiled once, for the readers that check many messages against it.
package final class CompiledEndpoint: Sendable {
  package let endpoint: Endpoint
  /// The request body, when it is described.
  package let body: CompiledBody?
  /// The parameters' schemas, in the order of `endpoint.parameters`.
  package let parameters: [CompiledSchema]
  /// The bodies of the responses, in the order of `endpoint.responses`; `nil` where a body is not described.
  package let responses: [CompiledBody?]
  /// The schemas of the answers' documented headers, in the order of `endpoint.responses` and their `headers`.
  package let responseHeaders: [[CompiledSchema]]
  /// Whether several responses have one status, so that the body decides between them.
  private let sharesStatuses: Bool
  /// What a reader of requests asks of each parameter, in the order of `endpoint.parameters`.
  let parameterRules: [ParameterRule]
  /// The scheme of an endpoint with only one, for which no alternatives need to be compared.
  let onlyScheme: (any CredentialScheme)?
  /// Whether a wrong credential is refused also where none is needed.
  let refusesWrongCredentials: Bool
  /// Whether the document says what media type the body has.
  let isMediaTypeDocumented: Bool
  /// Whether a request may choose the media type of a response.
  package let hasAlternatives: Bool

  struct ParameterRule: Sendable {
    var location: Location
    var isRequired: Bool
    /// Whether an empty text is as good as none.
    var readsEmptyAsMissing: Bool
    /// Whether the value is an array or an object.
    var isStructured: Bool
    /// Whether every text will do.
    var isAnyText: Bool
    /// Of a parameter in the path, which of the path's parameters it is.
    var segment: Int?
  }

  /// Compiles every schema; throws with the place of the first that cannot be.
  package init(_ endpoint: Endpoint) throws(SpecError) {
    func compile<Compiled>(
      _ place: @autoclosure () -> String, of schema: Schema?, at source: SourceLine = .unknown,
      _ compile: () throws(SchemaError) -> Compiled
    ) throws(SpecError) -> Compiled {
      do throws(SchemaError) {
        return try compile()
      } catch {
        let source = schema?.source(ofRule: error.place).or(source) ?? source
        throw SpecError(endpoint: endpoint, "the schema of \(place()): \(error.message)", at: source)
      }
    }
    self.endpoint = endpoint
    body = try compile("the request body", of: endpoint.body.schema, at: endpoint.body.source) {
      () throws(SchemaError) in try CompiledBody(endpoint.body)
    }
    var parameters: [CompiledSchema] = []
    for parameter in endpoint.parameters {
      parameters.append(
        try compile(parameter.location.description, of: nil, at: parameter.evidence.source) { () throws(SchemaError) in
          try CompiledSchema(parameter.schema)
        })
    }
    self.parameters = parameters
    var responses: [CompiledBody?] = []
    var responseHeaders: [[CompiledSchema]] = []
    for response in endpoint.responses {
      responses.append(
        try compile("the \(response.status) response's body", of: response.body.schema, at: response.evidence.source) {
          () throws(SchemaError) in
          try CompiledBody(response.body)
        })
      var headers: [CompiledSchema] = []
      for header in response.headers {
        headers.append(
          try compile("the \(response.status) response's header \(header.name)", of: nil, at: header.evidence.source) {
            () throws(SchemaError) in
            try CompiledSchema(header.schema)
          })
      }
      responseHeaders.append(headers)
    }
    self.responses = responses
    sharesStatuses = Set(endpoint.responses.map(\.status)).count < endpoint.responses.count
    let names = endpoint.path.parameterNames
    parameterRules = endpoint.parameters.map { parameter in
      var segment: Int?
      if case .path(let name) = parameter.location { segment = names.lastIndex(of: name) }
      return ParameterRule(
        location: parameter.location, isRequired: parameter.isRequired,
        readsEmptyAsMissing: parameter.readsEmptyAsMissing, isStructured: parameter.isStructured,
        isAnyText: parameter.schema == .string, segment: segment)
    }
    let security = endpoint.security
    onlyScheme = security.schemes.count == 1 && security.alternatives.count == 1 ? security.schemes[0] : nil
    refusesWrongCredentials = endpoint.answers(to: .unauthenticated) != nil
    hasAlternatives = endpoint.responses.contains { !$0.body.others.isEmpty }
    isMediaTypeDocumented = endpoint.body.mediaTypeEvidence?.level == .documented
    self.responseHeaders = responseHeaders
  }

  /// The documented response that a response must match, and whether it is one of those that the request may have.
  ///
  /// Of several with one status it is the first whose media type and schema the body has, else the first whose schema or
  /// media type it has, else the first.
  package func response(for response: Response, expecting expected: [Int]) -> (index: Int?, isExpected: Bool) {
    let status = response.status
    func pick(among candidates: some Sequence<Int>) -> Int? {
      var best: (index: Int, closeness: Int)?
      for index in candidates where endpoint.responses[index].status.contains(status) {
        if !sharesStatuses { return index }
        let closeness =
          switch endpoint.responses[index].body.content {
          case .none: response.body.isEmpty ? 3 : 0
          case .undocumented: 1
          case .described: responses[index]?.closeness(of: response) ?? 0
          }
        if closeness == 3 { return index }
        if closeness > best?.closeness ?? -1 { best = (index, closeness) }
      }
      return best?.index
    }
    if let index = pick(among: expected) { return (index, true) }
    if let index = pick(among: endpoint.responses.indices) { return (index, false) }
    let index = endpoint.responses.firstIndex { $0.status.isDefault }
    // A refusal with any client error; a success or a failure of the server refuses nothing.
    return (index, 400..<500 ~= status && index.map(expected.contains) ?? false)
  }
}

/// A spec that cannot be used as it is.
package struct SpecError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The endpoint's id.
  package var id: String
  package var file: String
  package var line: Int
  /// What is wrong and what to do.
  package var message: String

  package init(endpoint: Endpoint, _ message: String, at source: SourceLine = .unknown) {
    let source = source.or(SourceLine(endpoint.file, endpoint.line))
    id = endpoint.id
    file = source.file
    line = source.line
    self.message = message
  }

  package var description: String { "\(file):\(line): \(id): \(message)" }
}
