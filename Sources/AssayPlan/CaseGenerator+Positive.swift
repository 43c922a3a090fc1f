import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

extension CaseGenerator {
  /// A valid request and the response that it must bring.
  struct Baseline {
    var builder: RequestBuilder
    var response: Int
    var given: [StateCondition]
    var settings: [FieldValue]
    var evidence: Evidence
  }

  /// The first success that a valid request triggers, else the first that a state triggers.
  ///
  /// Its target is written once for all requests that are made from it.
  static func baseline(
    _ responseTriggers: [(response: Int, responseTrigger: ResponseTrigger)], _ template: RequestTemplate
  ) -> Baseline? {
    func triggers(_ isWanted: (StatusRange) -> Bool) -> [(response: Int, responseTrigger: ResponseTrigger)] {
      responseTriggers.filter { isWanted(template.endpoint.responses[$0.response].status) }
    }
    // An endpoint that only redirects has no other success.
    let successes = triggers(\.isSuccess) + triggers(\.isRedirect)
    guard
      let (response, responseTrigger) = successes.first(where: { $0.responseTrigger.trigger == .validRequest })
        ?? successes.first(where: { $0.responseTrigger.trigger == .state })
    else { return nil }
    var builder = template.builder(given: responseTrigger.given, setting: responseTrigger.settings)
    builder.writeTarget(for: template.endpoint)
    return Baseline(
      builder: builder, response: response, given: responseTrigger.given, settings: responseTrigger.settings,
      evidence: responseTrigger.evidence ?? template.endpoint.responses[response].evidence)
  }

  /// Makes cases that all start from the ordinary success.
  func derive(_ make: (Baseline) throws -> [TestCase]) throws(SpecError) -> [TestCase] {
    guard let baseline else { return [] }
    do { return try make(baseline) } catch { throw error as! SpecError }
  }

  /// Valid requests in every shape that the contract allows; the planner merges those that are equal.
  func positiveCases() throws(SpecError) -> [TestCase] {
    try derive { baseline in
      try choiceCases() + alternativeCases(baseline) + boundaryCases(baseline, areBound: false)
        + optionalCases(baseline) + bodilessCases(baseline)
        + optionalParameterCases(baseline) + pairCases(baseline) + mediaTypeCases(baseline) + spellingCases(baseline)
    }
  }

  /// Boundary values in place of a fixture's value: they may identify another resource, or none.
  func fixtureBoundaryCases() throws(SpecError) -> [TestCase] {
    try derive { baseline in try boundaryCases(baseline, areBound: true) }
  }

  func success(_ baseline: Baseline, _ evidence: Evidence? = nil) -> Expectation {
    Expectation(.valid, responses: [baseline.response], evidence: evidence ?? baseline.evidence)
  }

  private func optionalCases(_ baseline: Baseline) throws -> [TestCase] {
    guard let full = baseline.builder.json else { return [] }
    let optional = members.filter { place in
      place.property.presence == .optional && (full[place.pointer] != nil || endpoint.body.sample(at: place) != nil)
    }
    let outer = optional.filter { $0.pointer.tokens.count == 1 }
    guard !optional.isEmpty else { return [] }
    var bare = full
    for place in outer { bare.remove(at: place.pointer) }
    func make(_ name: String, _ summary: String, _ change: (inout RequestBuilder) -> Void) throws -> TestCase {
      var builder = baseline.builder
      builder.json = bare
      change(&builder)
      return try makeCase(.optional, name, summary, builder, success(baseline))
    }
    var cases: [TestCase] = []
    for place in outer {
      cases.append(
        try make(place.name, "with \(place.name) as the only optional member") {
          template.openWay(to: .body(place.pointer), of: place, in: &$0)
          $0.json?.set(full[place.pointer] ?? endpoint.body.sample(at: place) ?? .null, at: place.pointer)
        })
    }
    if optional.count > 1 {
      cases.append(
        try make("all", "with every optional member") { builder in
          builder.json = full
          for place in optional where place.applies(to: full) {
            template.openWay(to: .body(place.pointer), in: &builder)
            if builder.json?[place.pointer] == nil {
              builder.json?.set(endpoint.body.sample(at: place) ?? .null, at: place.pointer)
            }
          }
        })
    }
    return cases + [try make("none", "with the required members only") { _ in }]
  }

