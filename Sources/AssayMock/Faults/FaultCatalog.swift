import AssayContract
import AssayJSON
import AssaySchema
import AssaySpec

/// Every fault that can be planted in the mock of a catalog, derived from the contracts alone.
package struct FaultCatalog: Sendable {
  package let faults: [Fault]

  package init(_ catalog: Catalog) {
    faults = catalog.providers.flatMap { provider in
      provider.endpoints.flatMap { endpoint in
        var maker = FaultGenerator(provider: provider, endpoint: endpoint)
        maker.makeAnswerFaults()
        maker.makeAcceptanceFaults()
        maker.makeRefusalFaults()
        maker.makeStateFaults()
        maker.makeListFaults()
        maker.makeTransitionFaults()
        return maker.faults
      }
    }
  }

  package func fault(named name: String) -> Fault? { faults.first { $0.name == name } }
}

/// Makes one endpoint's faults.
struct FaultGenerator {
  let provider: Provider
  let endpoint: Endpoint
  private(set) var faults: [Fault] = []
  private var names: Set<String> = []

  init(provider: Provider, endpoint: Endpoint) {
    self.provider = provider
    self.endpoint = endpoint
  }

  mutating func add(
    _ kind: Fault.Kind, _ detail: String, _ summary: String, _ evidence: Evidence, _ action: Fault.Action,
    at other: Endpoint? = nil
  ) {
    let endpoint = other ?? endpoint
    let name = "\(endpoint.id)!\(kind.rawValue)/\(detail)"
    guard names.insert(name).inserted else { return }
    faults.append(
      Fault(name: name, endpoint: endpoint.id, kind: kind, summary: summary, evidence: evidence, action: action))
  }

  /// A response in names of faults: its status, with a number when an earlier response has the same.
  func label(_ index: Int) -> String {
    endpoint.name(ofResponse: index).replacing(" (", with: "-").replacing(")", with: "")
  }

  /// Whether anything that a caller can do brings this answer, and what at best says that it comes.
  func triggers(_ index: Int) -> Evidence? {
    let response = endpoint.responses[index]
    let triggered = response.triggers.filter { if case .nothing = $0.trigger { false } else { true } }
    let evidences = triggered.map { $0.evidence ?? response.evidence }
    return evidences.first { $0.level != .assumed } ?? evidences.first
  }

  /// The answer that a refusal of a valid request would have: the documented one to a bad request, or a bare 400.
  var refusal: ResponseMutation {
    if let index = endpoint.answers(to: .invalidRequest)?.responses.first { return .other(response: index) }
    return .status(400, reason: "Bad Request")
  }
}
