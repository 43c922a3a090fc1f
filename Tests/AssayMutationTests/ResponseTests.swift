import AssayContract
import AssayHTTP
import AssayJSON
import AssayJudge
import AssayMock
import AssayMutation
import AssayPlan
import AssaySpec
import Testing

/// Responses beyond one body a status: `default`, several of one status, headers, 304 and redirects.
@Suite struct ResponseTests {
  private static let token = Fixture("acme.token", "a token", mock: "t", isSecret: true)
  private static let order = Fixture("acme.order", "an order", mock: "7")
  private static let page = Evidence.documented(at: "Responses")

  /// A resource with a validator, whose refusals are the document's `default`.
  private static let read = Endpoint(
    .get, "/orders/{id}", id: "acme.orders.read", title: "Read",
    document: Document(url: "https://docs.example.com/orders", retrieved: "2026-11-20"),
    security: .bearer(token, quote: page), parameters: [.path("id", .int32, from: order, example: "7")],
    responses: [
      ResponseSpec(
        200, .json([.required("id", .int32)]), when: .validRequest,
        headers: [
          ResponseHeader("ETag", .string(pattern: "^\"[0-9a-f]+\"$"), required: true, example: "\"a1\"", quote: page),
          ResponseHeader("X-RateLimit-Remaining", .integer, required: false, example: "59", quote: page),
          ResponseHeader(
            "Set-Cookie", .string(pattern: "^[a-z]+=[^;]*; Secure$"), required: false,
            example: "id=1; Secure", quote: page),
        ], quote: page),
      ResponseSpec(304, .empty, when: .notModified, quote: page),
      ResponseSpec(
        .default, .json([.required("message", .string)]), when: .invalidRequest, .unauthenticated, quote: page),
    ])

  /// Two refusals with one status: the trigger says which body comes.
  private static let create = Endpoint(
    .post, "/orders", id: "acme.orders.create", title: "Create",
    document: Document(url: "https://docs.example.com/orders", retrieved: "2026-11-20"),
    security: .none(quote: page),
    requestBody: .json([.required("email", .email), .required("amount", .int32)], mediaTypeQuote: page),
    responses: [
      ResponseSpec(
        201, .empty, when: .validRequest,
        headers: [
          ResponseHeader(
            "Location", .string(pattern: "^https://api\\."), required: true,
            example: "https://api.example.com/orders/8", quote: page)
        ], quote: page),
      ResponseSpec(
        400, .json([.required("error", .string)]), when: .invalidRequest, quote: page),
      ResponseSpec(
        400, .json([.required("field", .enum("email")), .required("reason", .string)]),
        when: .invalidRequest(at: "/email"), quote: page),
    ])

  /// An endpoint that only redirects.
  private static let latest = Endpoint(
    .get, "/latest-order", id: "acme.orders.latest", title: "Latest",
    document: Document(url: "https://docs.example.com/orders", retrieved: "2026-11-20"),
    security: .none(quote: page),
    responses: [
      ResponseSpec(
        302, .undocumented, when: .validRequest,
        headers: [ResponseHeader("Location", .string(pattern: "^https://"), required: true, quote: page)], quote: page)
    ])

  private static let catalog = Catalog([
    Provider("acme", "Acme", fixtures: [token, order], endpoints: [read, create, latest])
  ])

  @Test func `a contract with all of them has no finding, and no fault of it survives`() throws {
    #expect(Linter().findings(in: Self.catalog).map(\.description) == [])
    let score = try MutationRun(Self.catalog).run()
    #expect(score.survivors.map { "\($0.fault.name): \($0.advice)" } == [])
    #expect(score.falseAlarms.map { "\($0.mutant.rawValue): \($0.flags.prefix(3))" } == [])
    let names = Set(score.mutants.map(\.fault.name))
    for name in [
      "acme.orders.read!status/304-as-200", "acme.orders.read!header/200-without-ETag",
      "acme.orders.read!header/200-ill-formed-X-RateLimit-Remaining", "acme.orders.read!framing/304-bodyWhereNone",
      "acme.orders.read!status/default-fails", "acme.orders.create!body/400-2-with-body-of-400",
      "acme.orders.create!body/400-with-body-of-400-2", "acme.orders.create!header/201-ill-formed-Location",
      "acme.orders.latest!header/302-without-Location",
    ] {
      #expect(names.contains(name), "there is no fault \(name)")
    }
  }

