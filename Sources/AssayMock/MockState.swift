import AssayJSON
public import AssaySpec

/// What is true at the mocked provider: which state holds for which value of its subject.
public struct MockState: Sendable, Hashable {
  public struct StateFact: Sendable, Hashable {
    public var state: String
    public var value: String
  }

  public var facts: Set<StateFact>

  public init(facts: Set<StateFact> = []) { self.facts = facts }

  /// The states that the providers' fixtures are in, with the values that a run has for them.
  public init(seededFrom catalog: Catalog, values: [String: String] = [:]) {
    facts = []
    for provider in catalog.providers {
      for fixture in provider.fixtures {
        let value = values[fixture.name] ?? fixture.mock
        for state in fixture.states { facts.insert(StateFact(state: state, value: value)) }
      }
    }
  }

  /// Whether a state holds for the subject that a request names at one of these places; `false` where it names none.
  func holds(_ state: String, for locations: [Location], _ reading: RequestReading) -> Bool {
    locations.contains { location in
      guard let value = reading[location] else { return false }
      return facts.contains(StateFact(state: state, value: Parameter.text(of: value)))
    }
  }
}
