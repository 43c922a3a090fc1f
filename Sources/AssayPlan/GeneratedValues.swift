import AssayContract
import AssayHTTP
import AssayJSON
import AssaySpec

/// Puts generated values in the place of their placeholders, after the cases of an endpoint were made and compared.
struct GeneratedValues {
  private let fixtures: [(fixture: Fixture, generator: ValueGenerator)]
  /// The variables whose values stand as numbers in a JSON body.
  private let numbers: Set<String>
  private let body: Body
  private let seed: UInt64
  private let timestamp: String

  /// - Parameter others: Fixtures that requests have beside those that the endpoint binds.
  init(_ provider: Provider, _ endpoint: Endpoint, _ values: FixtureValues, also others: [Fixture] = []) {
    let bindings = endpoint.bindings
    fixtures = provider.fixtures.compactMap { fixture in
      guard let generator = fixture.generator, values.given[fixture.name] == nil,
        bindings.contains(where: { $0.subject == fixture.subject }) || others.contains(fixture)
      else { return nil }
      return (fixture, generator)
    }
    numbers = Set(
      fixtures.map(\.fixture).filter { fixture in
        bindings.contains { binding in
          guard binding.subject == fixture.subject, case .body(let pointer) = binding.location else { return false }
          return endpoint.body.schema?.member(at: pointer)?.types.contains(.string) == false
        }
      }.map(\.environmentName))
    body = endpoint.body
    seed = values.seed
    timestamp = values.timestamp
  }

  /// The request with sample numbers in its body, to be checked against the schema.
  func withSampleNumbers(_ request: Request) -> Request {
    guard !numbers.isEmpty, let body = request.body else { return request }
    var request = request
    let samples = fixtures.map { ($0.fixture.environmentName, $0.generator.sample) }
    request.body = withNumbers(body, Dictionary(uniqueKeysWithValues: samples))
    return request
  }

  /// The cases with their values: the same for the same seed and id.
  func fill(_ cases: [TestCase]) -> [TestCase] {
    if fixtures.isEmpty { return cases }
    return cases.enumerated().map { fill($1, number: $0) }
  }

  func fill(_ testCase: TestCase, number: Int) -> TestCase {
    if fixtures.isEmpty { return testCase }
    var texts: [String: String] = [:]
    for (fixture, generator) in fixtures {
      let own = generator.scope == .run ? "" : testCase.id
      texts[fixture.environmentName] = text(generator, fixture.name, own, number: generator.scope == .run ? 0 : number)
    }
    let values = texts.mapValues(Placeholder.Value.init)
    func filled(_ text: String) -> String {
      let bytes = Placeholder.replace(in: Array(text.utf8)) { texts[$0].map { Array($0.utf8) } }
      return String(decoding: bytes, as: UTF8.self)
    }
    var testCase = testCase
    for index in testCase.steps.indices {
      var step = testCase.steps[index]
      if !numbers.isEmpty, let bytes = step.request.body { step.request.body = withNumbers(bytes, texts) }
      step.request = Placeholder.fill(step.request, with: values, body: body.placeholders(of: step.request))
      for effect in step.effects.indices { step.effects[effect].recipient = filled(step.effects[effect].recipient) }
      for echo in step.expectation.echoes.indices {
        if case .string(let text) = step.expectation.echoes[echo].value {
          step.expectation.echoes[echo].value = .string(filled(text))
        }
      }
      testCase.steps[index] = step
    }
    testCase.summary = filled(testCase.summary)
    return testCase
  }

  /// The body with numbers in the place of strings that are placeholders of numbers.
  private func withNumbers(_ body: [UInt8], _ texts: [String: String]) -> [UInt8] {
    numbers.reduce(body) { body, variable in
      body.replacing(Array("\"\(Placeholder.text(for: variable))\"".utf8), with: Array((texts[variable] ?? "").utf8))
    }
  }

  private func text(_ generator: ValueGenerator, _ name: String, _ own: String, number: Int) -> String {
    var hash = StableHash("\(seed)")
    hash.add(name)
    hash.add(own)
    let first = hash.hex
    hash.add("second")
    let second = hash.hex
    switch generator.kind {
    case .uuid:
      let digits = Array(first + second)
      let variant = "89ab"[String.Index(utf16Offset: Int(hash.value % 4), in: "89ab")]
      return String(digits[..<8]) + "-" + String(digits[8..<12]) + "-4" + String(digits[13..<16]) + "-"
        + String(variant) + String(digits[17..<20]) + "-" + String(digits[20..<32])
    case .timestamp: return timestamp
    case .counter: return "\((seed % 1_000_000) * 1000 + UInt64(number % 1000))"
    case .email: return "assay-\(first)@example.com"
    }
  }
}
