import AssayContract
import AssayJSON
import AssaySchema
import AssaySpec

extension FaultGenerator {
  /// Mutants that take what they should refuse.
  mutating func makeAcceptanceFaults() {
    for parameter in endpoint.parameters { makeParameterFaults(parameter) }
    for dependency in endpoint.dependencies { makeDependencyFaults(dependency) }
    if let schema = endpoint.body.schema {
      for place in schema.places { makeRequestMemberFaults(place) }
      makeRequestBodyFaults()
    }
    makeCredentialFaults()
  }

  private mutating func makeCredentialFaults() {
    let security = endpoint.security
    func accept(_ name: String, _ place: Location?, _ kind: CredentialProblem.Kind) {
      add(
        .accepts, name, "takes a request with \(name)", endpoint.credentialRule, .accept(place, .credential(kind), nil))
    }
    if security.hasSeveral, security.refusesAbsence { accept("no-credential", nil, .missing) }
    for (index, alternative) in security.refused(isDocumented: endpoint.answers(to: .unauthenticated) != nil) {
      let scheme = security.schemes[index]
      let values = scheme.fixtures.map { provider.fixture($0.name)?.mock ?? "" }
      for wrong in security.wrong(index, in: alternative, values) {
        accept(security.label(index, wrong.fault), scheme.location, wrong.kind)
      }
    }
  }

  private mutating func accept(
    _ location: Location?, _ reason: RequestProblem.Reason, _ label: String, _ promise: Evidence,
    _ deviation: ToleratedDeviation? = nil
  ) {
    let place = location.map { "\($0.name)-" } ?? ""
    add(
      .accepts, "\(place)\(label)", "takes a request with \(label)" + (location.map { " at \($0)" } ?? ""),
      promise, .accept(location, reason, deviation))
  }

  private mutating func makeDependencyFaults(_ dependency: Dependency) {
    let possible = Set(endpoint.breaches(of: dependency).map(\.kind))
    for breach in dependency.breaches where possible.contains(breach) {
      let label = dependency.breaches.count > 1 ? "\(dependency.name)-\(breach)" : dependency.name
      let what =
        switch breach {
        case .none: "none"
        case .several: "more"
        case .incomplete: "not all"
        }
      add(
        .accepts, label, "takes a request with \(what) where there must be \(dependency.words)", dependency.evidence,
        .accept(nil, .dependency(dependency, breach), nil))
    }
  }

  private mutating func makeParameterFaults(_ parameter: Parameter) {
    let location = parameter.location
    let schema = parameter.schema
    let promise: Evidence =
      parameter.defaultValue == nil
      ? parameter.evidence : .assumed("\(location) is required and has a default.")
    if parameter.isRequired, parameter.location.kind != .path { accept(location, .missing, "missing", promise) }
    if parameter.isStructured {
      var reasons: Set<RequestProblem.Reason> = []
      for wrong in parameter.wrongStructures where reasons.insert(wrong.reason).inserted {
        accept(location, wrong.reason, wrong.label, parameter.evidence)
      }
      return
    }
    if parameter.location.kind == .path {
      accept(location, .empty, "empty", parameter.evidence)
    } else if schema.types.contains(.string), !schema.takesEmptyText {
      accept(location, .empty, "empty", promise)
    } else if parameter.readsEmptyAsMissing {
      accept(location, .empty, "empty", .assumed("\(location) may be empty for all that is said."))
    }
    if !schema.types.contains(.string) {
      accept(location, .type("string"), "letters", parameter.evidence)
      if schema.types.contains(.integer), !schema.types.isSuperset(of: .number) {
        accept(location, .type("fraction"), "fraction", parameter.evidence)
      }
    }
    if !schema.allowedValues.isEmpty { accept(location, .outside, "outside", parameter.evidence) }
    makeConstraintFaults(schema, location, parameter.evidence)
  }

