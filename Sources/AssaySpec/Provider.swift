import AssaySchema

/// A company whose API is under contract.
public struct Provider: Sendable, Hashable {
  package var id: String
  package var name: String
  package var servers: [Server]
  package var fixtures: [Fixture]
  package var states: [ProviderState]
  package var throttles: [ThrottleSignal]
  package var endpoints: [Endpoint]
  package var scenarios: [Scenario]
  /// Where the provider stands in its Swift source.
  package var source: SourceLine

  /// A provider with its endpoints.
  ///
  /// - Parameters:
  ///   - id: The short name that begins the ids of its endpoints and names it on the command line.
  ///   - name: The name that reports show.
  ///   - servers: Its hosts.
  ///   - fixtures: The values that a run needs from outside; all that its endpoints and states name.
  ///   - states: What may be true at the provider and change its responses.
  ///   - throttles: How it says "not now", beside 429 and 503 with `Retry-After`.
  ///   - endpoints: The operations of its API.
  ///   - scenarios: Chains of requests to its endpoints.
  ///   - file: Where the provider stands, for findings.
  ///   - line: The line in that file.
  public init(
    _ id: String, _ name: String, servers: [Server] = [], fixtures: [Fixture] = [], states: [ProviderState] = [],
    throttles: [ThrottleSignal] = [], endpoints: [Endpoint], scenarios: [Scenario] = [], file: String = #filePath,
    line: Int = #line
  ) {
    self.id = id
    self.name = name
    self.servers = servers
    self.fixtures = fixtures
    self.states = states
    self.throttles = throttles
    self.endpoints = endpoints
    self.scenarios = scenarios
    source = SourceLine(file, line)
  }
}

/// A host of a provider.
public struct Server: Sendable, Hashable {
  /// What a host is for.
  public enum Kind: String, Sendable, Hashable {
    /// For tests.
    case sandbox
    /// For real customers.
    case production
  }

  package var kind: Kind
  package var url: String
  package var evidence: Evidence

  /// A host; `url` is the base of every request, such as `https://api.example.com`.
  public init(_ kind: Kind, _ url: String, quote: Evidence) {
    self.kind = kind
    self.url = url
    evidence = quote.standing(at: "Servers")
  }
}

/// The contracts that a command knows.
public struct Catalog: Sendable, Hashable {
  package var providers: [Provider]

  /// The contracts of these providers.
  public init(_ providers: [Provider]) { self.providers = providers }
}

extension Catalog {
  /// The provider with an id, or `nil`.
  package func provider(_ id: String) -> Provider? { providers.first { $0.id == id } }

  /// The endpoints of all providers, in their order.
  package var endpoints: [Endpoint] { providers.flatMap(\.endpoints) }
}
