import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec

extension CaseFactory {
  /// A valid draft and the answer that it must have.
  struct Baseline {
    var draft: Draft
    var response: Int
    var given: [StateCondition]
    var evidence: Evidence
  }

  /// The first success that a valid request elicits, with its draft's target written for all that are made of it.
  static func baseline(
    _ elicitations: [(response: Int, elicitation: Elicitation)], _ drafts: DraftFactory
  ) -> Baseline? {
    guard let (response, elicitation) = elicitations.first(where: { $0.elicitation.trigger == .validRequest })
    else { return nil }
    var draft = drafts.draft(given: elicitation.given, setting: elicitation.settings)
    draft.writeTarget(for: drafts.endpoint)
    return Baseline(
      draft: draft, response: response, given: elicitation.given,
      evidence: elicitation.evidence ?? drafts.endpoint.responses[response].evidence)
  }

  /// Makes cases that all start from the ordinary success.
  func derive(_ make: (Baseline) throws -> [Case]) throws(SpecError) -> [Case] {
    guard let baseline else { return [] }
    do { return try make(baseline) } catch { throw error as! SpecError }
  }

  /// Valid requests in every shape that the contract allows.
  func positiveCases() throws(SpecError) -> [Case] {
    try derive { baseline in
      try optionalCases(baseline) + choiceCases() + boundaryCases(baseline) + spellingCases(baseline)
    }
  }

  private func success(_ baseline: Baseline, _ evidence: Evidence? = nil) -> Expectation {
    Expectation(.valid, responses: [baseline.response], evidence: evidence ?? baseline.evidence)
  }

  private func optionalCases(_ baseline: Baseline) throws -> [Case] {
    guard let schema = endpoint.body.schema, let full = baseline.draft.json else { return [] }
    let optional = schema.properties.filter { $0.presence == .optional }
    guard !optional.isEmpty else { return [] }
    var bare = full
    for property in optional { bare.remove(at: JSONPointer([property.name])) }
    func make(_ name: String, _ summary: String, _ json: JSONValue) throws -> Case {
      var draft = baseline.draft
      draft.json = json
      return try makeCase(.optional, name, summary, draft, success(baseline))
    }
    var cases = [try make("none", "with the required members only", bare)]
    var all = bare
    for property in optional {
      let pointer = JSONPointer([property.name])
      let value = full[pointer] ?? property.schema.sample
      var one = bare
      one.set(value, at: pointer)
      all.set(value, at: pointer)
      cases.append(try make(property.name, "with \(property.name) as the only optional member", one))
    }
    cases.append(try make("all", "with every optional member", all))
    return cases
  }

  private func choiceCases() throws -> [Case] {
    guard let schema = endpoint.body.schema else { return [] }
    var cases: [Case] = []
    for place in schema.places {
      for value in place.property.schema.allowedValues {
        // Each value may need a state of its own: an SMS is for a user whose e-mail address is verified.
        let setting = Setting(.body(place.pointer), value)
        guard let (response, elicitation) = success(setting) else { continue }
        let draft = drafts.draft(
          given: elicitation.given,
          setting: elicitation.settings.filter { $0.location != setting.location } + [setting])
        cases.append(
          try makeCase(
            .choice, "\(place.name)=\(Parameter.text(of: value))",
            "with \(value.serialized()) as \(place.pointer)", draft,
            Expectation(
              .valid, responses: [response],
              evidence: place.property.evidence ?? endpoint.responses[response].evidence)))
      }
    }
    return cases
  }

  private func boundaryCases(_ baseline: Baseline) throws -> [Case] {
    var cases: [Case] = []
    for place in valuePlaces {
      for (value, isLowest) in place.schema.boundaries {
        var draft = baseline.draft
        draft.set(value, at: place.location)
        let name = "\(place.name)=\(Self.label(value))"
        let summary = "with \(Self.label(value)) as \(place.location), the edge of what is allowed"
        guard let binding = endpoint.bindings.first(where: { $0.location == place.location }) else {
          cases.append(try makeCase(.boundary, name, summary, draft, success(baseline)))
          continue
        }
        cases.append(
          try makeCase(
            .boundary, name, summary, draft,
            stranger(
              baseline, binding.subject, place.evidence ?? baseline.evidence,
              isLowest: isLowest && value.typeName == "integer")))
      }
    }
    return cases
  }

