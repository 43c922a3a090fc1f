import AssaySchema
import AssaySpec
import AssaySpecs
import Testing

@Suite struct ContractStoreTests {
  private static let endpoints = Catalog.all.providers.flatMap(\.endpoints)

  @Test func `few contracts are compiled once`() throws {
    let store = ContractStore(.all)
    #expect(store.keepsAll)
    let first = try Self.endpoints.indices.map { try store.contract(at: $0) }
    #expect(first.map(\.endpoint) == Self.endpoints)
    for (place, contract) in first.enumerated() { #expect(store[place] === contract) }
  }

  @Test func `of many the last are kept, and the others compiled again`() throws {
    let store = ContractStore(Self.endpoints, mostKept: 2)
    #expect(!store.keepsAll)
    let first = store[0]
    let second = store[1]
    #expect(store[0] === first)
    _ = store[2]
    #expect(store[1] === second)
    let again = store[0]
    #expect(again !== first)
    #expect(again.endpoint == first.endpoint)
    for place in Self.endpoints.indices { #expect(store[place].endpoint == Self.endpoints[place]) }
  }

  @Test func `a schema that cannot be compiled is told each time`() throws {
    var endpoint = Self.endpoints[0]
    endpoint.responses[0].body.content = .json(Schema(.string, [.pattern("(")]))
    let store = ContractStore([Self.endpoints[1], endpoint])
    #expect(throws: SpecError.self) { try store.contract(at: 1) }
    #expect(throws: SpecError.self) { try store.contract(at: 1) }
    #expect(try store.contract(at: 0).endpoint == Self.endpoints[1])
  }

  @Test func `a contract that is compiled already is taken as it is`() throws {
    let contract = try CompiledEndpoint(Self.endpoints[2])
    #expect(ContractStore(contract)[0] === contract)
  }
}
