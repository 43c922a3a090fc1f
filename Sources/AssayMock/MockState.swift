import AssayContract
import AssayJSON
import AssaySpec

/// The provider states of a mock: which states hold for which value of their subject.
package struct MockState: Sendable, Hashable {
  /// The states that hold for a value.
  private var states: [String: [String]] = [:]

  /// The states of the providers' fixtures, with the values that a run has for them.
  package init(seededFrom catalog: Catalog, values: [String: String] = [:]) {
    for fixture in catalog.providers.flatMap(\.fixtures) {
      states[values[fixture.name] ?? fixture.mock, default: []] += fixture.states
    }
  }

  /// Sets or clears a state for a value of its subject.
  mutating func set(_ condition: StateCondition, for value: String) {
    states[value, default: []].removeAll { $0 == condition.state }
    if condition.holds { states[value, default: []].append(condition.state) }
  }

  /// The states that hold for the subject at a location of a request; none when the request names no subject there.
  func states(at location: Location, of reading: RequestValidation) -> [String] {
    reading[location].flatMap { states[Parameter.text(of: $0)] } ?? []
  }
}