  /// Mutants that do not look at a length, a range, a pattern or a format.
  ///
  /// - Parameter reasons: In which ways a value can be wrong; `nil` for all.
  private mutating func makeConstraintFaults(
    _ schema: Schema, _ location: Location, _ promise: Evidence, reasons: Set<RequestProblem.Reason>? = nil
  ) {
    func accept(
      _ location: Location, _ reason: RequestProblem.Reason, _ label: String, _ promise: Evidence,
      _ deviation: ToleratedDeviation? = nil
    ) {
      if reasons?.contains(reason) ?? true { self.accept(location, reason, label, promise, deviation) }
    }
    for assertion in schema.assertions {
      switch assertion {
      case .format(let format):
        if case .integer = format.rule {
          accept(location, .above, "above-its-format", promise)
          accept(location, .below, "below-its-format", promise)
        } else if format.leniencies.isEmpty {
          accept(location, .format, "broken-format", promise)
        }
        for leniency in format.leniencies {
          accept(location, .format, leniency.name, promise, .format(format, leniency.name))
        }
      case .pattern: accept(location, .format, "no-match", promise)
      case .maxLength where schema.breaksOne("too-long"): accept(location, .above, "too-long", promise)
      case .minLength(let count) where count > 1 && schema.breaksOne("too-short"):
        accept(location, .below, "too-short", promise)
      case .maximum, .exclusiveMaximum: accept(location, .above, "above-maximum", promise)
      case .minimum, .exclusiveMinimum: accept(location, .below, "below-minimum", promise)
      case .maxItems: accept(location, .above, "too-many-items", promise)
      case .minItems(let count) where count > 0: accept(location, .below, "too-few-items", promise)
      case .uniqueItems, .multipleOf: accept(location, .other, "other", promise)
      default: continue
      }
    }
  }

  private mutating func makeRequestMemberFaults(_ place: MemberPlace) {
    let location = Location.body(place.pointer)
    let promise = place.property.evidence ?? .documented(at: "Request body")
    let schema = place.property.schema
    let isRequired = place.property.presence == .required
    if isRequired, endpoint.body.canLack(place) { accept(location, .missing, "missing", promise) }
    if !schema.types.contains(.null), endpoint.body.canHold(.null, at: place.pointer, as: schema) {
      accept(location, .type("null"), "null", isRequired ? promise : .assumed("null may stand for absent."))
    }
    for wrong in endpoint.body.wrongTypeReasons(of: place) { accept(location, wrong.reason, wrong.label, promise) }
    if !schema.allowedValues.isEmpty {
      accept(location, .outside, "outside", promise, .takesAny)
      if schema.types.contains(.string) { accept(location, .outside, "other-case", promise, .ignoresCase) }
    }
    if schema.types.contains(.string), !schema.takesEmptyText {
      accept(location, .empty, "empty", promise)
    } else if place.property.readsEmptyAsMissing {
      accept(location, .empty, "empty", .assumed("\(location) may be empty for all that is said."))
    }
    makeConstraintFaults(schema, location, promise, reasons: endpoint.body.reasons(at: place))
  }

  private mutating func makeRequestBodyFaults() {
    let promise = endpoint.body.mediaTypeEvidence ?? .documented(at: "Request body")
    let silent = Evidence.assumed("The document does not say that it is refused.")
    if !endpoint.body.mayBeEmpty { accept(.body(.root), .missing, "no-body", promise) }
    for other in endpoint.body.others {
      let canBeWrong = (other.schema?.places ?? []).contains { place in
        place.property.presence == .required && !endpoint.body.isOptional
          || !other.wrongTypes(of: place).isEmpty || !other.wrongValues(of: place).isEmpty
      }
      guard canBeWrong else { continue }
      add(
        .accepts, "any-\(other.mediaType)", "takes any body as \(other.mediaType)", promise,
        .acceptBody(as: other.mediaType))
    }
    guard let codec = endpoint.body.codec, let schema = endpoint.body.schema else { return }
    for broken in codec.broken(endpoint.body.sample ?? .null, schema) {
      guard let (name, reason) = broken.fault else { continue }
      // A member that is wrong in more than one way is overlooked wherever it stands.
      accept(
        broken.pointer == .root ? .body(.root) : nil, reason, name,
        endpoint.body.assumption(of: broken) ?? promise)
    }
    if endpoint.body.mediaTypeEvidence?.level == .documented {
      accept(.header("Content-Type"), .contentType, "other-type", silent)
      accept(.header("Content-Type"), .missing, "missing", silent)
    }
  }

