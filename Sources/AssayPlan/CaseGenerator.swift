import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

/// Makes an endpoint's cases and validates each against the contract.
struct CaseGenerator {
  let endpoint: Endpoint
  let contract: CompiledEndpoint
  let template: RequestTemplate
  /// Each trigger of each response, with the response's index.
  let responseTriggers: [(response: Int, responseTrigger: ResponseTrigger)]
  /// The endpoint's ordinary success, or `nil` when the document describes none.
  let baseline: Baseline?
  /// The declared members of the body.
  let members: [MemberPlace]
  /// The responses to any invalid request; `nil` when they depend on the mistake.
  private let answersToInvalid: (responses: [Int], evidence: Evidence)??
  /// The names that several parts of a request share.
  private let sharedNames: Set<String>
  private let idStart: String
  /// Collects mistakes of the contract; without it the first one is thrown.
  private let mistakes: Mistakes?
  /// Validates the cases' requests and reads the values that effects and echoes need.
  ///
  /// `nil` when no value is needed and the same cases were validated before.
  private let reader: CompiledEndpoint?

  init(
    _ contract: CompiledEndpoint, template: RequestTemplate, areChecked: Bool, mistakes: Mistakes? = nil
  ) throws(SpecError) {
    let endpoint = contract.endpoint
    let responseTriggers = endpoint.responseTriggers
    self.mistakes = mistakes
    self.endpoint = endpoint
    self.template = template
    self.responseTriggers = responseTriggers
    let wantsValues =
      !endpoint.effects.isEmpty || !endpoint.relations.isEmpty || endpoint.responses.contains { !$0.echoes.isEmpty }
    self.contract = contract
    reader = wantsValues || !areChecked ? contract : nil
    baseline = Self.baseline(responseTriggers, template)
    answersToInvalid =
      responseTriggers.contains { !$0.responseTrigger.places.isEmpty || !$0.responseTrigger.mistakes.isEmpty }
      ? nil : .some(endpoint.answers(to: .invalidRequest))
    members = endpoint.body.schema?.places ?? []
    var names: Set<String> = []
    sharedNames = Set((endpoint.parameters.map(\.name) + members.map(\.name)).filter { !names.insert($0).inserted })
    idStart = endpoint.id + "/"
  }

  /// Makes a case with its id, effects and echoes. Throws when its request is not valid or invalid as expected.
  func makeCase(
    _ kind: CaseKind, _ name: String, _ summary: String, _ builder: RequestBuilder, _ expectation: Expectation,
    isUnauthenticated: Bool = false, times: Int = 1
  ) throws(SpecError) -> TestCase {
    var builder = builder
    var summary = summary
    if !endpoint.dependencies.isEmpty, ![.example, .custom, .dependency].contains(kind),
      template.satisfy(&builder, from: baseline?.builder), kind == .optional
    {
      summary += ", as far as the rules between them allow"
    }
    let request = builder.request(for: endpoint)
    var testCase = TestCase(
      id: id(kind, name), kind: kind, summary: summary,
      steps: Array(repeating: Step(request, expectation), count: times), given: builder.given)
    if !builder.missing.isEmpty {
      testCase.skip = SkipReason(
        .missingValue, builder.missing.map(\.needed).joined(separator: "; "), missing: builder.missing.map(\.name))
    }
    guard let reader else { return testCase }
    func read(_ request: Request, explaining: Bool) -> RequestValidation? {
      reader.read(
        request.encodingCredentials(of: endpoint.security, in: request), credentials: template.credentials,
        explaining: explaining)
    }
    guard let reading = read(request, explaining: false) else {
      try report(
        "the case \(testCase.id)", "does not reach the endpoint",
        "its path is \(request.target): correct the example")
      return testCase
    }
    // A secret's placeholder need not have the shape that the secret has.
    let shaped =
      builder.hidden.isEmpty
      ? request
      : Placeholder.fill(
        template.generated.withSampleNumbers(request), with: builder.hidden,
        body: endpoint.body.placeholders(of: request))
    let shape = builder.hidden.isEmpty ? reading : read(shaped, explaining: true) ?? reading
    let isInvalid = shape.isInvalid || (isUnauthenticated && shape.isUnauthenticated)
    guard isInvalid == (expectation.validity == .invalid) else {
      let problems = read(shaped, explaining: true)?.problems ?? []
      let why = problems.map(\.message).joined(separator: "; ")
      try report(
        "the case \(testCase.id)",
        expectation.validity == .valid
          ? "should be valid, but \(why)" : "should be invalid, but nothing in its request is wrong",
        advice(problems, expectation.validity), cause: problems.map(\.location.description))
      return testCase
    }
    let echoes = echoes(of: expectation, reading)
    let relations = expectation.validity == .valid ? endpoint.relations(for: reading) : []
    let effects = endpoint.effects.map { effect in
      PlannedEffect(
        effect.kind, recipient: reading[effect.recipient].map(Parameter.text) ?? "unknown",
        cooldownSeconds: effect.cooldownSeconds)
    }
    for index in testCase.steps.indices {
      testCase.steps[index].expectation.echoes = echoes
      testCase.steps[index].expectation.relations = relations
      testCase.steps[index].effects = effects
    }
    return testCase
  }

