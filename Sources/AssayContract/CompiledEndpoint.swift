import AssaySchema
import AssaySpec

/// An endpoint with its schemas compiled once, for the readers that check many messages against it.
package final class CompiledEndpoint: Sendable {
  package let endpoint: Endpoint
  /// The schema of the request body, when the body is JSON.
  package let body: CompiledSchema?
  /// The encoding of the request body.
  let codec: (any BodyCodec)?
  /// The parameters' schemas, in the order of `endpoint.parameters`.
  package let parameters: [CompiledSchema]
  /// The schemas of the answers' bodies, in the order of `endpoint.responses`; `nil` where the body is not JSON.
  package let responses: [CompiledSchema?]
  /// The schemas of the answers' documented headers, in the order of `endpoint.responses` and their `headers`.
  package let responseHeaders: [[CompiledSchema]]
  /// What a reader of requests asks of each parameter, in the order of `endpoint.parameters`.
  let parameterRules: [ParameterRule]
  /// The body's schema with the texts that must not be empty declared so; the schema itself where there are none.
  let filledBody: CompiledSchema?
  /// Whether a wrong credential is refused also where none is needed.
  let refusesWrongCredentials: Bool
  /// Whether the document says what media type the body has.
  let isMediaTypeDocumented: Bool

  struct ParameterRule: Sendable {
    var location: Location
    var isRequired: Bool
    /// Whether an empty text is as good as none.
    var readsEmptyAsMissing: Bool
    /// Whether every text will do.
    var isAnyText: Bool
    /// Of a parameter in the path, which of the path's parameters it is.
    var segment: Int?
  }

  /// Compiles every schema; throws with the place of the first that cannot be.
  package init(_ endpoint: Endpoint) throws(SpecError) {
    func compile(_ schema: Schema, _ place: String) throws(SpecError) -> CompiledSchema {
      do {
        return try CompiledSchema(schema)
      } catch {
        throw SpecError(endpoint: endpoint, "the schema of \(place): \(error.message)")
      }
    }
    self.endpoint = endpoint
    codec = endpoint.body.codec
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
        location: parameter.location, isRequired: parameter.isRequired,
        readsEmptyAsMissing: parameter.readsEmptyAsMissing, isAnyText: parameter.schema == .string, segment: segment)
    }
    refusesWrongCredentials = endpoint.answers(to: .unauthenticated) != nil
    isMediaTypeDocumented = endpoint.body.mediaTypeEvidence?.level == .documented
    if let schema = endpoint.body.schema?.filled {
      filledBody = try compile(schema, "the request body")
    } else {
      filledBody = body
    }
    self.responseHeaders = responseHeaders
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

  package init(endpoint: Endpoint, _ message: String) {
    id = endpoint.id
    file = endpoint.file
    line = endpoint.line
    self.message = message
  }

  package var description: String { "\(file):\(line): \(id): \(message)" }
}
