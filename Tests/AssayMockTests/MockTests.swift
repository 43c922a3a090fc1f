import AssayHTTP
import AssayJSON
import AssayJudge
import AssayMock
import AssayPlan
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

  @Test func `every planned case passes against it`() throws {
    let plan = try Planner(values: FixtureValues(isMock: true)).plan(.all)
    for suite in plan.suites {
      let judge = Judge(suite.contract, isStrict: true)
      for test in suite.cases() {
        var request = test.request
        if let value = request.headers["Authorization"], value.contains("${") {
          request.headers.set("Authorization", "Bearer assay-mock-token")
        }
        let exchanges = (0..<test.sends).map { _ in
          Exchange(request: request, outcome: .answered(Self.mock.answer(request, Self.state)))
        }
        let verdict = judge.verdict(on: test, exchanges)
        #expect(verdict.outcome == .passed, "\(test.id): \(verdict.violations.map(\.message))")
      }
    }
  }

  @Test func `it answers the same when it keeps few of its contracts`() throws {
    let endpoints = Catalog.all.providers.flatMap(\.endpoints)
    let small = try Mock(.all, ContractStore(endpoints, mostKept: 1))
    let plan = try Planner(values: FixtureValues(isMock: true)).plan(.all)
    // A case of each endpoint in turn, so that no contract is kept from one request to the next.
    for index in 0..<20 {
      for suite in plan.suites where index < suite.count {
        let request = suite.cases()[index].request
        #expect(small.answer(request, Self.state) == Self.mock.answer(request, Self.state))
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

  @Test func `a credential that is missing or not good is refused`() {
    let body = #"{"id": 2077, "phoneNumber": "+359881234567"}"#
    #expect(Self.answer("/User/phone-number/send-code", body, token: nil).status == 401)
    #expect(Self.answer("/User/phone-number/send-code", body, token: "another").status == 401)
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
