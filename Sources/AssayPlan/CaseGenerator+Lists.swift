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
        func makeCase() throws(SpecError) -> TestCase {
          try self.makeCase(
            .relation, relation.name, "whose response shows that \(relation.words)", builder, success(baseline))
        }
        /// Sets the value of the request that the relation is about; false when it has one.
        func setSample(at location: Location) -> Bool {
          guard let parameter = endpoint.parameter(at: location), !builder.holds(location),
            !endpoint.isFromResponses(location)
          else { return false }
          template.add(location, to: &builder)
          if let choice = parameter.schema.choices.first { builder.set(choice, at: location) }
          return true
        }
        switch relation.rule {
        case .atMost(_, let location): setSmallSize(at: location, in: &builder)
        case .equal(_, let location): _ = setSample(at: location)
        case .bounded(let key, let bound, let location):
          // Only a value of the list itself shows for certain whether items are left out.
          let unfiltered = try makeCase()
          guard setSample(at: location), let items = relation.items else { break }
          var testCase = try makeCase()
          testCase.steps[0].inputs = [StepInput(from: 0, .extreme(key, of: items, bound), into: .location(location))]
          testCase.steps.insert(unfiltered.steps[0], at: 0)
          return testCase
        case .sorted, .sum, .notBefore: break
        }
        return try makeCase()
      }
    }
  }

  /// The pages of a list: small ones from the first on, the first one again, and the largest ones to the end.
  func pagingCases() throws(SpecError) -> [TestCase] {
    guard let paging = endpoint.paging else { return [] }
    return try derive { baseline in
      var builder = baseline.builder
      let size = paging.size.flatMap { setSmallSize(at: $0, in: &builder) }
      func first(_ name: String, _ summary: String) throws(SpecError) -> TestCase {
        let expectation = Expectation(.valid, responses: [baseline.response], evidence: paging.evidence)
        return try makeCase(.paging, name, summary, builder, expectation)
      }
      var small = try first("to-the-end", "for the first page of a list and those after it")
      var again = try first("first-page-again", "for the first page of a list, again and again between others")
      for page in 1..<Paging.maxPages { addPage(page, of: size, to: &small) }
      var cases = [small]
      if let largest = endpoint.largestPage, let location = paging.size {
        builder.set(.number(JSONNumber(largest)), at: location)
        var large = try first("largest-pages", "for the largest page of a list and those after it")
        again.steps += [large.steps[0], again.steps[0]]
        for page in 1..<Paging.maxPages { addPage(page, of: largest, to: &large) }
        cases.append(large)
      }
      if paging.id != nil {
        addPage(1, of: size, to: &again)
        again.steps.append(again.steps[0])
      }
      return again.steps.count > 1 ? cases + [again] : cases
    }
  }

  /// Adds a step for the page after that of the last step.
  private func addPage(_ page: Int, of size: Int?, to testCase: inout TestCase) {
    guard let paging = endpoint.paging else { return }
    var step = testCase.steps[0]
    func input(_ capture: Capture, into destination: StepInput.Destination) {
      step.inputs = [StepInput(from: testCase.steps.count - 1, capture, into: destination)]
    }
    func next(_ number: Int, at location: Location) {
      input(.full(paging.items, size ?? 1), into: .nowhere)
      step.request = endpoint.setting(.number(JSONNumber(number)), at: location, in: step.request)
    }
    switch paging.style {
    case .page(let location): next(page + 1, at: location)
    case .offset(let location): next(page * (size ?? 1), at: location)
    case .link: input(.link("next"), into: .target)
    case .nextURL(let url): input(.body(url), into: .target)
    case .cursor(let cursor, let location): input(.body(cursor), into: .location(location))
    case .lastItem(let id, let location, let more):
      input(.lastItem(id, of: paging.items, more: more), into: .location(location))
    }
    testCase.steps.append(step)
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
    guard let size = endpoint.smallPage(location) else { return nil }
    builder.set(.number(JSONNumber(size)), at: location)
    return size
  }
}
