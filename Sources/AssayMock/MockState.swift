import AssayContract
import AssayJSON
import AssaySpec

/// What is true at the mocked provider: which state holds for which value of its subject.
package struct MockState: Sendable, Hashable {
  package struct StateFact: Sendable, Hashable {
    package var state: String
    package var value: String
  }

  package let notes: Set<StateFact>
  /// The states that hold for a value.
  private let states: [String: [String]]

  package init(notes: Set<StateFact> = []) {
    self.notes = notes
    states = Dictionary(grouping: notes, by: \.value).mapValues { $0.map(\.state).sorted() }
  }

  /// The states that the providers' fixtures are in, with the values that a run has for them.
  package init(seededFrom catalog: Catalog, values: [String: String] = [:]) {
    var notes: Set<StateFact> = []
    for provider in catalog.providers {
      for fixture in provider.fixtures {
        let value = values[fixture.name] ?? fixture.mock
        for state in fixture.states { notes.insert(StateFact(state: state, value: value)) }
      }
    }
    self.init(notes: notes)
  }

  /// The states that hold for the subject that a request names at a place; none where it names none.
  func states(at location: Location, of reading: RequestValidation) -> [String] {
    reading[location].flatMap { states[Parameter.text(of: $0)] } ?? []
  }
}
