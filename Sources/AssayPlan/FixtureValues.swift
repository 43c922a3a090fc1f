public import AssaySpec

/// The values that a run has for its fixtures.
public struct FixtureValues: Sendable, Hashable {
  /// What the user gave, by fixture name; a secret is given as the placeholder that the runner fills in.
  public var given: [String: String]
  /// Whether the target is a mock of ours, which knows the fixtures' own values.
  public var isMock: Bool

  public init(given: [String: String] = [:], isMock: Bool) {
    self.given = given
    self.isMock = isMock
  }

  /// The value of one fixture, or `nil` when a live run lacks it.
  public func value(of fixture: Fixture) -> String? {
    given[fixture.name] ?? (isMock ? fixture.mock : fixture.live)
  }

  /// The text that stands for a secret until a request leaves: the shell's own way to write it.
  public static func placeholder(for fixture: Fixture) -> String { "${\(fixture.environmentName)}" }
}

/// A fixture that a case needs and the run does not have.
struct MissingFixture: Error {
  var fixture: Fixture

  var message: String {
    let how =
      fixture.isSecret
      ? "set \(fixture.environmentName)" : "give --var \(fixture.name)=VALUE or set \(fixture.environmentName)"
    return "needs \(fixture.name) (\(fixture.description)): \(how)"
  }
}

extension Provider {
  /// The fixture of a subject that is in the states asked for; `nil` when the provider declares none.
  ///
  /// Without conditions it is the ordinary one, whose name is the subject's.
  public func fixture(of subject: String, given conditions: [StateCondition]) -> Fixture? {
    let relevant = conditions.filter { condition in state(condition.state)?.subject == subject }
    let candidates = fixtures.filter { $0.subject == subject }
    let fitting = candidates.filter { fixture in
      relevant.allSatisfy { fixture.states.contains($0.state) == $0.holds }
    }
    // The fixture with the fewest states of its own says the least that was not asked for.
    return fitting.min { $0.states.count < $1.states.count }
  }
}
