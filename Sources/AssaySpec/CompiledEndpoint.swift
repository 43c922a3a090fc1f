public import AssaySchema

/// An endpoint with its schemas compiled once, for the readers that check many messages against it.
public final class CompiledEndpoint: Sendable {
  public let endpoint: Endpoint
  /// The schema of the request body, when the body is JSON.
  public let body: CompiledSchema?
  /// The parameters' schemas, in the order of `endpoint.parameters`.
  public let parameters: [CompiledSchema]
  /// The schemas of the answers' bodies, in the order of `endpoint.responses`; `nil` where the body is not JSON.
  public let responses: [CompiledSchema?]
  /// The schemas of the answers' documented headers, in the order of `endpoint.responses` and their `headers`.
  public let responseHeaders: [[CompiledSchema]]
  /// What a reader of requests asks of each parameter, in the order of `endpoint.parameters`.
  let parameterRules: [ParameterRule]
  /// The body's required members that are texts and that carry something, so that an empty one is as good as none.
  let requiredTexts: [String]
  /// The body's schema with those texts not empty: what it accepts has no fault, and most bodies are looked at no further.
  let filledBody: CompiledSchema?
  /// Whether the document says what media type the body has.
  let isMediaTypeDocumented: Bool

  struct ParameterRule: Sendable {
    var location: Location
    var isRequired: Bool
    /// Whether every text will do.
    var isAnyText: Bool
    /// Of a parameter in the path, which of the path's parameters it is.
    var segment: Int?
  }

  /// Compiles every schema; throws with the place of the first that cannot be.
  public init(_ endpoint: Endpoint) throws(SpecError) {
    func compile(_ schema: Schema, _ place: String) throws(SpecError) -> CompiledSchema {
      do {
        return try CompiledSchema(schema)
      } catch {
        throw SpecError(endpoint: endpoint, "the schema of \(place): \(error.message)")
      }
    }
    self.endpoint = endpoint
    if let schema = endpoint.body.schema { body = try compile(schema, "the request body") } else { body = nil }
    var parameters: [CompiledSchema] = []
    for parameter in endpoint.parameters {
      parameters.append(try compile(parameter.schema, parameter.location.description))
    }
    self.parameters = parameters
    var responses: [CompiledSchema?] = []
    var responseHeaders: [[CompiledSchema]] = []
    for response in endpoint.responses {
      if let schema = response.body.schema {
        responses.append(try compile(schema, "the \(response.status) answer's body"))
      } else {
        responses.append(nil)
      }
      var headers: [CompiledSchema] = []
      for header in response.headers {
        headers.append(try compile(header.schema, "the \(response.status) answer's header \(header.name)"))
      }
      responseHeaders.append(headers)
    }
    self.responses = responses
    let names = endpoint.path.parameterNames
    parameterRules = endpoint.parameters.map { parameter in
      var segment: Int?
      if case .path(let name) = parameter.location { segment = names.lastIndex(of: name) }
      return ParameterRule(
        location: parameter.location, isRequired: parameter.isRequired, isAnyText: parameter.schema == .string,
        segment: segment)
    }
    isMediaTypeDocumented = endpoint.body.mediaTypeEvidence?.level == .documented
    let requiredTexts = (endpoint.body.schema?.properties ?? [])
      .filter { $0.presence == .required && $0.schema.types == .string }.map(\.name)
    self.requiredTexts = requiredTexts
    if let schema = endpoint.body.schema, !requiredTexts.isEmpty {
      filledBody = try compile(schema.filling(requiredTexts), "the request body")
    } else {
      filledBody = body
    }
    self.responseHeaders = responseHeaders
  }
}

extension Schema {
  /// This schema with the members of these names not empty.
  fileprivate func filling(_ names: [String]) -> Schema {
    Schema(
      types,
      assertions.map { assertion in
        guard case .properties(var properties) = assertion else { return assertion }
        for index in properties.indices where names.contains(properties[index].name) {
          properties[index].schema = properties[index].schema.and(.minLength(1))
        }
        return .properties(properties)
      })
  }
}

/// A spec that cannot be used as it is.
public struct SpecError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The endpoint's id.
  public var id: String
  public var file: String
  public var line: Int
  /// What is wrong and what to do.
  public var message: String

  public init(endpoint: Endpoint, _ message: String) {
    id = endpoint.id
    file = endpoint.file
    line = endpoint.line
    self.message = message
  }

  public var description: String { "\(file):\(line): \(id): \(message)" }
}
