import AssayContract
import AssayHTTP
import AssayMock
import AssayMutation
import AssayPlan
import AssaySchema
import AssaySpec
import Testing

/// A contract of one endpoint, with what planner, mock and mutation make of it.
struct SmallContract {
  static let page = Evidence.documented(at: "Page")

  var endpoint: Endpoint
  var catalog: Catalog

  init(
    _ method: AssayHTTP.Method = .post, _ path: PathTemplate = "/x", fixtures: [Fixture] = [],
    parameters: [Parameter] = [], body: Body = .empty, success: Body = .empty, paging: Paging? = nil,
    errors: [ResponseSpec] = [ResponseSpec(400, .undocumented, when: .invalidRequest, quote: page)]
  ) {
    endpoint = Endpoint(
      method, path, id: "shop.x", title: "X", document: Document(url: "https://example.com", retrieved: "2026-11-21"),
      security: .none(quote: Self.page), parameters: parameters, requestBody: body,
      responses: [ResponseSpec(200, success, when: .validRequest, quote: Self.page)] + errors, paging: paging)
    catalog = Catalog([Provider("shop", "Shop", fixtures: fixtures, endpoints: [endpoint])])
  }

  var findings: [String] { Planner(values: FixtureValues(isMock: true)).findings(in: catalog).map(\.message) }

  /// The cases by their ids after the endpoint's.
  func cases(_ values: FixtureValues = FixtureValues(isMock: true)) throws -> [String: TestCase] {
    let cases = try Planner(values: values).plan(catalog).suites[0].cases()
    return Dictionary(uniqueKeysWithValues: cases.map { (String($0.id.dropFirst("shop.x/".count)), $0) })
  }

  /// The mock's response to a case's first request.
  func answer(_ request: Request) throws -> Response {
    try Mock(catalog).answer(request, MockState(seededFrom: catalog))
  }

  /// The names of the faults, after checking that each is found and nothing else is flagged.
  func killedFaults(sourceLocation: SourceLocation = #_sourceLocation) throws -> [String] {
    #expect(findings == [], sourceLocation: sourceLocation)
    let score = try MutationRun(catalog).run()
    #expect(score.survivors.map { "\($0.fault.name): \($0.advice)" } == [], sourceLocation: sourceLocation)
    #expect(
      score.falseAlarms.map { "\($0.mutant.rawValue): \($0.flags.prefix(3))" } == [], sourceLocation: sourceLocation)
    return score.mutants.map { String($0.fault.name.dropFirst("shop.x!".count)) }
  }
}

extension Request {
  /// Method, target, media type and body, in one line.
  var line: String {
    ([method.rawValue, target]
      + [headers["Content-Type"], body.map { String(decoding: $0, as: UTF8.self) }]
      .compactMap(\.self)).joined(separator: " ")
  }
}
