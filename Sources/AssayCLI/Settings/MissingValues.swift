import AssayContract
import AssayPlan
import AssaySpec

/// The endpoints of a plan that cannot be tested at all, and the missing values.
struct MissingValues {
  private var endpoints: [String] = []
  private var fixtures: [Fixture] = []

  /// `nil` when each endpoint has a request that can be sent and must be accepted.
  ///
  /// If no such request is selected, any request that can be sent is enough.
  init?(in plan: Plan) {
    for suite in plan.suites where !suite.isScenarios {
      let cases = suite.cases()
      let successes = cases.filter { $0.expectsSuccess(of: suite.endpoint) }
      let wanted = successes.isEmpty ? cases : successes
      guard wanted.allSatisfy({ $0.skip?.kind == .missingValue }) else { continue }
      endpoints.append(suite.endpoint.id)
      let names = Set(cases.flatMap { $0.skip?.missing ?? [] })
      for fixture in suite.provider.fixtures + [.clientCertificate]
      where names.contains(fixture.name) && !fixtures.contains(fixture) {
        fixtures.append(fixture)
      }
    }
    if endpoints.isEmpty { return nil }
  }

  var message: String {
    let count = endpoints.count == 1 ? "1 endpoint" : "\(endpoints.count) endpoints"
    return """
      \(count) cannot be tested without values that this run does not have: \(endpoints.joined(separator: ", "))
      \(fixtures.map { "  \($0.needed)" }.joined(separator: "\n"))
      Give them, or leave endpoints out with --only, --skip or --target; nothing was sent
      """
  }
}
