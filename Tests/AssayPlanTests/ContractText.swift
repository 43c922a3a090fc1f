import AssayHTTP
import AssayJSON
import AssayPlan
import AssaySchema
import AssaySpec

/// All that a contract states and all that is planned from it, one fact a line.
struct ContractText {
  private(set) var text = ""

  /// A provider without its endpoints.
  init(_ provider: Provider) {
    line("provider \(provider.id): \(provider.name)")
    for server in provider.servers { line("server \(server.kind.rawValue) \(server.url)", server.evidence) }
    for fixture in provider.fixtures {
      line(
        "fixture \(fixture.name) of \(fixture.subject), \(fixture.environmentName): \(fixture.description); mock \(fixture.mock)"
          + (fixture.live.map { ", live \($0)" } ?? "") + ", states \(fixture.states)"
          + (fixture.isSecret ? ", secret" : "") + (fixture.isPersonal ? ", personal" : ""))
    }
    for state in provider.states { line("state \(state.id) of \(state.subject): \(state.description)", state.evidence) }
    for throttle in provider.throttles {
      line(
        "throttle \(throttle.status) at \(throttle.pointer): \(throttle.codes.map { $0.serialized() }), "
          + "wait \(throttle.waitSeconds.map { "\($0) s" } ?? "unknown")", throttle.evidence)
    }
    for endpoint in provider.endpoints { line("endpoint \(endpoint.id)") }
  }

  /// An endpoint with its cases.
  init(_ endpoint: Endpoint, _ cases: [TestCase]) {
    add(endpoint)
    for (index, response) in endpoint.responses.enumerated() { add(response, index) }
    addReplayed(endpoint)
    for note in endpoint.notes { line("note \(note.text)", note.evidence) }
    for question in endpoint.openQuestions {
      line("\(question.kind.rawValue) at \(question.place): \(question.question)")
      for reading in question.readings { line("  reading \(reading)") }
      line("  assumed \(question.assumed)")
    }
    for testCase in cases { add(testCase, endpoint) }
  }

  private mutating func line(_ start: String, _ evidence: Evidence? = nil) {
    text += start
    if let evidence {
      text += " [\(evidence.level.rawValue) @ \(evidence.place)"
      if let quote = evidence.quote { text += ": \"\(quote)\"" }
      text += "]"
    }
    text += "\n"
  }

  private mutating func add(_ endpoint: Endpoint) {
    line("endpoint \(endpoint.id): \(endpoint.title)")
    line("\(endpoint.method) \(endpoint.path)")
    line(
      "document \(endpoint.document.url), \(endpoint.document.revision ?? "no revision"), \(endpoint.document.retrieved)"
    )
    let credential = endpoint.security.schemes.first.map { "bearer " + $0.fixtures.map(\.name).joined(separator: " ") }
    line("security \(credential ?? "none")", endpoint.security.evidence)
    for effect in endpoint.effects {
      line("effect \(effect.kind.rawValue) to \(effect.recipient), \(effect.cooldownSeconds) s", effect.evidence)
    }
    if let evidence = endpoint.idempotency { line("idempotent", evidence) }
    for parameter in endpoint.parameters {
      line(
        "parameter \(parameter.location): \(parameter.isRequired ? "required" : "optional"), "
          + "example \(parameter.example ?? "-"), default \(parameter.defaultValue ?? "-")"
          + (parameter.isSecret ? ", secret" : "") + "; \(parameter.description)", parameter.evidence)
      add(parameter.schema, "  ")
    }
    add(endpoint.body, "request body", "")
    for binding in endpoint.bindings { line("binding \(binding.location) is \(binding.subject)") }
    if let signature = endpoint.signature {
      line("signature \(signature.header), key \(signature.key.name)", signature.evidence)
      for part in signature.parts {
        switch part {
        case .fixture(let fixture): line("  fixture \(fixture.name)")
        case .request(let location): line("  \(location)")
        case .seed(let fixture, let length, let location):
          line("  \(length) of \(fixture.name) from the digits of \(location)")
        }
      }
    }
    if let budget = endpoint.latencyBudget { line("latency \(budget.duration)", budget.evidence) }
  }

  private mutating func addReplayed(_ endpoint: Endpoint) {
    for sample in endpoint.samples {
      line("sample \(sample.name): \(sample.target ?? "as declared")", sample.evidence)
      for header in sample.headers ?? [:] { line("  \(header.name): \(header.value)") }
      if let body = sample.body { line("  \(JSONValue.string(body).serialized())") }
    }
  }