  /// Mutants that refuse what they should take.
  mutating func makeRefusalFaults() {
    guard let success = endpoint.responseTriggers.first(where: { $0.responseTrigger.trigger == .validRequest }) else {
      return
    }
    let evidence = success.responseTrigger.evidence ?? endpoint.responses[success.response].evidence
    func refuse(_ trait: RequestPredicate) -> Fault.Action { .refuse(trait, with: refusal) }
    add(.refuses, "everything", "refuses every valid request", evidence, refuse(.any))
    makeParameterRefusals(evidence)
    let answer = endpoint.responses[success.response].body
    if !answer.others.isEmpty, endpoint.parameter(at: .header("Accept")) == nil {
      for body in answer.alternatives {
        add(
          .refuses, "Accept=\(body.mediaType)", "refuses to answer with \(body.mediaType)",
          body.mediaTypeEvidence ?? evidence, refuse(.field("Accept", body.mediaType)))
      }
      add(
        .header, "ignores-accept", "answers with \(answer.mediaType), whatever the request accepts",
        answer.others[0].mediaTypeEvidence ?? evidence, .ignoreAccept)
    }
    makeCredentialRefusals()
    if let schema = endpoint.body.schema {
      if endpoint.body.isOptional {
        add(.refuses, "no-body", "wants a body, which is optional", evidence, refuse(.lacks(.body(.root))))
      }
      for spelling in endpoint.body.sample.flatMap({ endpoint.body.codec?.spellings($0) }) ?? [] {
        let predicate: RequestPredicate = spelling.name == "key-order" ? .keyOrder : .spelling(spelling.name)
        add(.refuses, spelling.name, "refuses \(spelling.what)", spelling.evidence, refuse(predicate))
      }
      for other in endpoint.body.others {
        add(
          .refuses, "Content-Type=\(other.mediaType)", "refuses \(other.mediaType)",
          other.mediaTypeEvidence ?? evidence,
          refuse(.field("Content-Type", other.mediaType)))
      }
      for property in schema.properties where property.presence == .optional {
        let location = Location.body(JSONPointer([property.name]))
        if endpoint.body.example?[property.name] != nil
          || endpoint.body.sample(at: MemberPlace(pointer: JSONPointer([property.name]), property: property)) != nil
        {
          add(.refuses, "with-\(property.name)", "refuses the optional \(location)", evidence, refuse(.has(location)))
        }
        add(.refuses, "without-\(property.name)", "wants the optional \(location)", evidence, refuse(.lacks(location)))
      }
      for place in endpoint.body.valuePlaces {
        let location = Location.body(place.pointer)
        for value in place.property.schema.choices
        where endpoint.body.canHold(value, at: place.pointer, as: place.property.schema) {
          let text = Parameter.text(of: value)
          add(
            .refuses, "\(location.name)=\(text)", "refuses \(text) at \(location)",
            place.property.evidence ?? evidence, refuse(.value(location, text: text)))
        }
      }
    }
    for parameter in endpoint.parameters where parameter.location.kind == .path && parameter.schema.types == .string {
      add(
        .refuses, "percent-encoding", "refuses a percent-encoded \(parameter.location)",
        .documented(at: "RFC 3986, section 2.3"), refuse(.percentEncoding))
    }
    makeSampleRefusals()
    makeBoundaryRefusals()
  }

  private mutating func makeParameterRefusals(_ evidence: Evidence) {
    let free = endpoint.parameters.filter { parameter in
      !parameter.isRequired && parameter.defaultValue == nil && parameter.fixture == nil
        && parameter.location != endpoint.signatureLocation && !endpoint.isFromResponses(parameter.location)
        && (!parameter.isSecret || parameter.example != nil)
    }
    // Of two, the case with all of them shows it.
    for (index, first) in free.enumerated() where free.count > 2 {
      for second in free[(index + 1)...]
      where !endpoint.dependencies.contains(where: { $0.excludes(first.location, second.location) }) {
        add(
          .refuses, "\(first.name)-with-\(second.name)", "refuses \(first.location) with \(second.location)", evidence,
          .refuse(.both(first.location, second.location), with: refusal))
      }
    }
    for parameter in endpoint.parameters {
      let location = parameter.location
      if location == endpoint.signatureLocation || endpoint.isFromResponses(location) { continue }
      func refuse(_ trait: RequestPredicate) -> Fault.Action { .refuse(trait, with: refusal) }
      if !parameter.isRequired {
        let isSent = parameter.defaultValue != nil || parameter.fixture.flatMap(provider.fixture)?.generator != nil
        // That a sample sends it does not say that it may be left out.
        let isFree = !isSent || parameter.evidence.level == .documented
        if isSent || !parameter.isSecret || parameter.example != nil || parameter.fixture != nil {
          add(.refuses, "with-\(location.name)", "refuses the optional \(location)", evidence, refuse(.has(location)))
        }
        add(
          .refuses, "without-\(location.name)", "wants the optional \(location)",
          isFree ? evidence : .assumed("No text says that \(location) may be left out."), refuse(.lacks(location)))
      }
      for value in parameter.schema.choices where value != .null {
        let text = Parameter.text(of: value)
        add(
          .refuses, "\(location.name)=\(text)", "refuses \(text) at \(location)", parameter.evidence,
          refuse(.value(location, text: text)))
      }
    }
  }

