import AssayContract
import AssaySpec

extension Plan {
  /// The cases of one endpoint. Those of a large plan are made again for each use, the same each time; only their ids and
  /// the first round are stored.
  package struct Suite: Sendable {
    /// The endpoint's id, or `<provider>.scenarios`.
    package let id: String
    package let provider: Provider
    package let contract: CompiledEndpoint
    /// The provider's other endpoints, which a step names by index from 1; none but in a suite of scenarios.
    package let others: [CompiledEndpoint]
    package let count: Int
    /// The hash of the cases: what they send, accept and skip.
    let hash: StableHash
    /// The ids of the cases, in their order.
    package let caseIDs: [String]
    /// The cases of the first round, with their indices. They are few and stay in memory.
    package let firstRound: [(index: Int, testCase: TestCase)]
    private let make: @Sendable () -> [TestCase]

    package var endpoint: Endpoint { _read { yield contract.endpoint } }
    /// Every endpoint that its cases may be sent to.
    package var endpoints: [Endpoint] { [contract.endpoint] + others.map(\.endpoint) }
    /// Whether its cases are the provider's scenarios.
    package var isScenarios: Bool { id != contract.endpoint.id }

    /// The contract of the endpoint that a step is sent to.
    package func contract(of step: Step) -> CompiledEndpoint {
      step.endpoint == 0 ? contract : others[step.endpoint - 1]
    }

    /// - Parameters:
    ///   - cases: What `make` returns.
    ///   - id: The suite's id, where it is not the endpoint's.
    ///   - others: The provider's other endpoints, for scenarios.
    ///   - make: Makes the cases; it must return the same cases each time.
    init(
      provider: Provider, contract: CompiledEndpoint, cases: [TestCase], id: String? = nil,
      others: [CompiledEndpoint] = [], make: @escaping @Sendable () -> [TestCase]
    ) {
      self.id = id ?? contract.endpoint.id
      self.others = others
      self.provider = provider
      self.contract = contract
      self.make = make
      count = cases.count
      hash = StableHash(of: cases)
      caseIDs = cases.map(\.id)
      firstRound = cases.indices.filter { cases[$0].kind.isFirstRound }.map { ($0, cases[$0]) }
    }

    /// A suite of these cases, which stay in memory.
    package init(provider: Provider, contract: CompiledEndpoint, cases: [TestCase]) {
      self.init(provider: provider, contract: contract, cases: cases) { cases }
    }

    /// Makes the cases, in their order.
    package func cases() -> [TestCase] { make() }

    /// The suite with only the cases at these indices, which must be in ascending order.
    func keeping(_ indices: [Int]) -> Suite {
      if indices.count == count { return self }
      return changed { cases in indices.map { cases[$0] } }
    }

    /// The suite with some cases skipped, by index.
    func skipping(_ reasons: [Int: SkipReason]) -> Suite {
      changed { cases in
        var cases = cases
        for (index, reason) in reasons { cases[index].skip = reason }
        return cases
      }
    }

    private func changed(_ change: @escaping @Sendable ([TestCase]) -> [TestCase]) -> Suite {
      Suite(provider: provider, contract: contract, cases: change(make()), id: id, others: others) { [make] in
        change(make())
      }
    }
  }
}
