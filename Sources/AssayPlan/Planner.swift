import AssayContract
import AssayHTTP
import AssaySpec

/// Turns contracts into cases: the same specs, fixtures and seed give the same cases in the same order.
package struct Planner: Sendable {
  /// The values for each provider's fixtures.
  let values: @Sendable (Provider) -> FixtureValues
  /// How many cases a plan may hold.
  let maxHeld: Int

  package init(maxHeld: Int = Plan.maxHeld, values: @escaping @Sendable (Provider) -> FixtureValues) {
    self.values = values
    self.maxHeld = maxHeld
  }

  /// The same values for every provider.
  package init(values: FixtureValues, maxHeld: Int = Plan.maxHeld) {
    self.init(maxHeld: maxHeld) { _ in values }
  }

  /// Plans every endpoint of a catalogue; throws for a spec that cannot be used.
  ///
  /// - Parameters:
  ///   - contracts: Where the catalogue's contracts are kept, when others want them too.
  ///   - parallel: Runs a body once for each of several workers; without it the calling thread does all.
  package func plan(
    _ catalog: Catalog, _ contracts: CompiledContractCache? = nil, parallel: Parallel = .none
  ) throws(SpecError) -> Plan {
    let contracts = contracts ?? CompiledContractCache(catalog)
    let providers = catalog.providers.flatMap { provider in provider.endpoints.map { _ in provider } }
    var builder = PlanBuilder(maxHeld: maxHeld)
    try parallel.inOrder(providers.count) { (place) throws(SpecError) -> [TestCase] in
      try self.cases(providers[place], contracts, place)
    } take: { (place, cases) throws(SpecError) in
      builder.add(
        Plan.Suite(
          provider: providers[place], contracts: contracts, place: place, madeBy: self, count: cases.count), cases)
    }
    return builder.plan
  }

  /// Everything that would stop a run: what the linter finds, and what planning finds in contracts that pass the linter.
  package func findings(in catalog: Catalog) -> [Linter.Finding] {
    let findings = Linter().findings(in: catalog)
    let faulty = Set(findings.map(\.id))
    let contracts = CompiledContractCache(catalog)
    let providers = catalog.providers.flatMap { provider in provider.endpoints.map { _ in provider } }
    return findings
      + providers.indices.flatMap { place -> [Linter.Finding] in
        let endpoint = contracts.endpoints[place]
        if faulty.contains(endpoint.id) || faulty.contains(providers[place].id) { return [] }
        let mistakes = Mistakes()
        var messages: [String] = []
        do throws(SpecError) {
          let cases = try cases(providers[place], contracts, place, mistakes: mistakes)
          var ids: Set<String> = []
          for testCase in cases where !ids.insert(testCase.id).inserted {
            messages.append("two cases have the id \(testCase.id): give what they test different names or values")
          }
        } catch {
          messages.append(error.message)
        }
        return (mistakes.messages + messages).map {
          Linter.Finding(id: endpoint.id, file: endpoint.file, line: endpoint.line, message: $0)
        }
      }
  }

  /// The cases of one endpoint: the document's own first, then what is derived from its shape.
  ///
  /// - Parameter areChecked: Whether they were made before: what was checked then need not be checked again.
  func cases(
    _ provider: Provider, _ contracts: CompiledContractCache, _ place: Int, areChecked: Bool = false,
    mistakes: Mistakes? = nil
  ) throws(SpecError) -> [TestCase] {
    let drafts = RequestTemplate(provider: provider, endpoint: contracts.endpoints[place], values: values(provider))
    let factory = try CaseGenerator(contracts, place, drafts: drafts, areChecked: areChecked, mistakes: mistakes)
    // A run's values may make some of these equal to other requests; they stay, so that every run has the same cases.
    let own = try factory.sampleCases() + factory.idempotencyCases() + factory.strangerCases()
    let derived =
      try factory.positiveCases() + factory.memberCases() + factory.bodyCases() + factory.parameterCases()
      + factory.credentialCases()
    return try own + Self.merged(factory.answerCases(), derived)
  }

  /// Merges cases that send the same request: a second one would show nothing new, and costs on a live target.
  ///
  /// The derived one keeps its id, so that ids depend neither on the order of members nor on what an example shows.
  private static func merged(_ declared: [TestCase], _ derived: [TestCase]) -> [TestCase] {
    struct Asked: Hashable {
      var request: Request
      var given: [StateCondition]
      init(_ testCase: TestCase) {
        request = testCase.request
        given = testCase.given
      }
    }
    var kept: [TestCase] = []
    var places: [Asked: Int] = [:]
    kept.reserveCapacity(derived.count)
    places.reserveCapacity(derived.count)
    for testCase in derived {
      if let place = places.updateValue(kept.count, forKey: Asked(testCase)) {
        places[Asked(testCase)] = place
        let isFirst = kept[place].kind != testCase.kind || kept[place].id < testCase.id
        kept[place] = isFirst ? kept[place].merged(with: testCase) : testCase.merged(with: kept[place])
      } else {
        kept.append(testCase)
      }
    }
    let alone = declared.filter { testCase in
      guard let place = places[Asked(testCase)] else { return true }
      kept[place] = kept[place].merged(with: testCase)
      return false
    }
    return alone + kept
  }
}

extension TestCase {
  /// This case with another's expectation of the same request: only what both accept, with the stronger evidence.
  fileprivate func merged(with other: TestCase) -> TestCase {
    guard expectation.validity == other.expectation.validity else { return self }
    var merged = self
    let responses = expectation.responses.filter(other.expectation.responses.contains)
    if !responses.isEmpty { merged.expectation.responses = responses }
    merged.expectation.tolerated = expectation.tolerated.filter { tolerance in
      other.expectation.tolerated.contains { $0.status == tolerance.status }
    }
    if expectation.evidence.isNoStronger(than: other.expectation.evidence) {
      merged.expectation.evidence = other.expectation.evidence
    }
    if expectation.statusEvidence.isNoStronger(than: other.expectation.statusEvidence) {
      merged.expectation.statusEvidence = other.expectation.statusEvidence
    }
    return merged
  }
}