  private mutating func add(_ body: Body, _ what: String, _ indent: String) {
    switch body.content {
    case .none: line("\(indent)\(what): none")
    case .undocumented: line("\(indent)\(what): undocumented")
    case .described(_, let schema):
      line("\(indent)\(what): \(body.mediaType)", body.mediaTypeEvidence)
      add(schema, indent + "  ")
    }
    for example in body.examples { add(example, indent + "  ") }
  }

  private mutating func add(_ example: Example, _ indent: String) {
    line("\(indent)example \(example.name): \(JSONValue.string(example.text).serialized())")
  }

  private mutating func add(_ schema: Schema, _ indent: String) {
    line("\(indent)types \(schema.types.rawValue)")
    for assertion in schema.assertions {
      switch assertion {
      case .properties(let properties):
        for property in properties {
          let presence =
            switch property.presence {
            case .required: "required"
            case .optional: "optional"
            case .forbidden: "forbidden"
            case .exactlyWhen(let sibling, let value): "exactly when \(sibling) is \(value.serialized())"
            }
          line(
            "\(indent)\(property.name): \(presence)\(property.isSecret ? ", secret" : ""); \(property.description)",
            property.evidence)
          add(property.schema, indent + "  ")
        }
      case .items(let items):
        line("\(indent)items")
        add(items, indent + "  ")
      case .additionalProperties(let value):
        line("\(indent)each member")
        add(value, indent + "  ")
      case .enum(let values): line("\(indent)enum \(values.map { $0.serialized() }.joined(separator: ", "))")
      case .format(let format): line("\(indent)format \(format.name)")
      default: line("\(indent)\(assertion)")
      }
    }
  }

  private mutating func add(_ response: ResponseSpec, _ index: Int) {
    line(
      "response \(index): \(response.status)\(response.isTransient ? ", transient" : ""); \(response.description)",
      response.evidence)
    for header in response.headers {
      line("  header \(header.name): \(header.isRequired ? "required" : "optional")", header.evidence)
      add(header.schema, "    ")
    }
    add(response.body, "body", "  ")
    for trigger in response.triggers {
      let given = trigger.given.map { ($0.holds ? "" : "not ") + $0.state }
      let settings = trigger.settings.map { "\($0.location) = \($0.value.serialized())" }
      line(
        "  trigger \(name(of: trigger.trigger)) given \(given) with \(settings) "
          + "wrong at \(trigger.places.map(\.description)) by \(trigger.mistakes.map(\.rawValue))", trigger.evidence)
      if let rule = trigger.rule { line("    rule", rule) }
      if let example = trigger.example { add(example, "    ") }
    }
    for echo in response.echoes { line("  echo \(echo.pointer) of \(echo.location)", echo.evidence) }
  }

  private func name(of trigger: ResponseTrigger.Trigger) -> String {
    switch trigger {
    case .validRequest: "valid request"
    case .invalidRequest: "invalid request"
    case .unauthenticated: "unauthenticated"
    case .state: "state"
    case .notModified: "not modified"
    case .code: "code"
    case .nothing(let reason): "nothing (\(reason))"
    }
  }

  private mutating func add(_ testCase: TestCase, _ endpoint: Endpoint) {
    line("case \(testCase.id): a request \(testCase.summary)")
    line("  sent \(testCase.steps.count): \(testCase.request.method) \(testCase.request.target)")
    for header in testCase.request.headers { line("  \(header.name): \(header.value)") }
    if let body = testCase.request.body {
      line("  " + JSONValue.string(String(decoding: body, as: UTF8.self)).serialized())
    }
    let expectation = testCase.expectation
    let statuses = expectation.responses.map { endpoint.responses[$0].status.description }
    line("  \(expectation.validity.rawValue)", expectation.evidence)
    line("  status \(statuses.joined(separator: ", "))", expectation.statusEvidence)
    for tolerance in expectation.tolerated { line("  tolerated \(tolerance.status): \(tolerance.reason)") }
    for echo in expectation.echoes {
      line("  echo \(echo.pointer) = \(echo.value.serialized()) from \(echo.location)", echo.evidence)
    }
    for effect in testCase.steps[0].effects {
      line("  effect \(effect.kind.rawValue) to \(effect.recipient), \(effect.cooldownSeconds) s")
    }
    if !testCase.given.isEmpty {
      line("  given \(testCase.given.map { ($0.holds ? "" : "not ") + $0.state }.joined(separator: ", "))")
    }
    if let skip = testCase.skip { line("  skipped: \(skip.text)") }
  }
}
