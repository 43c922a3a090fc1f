public import AssaySpec

/// Turns contracts into cases: the same specs, fixtures and seed give the same cases in the same order.
public struct Planner: Sendable {
  /// The values for each provider's fixtures.
  let values: @Sendable (Provider) -> FixtureValues

  public init(values: @escaping @Sendable (Provider) -> FixtureValues) { self.values = values }

  /// The same values for every provider.
  public init(values: FixtureValues) { self.values = { _ in values } }

  /// Plans every endpoint of a catalogue; throws for a spec that cannot be used.
  public func plan(_ catalog: Catalog) throws(SpecError) -> Plan {
    var suites: [Plan.Suite] = []
    for provider in catalog.providers {
      for endpoint in provider.endpoints {
        let contract = try CompiledEndpoint(endpoint)
        suites.append(
          Plan.Suite(provider: provider, contract: contract, cases: try cases(provider, contract)))
      }
    }
    return Plan(suites: suites)
  }

  /// The cases of one endpoint: its samples, its answers, its repetitions.
  func cases(_ provider: Provider, _ contract: CompiledEndpoint) throws(SpecError) -> [Case] {
    let factory = CaseFactory(
      contract: contract, drafts: DraftFactory(provider: provider, endpoint: contract.endpoint, values: values(provider)))
    return try factory.sampleCases() + factory.answerCases() + factory.idempotencyCases()
  }
}
