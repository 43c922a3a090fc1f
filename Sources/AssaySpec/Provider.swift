import AssaySchema

/// A company whose API is under contract.
public struct Provider: Sendable, Hashable {
  /// The short name that begins the ids of its endpoints and names it on the command line.
  public var id: String
  public var name: String
  public var servers: [Server]
  public var fixtures: [Fixture]
  public var states: [ProviderState]
  /// How this provider says "not now" in its own way.
  public var throttles: [ThrottleSignal]
  public var endpoints: [Endpoint]

  public init(
    _ id: String, _ name: String, servers: [Server] = [], fixtures: [Fixture] = [], states: [ProviderState] = [],
    throttles: [ThrottleSignal] = [], endpoints: [Endpoint]
  ) {
    self.id = id
    self.name = name
    self.servers = servers
    self.fixtures = fixtures
    self.states = states
    self.throttles = throttles
    self.endpoints = endpoints
  }

  public func fixture(_ name: String) -> Fixture? { fixtures.first { $0.name == name } }
  public func state(_ id: String) -> ProviderState? { states.first { $0.id == id } }
}

/// A host that answers for a provider.
public struct Server: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable {
    case sandbox
    case production
  }

  public var kind: Kind
  /// The base of every request, for example `https://api.example.com`.
  public var url: String
  public var evidence: Evidence

  public init(_ kind: Kind, _ url: String, evidence: Evidence) {
    self.kind = kind
    self.url = url
    self.evidence = evidence
  }
}

/// The contracts that a command knows.
public struct Catalog: Sendable, Hashable {
  public var providers: [Provider]

  public init(_ providers: [Provider]) { self.providers = providers }

  public func provider(_ id: String) -> Provider? { providers.first { $0.id == id } }
  public var endpoints: [Endpoint] { providers.flatMap(\.endpoints) }
}