  /// A value of the right shape that may name nobody: the success, what the states of such subjects bring, or 404.
  private func stranger(
    _ baseline: Baseline, _ subject: String, _ format: Evidence, isLowest: Bool
  ) -> Expectation {
    let states = Set(drafts.provider.states.filter { $0.subject == subject }.map(\.id))
    let others = elicitations.filter { _, elicitation in
      elicitation.trigger == .state && elicitation.given.contains { $0.holds && states.contains($0.state) }
        && elicitation.settings.isEmpty
    }.map(\.response)
    var tolerated = [Expectation.Tolerance(404, "Nothing says that the value names anybody.")]
    if isLowest {
      tolerated.append(Expectation.Tolerance(400, "Nothing says that the lowest value can be an identifier."))
    }
    var responses = [baseline.response]
    for other in others where !responses.contains(other) && endpoint.responses[other].status != 400 {
      responses.append(other)
    }
    return Expectation(
      .valid, responses: responses, tolerated: tolerated, evidence: format,
      statusEvidence: .assumed("The value has the declared format; nothing says that it names anybody."))
  }

  private func spellingCases(_ baseline: Baseline) throws -> [Case] {
    try bodySpellings(baseline) + contentTypeSpellings(baseline) + pathSpellings(baseline)
  }

  private func bodySpellings(_ baseline: Baseline) throws -> [Case] {
    guard let json = baseline.draft.json else { return [] }
    let evidence = Evidence.documented("RFC 8259", "Insignificant whitespace is allowed; an object is unordered")
    func make(_ name: String, _ summary: String, _ bytes: [UInt8]) throws -> Case {
      var draft = baseline.draft
      draft.body = .raw(bytes)
      return try makeCase(.spelling, name, summary, draft, success(baseline, evidence))
    }
    var cases: [Case] = []
    if case .object(let object) = json, object.count > 1 {
      let reversed = JSONValue.object(JSONObject(object.reversed().map { ($0.key, $0.value) }))
      cases.append(try make("key-order", "with the members in another order", reversed.serializedBytes()))
    }
    let padded = Array(" \r\n\t".utf8) + json.serializedBytes(pretty: true) + Array("\n ".utf8)
    cases.append(try make("whitespace", "with white space wherever JSON allows it", padded))
    // What stands for a secret must stay what the runner knows.
    let escaped = json.withEscapes(keeping: Placeholder.isWhole)
    cases.append(try make("escapes", "with every character of its strings escaped", Array(escaped.utf8)))
    return cases
  }

  private func contentTypeSpellings(_ baseline: Baseline) throws -> [Case] {
    guard endpoint.body.schema != nil else { return [] }
    let evidence = Evidence.assumed("Common clients name the charset, though RFC 8259 gives application/json none.")
    var draft = baseline.draft
    draft.headers.set("Content-Type", "application/json; charset=utf-8")
    return [
      try makeCase(
        .spelling, "charset", "with a charset in its Content-Type", draft, success(baseline, evidence))
    ]
  }

  /// A path whose text parameter is percent-encoded throughout names the same resource; secrets are encoded as usual.
  private func pathSpellings(_ baseline: Baseline) throws -> [Case] {
    let evidence = Evidence.documented(
      "RFC 3986, section 2.3",
      "URIs that differ in the replacement of an unreserved character with its corresponding percent-encoded US-ASCII octet are equivalent"
    )
    let plain = endpoint.parameters.filter { parameter in
      parameter.place == .path && parameter.schema.types == .string && !drafts.isSecret(parameter.location)
    }
    return try plain.map { parameter in
      var draft = baseline.draft
      draft.encodedPath = [parameter.name]
      return try makeCase(
        .spelling, "\(parameter.name)-percent-encoded", "with every character of \(parameter.location) percent-encoded",
        draft, success(baseline, evidence))
    }
  }

  /// A value as it may stand in a case's id: short, and plain where it can be.
  static func label(_ value: JSONValue) -> String {
    let text = Parameter.text(of: value)
    return text.unicodeScalars.count > 24 ? "\(text.unicodeScalars.count)-characters" : text
  }
}

extension CaseFactory {
  /// The success whose settings allow a value at its place.
  private func success(_ setting: Setting) -> (response: Int, elicitation: Elicitation)? {
    let successes = elicitations.filter { $0.elicitation.trigger == .validRequest }
    return successes.first { $0.elicitation.settings.contains(setting) }
      ?? successes.first { !$0.elicitation.settings.contains { $0.location == setting.location } }
  }
}
