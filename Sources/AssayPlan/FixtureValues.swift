import AssayContract
import AssaySpec

/// The values that a run has for its fixtures.
package struct FixtureValues: Sendable, Hashable {
  /// The given values by fixture name; a secret's value is the placeholder that the runner fills in.
  package var given: [String: String]
  /// Whether the target is Assay's mock, which knows the fixtures' mock values.
  package var isMock: Bool

  package init(given: [String: String] = [:], isMock: Bool) {
    self.given = given
    self.isMock = isMock
  }

  /// The value of one fixture, or `nil` when a live run lacks it.
  package func value(of fixture: Fixture) -> String? {
    given[fixture.name] ?? (isMock ? fixture.mock : fixture.live)
  }

  /// The placeholder of a secret until its request is sent, written as a shell variable.
  package static func placeholder(for fixture: Fixture) -> String { Placeholder.text(for: fixture.environmentName) }
}

extension Fixture {
  /// `needs vault.card (id of a card): give --var vault.card=VALUE or set ASSAY_VAULT_CARD`.
  package var needed: String {
    let how = isSecret ? "set \(environmentName)" : "give --var \(name)=VALUE or set \(environmentName)"
    return "needs \(name) (\(description)): \(how)"
  }
}
