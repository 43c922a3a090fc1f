import AssayContract
import AssayNet
import AssayPlan
import AssaySpec

/// The hosts that a run may send requests to: this machine, sandboxes that a contract names, and hosts that the user
/// allows.
struct HostPolicy {
  var allowed: [String] = []
  var production: [String] = []
  /// Whether secrets may be sent to other machines without encryption.
  var allowsCleartext = false

  /// Refuses a target that is not allowed, before anything is sent.
  func check(_ target: HTTPTarget, for provider: Provider, in catalog: Catalog) throws(UsageError) {
    if Self.isThisMachine(target) { return }
    let origin = target.origin
    let host = Self.normalized(origin.host)
    let servers = catalog.providers.flatMap(\.servers)
    func names(_ kind: Server.Kind, _ server: Server) -> Bool {
      server.kind == kind && (try? Origin(server.url)).map { Self.normalized($0.host) } == host
    }
    if servers.contains(where: { names(.production, $0) }) {
      guard production.contains(where: { Self.normalized($0) == host }) else {
        throw UsageError(
          "\(origin.host) is \(provider.name)'s production: nothing was sent; --allow-production \(origin.host) allows it"
        )
      }
      return
    }
    let isSandbox = provider.servers.contains { names(.sandbox, $0) }
    guard isSandbox || (allowed + production).contains(where: { Self.normalized($0) == host }) else {
      throw UsageError(
        "\(origin.host) is no sandbox that the contracts of \(provider.id) name: nothing was sent; --allow-host \(origin.host) allows it"
      )
    }
  }

  /// Refuses to send a secret to another machine without encryption, before anything is sent.
  ///
  /// - Parameter targets: Where the requests of each provider go, if not to the mock.
  func checkSecrets(of plan: Plan, at targets: [String: HTTPTarget]) throws(UsageError) {
    for suite in plan.suites {
      guard let target = targets[suite.provider.id],
        let secret = suite.provider.fixtures.first(where: { fixture in
          fixture.isSecret && suite.endpoints.contains { $0.sends(fixture) }
        })
      else { continue }
      try checkSecret(secret, at: target)
    }
  }

  /// Refuses to send one secret to another machine without encryption.
  func checkSecret(_ secret: Fixture, at target: HTTPTarget) throws(UsageError) {
    guard !allowsCleartext, target.origin.scheme == .http, !Self.isThisMachine(target) else { return }
    throw UsageError(
      "\(secret.name) is a secret, and connections to \(target.origin) are not encrypted: nothing was sent; give an https:// target, or --allow-cleartext allows it"
    )
  }

  /// Whether the address itself names this machine. A name that only resolves to it does not count, nor does a target
  /// behind a proxy.
  static func isThisMachine(_ target: HTTPTarget) -> Bool { target.origin.isLoopback && target.tls.proxy == nil }

  /// Case, brackets and a final dot are ignored when names are compared.
  private static func normalized(_ host: String) -> String {
    var host = host.lowercased()
    if host.hasSuffix(".") { host.removeLast() }
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    return host
  }
}
