import AssayContract
import AssayHTTP
import AssayJSON
import AssayJudge
@testable import AssayMock
import AssayPlan
import AssaySchema
import AssaySpec
import AssaySpecs
import Testing

@Suite struct MockTests {
  static let mock = try! Mock(.all)
  static let state = MockState(seededFrom: .all)

  static func answer(
    _ target: String, _ body: String?, headers: HeaderFields = [:], method: AssayHTTP.Method = .post,
    token: String? = "assay-mock-token"
  ) -> Response {
    var fields: HeaderFields = headers
    if let token { fields.append("Authorization", "Bearer \(token)") }
    if body != nil, !fields.contains("Content-Type") { fields.append("Content-Type", "application/json") }
    return mock.answer(Request(method, target, headers: fields, body: body.map { Array($0.utf8) }), state)
  }

  @Test func `a path without parameters is matched before a template`() {
    let routes = Routes(["/orders/{id}", "/orders/latest", "/{kind}/latest"])
    #expect(routes.candidates(for: "/orders/latest?full=1") == [1, 0, 2])
    #expect(routes.candidates(for: "/orders/7") == [0])
  }

  @Test func `every planned case passes against it`() throws {
    let plan = try Planner(values: FixtureValues(isMock: true)).plan(.all)
    for suite in plan.suites {
      let judge = Judge(suite.contract, isStrict: true)
      for testCase in suite.cases() {
        var request = testCase.request
        if let value = request.headers["Authorization"], value.contains("${") {
          request.headers.set("Authorization", "Bearer assay-mock-token")
        }
        let exchanges = testCase.steps.map { _ in
          Exchange(request: request, outcome: .answered(Self.mock.answer(request, Self.state)))
        }
        let verdict = judge.verdict(on: testCase, exchanges)
        #expect(verdict.outcome == .passed, "\(testCase.id): \(verdict.violations.map(\.message))")
      }
    }
  }

