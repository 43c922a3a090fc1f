import AssayContract
import AssayHTTP
import AssaySpec

/// Turns contracts into cases: the same specs and fixtures give the same cases in the same order.
package struct Planner: Sendable {
  /// The values for each provider's fixtures.
  let values: @Sendable (Provider) -> FixtureValues

  package init(values: @escaping @Sendable (Provider) -> FixtureValues) { self.values = values }

  /// A planner with the same values for every provider.
  package init(values: FixtureValues) { self.init { _ in values } }

  /// Plans every endpoint of a catalog.
  ///
  /// - Throws: The first spec that cannot be used.
  package func plan(_ catalog: Catalog) throws(SpecError) -> Plan { try plan(CompiledCatalog(catalog)) }

  /// How many cases of a plan stay in memory; the others are made again when their turn comes.
  static let maxStoredCases = 2000

  /// Plans every endpoint of a compiled catalog.
  ///
  /// - Throws: The first spec that cannot be used.
  package func plan(_ catalog: CompiledCatalog) throws(SpecError) -> Plan {
    var suites: [Plan.Suite] = []
    var count = 0
    for (provider, contract) in catalog.contracts {
      let values = values(provider)
      let cases = try Self.cases(provider, contract, values)
      count += cases.count
      if count <= Self.maxStoredCases {
        suites.append(Plan.Suite(provider: provider, contract: contract, cases: cases))
        continue
      }
      suites.append(
        Plan.Suite(provider: provider, contract: contract, cases: cases) {
          guard let cases = try? Self.cases(provider, contract, values, areChecked: true) else {
            preconditionFailure("an endpoint that was planned once can be planned again")
          }
          return cases
        })
    }
    var seen: Set<String> = []
    for (provider, _) in catalog.contracts where !provider.scenarios.isEmpty && seen.insert(provider.id).inserted {
      let contracts = catalog.contracts.filter { $0.provider.id == provider.id }.map(\.contract)
      let cases = ScenarioGenerator(provider, contracts, values(provider)).cases()
      suites.append(
        Plan.Suite(
          provider: provider, contract: contracts[0], cases: cases, id: provider.scenarioSuite,
          others: Array(contracts.dropFirst())
        ) { cases })
    }
    return Plan(suites: suites)
  }

  /// Everything that would stop a run: the linter's findings and, in contracts without any, the planner's.
  package func findings(in catalog: Catalog) -> [Linter.Finding] {
    var findings = Linter().findings(in: catalog)
    let faulty = Set(findings.map(\.id))
    for provider in catalog.providers where !faulty.contains(provider.id) {
      for endpoint in provider.endpoints where !faulty.contains(endpoint.id) {
        findings += messages(provider, endpoint).map { message, source in
          Linter.Finding(id: endpoint.id, file: source.file, line: source.line, message: message)
        }
      }
      guard !provider.scenarios.isEmpty, let contracts = try? provider.endpoints.map(CompiledEndpoint.init) else {
        continue
      }
      let generator = ScenarioGenerator(provider, contracts, values(provider)) { scenario, message in
        findings.append(
          Linter.Finding(
            id: provider.caseID(of: scenario), file: scenario.source.file, line: scenario.source.line, message: message)
        )
      }
      _ = generator.cases()
    }
    return findings
  }

  /// What planning finds in one endpoint.
  private func messages(_ provider: Provider, _ endpoint: Endpoint) -> [(String, SourceLine)] {
    let source = SourceLine(endpoint.file, endpoint.line)
    let mistakes = Mistakes()
    var messages: [(String, SourceLine)] = []
    do throws(SpecError) {
      let cases = try Self.cases(provider, CompiledEndpoint(endpoint), values(provider), mistakes: mistakes)
      var ids: Set<String> = []
      for testCase in cases where !ids.insert(testCase.id).inserted {
        messages.append(
          ("two cases have the id \(testCase.id): give what they test different names or values", source))
      }
    } catch {
      messages.append((error.message, SourceLine(error.file, error.line)))
    }
    return mistakes.messages.map { ($0, source) } + messages
  }

  /// The cases of one endpoint: the document's own first, then those derived from its schemas.
  ///
  /// - Parameters:
  ///   - areChecked: Whether the same cases were made, and so checked, before.
  ///   - mistakes: Collects the contract's mistakes; without it the first one is thrown.
  private static func cases(
    _ provider: Provider, _ contract: CompiledEndpoint, _ values: FixtureValues, areChecked: Bool = false,
    mistakes: Mistakes? = nil
  ) throws(SpecError) -> [TestCase] {
    let template = RequestTemplate(provider: provider, endpoint: contract.endpoint, values: values)
    let generator = try CaseGenerator(contract, template: template, areChecked: areChecked, mistakes: mistakes)
    // These stay even when a run's values make them equal to other requests, so that every run has the same cases.
    let own =
      try generator.sampleCases() + generator.idempotencyCases() + generator.conditionalCases()
      + generator.fixtureBoundaryCases() + generator.customCases() + generator.pagingCases()
    let derived =
      try generator.positiveCases() + generator.memberCases() + generator.dependencyCases() + generator.bodyCases()
      + generator.parameterCases()
      + generator.credentialCases()
    return try template.generated.fill(
      own + merged(generator.answerCases() + generator.relationCases(), derived))
  }

  /// Merges cases that send the same request: a second one proves nothing new and costs a request.
  ///
  /// The derived case keeps its id, so that ids depend neither on the order of members nor on the example.
  private static func merged(_ declared: [TestCase], _ derived: [TestCase]) -> [TestCase] {
    struct Key: Hashable {
      var request: Request
      var given: [StateCondition]
      init(_ testCase: TestCase) {
        request = testCase.request
        given = testCase.given
      }
    }
    var kept: [TestCase] = []
    var indices: [Key: Int] = [:]
    kept.reserveCapacity(derived.count)
    indices.reserveCapacity(derived.count)
    for testCase in derived {
      let key = Key(testCase)
      if let index = indices[key] {
        let isFirst = kept[index].kind != testCase.kind || kept[index].id < testCase.id
        kept[index] = isFirst ? kept[index].merged(with: testCase) : testCase.merged(with: kept[index])
      } else {
        indices[key] = kept.count
        kept.append(testCase)
      }
    }
    let unmerged = declared.filter { testCase in
      guard testCase.steps.count == 1, let index = indices[Key(testCase)] else { return true }
      kept[index] = kept[index].merged(with: testCase)
      return false
    }
    return unmerged + kept
  }
}

extension TestCase {
  /// This case with another's expectation of the same request.
  fileprivate func merged(with other: TestCase) -> TestCase {
    var merged = self
    merged.steps[0].expectation = expectation.merged(with: other.expectation)
    return merged
  }
}

extension Expectation {
  /// Only what both expectations of a request accept, with the stronger evidence.
  fileprivate func merged(with other: Expectation) -> Expectation {
    guard validity == other.validity else { return self }
    var merged = self
    let common = responses.filter(other.responses.contains)
    if !common.isEmpty { merged.responses = common }
    merged.tolerated = tolerated.filter { tolerance in other.tolerated.contains { $0.status == tolerance.status } }
    if evidence.isNoStronger(than: other.evidence) { merged.evidence = other.evidence }
    if statusEvidence.isNoStronger(than: other.statusEvidence) { merged.statusEvidence = other.statusEvidence }
    return merged
  }
}
