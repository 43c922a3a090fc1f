import AssaySpec

/// A catalogue whose contracts are compiled once, for the planner, the runner and the mock.
package struct CompiledCatalog: Sendable {
  /// The endpoints in the catalogue's order, each with its provider.
  package let contracts: [(provider: Provider, contract: CompiledEndpoint)]

  /// Compiles every contract of a catalogue.
  ///
  /// - Throws: The first schema that cannot be compiled.
  package init(_ catalog: Catalog) throws(SpecError) {
    var contracts: [(provider: Provider, contract: CompiledEndpoint)] = []
    for provider in catalog.providers {
      for endpoint in provider.endpoints { contracts.append((provider, try CompiledEndpoint(endpoint))) }
    }
    self.contracts = contracts
  }
}
