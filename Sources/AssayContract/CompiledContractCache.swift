import AssaySpec
import Synchronization

/// The contracts of many endpoints, each compiled when it is wanted.
///
/// A compiled contract takes some 8 KB. A store keeps all of them, or those that were compiled last and those that somebody
/// else holds: whoever goes through a catalogue holds the few that it works with, and then no more.
package final class CompiledContractCache: Sendable {
  package let endpoints: [Endpoint]
  private let maxKept: Int
  private let kept: Mutex<Kept>

  private struct Slot {
    weak var contract: CompiledEndpoint?
  }

  private struct Kept {
    /// By the endpoint's place.
    var slots: [Slot]
    /// The last that were compiled, the oldest at `oldest` once there are as many as are kept.
    var last: [CompiledEndpoint] = []
    var oldest = 0
  }

  /// A store of these endpoints, in this order; without `maxKept` it keeps all contracts.
  package init(_ endpoints: [Endpoint], maxKept: Int = .max) {
    self.endpoints = endpoints
    self.maxKept = maxKept
    kept = Mutex(Kept(slots: endpoints.map { _ in Slot() }))
  }

  /// A store of all endpoints of a catalogue, in its order.
  package convenience init(_ catalog: Catalog, maxKept: Int = .max) {
    self.init(catalog.providers.flatMap(\.endpoints), maxKept: maxKept)
  }

  /// A store of one contract that is compiled already.
  package init(_ contract: CompiledEndpoint) {
    endpoints = [contract.endpoint]
    maxKept = 1
    kept = Mutex(Kept(slots: [Slot(contract: contract)], last: [contract]))
  }

  /// Whether no contract is ever compiled twice.
  package var keepsAll: Bool { endpoints.count <= maxKept }

  /// The contract of the endpoint at a place; throws when its schemas cannot be compiled.
  package func contract(at place: Int) throws(SpecError) -> CompiledEndpoint {
    if let contract = kept.withLock({ $0.slots[place].contract }) { return contract }
    let contract = try CompiledEndpoint(endpoints[place])
    return kept.withLock { kept in
      if let other = kept.slots[place].contract { return other }
      kept.slots[place].contract = contract
      if kept.last.count < maxKept {
        kept.last.append(contract)
      } else {
        kept.last[kept.oldest] = contract
        kept.oldest = (kept.oldest + 1) % maxKept
      }
      return contract
    }
  }

  /// The same for an endpoint that was compiled before.
  package subscript(place: Int) -> CompiledEndpoint {
    guard let contract = try? contract(at: place) else {
      preconditionFailure("what was compiled once can be compiled again")
    }
    return contract
  }
}
