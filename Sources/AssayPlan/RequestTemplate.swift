import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

/// Makes valid requests of an endpoint from its examples and the run's fixtures.
struct RequestTemplate {
  let provider: Provider
  let endpoint: Endpoint
  let values: FixtureValues
  /// The first example of the request body.
  private let example: JSONValue?
  /// The text of the valid credential, with placeholders for secrets; `nil` when the endpoint needs none.
  let credential: String?
  private let bindings: [FixtureBinding]

  init(provider: Provider, endpoint: Endpoint, values: FixtureValues) {
    self.provider = provider
    self.endpoint = endpoint
    self.values = values
    bindings = endpoint.bindings
    example = endpoint.body.examples.first.flatMap { try? JSONValue(parsing: $0.json) }
    credential = endpoint.security.scheme.flatMap { scheme in
      let fixtures = scheme.fixtures.compactMap { provider.fixture($0.name) }
      guard fixtures.count == scheme.fixtures.count else { return nil }
      // Secrets are filled in when the request is sent, so that no plan or report can show them.
      return scheme.text(
        of: fixtures.map { $0.isSecret ? FixtureValues.placeholder(for: $0) : values.value(of: $0) ?? $0.mock })
    }
  }

  /// A valid request for a provider in the given states and with the given values.
  func builder(given conditions: [StateCondition] = [], setting settings: [FieldValue] = []) -> RequestBuilder {
    var builder = RequestBuilder()
    builder.given = conditions
    for parameter in endpoint.parameters where parameter.isRequired || parameter.defaultValue != nil {
      // Headers are added below, in the order of the samples.
      if parameter.location.kind != .header { builder.set(sample(of: parameter), at: parameter.location) }
    }
    addHeaders(to: &builder)
    if endpoint.body.schema != nil { builder.json = sampleBody() }
    bind(&builder, given: conditions)
    for setting in settings { set(setting.value, at: setting.location, in: &builder) }
    return builder
  }

  /// Sets a value at a location, also inside a member that the example lacks.
  func set(_ value: JSONValue, at location: Location, in builder: inout RequestBuilder) {
    openWay(to: location, in: &builder)
    builder.set(value, at: location)
  }

  /// Adds samples of the members around a location that the example lacks.
  func openWay(to location: Location, in builder: inout RequestBuilder) {
    guard case .body(let pointer) = location, pointer.tokens.count > 1, var json = builder.json else { return }
    let place = endpoint.body.schema?.places.first { $0.pointer == pointer }
    for way in place?.way(in: endpoint.body.schema ?? .any) ?? [] { way.open(in: &json) }
    builder.json = json
  }

  /// The value that the document's example has at a location of the body.
  func example(at pointer: JSONPointer) -> JSONValue? {
    example?[pointer]
  }

  /// Sets the fixtures' values at the locations that are bound to them.
  func bind(_ builder: inout RequestBuilder, given conditions: [StateCondition]) {
    for binding in bindings {
      guard let fixture = provider.fixture(of: binding.subject, given: conditions) else { continue }
      // Against the mock the unconditional fixture has the value of the document's example.
      if values.isMock, values.given[fixture.name] == nil, fixture.name == binding.subject,
        hasExample(binding.location)
      {
        continue
      }
      let text = value(of: fixture, for: &builder)
      if text == FixtureValues.placeholder(for: fixture) {
        builder.hidden[fixture.environmentName] = Placeholder.Value(fixture.mock)
      }
      builder.set(Parameter.value(of: text, for: schema(at: binding.location)), at: binding.location)
    }
  }

  /// A fixture's value, or the mock's where the run has none: a case has the same id and shape in every run.
  private func value(of fixture: Fixture, for builder: inout RequestBuilder) -> String {
    if let text = values.value(of: fixture) { return text }
    if !builder.missing.contains(fixture) { builder.missing.append(fixture) }
    return fixture.mock
  }

  /// The credential of a request; the request lacks the fixtures that have no value.
  func credential(for builder: inout RequestBuilder) -> String? {
    for part in endpoint.security.scheme?.fixtures ?? [] {
      if let fixture = provider.fixture(part.name) { _ = value(of: fixture, for: &builder) }
    }
    return credential
  }

  private func addHeaders(to builder: inout RequestBuilder) {
    var headers: HeaderFields = [:]
    func append(_ parameter: Parameter?) {
      guard let parameter, parameter.isRequired || parameter.defaultValue != nil else { return }
      headers.append(parameter.name, Parameter.text(of: sample(of: parameter)))
    }
    append(endpoint.parameter(at: .header("Accept")))
    if let scheme = endpoint.security.scheme, let credential = credential(for: &builder) {
      switch scheme.location {
      case .header(let name): headers.append(name, credential)
      case .query, .path, .body: builder.set(.string(credential), at: scheme.location)
      }
    }
    if endpoint.body.schema != nil { headers.append("Content-Type", endpoint.body.mediaType) }
    for parameter in endpoint.parameters where parameter.location.kind == .header && parameter.name != "Accept" {
      append(parameter)
    }
    if let signature = endpoint.signature {
      if isSigned(signature) {
        headers.set(signature.header, HeaderSignature.placeholder)
      } else if !values.isMock, endpoint.parameter(at: .header(signature.header))?.isRequired ?? false {
        for fixture in signature.fixtures.compactMap(provider.fixture) { _ = value(of: fixture, for: &builder) }
      }
    }
    builder.headers = headers
  }

  /// A signature is sent only when the run has its key.
  private func isSigned(_ signature: HeaderSignature) -> Bool {
    signature.fixtures.allSatisfy { values.given[$0] != nil }
  }

  /// Whether a secret may stand at a location.
  func isSecret(_ location: Location) -> Bool {
    bindings.contains { binding in
      binding.location == location && provider.fixtures.contains { $0.subject == binding.subject && $0.isSecret }
    }
  }

  func sample(of parameter: Parameter) -> JSONValue {
    if let text = parameter.example ?? parameter.defaultValue {
      return Parameter.value(of: text, for: parameter.schema)
    }
    return parameter.schema.sample
  }

  private func sampleBody() -> JSONValue? {
    guard let schema = endpoint.body.schema else { return nil }
    return example ?? schema.sample
  }

  private func hasExample(_ location: Location) -> Bool {
    switch location {
    case .path, .query, .header: endpoint.parameter(at: location)?.example != nil
    case .body(let pointer): sampleBody()?[pointer] != nil
    }
  }

  func schema(at location: Location) -> Schema {
    switch location {
    case .path, .query, .header: endpoint.parameter(at: location)?.schema ?? .string
    case .body(let pointer): endpoint.body.schema?.member(at: pointer) ?? .any
    }
  }
}
