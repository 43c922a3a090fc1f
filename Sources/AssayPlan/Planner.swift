import AssayHTTP
public import AssaySpec

/// Turns contracts into cases: the same specs, fixtures and seed give the same cases in the same order.
public struct Planner: Sendable {
  /// The values for each provider's fixtures.
  let values: @Sendable (Provider) -> FixtureValues
  /// How many cases a plan may hold.
  let mostHeld: Int

  public init(mostHeld: Int = Plan.mostHeld, values: @escaping @Sendable (Provider) -> FixtureValues) {
    self.values = values
    self.mostHeld = mostHeld
  }

  /// The same values for every provider.
  public init(values: FixtureValues, mostHeld: Int = Plan.mostHeld) {
    self.init(mostHeld: mostHeld) { _ in values }
  }

  /// Plans every endpoint of a catalogue; throws for a spec that cannot be used.
  ///
  /// - Parameters:
  ///   - contracts: Where the catalogue's contracts are kept, when others want them too.
  ///   - parallel: Runs a body once for each of several workers; without it the calling thread does all.
  public func plan(
    _ catalog: Catalog, _ contracts: ContractStore? = nil, parallel: Parallel = .none
  ) throws(SpecError) -> Plan {
    let contracts = contracts ?? ContractStore(catalog)
    let providers = catalog.providers.flatMap { provider in provider.endpoints.map { _ in provider } }
    var builder = PlanBuilder(mostHeld: mostHeld)
    try parallel.inOrder(providers.count) { (place) throws(SpecError) -> [Case] in
      try self.cases(providers[place], contracts, place)
    } take: { (place, cases) throws(SpecError) in
      builder.add(
        Plan.Suite(
          provider: providers[place], contracts: contracts, place: place, madeBy: self, count: cases.count), cases)
    }
    return builder.plan
  }

  /// Everything that would stop a run: what the linter finds, and what planning finds in contracts that pass the linter.
  public func findings(in catalog: Catalog) -> [Linter.Finding] {
    let findings = Linter().findings(in: catalog)
    let faulty = Set(findings.map(\.id))
    let contracts = ContractStore(catalog)
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
          for test in cases where !ids.insert(test.id).inserted {
            messages.append("two cases have the id \(test.id): give what they test different names or values")
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
    _ provider: Provider, _ contracts: ContractStore, _ place: Int, areChecked: Bool = false, mistakes: Mistakes? = nil
  ) throws(SpecError) -> [Case] {
    let drafts = DraftFactory(provider: provider, endpoint: contracts.endpoints[place], values: values(provider))
    let factory = try CaseFactory(contracts, place, drafts: drafts, areChecked: areChecked, mistakes: mistakes)
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
  private static func merged(_ declared: [Case], _ derived: [Case]) -> [Case] {
    struct Asked: Hashable {
      var request: Request
      var given: [StateCondition]
      init(_ test: Case) {
        request = test.request
        given = test.given
      }
    }
    var kept: [Case] = []
    var places: [Asked: Int] = [:]
    kept.reserveCapacity(derived.count)
    places.reserveCapacity(derived.count)
    for test in derived {
      if let place = places.updateValue(kept.count, forKey: Asked(test)) {
        places[Asked(test)] = place
        let isFirst = kept[place].kind != test.kind || kept[place].id < test.id
        kept[place] = isFirst ? kept[place].merged(with: test) : test.merged(with: kept[place])
      } else {
        kept.append(test)
      }
    }
    let alone = declared.filter { test in
      guard let place = places[Asked(test)] else { return true }
      kept[place] = kept[place].merged(with: test)
      return false
    }
    return alone + kept
  }
}

extension Case {
  /// This case with another's expectation of the same request: only what both accept, with the stronger evidence.
  fileprivate func merged(with other: Case) -> Case {
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
