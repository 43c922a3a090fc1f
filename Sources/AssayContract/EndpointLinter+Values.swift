import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

/// Values of a contract that do not fit the schemas they belong to, and statuses that HTTP does not have.
extension EndpointLinter {
  func checkValues(_ contract: CompiledEndpoint) {
    for parameter in endpoint.parameters {
      checkChoices(of: parameter.schema, parameter.location.description, at: parameter.evidence.source)
    }
    checkMembers(of: endpoint.body.schema, "the request body")
    for response in endpoint.responses {
      let name = "the \(response.status) response"
      let source = response.evidence.source
      if !response.status.isDefault, !(100...599).contains(response.status.lowest) || response.status.highest > 599 {
        report("\(name): a status is a number from 100 to 599", at: source)
      }
      if response.status == 204 || response.status == 304, response.body.content != .none {
        report("\(name) has a body, which HTTP does not allow with this status: declare it .empty", at: source)
      }
      checkMembers(of: response.body.schema, name)
      for setting in response.triggers.flatMap(\.settings) { check(setting, name, at: source) }
      for echo in response.echoes { check(echo, response.body.schema, name) }
    }
    for binding in endpoint.bindings { checkMockValue(of: binding) }
    let braces = endpoint.path.description.filter { $0 == "{" || $0 == "}" }
    if braces != String(repeating: "{}", count: endpoint.path.parameterNames.count) {
      report("the path \(endpoint.path) has a brace without its other half, or an empty name between two")
    }
  }

  private func checkMembers(of schema: Schema?, _ name: String) {
    guard let schema else { return }
    for place in schema.places {
      checkChoices(of: place.property.schema, "\(name)'s \(place.pointer)", at: place.property.source)
    }
  }

  private func checkChoices(of schema: Schema, _ name: String, at source: SourceLine) {
    let values = schema.allowedValues
    guard let compiled = try? CompiledSchema(schema), values.contains(where: compiled.accepts) else { return }
    for (index, value) in values.enumerated() {
      if values[..<index].contains(value) {
        report("\(name) has the enum value \(value.serialized()) twice: remove one", at: source)
      }
      if let wrong = compiled.violations(of: value).first {
        report(
          "\(name) has the enum value \(value.serialized()), which its other rules exclude: expected \(wrong.validationError.expected)",
          at: source
        )
      }
    }
  }

  /// The schema of a value of the request.
  private func schema(at location: Location) -> Schema? {
    if case .body(let pointer) = location { return endpoint.body.schema?.member(at: pointer) }
    return endpoint.parameter(at: location)?.schema
  }

  private func check(_ setting: FieldValue, _ name: String, at source: SourceLine) {
    guard let schema = schema(at: setting.location), let compiled = try? CompiledSchema(schema),
      let wrong = compiled.violations(of: setting.value).first
    else { return }
    report(
      "\(name)'s trigger sets \(setting.location) to \(setting.value.serialized()): expected \(wrong.validationError.expected)",
      at: source)
  }

  private func check(_ echo: EchoedValue, _ body: Schema?, _ name: String) {
    guard let source = schema(at: echo.location), let target = body?.member(at: echo.pointer),
      source.types.isDisjoint(with: target.types)
    else { return }
    report(
      "\(name) echoes \(echo.location) at \(echo.pointer), which has no type in common with it: correct one",
      at: echo.evidence.source)
  }

  private func checkMockValue(of binding: FixtureBinding) {
    guard let fixture = provider.fixture(binding.subject), let schema = schema(at: binding.location),
      let compiled = try? CompiledSchema(schema),
      let wrong = compiled.violations(of: Parameter.value(of: fixture.mock, for: schema)).first
    else { return }
    report(
      "the fixture \(fixture.name) has the mock value \"\(fixture.mock)\", which \(binding.location) does not accept: "
        + "expected \(wrong.validationError.expected)", at: fixture.source)
  }
}