  /// A request without its optional body, unless the response depends on what the body says.
  private func bodilessCases(_ baseline: Baseline) throws -> [TestCase] {
    let states = Set(
      template.provider.states.filter { state in
        baseline.given.contains { $0.holds && $0.state == state.id }
      }.map(\.subject))
    let isNeeded =
      baseline.settings.contains { $0.location.kind == .body }
      || endpoint.bindings.contains { $0.location.kind == .body && states.contains($0.subject) }
    guard endpoint.body.isOptional, !isNeeded else { return [] }
    var builder = baseline.builder
    builder.body = .none
    builder.headers.removeAll(named: "Content-Type")
    return [try makeCase(.optional, "no-body", "without its optional body", builder, success(baseline))]
  }

  /// Each optional parameter in the query and the headers, left out where the ordinary request has it, and all at once.
  private func optionalParameterCases(_ baseline: Baseline) throws -> [TestCase] {
    var cases: [TestCase] = []
    var all = baseline.builder
    var addedCount = 0
    for parameter in endpoint.parameters
    where !parameter.isRequired && parameter.location != endpoint.signatureLocation
      && !endpoint.isFromResponses(parameter.location)
    {
      var builder = baseline.builder
      if builder.holds(parameter.location) {
        builder.remove(at: parameter.location)
        // A sample that sends it does not show that it may be left out.
        let evidence: Evidence =
          parameter.evidence.level == .documented
          ? baseline.evidence : .assumed("No text says that \(parameter.location) may be left out.")
        cases.append(
          try makeCase(
            .optional, "without-\(name(of: parameter))", "without the optional \(parameter.location)", builder,
            success(baseline, evidence)))
      } else if !parameter.isSecret || parameter.example != nil || parameter.fixture != nil {
        template.add(parameter.location, to: &builder)
        template.add(parameter.location, to: &all)
        addedCount += 1
        cases.append(
          try makeCase(
            .optional, name(of: parameter), "with the optional \(parameter.location)", builder, success(baseline)))
      }
    }
    if addedCount > 1 {
      cases.append(
        try makeCase(.optional, "all-parameters", "with every optional parameter", all, success(baseline)))
    }
    return cases
  }

  private func choiceCases() throws -> [TestCase] {
    var cases: [TestCase] = []
    for place in valuePlaces {
      for value in place.schema.choices where canHold(value, at: place) {
        // Each value may need a state of its own: an SMS is for a user whose e-mail address is verified.
        let setting = FieldValue(place.location, value)
        guard let (response, responseTrigger) = success(setting) else { continue }
        var builder = template.builder(
          given: responseTrigger.given, setting: responseTrigger.settings.filter { $0.location != setting.location })
        template.set(value, at: place.location, of: place.place, in: &builder)
        cases.append(
          try makeCase(
            .choice, "\(place.name)=\(Parameter.text(of: value))",
            "with \(value.serialized()) as \(place.words)", builder,
            Expectation(
              .valid, responses: [response],
              evidence: place.evidence ?? endpoint.responses[response].evidence,
              statusEvidence: responseTrigger.evidence ?? endpoint.responses[response].evidence)))
      }
    }
    return cases
  }

  private func boundaryCases(_ baseline: Baseline, areBound: Bool) throws -> [TestCase] {
    var cases: [TestCase] = []
    for place in valuePlaces {
      let binding = endpoint.bindings.first { $0.location == place.location }
      guard (binding != nil) == areBound else { continue }
      // A well-formed code that was never sent must be refused.
      if let binding, template.provider.fixture(binding.subject)?.isSecret == true { continue }
      for (value, isLowest) in place.schema.boundaries where canHold(value, at: place) {
        var builder = baseline.builder
        template.set(value, at: place.location, of: place.place, in: &builder)
        let expectation =
          binding.map {
            unknownResource(
              baseline, $0.subject, place.evidence ?? baseline.evidence,
              isLowest: isLowest && value.typeName == "integer")
          } ?? success(baseline)
        cases.append(
          try makeCase(
            .boundary, "\(place.name)=\(Self.label(value))",
            "with \(Self.label(value)) as \(place.location), the edge of what is allowed", builder, expectation))
      }
    }
    return cases
  }

