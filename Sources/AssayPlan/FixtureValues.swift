import AssayContract
import AssaySpec

/// The values that a run has for its fixtures.
package struct FixtureValues: Sendable, Hashable {
  /// The given values by fixture name; a secret's value is the placeholder that the runner fills in.
  package var given: [String: String]
  /// Whether the target is Assay's mock, which knows the fixtures' mock values.
  package var isMock: Bool
  /// Further values that the user gave for a fixture, by its name: each is tried too.
  package var further: [String: [String]] = [:]
  /// Whether the run shows a client certificate.
  package var hasClientCertificate: Bool
  /// Whether the run can read the codes that the provider sends.
  package var hasCodeSource = false
  /// What generated values follow from.
  package var seed: UInt64
  /// The seed as a time.
  package var timestamp: String

  package init(
    given: [String: String] = [:], isMock: Bool, hasClientCertificate: Bool = false, seed: UInt64 = 0,
    timestamp: String = "1970-01-01T00:00:00Z"
  ) {
    self.given = given
    self.seed = seed
    self.timestamp = timestamp
    self.isMock = isMock
    self.hasClientCertificate = hasClientCertificate
  }

  /// The value of one fixture, or `nil` when a live run lacks it.
  package func value(of fixture: Fixture) -> String? {
    given[fixture.name]
      ?? (fixture.generator != nil ? Self.placeholder(for: fixture) : isMock ? fixture.mock : fixture.live)
  }

  /// The placeholder of a secret until its request is sent, written as a shell variable.
  package static func placeholder(for fixture: Fixture) -> String { Placeholder.text(for: fixture.environmentName) }
}

extension Fixture {
  /// Stands for the client certificate among the values that a case lacks.
  package static let clientCertificate = Fixture("client certificate", "for mutual TLS", mock: "")

  /// `needs vault.card (id of a card): give --var vault.card=VALUE or set ASSAY_VAULT_CARD`.
  package var needed: String {
    if self == .clientCertificate { return "needs a client certificate: give --cert FILE and --key FILE" }
    let how = isSecret ? "set \(environmentName)" : "give --var \(name)=VALUE or set \(environmentName)"
    return "needs \(name) (\(description)): \(how)"
  }
}
