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

  /// The cases of one endpoint: the document's own first, then what is derived from its shape.
  ///
  /// - Parameter areChecked: Whether they were made before: what was checked then need not be checked again.
  func cases(
    _ provider: Provider, _ contracts: ContractStore, _ place: Int, areChecked: Bool = false
  ) throws(SpecError) -> [Case] {
    let factory = try CaseFactory(
      contracts, place,
      drafts: DraftFactory(provider: provider, endpoint: contracts.endpoints[place], values: values(provider)),
      areChecked: areChecked)
    let declared = try factory.sampleCases() + factory.answerCases() + factory.idempotencyCases()
    let derived =
      try factory.positiveCases() + factory.memberCases() + factory.bodyCases() + factory.parameterCases()
      + factory.credentialCases()
    return declared + Self.withoutRepetitions(derived, of: declared)
  }

  /// Drops a derived case that sends what an earlier one sends: it could show nothing new, and on a live target it costs.
  private static func withoutRepetitions(_ derived: [Case], of declared: [Case]) -> [Case] {
    var seen: Set<Request> = []
    seen.reserveCapacity(declared.count + derived.count)
    for test in declared where test.sends == 1 { seen.insert(test.request) }
    return derived.filter { seen.insert($0.request).inserted }
  }
}