  private func advice(_ problems: [RequestProblem], _ validity: Expectation.Validity) -> String {
    if validity == .invalid { return "correct the schema" }
    let places = problems.map(\.location)
    let given = endpoint.bindings.filter { places.contains($0.location) }.flatMap { binding in
      template.provider.fixtures.filter { $0.subject == binding.subject && template.values.given[$0.name] != nil }
    }
    if let fixture = given.first { return "correct the value that is given for \(fixture.name)" }
    return "give an example that satisfies the schema, or correct the schema"
  }

  private func report(
    _ what: String, _ problem: String, _ advice: String, cause: [String] = []
  ) throws(SpecError) {
    guard let mistakes else { throw SpecError(endpoint: endpoint, "\(what) \(problem): \(advice)") }
    mistakes.add(what, problem, advice, cause: cause.isEmpty ? [problem] : cause)
  }

  /// The parameter in a case's id: its name, after its location where another place has the same name.
  func name(of parameter: Parameter) -> String {
    sharedNames.contains(parameter.name) ? "\(parameter.location.kind.rawValue).\(parameter.name)" : parameter.name
  }

  private func id(_ kind: CaseKind, _ name: String) -> String {
    var id = idStart
    id.reserveCapacity(idStart.utf8.count + kind.rawValue.utf8.count + 1 + name.utf8.count)
    id += kind.rawValue
    id += "/"
    id += name
    return id
  }

  /// A case whose request is wrong at one place.
  ///
  /// - Parameter rule: What says that the request is wrong.
  func makeInvalidCase(
    _ kind: CaseKind, _ name: String, _ summary: String, _ builder: RequestBuilder, at location: Location,
    because rule: Evidence,
    tolerating tolerated: [Expectation.Tolerance] = []
  ) throws(SpecError) -> TestCase {
    try makeCase(
      kind, name, summary, builder,
      refusal(answersToInvalid ?? endpoint.answers(to: kind, at: location), because: rule, tolerating: tolerated))
  }

  /// A refusal by these responses, or by any where none is documented.
  func refusal(
    _ answers: (responses: [Int], evidence: Evidence)?, because rule: Evidence,
    tolerating tolerated: [Expectation.Tolerance] = []
  ) -> Expectation {
    let documented = answers?.evidence ?? .assumed("The document names no answer to such a request.")
    return refusal(answers?.responses ?? [], documented, because: rule, tolerating: tolerated)
  }

  /// A refusal by one of these responses; where it is only assumed which of them comes, any client error passes.
  ///
  /// The documented refusal of invalid requests says nothing about a request that is invalid only by our reading.
  func refusal(
    _ responses: [Int], _ documented: Evidence, because rule: Evidence,
    tolerating tolerated: [Expectation.Tolerance] = []
  ) -> Expectation {
    let statusEvidence = rule.isNoStronger(than: documented) ? rule : documented
    let any = Expectation.Tolerance(.clientError, "The document does not say how such a request is refused.")
    return Expectation(
      .invalid, responses: responses, tolerated: tolerated + (statusEvidence.level == .assumed ? [any] : []),
      evidence: rule, statusEvidence: statusEvidence)
  }

  private func echoes(of expectation: Expectation, _ reading: RequestValidation) -> [Expectation.ExpectedValue] {
    expectation.responses.flatMap { index in
      endpoint.responses[index].echoes.compactMap { echo in
        reading[echo.location].map { value in
          Expectation.ExpectedValue(echo.pointer, equals: value, from: echo.location, evidence: echo.evidence)
        }
      }
    }
  }
}