  private static func suite(_ endpoint: Endpoint) throws -> Plan.Suite {
    try #require(
      try Planner(values: FixtureValues(isMock: true)).plan(catalog).suites.first { $0.endpoint.id == endpoint.id })
  }

  @Test(arguments: [
    ("missing/email", #"{"field": "email", "reason": "r"}"#, []),
    ("missing/email", #"{"error": "e"}"#, ["missing-member", "missing-member", "undocumented-member"]),
    ("missing/amount", #"{"error": "e"}"#, []),
    (
      "missing/amount", #"{"field": "email", "reason": "r"}"#,
      ["missing-member", "undocumented-member", "undocumented-member"]
    ),
  ])
  func `the trigger says which body of a status a response must have`(
    name: String, body: String, codes: [String]
  ) throws {
    let suite = try Self.suite(Self.create)
    let testCase = try #require(suite.cases().first { $0.id == "acme.orders.create/\(name)" })
    let response = Response(400, headers: ["Content-Type": "application/json"], body: Array(body.utf8))
    let verdict = Judge(suite.contract).verdict(
      on: testCase, [Exchange(request: testCase.request, outcome: .answered(response))])
    #expect(verdict.violations.map(\.code) == codes)
  }

  @Test(arguments: [
    (404, #"{"message": "m"}"#, []), (422, #"{"message": 1}"#, ["wrong-type"]),
    (500, #"{"message": "m"}"#, ["unexpected-status"]), (302, #"{"message": "m"}"#, ["unexpected-status"]),
    (202, #"{"message": "m"}"#, ["accepted-invalid"]),
  ])
  func `the default response is any client error without a response of its own`(
    status: Int, body: String, codes: [String]
  ) throws {
    let suite = try Self.suite(Self.read)
    let testCase = try #require(suite.cases().first { $0.kind == .type })
    let response = Response(status, headers: ["Content-Type": "application/json"], body: Array(body.utf8))
    let verdict = Judge(suite.contract).verdict(
      on: testCase, [Exchange(request: testCase.request, outcome: .answered(response))])
    #expect(verdict.violations.map(\.code) == codes)
  }

  @Test func `each value of a repeated header is judged`() throws {
    let suite = try Self.suite(Self.read)
    let testCase = try #require(suite.cases().first { $0.kind == .answer })
    var response = Response(
      200, headers: ["Content-Type": "application/json", "ETag": "\"a\"", "Set-Cookie": "id=1; Secure"],
      body: Array(#"{"id": 7}"#.utf8))
    response.headers.append("Set-Cookie", "lang=en")
    let verdict = Judge(suite.contract).verdict(
      on: testCase, [Exchange(request: testCase.request, outcome: .answered(response))])
    #expect(verdict.violations.map(\.code) == ["header-invalid"])
  }

  @Test func `a conditional request repeats the validator of the first response`() throws {
    let suite = try Self.suite(Self.read)
    let testCase = try #require(suite.cases().first { $0.id == "acme.orders.read/conditional/etag" })
    #expect(testCase.steps.map { $0.expectation.responses } == [[0], [1]])
    func second(after first: Response) -> Request? {
      testCase.steps[1].request(
        after: [Exchange(request: testCase.request, outcome: .answered(first))], of: suite.endpoint)
    }
    #expect(second(after: Response(200, headers: ["ETag": "\"b2\""]))?.headers["If-None-Match"] == "\"b2\"")
    #expect(second(after: Response(200)) == nil)
  }

  /// 0 to 3 are the responses below, in their order.
  @Test(
    arguments: [
      ("text/csv", "a,b", 1), ("text/csv; charset=utf-8", #"{"error": "e"}"#, 1),
      ("application/json", #"{"error": 5}"#, 0),
      ("application/json", #"{"error": "e"}"#, 0), ("text/html", #"{"error": "e"}"#, 0),
      ("application/pdf", "%PDF-1", 2),
      ("application/pdf", "none", 2), (nil, "", 3), (nil, "a,b", 0),
    ] as [(String?, String, Int)])
  func `of several responses with one status the media type and the body decide`(
    type: String?, body: String, index: Int
  ) throws {
    let contract = SmallContract(errors: [
      ResponseSpec(409, .json([.required("error", .string)]), when: .nothing("a"), quote: Self.page),
      ResponseSpec(409, .text(as: "text/csv"), when: .nothing("b"), quote: Self.page),
      ResponseSpec(
        409, .bytes(as: "application/pdf", startsWith: Array("%PDF".utf8)), when: .nothing("c"), quote: Self.page),
      ResponseSpec(409, .empty, when: .nothing("d"), quote: Self.page),
    ])
    var response = Response(409, body: Array(body.utf8))
    if let type { response.headers.append("Content-Type", type) }
    let found = try CompiledEndpoint(contract.endpoint).response(for: response, expecting: [1, 2, 3, 4])
    #expect(found.index == index + 1 && found.isExpected)
  }

  /// The documented media types are JSON and CSV.
  @Test(
    arguments: [
      ("text/csv", "application/json", ["content-type-not-accepted"]), ("text/csv", "text/csv", []),
      ("application/json", "text/csv; charset=utf-8", ["content-type-not-accepted"]), (nil, "text/csv", []),
      ("text/csv;q=0.1, */*", "text/csv", []), ("text/csv;q=0, */*", "text/csv", ["content-type-not-accepted"]),
      ("image/png", "text/csv", []), ("text/csv", "image/png", ["content-type-wrong"]),
    ] as [(String?, String, [String])])
  func `a response has a documented media type that the request accepts`(
    accept: String?, type: String, codes: [String]
  ) throws {
    let body = Body.oneOf(.json([.required("id", .int32)]), .text(as: "text/csv"))
    let contract = SmallContract(.get, success: body)
    let suite = try Planner(values: FixtureValues(isMock: true)).plan(contract.catalog).suites[0]
    var testCase = try #require(suite.cases().first { $0.kind == .answer })
    if let accept { testCase.steps[0].request.headers.set("Accept", accept) }
    let response = Response(200, headers: ["Content-Type": type], body: Array(#"{"id": 7}"#.utf8))
    let verdict = Judge(suite.contract).verdict(
      on: testCase, [Exchange(request: testCase.request, outcome: .answered(response))])
    #expect(verdict.violations.map(\.code) == codes)
  }

  @Test func `a provider that ignores Accept is found`() throws {
    let body = Body.oneOf(.json([.required("id", .int32)]), .text(as: "text/csv"))
    #expect(try SmallContract(.get, success: body, errors: []).killedFaults().contains("header/ignores-accept"))
  }
}