  @Test func `the answer repeats what must be repeated`() throws {
    let response = Self.answer("/v1/enterprise/users/send-verification/somebody%20else", #"{"type": "email"}"#)
    let body = try JSONValue(parsing: String(decoding: response.body, as: UTF8.self))
    #expect(response.status == 200)
    #expect(body["data"]?["user_id"] == "somebody else")
    #expect(body["data"]?["email"] != nil)
    #expect(body["data"]?["phone_number"] == nil)
  }

  @Test(arguments: [
    ("client_account_1", "email", 200, nil), ("client_account_1", "sms", 422, nil),
    ("client_account_2", "email", 422, "Email already verified"), ("client_account_2", "sms", 200, nil),
    ("client_account_3", "email", 422, "Email already verified"),
    ("client_account_3", "sms", 422, "Phone already verified"),
  ])
  func `what a user has verified decides`(user: String, type: String, status: Int, error: String?) throws {
    let response = Self.answer("/v1/enterprise/users/send-verification/\(user)", #"{"type": "\#(type)"}"#)
    #expect(response.status == status)
    if let error {
      #expect(try JSONValue(parsing: String(decoding: response.body, as: UTF8.self))["error"] == .string(error))
    }
  }

  @Test(arguments: [
    (#"{"id": 2077, "phoneNumber": "+359881234567"}"#, 204), (#"{"id": 2078, "phoneNumber": "+359881234567"}"#, 204),
    (#"{"id": 2147483647, "phoneNumber": "+359881234567"}"#, 404),
    (#"{"id": 2077, "phoneNumber": "+359881234568"}"#, 400), (#"{"id": 2077.0, "phoneNumber": "+359881234567"}"#, 204),
    (#"{"id": 2077.5, "phoneNumber": "+359881234567"}"#, 400), (#"{"id": true, "phoneNumber": "+359881234567"}"#, 400),
    (#"{"id": "2077", "phoneNumber": "+359881234567"}"#, 400), (#"{"id": 2077, "phoneNumber": "359881234567"}"#, 400),
    (#"{"id": 2147483648, "phoneNumber": "+359881234567"}"#, 400),
    (#"{"id": 2077, "phoneNumber": "+359881234567", "correlationType": 2}"#, 400),
    (#"{"id": 2077, "phoneNumber": "+359881234567", "unknown": 2}"#, 204),
    (#"{"id": 2077, "id": 2078, "phoneNumber": "+359881234567"}"#, 400), (#"{"id": 2077"#, 400), ("", 400),
  ])
  func `a request is held to its contract`(body: String, status: Int) {
    #expect(Self.answer("/User/phone-number/send-code", body).status == status)
  }

  @Test func `a credential that is missing or invalid is refused`() {
    let body = #"{"id": 2077, "phoneNumber": "+359881234567"}"#
    #expect(Self.answer("/User/phone-number/send-code", body, token: nil).status == 401)
    #expect(Self.answer("/User/phone-number/send-code", body, token: "another").status == 401)
  }

  @Test(arguments: [
    (
      "/v2/card/1/passcode/sms/send", "application/json", "vault",
      #"{"error":"COMMON","errorId":0,"message":"Authorization is missing","systemId":"core"}"#
    ),
    (
      "/v1/enterprise/users/send-verification/u", "application/json", "sfox", #"{"error":"Authorization is missing"}"#
    ),
    (
      "/User/phone-number/send-code", "application/problem+json", "tenpay",
      #"{"type":"about:blank","title":"Unauthorized","status":401,"detail":"Authorization is missing"}"#
    ),
  ])
  func `a refused credential has the shape of the provider's errors, and a challenge`(
    target: String, type: String, provider: String, body: String
  ) {
    let response = Self.answer(target, "{}", token: nil)
    #expect(response.status == 401)
    #expect(response.headers.values(named: "WWW-Authenticate") == ["Bearer realm=\"\(provider)\""])
    #expect(response.headers.values(named: "Content-Type") == [type])
    #expect(String(decoding: response.body, as: UTF8.self) == body)
  }

  /// A provider with one endpoint that answers this.
  private static func catalog(_ schema: Schema, headers: [ResponseHeader] = []) -> Catalog {
    let endpoint = Endpoint(
      .get, "/health", id: "acme.health", title: "Health",
      document: Document(url: "https://docs.example.com", retrieved: "2026-11-20"),
      security: .none(quote: .documented(at: "Authentication")),
      responses: [
        ResponseSpec(
          200, .json(schema: schema), when: .validRequest, headers: headers, quote: .documented(at: "Responses"))
      ])
    return Catalog([Provider("acme", "Acme", endpoints: [endpoint])])
  }

  @Test func `documented headers satisfy their schemas, and none is there twice`() throws {
    let pattern = Schema(.string, [.pattern("^[A-Z]{3}-(\\d{4}|none)$")])
    let headers = [
      ("X-Request-Id", pattern), ("Content-Type", .string), ("content-length", .integer),
      ("X-Limit", Schema(.integer, [.minimum(10), .maximum(19), .multipleOf(7)])),
    ].map { ResponseHeader($0.0, $0.1, required: true, quote: .documented(at: "Headers")) }
    let catalog = Self.catalog(.object([.required("ok", .boolean)]), headers: headers)
    #expect(Linter().findings(in: catalog) == [])
    let response = try Mock(catalog).answer(Request(.get, "/health"), MockState(seededFrom: catalog))
    #expect(
      response.headers.map { "\($0.name): \($0.value)" }
        == ["X-Request-Id: AAA-0000", "Content-Type: application/json", "content-length: 11", "X-Limit: 14"])
    let plan = try Planner(values: FixtureValues(isMock: true)).plan(catalog)
    let testCase = try #require(plan.suites[0].cases().first)
    let verdict = Judge(plan.suites[0].contract).verdict(
      on: testCase, [Exchange(request: testCase.request, outcome: .answered(response))])
    #expect(verdict.outcome == .passed, "\(verdict.violations.map(\.message))")
  }

  @Test(arguments: [
    (
      catalog(.object([.required("count", Schema(.integer, [.minimum(5), .maximum(1)]))])),
      "nothing satisfies the 200 response's body /count: no number is at least 5 and at most 1: correct the schema"
    ),
    (
      catalog(
        .boolean,
        headers: [
          ResponseHeader(
            "X-Id", Schema(.string, [.pattern("^a$"), .minLength(2)]), required: true, quote: .documented(at: "Headers")
          )
        ]),
      "nothing satisfies the 200 response's header X-Id: no text is like ^a$ and at least 2 long: correct the schema"
    ),
  ])
  func `what nothing satisfies is found by the linter, and the mock refuses to serve it`(
    catalog: Catalog, message: String
  ) throws {
    #expect(Linter().findings(in: catalog).map(\.message) == [message])
    let error = #expect(throws: SpecError.self) { try Mock(catalog) }
    #expect(error?.message == message)
  }

  @Test func `an unknown path and a wrong method are refused as HTTP does`() {
    #expect(Self.answer("/nowhere", nil).status == 404)
    let response = Self.answer("/User/phone-number/send-code", nil, method: .get)
    #expect(response.status == 405)
    #expect(response.headers["Allow"] == "POST")
  }

  @Test func `a required header that is missing is refused`() {
    let response = Self.answer("/v2/mobile/phone/verify/resend", #"{"phone": "+447871234567"}"#)
    #expect(response.status == 400)
  }
}
