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
