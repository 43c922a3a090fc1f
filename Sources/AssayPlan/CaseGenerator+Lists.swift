import AssayContract
import AssayJSON
import AssaySchema
import AssaySpec

extension CaseGenerator {
  /// A request for each relation that holds only for certain requests, or shows only in a short list.
  func relationCases() throws(SpecError) -> [TestCase] {
    try derive { baseline in
      try endpoint.relations.compactMap { relation in
        if relation.conditions.isEmpty, relation.location == nil { return nil }
        var builder = baseline.builder
        for condition in relation.conditions { template.set(condition.value, at: condition.location, in: &builder) }
        switch relation.rule {
        case .atMost(_, let location): setSmallSize(at: location, in: &builder)
        case .equal(_, let location):
          guard let parameter = endpoint.parameter(at: location), !builder.holds(location) else { break }
          builder.set(parameter.schema.choices.first ?? template.sample(of: parameter), at: location)
        case .sorted, .sum, .notBefore: break
        }
        return try makeCase(
          .relation, relation.name, "whose response shows that \(relation.words)", builder,
          Expectation(.valid, responses: [baseline.response], evidence: baseline.evidence))
      }
    }
  }

  /// The pages of a list, from the first to the last or to the bound; short ones, so that there are several.
  func pagingCases() throws(SpecError) -> [TestCase] {
    guard let paging = endpoint.paging else { return [] }
    return try derive { baseline in
      var builder = baseline.builder
      let size = paging.size.flatMap { setSmallSize(at: $0, in: &builder) }
      var testCase = try makeCase(
        .paging, "to-the-end", "for the first page of a list and those after it", builder,
        Expectation(.valid, responses: [baseline.response], evidence: paging.evidence))
      for page in 1..<Paging.maxPages {
        var step = testCase.steps[0]
        func input(_ capture: Capture, into destination: StepInput.Destination) {
          step.inputs = [StepInput(from: page - 1, capture, into: destination)]
        }
        func next(_ number: Int, at location: Location) {
          input(.full(paging.items, size ?? 1), into: .nowhere)
          step.request = endpoint.setting(.number(JSONNumber(number)), at: location, in: step.request)
        }
        switch paging.style {
        case .link: input(.link("next"), into: .target)
        case .cursor(let cursor, let location): input(.body(cursor), into: .location(location))
        case .lastItem(let id, let location, let more):
          input(.lastItem(id, of: paging.items, more: more), into: .location(location))
        case .page(let location): next(page + 1, at: location)
        case .offset(let location): next(page * (size ?? 1), at: location)
        }
        testCase.steps.append(step)
      }
      return [testCase]
    }
  }

  /// The cases that the contract declares itself.
  func customCases() throws(SpecError) -> [TestCase] {
    var cases: [TestCase] = []
    for custom in endpoint.cases {
      var builder = template.builder(given: custom.given, setting: custom.settings)
      for location in custom.omissions { builder.remove(at: location) }
      if let body = custom.body { builder.body = .raw(Array(body.utf8)) }
      let request = builder.request(for: endpoint)
      let shaped = builder.hidden.isEmpty ? request : Placeholder.fill(request, with: builder.hidden)
      let reading = contract.read(
        shaped.encodingCredentials(of: endpoint.security, in: shaped), credentials: template.credentials)
      let responses = endpoint.responses.indices.filter { endpoint.responses[$0].status == custom.status }
      var expectation = Expectation(.valid, responses: responses, evidence: custom.evidence)
      if custom.status.isError { expectation = refusal(responses, custom.evidence, because: custom.evidence) }
      expectation.validity = reading?.problems.isEmpty ?? true ? .valid : .invalid
      cases.append(
        try makeCase(
          .custom, custom.name, custom.summary, builder, expectation,
          isUnauthenticated: reading?.isUnauthenticated ?? false))
    }
    return cases
  }

  /// Requests few items, and returns how many.
  @discardableResult
  private func setSmallSize(at location: Location, in builder: inout RequestBuilder) -> Int? {
    guard let schema = endpoint.parameter(at: location)?.schema, let compiled = try? CompiledSchema(schema),
      let size = (2...100).first(where: { compiled.accepts(.number(JSONNumber($0))) })
    else { return nil }
    builder.set(.number(JSONNumber(size)), at: location)
    return size
  }
}
