import AssayHTTP
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

  /// The cases of one endpoint: the document's own first, then what is derived from its shape.
  func cases(_ provider: Provider, _ contract: CompiledEndpoint) throws(SpecError) -> [Case] {
    let factory = CaseFactory(
      contract: contract,
      drafts: DraftFactory(provider: provider, endpoint: contract.endpoint, values: values(provider)))
    let declared = try factory.sampleCases() + factory.answerCases() + factory.idempotencyCases()
    let derived =
      try factory.positiveCases() + factory.memberCases() + factory.bodyCases() + factory.parameterCases()
      + factory.credentialCases()
    return declared + Self.withoutRepetitions(derived, of: declared)
  }

  /// Drops a derived case that sends what an earlier one sends: it could show nothing new, and on a live target it costs.
  private static func withoutRepetitions(_ derived: [Case], of declared: [Case]) -> [Case] {
    var seen = Set(declared.filter { $0.sends == 1 && $0.skipReason == nil }.map(\.request))
    return derived.filter { seen.insert($0.request).inserted }
  }
}
