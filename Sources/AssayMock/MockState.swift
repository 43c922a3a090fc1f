import AssayJSON
public import AssaySpec

/// What is true at the mocked provider: which state holds for which value of its subject.
public struct MockState: Sendable, Hashable {
  public struct StateFact: Sendable, Hashable {
    public var state: String
    public var value: String
  }

  public let facts: Set<StateFact>
  /// The states that hold for a value.
  private let states: [String: [String]]

  public init(facts: Set<StateFact> = []) {
    self.facts = facts
    states = Dictionary(grouping: facts, by: \.value).mapValues { $0.map(\.state).sorted() }
  }

  /// The states that the providers' fixtures are in, with the values that a run has for them.
  public init(seededFrom catalog: Catalog, values: [String: String] = [:]) {
    var facts: Set<StateFact> = []
    for provider in catalog.providers {
      for fixture in provider.fixtures {
        let value = values[fixture.name] ?? fixture.mock
        for state in fixture.states { facts.insert(StateFact(state: state, value: value)) }
      }
    }
    self.init(facts: facts)
  }

  /// The states that hold for the subject that a request names at a place; none where it names none.
  func states(at location: Location, of reading: RequestReading) -> [String] {
    reading[location].flatMap { states[Parameter.text(of: $0)] } ?? []
  }
}