  /// Mutants that refuse one of several credentials, or another spelling of one.
  private mutating func makeCredentialRefusals() {
    let security = endpoint.security
    if security.alternatives.count > 1 {
      for alternative in security.alternatives.indices {
        let name = security.name(of: alternative)
        add(
          .refuses, "credential=\(name)", "refuses the credential \(name)", security.evidence,
          .refuse(.credential(alternative: alternative), with: refusal))
      }
    }
    for (index, scheme) in security.schemes.enumerated() {
      guard case .header(let header)? = scheme.location else { continue }
      for spelling in scheme.spellings(of: scheme.text(of: scheme.fixtures.map { _ in "" })) {
        let beginning = spelling.text.prefix { $0 != " " }
        add(
          .refuses, security.label(index, spelling.name), "refuses \(beginning) in \(header)", spelling.evidence,
          .refuse(.headerBeginning(header, String(beginning)), with: refusal))
      }
    }
  }

  private mutating func makeSampleRefusals() {
    for sample in endpoint.samples {
      guard let headers = sample.headers else { continue }
      for header in headers where header.value.isEmpty {
        add(
          .refuses, "empty-\(header.name)", "refuses the sample's empty \(header.name)", sample.evidence,
          .refuse(.emptyHeader(header.name), with: refusal))
      }
      if endpoint.body.schema != nil, !headers.contains(where: { $0.name.lowercased() == "content-type" }) {
        add(
          .refuses, "no-content-type", "refuses the sample \(sample.name), which names no Content-Type",
          sample.evidence,
          .refuse(.noContentType, with: refusal))
      }
    }
  }

  private mutating func makeBoundaryRefusals() {
    let places =
      endpoint.parameters.map { ($0.location, $0.schema) }
      + endpoint.body.valuePlaces.map { (Location.body($0.pointer), $0.property.schema) }
    for (location, schema) in places
    where location != endpoint.signatureLocation && !endpoint.isFromResponses(location) {
      // Nothing says that the lowest integer of a format can be an identifier.
      let isID = if case .integer? = schema.format?.rule { true } else { false }
      let texts = schema.boundaries.filter { value, isLowest in
        if isID && isLowest { return false }
        guard case .body(let pointer) = location else { return true }
        return endpoint.body.canHold(value, at: pointer, as: schema)
      }.map { Parameter.text(of: $0.value) }
      let subject = endpoint.bindings.first { $0.location == location }?.subject
      // A well-formed code that was never sent must be refused.
      if let subject, provider.fixture(subject)?.isSecret == true { continue }
      // A value that a fixture has is in a state of its own.
      let taken = provider.fixtures.filter { $0.subject == subject }.map(\.mock)
      for text in texts where !taken.contains(text) {
        let evidence: Evidence =
          subject == nil ? .documented(at: "Request") : .assumed("Nothing says that the value exists.")
        add(
          .refuses, "\(location.name)=\(text)", "refuses \(text) at \(location)", evidence,
          .refuse(.value(location, text: text), with: refusal))
      }
    }
  }

  /// Mutants to which the provider's state does not matter, or matters too much.
  mutating func makeStateFaults() {
    for (index, response) in endpoint.responses.enumerated() {
      for (position, responseTrigger) in response.triggers.enumerated() where responseTrigger.trigger == .state {
        let names =
          responseTrigger.given.map { ($0.holds ? "" : "not-") + $0.state }
          + responseTrigger.settings.map {
            "\($0.location.name)=\(Parameter.text(of: $0.value))"
          }
        let evidence = responseTrigger.evidence ?? response.evidence
        if response.status.isError {
          add(
            .state, "ignores-" + names.joined(separator: ","),
            "answers as if it were not so: \(names.joined(separator: ", "))",
            responseTrigger.rule ?? evidence, .ignoreState(response: index, responseTrigger: position))
        } else {
          add(
            .state, "refuses-" + names.joined(separator: ","),
            "refuses although it is so: \(names.joined(separator: ", "))",
            evidence, .refuseState(response: index, responseTrigger: position, with: refusal))
        }
      }
    }
  }
}
