import AssaySpec

extension Provider {
  /// The fixture with a name, or `nil`.
  package func fixture(_ name: String) -> Fixture? { fixtures.first { $0.name == name } }

  /// The state with an id, or `nil`.
  package func state(_ id: String) -> ProviderState? { states.first { $0.id == id } }

  /// The fixture of a subject that is in the states asked for; `nil` when the provider declares none.
  ///
  /// Without conditions it is the ordinary one, whose name is the subject's.
  package func fixture(of subject: String, given conditions: [StateCondition]) -> Fixture? {
    let relevant = conditions.filter { condition in state(condition.state)?.subject == subject }
    let candidates = fixtures.filter { $0.subject == subject }
    let fitting = candidates.filter { fixture in
      relevant.allSatisfy { fixture.states.contains($0.state) == $0.holds }
    }
    // The fixture with the fewest states has the fewest that were not requested.
    return fitting.min { $0.states.count < $1.states.count }
  }
}