  /// A valid value that may identify no resource: success, a response that a state of the subject triggers, or 404.
  private func unknownResource(
    _ baseline: Baseline, _ subject: String, _ format: Evidence, isLowest: Bool
  ) -> Expectation {
    let states = Set(template.provider.states.filter { $0.subject == subject }.map(\.id))
    let others = responseTriggers.filter { _, responseTrigger in
      responseTrigger.trigger == .state && responseTrigger.given.contains { $0.holds && states.contains($0.state) }
        && responseTrigger.settings.isEmpty
    }.map(\.response)
    var tolerated = [Expectation.Tolerance(404, "Nothing says that the value exists.")]
    if isLowest {
      tolerated.append(Expectation.Tolerance(400, "Nothing says that the lowest value can be an identifier."))
    }
    var responses = [baseline.response]
    for other in others where !responses.contains(other) && endpoint.responses[other].status != 400 {
      responses.append(other)
    }
    return Expectation(
      .valid, responses: responses, tolerated: tolerated, evidence: format,
      statusEvidence: .assumed("The value has the declared format; nothing says that it exists."))
  }

  /// The other media types of the request, and each of the response.
  private func mediaTypeCases(_ baseline: Baseline) throws -> [TestCase] {
    var cases: [TestCase] = []
    for other in endpoint.body.others {
      guard let builder = builder(of: other, baseline) else { continue }
      cases.append(
        try makeCase(
          .choice, "Content-Type=\(other.mediaType)", "with a body of the type \(other.mediaType)", builder,
          success(baseline, other.mediaTypeEvidence)))
    }
    let response = endpoint.responses[baseline.response].body
    guard !response.others.isEmpty, endpoint.parameter(at: .header("Accept")) == nil else { return cases }
    for body in response.alternatives {
      var builder = baseline.builder
      builder.headers.set("Accept", body.mediaType)
      cases.append(
        try makeCase(
          .choice, "Accept=\(body.mediaType)", "for a response of the type \(body.mediaType)", builder,
          success(baseline, body.mediaTypeEvidence)))
    }
    return cases
  }

  /// The ordinary request with a body of another media type; `nil` where that is not described.
  func builder(of other: Body, _ baseline: Baseline) -> RequestBuilder? {
    guard var value = other.sample else { return nil }
    var builder = baseline.builder
    for case .body(let pointer) in endpoint.bindings.map(\.location) {
      if let bound = builder.json?[pointer] { value.set(bound, at: pointer) }
    }
    builder.encodedAs = other
    builder.headers.set("Content-Type", other.contentType)
    builder.json = value
    return builder
  }

  private func spellingCases(_ baseline: Baseline) throws -> [TestCase] {
    try bodySpellings(baseline) + pathSpellings(baseline) + credentialSpellings(baseline)
  }

  private func bodySpellings(_ baseline: Baseline) throws -> [TestCase] {
    let spellings = baseline.builder.json.flatMap { endpoint.body.codec?.spellings($0) } ?? []
    return try spellings.map { spelling in
      var builder = baseline.builder
      builder.body = .raw(spelling.bytes)
      if let parameters = spelling.parameters {
        builder.headers.set("Content-Type", endpoint.body.mediaType + parameters)
      }
      return try makeCase(.spelling, spelling.name, spelling.summary, builder, success(baseline, spelling.evidence))
    }
  }

  /// A path whose text parameter is percent-encoded throughout names the same resource; secrets are encoded as usual.
  private func pathSpellings(_ baseline: Baseline) throws -> [TestCase] {
    let evidence = Evidence.documented(
      "URIs that differ in the replacement of an unreserved character with its corresponding percent-encoded US-ASCII octet are equivalent",
      at: "RFC 3986, section 2.3")
    let plain = endpoint.parameters.filter { parameter in
      parameter.location.kind == .path && parameter.schema.types == .string && !template.isSecret(parameter.location)
    }
    return try plain.map { parameter in
      var builder = baseline.builder
      builder.encodedPath = [parameter.name]
      return try makeCase(
        .spelling, "\(name(of: parameter))-percent-encoded",
        "with every character of \(parameter.location) percent-encoded",
        builder, success(baseline, evidence))
    }
  }

  /// A value as it may stand in a case's id: short, and plain where it can be.
  static func label(_ value: JSONValue) -> String {
    if case .array(let items) = value { return "\(items.count)-items" }
    if case .object = value { return "object" }
    let text = Parameter.text(of: value)
    return text.unicodeScalars.count > 24 ? "\(text.unicodeScalars.count)-characters" : text
  }
}

extension CaseGenerator {
  /// The success whose settings allow a value at its place.
  private func success(_ setting: FieldValue) -> (response: Int, responseTrigger: ResponseTrigger)? {
    let successes = responseTriggers.filter { $0.responseTrigger.trigger == .validRequest }
    return successes.first { $0.responseTrigger.settings.contains(setting) }
      ?? successes.first { !$0.responseTrigger.settings.contains { $0.location == setting.location } }
  }
}
