import AssayHTTP
import AssayNet
import AssayPlan
import AssaySpec

/// Where the access tokens of a run come from.
struct TokenEndpoints {
  private var endpoints: [String: (target: HTTPTarget?, path: String)] = [:]

  /// Checks that every token endpoint that the plan needs may be reached; throws before anything is sent.
  ///
  /// - Parameter reached: Where the requests of each provider go, if not to the mock.
  init(_ plan: Plan, _ catalog: Catalog, _ reached: [String: HTTPTarget], _ settings: RunSettings)
    throws(UsageError)
  {
    for suite in plan.suites {
      let provider = suite.provider
      for grant in suite.endpoints.flatMap(\.security.schemes).compactMap(\.grant)
      where endpoints[grant.variable] == nil {
        guard let target = reached[provider.id] else {
          endpoints[grant.variable] = (nil, grant.tokenPath)
          continue
        }
        var live = grant
        live.tokenURL = settings.tokenURLs[provider.id] ?? grant.tokenURL
        let host = live.tokenHost.isEmpty ? target : try settings.network.target(live.tokenHost)
        try settings.hosts.check(host, for: provider, in: catalog)
        if let fixture = provider.fixtures.first(where: { $0.name == grant.secret }) {
          try settings.hosts.checkSecret(fixture, at: host)
        }
        endpoints[grant.variable] = (host, live.tokenPath)
      }
    }
  }

  var isEmpty: Bool { endpoints.isEmpty }

  /// Where the tokens of a grant come from; `own` is the run's own mock.
  func endpoint(of grant: ClientCredentials, own: HTTPTarget?) -> (target: any Target, path: String) {
    guard let (target, path) = endpoints[grant.variable], let host = target ?? own else {
      preconditionFailure("each grant of the run has its endpoint")
    }
    return (host, path)
  }
}
