import AssayContract
import AssaySchema
import AssaySpec
import AssaySpecs
import Testing

@Suite struct ContractStoreTests {
  private static let endpoints = Catalog.all.providers.flatMap(\.endpoints)

  @Test func `few contracts are compiled once`() throws {
    let store = CompiledContractCache(.all)
    #expect(store.keepsAll)
    let first = try Self.endpoints.indices.map { try store.contract(at: $0) }
    #expect(first.map(\.endpoint) == Self.endpoints)
    for (place, contract) in first.enumerated() { #expect(store[place] === contract) }
  }

  @Test func `of many are kept the last, and those that somebody holds`() throws {
    let store = CompiledContractCache(Self.endpoints, maxKept: 2)
    #expect(!store.keepsAll)
    let first = store[0]
    weak let second = store[1]
    weak let third = store[2]
    weak let fourth = store[3]
    #expect(second == nil)
    #expect(third != nil && store[2] === third)
    #expect(fourth != nil && store[3] === fourth)
    #expect(store[0] === first)
    weak let again = store[1]
    #expect(again != nil && again?.endpoint == Self.endpoints[1])
    #expect(third == nil)
    #expect(fourth != nil)
    for place in Self.endpoints.indices { #expect(store[place].endpoint == Self.endpoints[place]) }
  }

  @Test func `a schema that cannot be compiled is reported each time`() throws {
    var endpoint = Self.endpoints[0]
    endpoint.responses[0].body.content = .json(Schema(.string, [.pattern("(")]))
    let store = CompiledContractCache([Self.endpoints[1], endpoint])
    #expect(throws: SpecError.self) { try store.contract(at: 1) }
    #expect(throws: SpecError.self) { try store.contract(at: 1) }
    #expect(try store.contract(at: 0).endpoint == Self.endpoints[1])
  }

  @Test func `a contract that is compiled already is taken as it is`() throws {
    let contract = try CompiledEndpoint(Self.endpoints[2])
    #expect(CompiledContractCache(contract)[0] === contract)
  }
}
