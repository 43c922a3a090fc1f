import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

extension Plan {
  /// The digest of what this plan sends and accepts, as 16 hexadecimal digits.
  ///
  /// It is equal for equal contracts, fixtures and choices. Where the contracts' source lies does not count.
  package var digest: String {
    var hash = StableHash()
    for suite in suites {
      hash.add(suite.id)
      for endpoint in suite.endpoints {
        for response in endpoint.responses { hash.add(response) }
        for check in endpoint.checks { hash.add(check.name) }
      }
      hash.add(suite.hash)
    }
    return hash.hex
  }

  /// The digest of the cases' ids in their order: ``idDigest(of:)``.
  package var idDigest: String { Self.idDigest(of: suites.map { StableHash(ids: $0.caseIDs) }) }

  /// The digest of a plan's ids, from the hashes of its suites' ids; a suite without cases does not count.
  package static func idDigest(of suites: [StableHash]) -> String {
    var hash = StableHash()
    for suite in suites where suite != StableHash() { hash.add(suite) }
    return hash.hex
  }
}

extension StableHash {
  /// The hash of what cases send and expect.
  init(of cases: [TestCase]) {
    self.init()
    for testCase in cases {
      add(testCase.id)
      add(testCase.skip?.text ?? "")
      add(testCase.steps.count)
      for step in testCase.steps { add(step) }
    }
  }

  private mutating func add(_ step: Step) {
    add(step.request.method.rawValue)
    add(step.request.target)
    step.request.headers.forEachRaw { name, value in
      add(field: name)
      add(field: value)
    }
    add(step.request.body?.count ?? -1)
    if let body = step.request.body { add(bytes: body) }
    add("\(step.expectation.validity.rawValue) \(step.expectation.evidence.level.rawValue)")
    for response in step.expectation.responses { add(response) }
    for relation in step.expectation.relations {
      add(relation.relation.name)
      add(relation.requested?.serialized() ?? "")
      add(relation.relation.evidence)
    }
    for input in step.inputs {
      add("\(input.step) \(input.capture) \(input.destination)\(input.alteration > 0 ? " \(input.alteration)" : "")")
    }
    if let scenario = step.scenario { add("\(step.endpoint) \(scenario.digest)") }
  }
}

/// What a contract accepts, member by member: a dump by reflection would take longer than the run.
extension StableHash {
  private mutating func add(field bytes: UnsafeRawBufferPointer) {
    add(bytes: bytes)
    add(bytes: CollectionOfOne(0xFF))
  }

  private mutating func add(_ count: Int) { withUnsafeBytes(of: Int64(count).littleEndian) { add(bytes: $0) } }

  fileprivate mutating func add(_ response: ResponseSpec) {
    add("\(response.status.lowest) \(response.status.highest) \(response.isTransient)")
    if response.status.isDefault { add("default") }
    add(response.evidence)
    switch response.body.content {
    case .none: add("none")
    case .undocumented: add("undocumented")
    case .described(_, let schema): add(response.body.contentType, [schema])
    }
    for other in response.body.others { add(other.contentType, other.schema.map { [$0] } ?? []) }
    add(response.body.mediaTypeEvidence)
    for header in response.headers {
      add("\(header.name) \(header.isRequired)", [header.schema])
      add(header.evidence)
    }
    for echo in response.echoes {
      add("\(echo.pointer) \(echo.location)")
      add(echo.evidence)
    }
    for transition in response.transitions {
      add(transition.words)
      add(transition.evidence)
    }
    for trigger in response.triggers {
      add("\(trigger.trigger)")
      for place in trigger.places { add(place.description) }
      for mistake in trigger.mistakes { add(mistake.rawValue) }
      for condition in trigger.given { add("\(condition.state) \(condition.holds)") }
      for setting in trigger.settings { add("\(setting.location) \(setting.value.serialized())") }
      add(trigger.evidence)
      add(trigger.rule)
    }
  }

  private mutating func add(_ evidence: Evidence?) {
    guard let evidence else { return }
    add(evidence.level.rawValue)
    add(evidence.place)
    add(evidence.quote ?? "")
  }

  private mutating func add(_ name: String, _ schemas: [Schema]) {
    add(name)
    add(schemas.count)
    for schema in schemas {
      add("\(schema.types.rawValue) \(schema.assertions.count)")
      for assertion in schema.assertions { add(assertion) }
    }
  }

  private mutating func add(_ assertion: Schema.Assertion) {
    switch assertion {
    case .format(let format): add("format \(format.name)")
    case .pattern(let pattern): add("pattern \(pattern)")
    case .minLength(let count): add("minLength \(count)")
    case .maxLength(let count): add("maxLength \(count)")
    case .minimum(let bound): add("minimum \(bound.lexeme)")
    case .maximum(let bound): add("maximum \(bound.lexeme)")
    case .exclusiveMinimum(let bound): add("exclusiveMinimum \(bound.lexeme)")
    case .exclusiveMaximum(let bound): add("exclusiveMaximum \(bound.lexeme)")
    case .multipleOf(let divisor): add("multipleOf \(divisor.lexeme)")
    case .enum(let values): add("enum \(JSONValue.array(values).serialized())")
    case .properties(let properties): for property in properties { add(property) }
    case .additionalProperties(let schema): add("additionalProperties", [schema])
    case .patternProperties(let properties):
      for property in properties { add("patternProperties \(property.pattern)", [property.schema]) }
    case .propertyNames(let schema): add("propertyNames", [schema])
    case .minProperties(let count): add("minProperties \(count)")
    case .maxProperties(let count): add("maxProperties \(count)")
    case .dependentRequired(let dependencies):
      for dependency in dependencies { add("dependentRequired \(dependency.name) \(dependency.required)") }
    case .items(let schema): add("items", [schema])
    case .prefixItems(let schemas): add("prefixItems", schemas)
    case .contains(let schema, let min, let max): add("contains \(min) \(max ?? -1)", [schema])
    case .minItems(let count): add("minItems \(count)")
    case .maxItems(let count): add("maxItems \(count)")
    case .uniqueItems: add("uniqueItems")
    case .allOf(let schemas): add("allOf", schemas)
    case .anyOf(let schemas): add("anyOf", schemas)
    case .oneOf(let schemas): add("oneOf", schemas)
    case .discriminator(let member, let kinds):
      for kind in kinds { add("discriminator \(member) \(kind.name)", [kind.schema]) }
    case .not(let schema): add("not", [schema])
    case .ifThenElse(let condition, let then, let otherwise):
      add("if", [condition])
      add("then", then.map { [$0] } ?? [])
      add("else", otherwise.map { [$0] } ?? [])
    case .reference(let name): add("reference \(name)")
    case .definitions(let definitions):
      for definition in definitions { add("definition \(definition.name)", [definition.schema]) }
    }
  }

  private mutating func add(_ property: Property) {
    let presence =
      switch property.presence {
      case .required: "required"
      case .optional: "optional"
      case .forbidden: "forbidden"
      case .exactlyWhen(let sibling, let value): "when \(sibling) \(value.serialized())"
      }
    add("property \(property.name) \(presence) \(property.isSecret)", [property.schema])
    add(property.evidence)
  }
}
