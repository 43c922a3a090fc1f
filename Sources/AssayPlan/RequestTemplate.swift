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
  /// The values of each scheme's fixtures, with placeholders for secrets; `nil` where a fixture is not declared.
  let credentialValues: [[String]?]
  /// The texts of the valid credentials, encoded, in the order of the endpoint's schemes.
  let credentials: [String?]
  /// The credentials that requests have: the first alternative of which the run has every value.
  let alternative: Int
  let generated: GeneratedValues
  private let bindings: [FixtureBinding]

  init(provider: Provider, endpoint: Endpoint, values: FixtureValues) {
    self.provider = provider
    self.endpoint = endpoint
    self.values = values
    bindings = endpoint.bindings
    generated = GeneratedValues(provider, endpoint, values)
    example = endpoint.body.example
    let security = endpoint.security
    credentialValues = security.schemes.map { scheme in
      let fixtures = scheme.fixtures.compactMap { provider.fixture($0.name) }
      guard fixtures.count == scheme.fixtures.count else { return nil }
      // Secrets are filled in when the request is sent, so that no plan or report can show them.
      return fixtures.map { $0.isSecret ? FixtureValues.placeholder(for: $0) : values.value(of: $0) ?? $0.mock }
    }
    credentials = zip(security.schemes, credentialValues).map { scheme, values in
      values.map(scheme.text).map { scheme.encoding?($0) ?? $0 }
    }
    alternative =
      security.alternatives.firstIndex { indices in
        indices.allSatisfy { index in
          let scheme = security.schemes[index]
          return (values.isMock || values.hasClientCertificate || !scheme.needsClientCertificate)
            && scheme.fixtures.allSatisfy { provider.fixture($0.name).flatMap(values.value) != nil }
        }
      } ?? 0
  }

  /// A valid request for a provider in the given states and with the given values.
  ///
  /// - Parameter alternative: Which credentials it has; without it those that all requests have.
  func builder(
    given conditions: [StateCondition] = [], setting settings: [FieldValue] = [], alternative: Int? = nil
  ) -> RequestBuilder {
    var builder = RequestBuilder()
    builder.given = conditions
    for parameter in endpoint.parameters where parameter.isRequired || parameter.defaultValue != nil {
      // Headers are added below, in the order of the samples.
      if parameter.location.kind != .header { builder.set(sample(of: parameter), at: parameter.location) }
    }
    addHeaders(to: &builder, alternative ?? self.alternative)
    if endpoint.body.schema != nil { builder.json = sampleBody() }
    bind(&builder, given: conditions)
    if !endpoint.dependencies.isEmpty { satisfy(&builder, from: nil) }
    let plain = builder
    for setting in settings { set(setting.value, at: setting.location, in: &builder) }
    if !endpoint.dependencies.isEmpty { satisfy(&builder, from: plain) }
    return builder
  }

  /// Further values of the fixtures that requests in these states have, numbered from 2.
  func furtherValues(given conditions: [StateCondition]) -> [(fixture: Fixture, number: Int, text: String)] {
    if values.further.isEmpty { return [] }
    let subjects = bindings.map(\.subject).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    return subjects.compactMap { provider.fixture(of: $0, given: conditions) }.flatMap { fixture in
      (values.further[fixture.name] ?? []).enumerated().map { (fixture, $0 + 2, $1) }
    }
  }

  /// Puts another value of a fixture wherever its subject belongs.
  func set(_ text: String, of fixture: Fixture, in builder: inout RequestBuilder) {
    for binding in bindings where binding.subject == fixture.subject {
      builder.set(Parameter.value(of: text, for: schema(at: binding.location)), at: binding.location)
    }
  }

  /// Sets a value at a location, also inside a member that the example lacks.
  ///
  /// - Parameter place: The member at that location, where it belongs to an object of a certain kind.
  func set(_ value: JSONValue, at location: Location, of place: MemberPlace? = nil, in builder: inout RequestBuilder) {
    openWay(to: location, of: place, in: &builder)
    if case .body(let pointer) = location, let kind = endpoint.body.schema?.kind(bySetting: pointer, to: value) {
      open([kind.wayPoint], in: &builder)
    }
    builder.set(value, at: location)
  }

  /// Adds samples of the members around a location that the example lacks, and objects of the right kind.
  func openWay(to location: Location, of place: MemberPlace? = nil, in builder: inout RequestBuilder) {
    guard case .body(let pointer) = location, let schema = (builder.encodedAs ?? endpoint.body).schema,
      pointer.tokens.count > 1 || place?.kinds.isEmpty == false
    else { return }
    open((place ?? schema.places.first { $0.pointer == pointer })?.way(in: schema) ?? [], in: &builder)
  }

  private func open(_ way: [WayPoint], in builder: inout RequestBuilder) {
    guard var json = builder.json, !way.isEmpty else { return }
    let hasKinds = way.contains { $0.kind != nil }
    let examples = hasKinds ? (builder.encodedAs ?? endpoint.body).exampleValues : []
    for point in way { point.open(in: &json, examples: examples) }
    builder.json = json
    if hasKinds { bind(&builder, given: builder.given) }
  }

  /// Sets the fixtures' values at the locations that are bound to them.
  ///
  /// An optional parameter is sent only where it was added, a state is about it, or the run makes its value.
  ///
  /// - Parameter only: The only location whose value is set.
  func bind(_ builder: inout RequestBuilder, given conditions: [StateCondition], only: Location? = nil) {
    for binding in bindings where only == nil || binding.location == only {
      guard binding.kinds.allSatisfy({ $0.isKind(of: builder.json?[$0.pointer]) }) else { continue }
      guard let fixture = provider.fixture(of: binding.subject, given: conditions) else { continue }
      if let parameter = endpoint.parameter(at: binding.location), !parameter.isRequired, fixture.generator == nil,
        !builder.holds(binding.location), !isNamed(binding.location, by: conditions)
      {
        continue
      }
      // Against the mock the unconditional fixture has the value of the document's example.
      if values.isMock, values.given[fixture.name] == nil, fixture.name == binding.subject, fixture.generator == nil,
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

  /// The text of the credential that requests have in a header; `nil` when they have none there.
  func credential(inHeader name: String) -> String? {
    for index in endpoint.security.alternatives[alternative] {
      if case .header(let own)? = endpoint.security.schemes[index].location, own.equalsIgnoringASCIICase(name) {
        return text(of: index)
      }
    }
    return nil
  }

  private func text(of scheme: Int) -> String? {
    credentialValues[scheme].map(endpoint.security.schemes[scheme].text)
  }

  /// Puts credentials into a request, which lacks what the run has no value for.
  private func addCredentials(_ alternative: Int, to builder: inout RequestBuilder) {
    for index in endpoint.security.alternatives[alternative] {
      let scheme = endpoint.security.schemes[index]
      for part in scheme.fixtures {
        if let fixture = provider.fixture(part.name) { _ = value(of: fixture, for: &builder) }
      }
      if scheme.needsClientCertificate, !values.isMock, !values.hasClientCertificate {
        builder.missing.append(.clientCertificate)
      }
      guard let location = scheme.location, let text = text(of: index) else { continue }
      if case .header(let name) = location {
        builder.headers.append(name, text)
      } else {
        builder.set(.string(text), at: location)
      }
    }
  }

  private func addHeaders(to builder: inout RequestBuilder, _ alternative: Int) {
    func append(_ parameter: Parameter?) {
      guard let parameter, parameter.isRequired || parameter.defaultValue != nil else { return }
      builder.headers.append(parameter.name, Parameter.plainText(of: sample(of: parameter)))
    }
    append(endpoint.parameter(at: .header("Accept")))
    addCredentials(alternative, to: &builder)
    if endpoint.body.schema != nil { builder.headers.append("Content-Type", endpoint.body.contentType) }
    for parameter in endpoint.parameters where parameter.location.kind == .header && parameter.name != "Accept" {
      append(parameter)
    }
    if let signature = endpoint.signature {
      if isSigned(signature) {
        builder.headers.set(signature.header, HeaderSignature.placeholder)
      } else if !values.isMock, endpoint.parameter(at: .header(signature.header))?.isRequired ?? false {
        for fixture in signature.fixtures.compactMap(provider.fixture) { _ = value(of: fixture, for: &builder) }
      }
    }
  }

  /// A signature is sent only when the run has its key.
  private func isSigned(_ signature: HeaderSignature) -> Bool {
    signature.fixtures.allSatisfy { values.given[$0] != nil }
  }

  /// Whether a placeholder may stand at a location.
  func isSecret(_ location: Location) -> Bool {
    bindings.contains { binding in
      binding.location == location
        && provider.fixtures.contains { $0.subject == binding.subject && ($0.isSecret || $0.generator != nil) }
    }
  }

  func sample(of parameter: Parameter) -> JSONValue {
    if let text = parameter.example ?? parameter.defaultValue {
      return parameter.value(of: text)
    }
    return parameter.schema.sample
  }

  private func sampleBody() -> JSONValue? {
    guard let schema = endpoint.body.schema else { return nil }
    return example ?? schema.sample
  }

  private func hasExample(_ location: Location) -> Bool {
    switch location {
    case .path, .query, .header, .cookie: endpoint.parameter(at: location)?.example != nil
    case .body(let pointer): sampleBody()?[pointer] != nil
    }
  }

  func schema(at location: Location) -> Schema {
    switch location {
    case .path, .query, .header, .cookie: endpoint.parameter(at: location)?.schema ?? .string
    case .body(let pointer): endpoint.body.schema?.member(at: pointer) ?? .any
    }
  }
}
