import AssayContract
import AssaySpec

/// The values that a run has for its fixtures.
package struct FixtureValues: Sendable, Hashable {
  /// What the user gave, by fixture name; a secret is given as the placeholder that the runner fills in.
  package var given: [String: String]
  /// Whether the target is a mock of ours, which knows the fixtures' own values.
  package var isMock: Bool

  package init(given: [String: String] = [:], isMock: Bool) {
    self.given = given
    self.isMock = isMock
  }

  /// The value of one fixture, or `nil` when a live run lacks it.
  package func value(of fixture: Fixture) -> String? {
    given[fixture.name] ?? (isMock ? fixture.mock : fixture.live)
  }

  /// The text that stands for a secret until a request leaves: the shell's own way to write it.
  package static func placeholder(for fixture: Fixture) -> String { Placeholder.text(for: fixture.environmentName) }
}

extension Fixture {
  /// `needs vault.card (id of a card): give --var vault.card=VALUE or set ASSAY_VAULT_CARD`.
  package var needed: String {
    let how = isSecret ? "set \(environmentName)" : "give --var \(name)=VALUE or set \(environmentName)"
    return "needs \(name) (\(description)): \(how)"
  }
}
