import Synchronization

/// The contracts of many endpoints, each compiled when it is wanted.
///
/// A compiled contract takes some 8 KB. Up to ``mostKept`` are kept for good; of more, those that were compiled last, since
/// whoever goes through a catalogue wants each for a while and then no more.
public final class ContractStore: Sendable {
  public static let mostKept = 256

  public let endpoints: [Endpoint]
  private let mostKept: Int
  private let kept: Mutex<Kept>

  private struct Kept {
    var contracts: [Int: CompiledEndpoint] = [:]
    /// Those of `contracts`, as they came.
    var order: [Int] = []
  }

  /// A store of these endpoints, in this order.
  public init(_ endpoints: [Endpoint], mostKept: Int = ContractStore.mostKept) {
    self.endpoints = endpoints
    self.mostKept = mostKept
    kept = Mutex(Kept())
  }

  /// A store of all endpoints of a catalogue, in its order.
  public convenience init(_ catalog: Catalog) { self.init(catalog.providers.flatMap(\.endpoints)) }

  /// A store of one contract that is compiled already.
  public init(_ contract: CompiledEndpoint) {
    endpoints = [contract.endpoint]
    mostKept = 1
    kept = Mutex(Kept(contracts: [0: contract], order: [0]))
  }

  /// Whether no contract is ever compiled twice.
  public var keepsAll: Bool { endpoints.count <= mostKept }

  /// The contract of the endpoint at a place; throws when its schemas cannot be compiled.
  public func contract(at place: Int) throws(SpecError) -> CompiledEndpoint {
    if let contract = kept.withLock({ $0.contracts[place] }) { return contract }
    let contract = try CompiledEndpoint(endpoints[place])
    return kept.withLock { kept in
      if let other = kept.contracts[place] { return other }
      if kept.order.count == mostKept { kept.contracts[kept.order.removeFirst()] = nil }
      kept.contracts[place] = contract
      kept.order.append(place)
      return contract
    }
  }

  /// The same for an endpoint that was compiled before.
  public subscript(place: Int) -> CompiledEndpoint {
    guard let contract = try? contract(at: place) else {
      preconditionFailure("what was compiled once can be compiled again")
    }
    return contract
  }
}
