import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec
import AssaySpecs
import Testing

@Suite struct RequestReadingTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var what: String
    var endpoint: Endpoint = TenPay.sendPhoneVerificationCode
    var target = "/User/phone-number/send-code"
    var headers: HeaderFields = ["Authorization": "Bearer t", "Content-Type": "application/json"]
    var body: String? = #"{"id": 7, "phoneNumber": "+359881234567"}"#
    /// `location: message` of each problem.
    var problems: [String]
    var testDescription: String { what }
  }

  static let credentials = [
    Row(what: "a good request", problems: []),
    Row(
      what: "no credential", headers: ["Content-Type": "application/json"],
      problems: ["header Authorization: Authorization is missing"]),
    Row(
      what: "two credentials",
      headers: ["Authorization": "Bearer t", "authorization": "Bearer t", "Content-Type": "application/json"],
      problems: ["header Authorization: Authorization came more than once"]),
    Row(
      what: "another scheme", headers: ["Authorization": "Basic t", "Content-Type": "application/json"],
      problems: ["header Authorization: Authorization is no bearer token"]),
    Row(
      what: "no token", headers: ["Authorization": "Bearer ", "Content-Type": "application/json"],
      problems: ["header Authorization: Authorization has no token"]),
    Row(
      what: "a scheme and nothing else", headers: ["Authorization": "Bearer", "Content-Type": "application/json"],
      problems: ["header Authorization: Authorization has no token"]),
    Row(
      what: "another token", headers: ["Authorization": "Bearer T", "Content-Type": "application/json"],
      problems: ["header Authorization: the token is invalid"]),
    Row(
      what: "the scheme in another case", headers: ["authorization": "BEARER t", "Content-Type": "application/json"],
      problems: []),
  ]

  static let bodies = [
    Row(
      what: "a text as media type", headers: ["Authorization": "Bearer t", "Content-Type": "text/plain"],
      problems: ["header Content-Type: Content-Type is not application/json"]),
    Row(
      what: "no media type", headers: ["Authorization": "Bearer t"],
      problems: ["header Content-Type: Content-Type is not application/json"]),
    Row(
      what: "a charset", headers: ["Authorization": "Bearer t", "Content-Type": "application/JSON; charset=utf-8"],
      problems: []),
    Row(
      what: "no media type where only a sample shows one", endpoint: SFOX.createVerificationCode,
      target: "/v1/enterprise/users/send-verification/u", headers: ["Authorization": "Bearer t"],
      body: #"{"type": "email"}"#, problems: []),
    Row(what: "no body", body: nil, problems: ["body: the body is missing"]),
    Row(what: "an empty body", body: "", problems: ["body: the body is missing"]),
    Row(
      what: "no JSON", body: "{",
      problems: ["body: the body is no JSON: the document ends where a key is expected"]),
    Row(
      what: "a member twice", body: #"{"id": 7, "id": 8, "phoneNumber": "+359881234567"}"#,
      problems: ["body /id: the member id stands more than once"]),
    Row(what: "null", body: "null", problems: ["body: body: expected object, found null"]),
    Row(
      what: "a member missing and another wrong", body: #"{"phoneNumber": 1}"#,
      problems: [
        #"body /id: body /id: expected member "id", found no such member"#,
        "body /phoneNumber: body /phoneNumber: expected string, found integer 1",
      ]),
    Row(
      what: "undeclared members", body: #"{"id": 7, "phoneNumber": "+359881234567", "x": {"y": []}}"#,
      problems: []),
    Row(
      what: "an empty text where one is required", endpoint: Vault.resendCode, target: "/v2/mobile/phone/verify/resend",
      headers: ["X-Fingerprint": "f", "X-Merchant-ID": "m", "Content-Type": "application/json"],
      body: #"{"phone": ""}"#,
      problems: ["body /phone: body /phone is empty"]),
  ]

  static let parameters = [
    Row(
      what: "an integer in the path", endpoint: Vault.requestPasscodeCode,
      target: "/v2/card/9223372036854775807/passcode/sms/send", headers: ["Authorization": "Bearer t"], body: nil,
      problems: []),
    Row(
      what: "letters for an integer", endpoint: Vault.requestPasscodeCode, target: "/v2/card/abc/passcode/sms/send",
      headers: ["Authorization": "Bearer t"], body: nil,
      problems: [#"path id: path id: expected integer, found string "abc""#]),
    Row(
      what: "an integer beyond its format", endpoint: Vault.requestPasscodeCode,
      target: "/v2/card/9223372036854775808/passcode/sms/send?x=1", headers: ["Authorization": "Bearer t"], body: nil,
      problems: ["path id: path id: expected format int64, found integer 9223372036854775808"]),
    Row(
      what: "an empty path parameter", endpoint: Vault.requestPasscodeCode, target: "/v2/card//passcode/sms/send",
      headers: ["Authorization": "Bearer t"], body: nil, problems: ["path id: path id is empty"]),
    Row(
      what: "required headers missing and empty", endpoint: Vault.resendCode, target: "/v2/mobile/phone/verify/resend",
      headers: ["x-merchant-id": "", "Content-Type": "application/json"], body: #"{"phone": "1"}"#,
      problems: [
        "header X-Fingerprint: header X-Fingerprint is missing", "header X-Merchant-ID: header X-Merchant-ID is empty",
      ]),
  ]

  @Test(arguments: credentials + bodies + parameters)
  func `a request is read against its contract`(row: Row) throws {
    let contract = try CompiledEndpoint(row.endpoint)
    let request = Request(.post, row.target, headers: row.headers, body: row.body.map { Array($0.utf8) })
    let reading = try #require(contract.read(request, credentials: ["Bearer t"]))
    #expect(reading.problems.map { "\($0.location): \($0.message)" } == row.problems)
    let isAboutCredential = row.problems.contains { $0.hasPrefix("header Authorization") }
    #expect(reading.isUnauthenticated == isAboutCredential)
    #expect(reading.isInvalid == (!row.problems.isEmpty && !isAboutCredential))
  }

  @Test func `another method or path is another endpoint's`() throws {
    let contract = try CompiledEndpoint(TenPay.sendPhoneVerificationCode)
    #expect(contract.read(Request(.get, "/User/phone-number/send-code"), credentials: []) == nil)
    #expect(contract.read(Request(.post, "/User/phone-number/send-code/"), credentials: []) == nil)
    #expect(contract.read(Request(.post, "/user/phone-number/send-code"), credentials: []) == nil)
  }

  @Test func `the values of a request are those that its text stands for`() throws {
    var endpoint = SFOX.createVerificationCode
    endpoint.parameters.append(.query("page", .integer, required: true))
    endpoint.parameters.append(.query("q", .string, required: false))
    endpoint.parameters.append(.query("missing", .string, required: true))
    let contract = try CompiledEndpoint(endpoint)
    let request = Request(
      .post, "/v1/enterprise/users/send-verification/a%20%2Fb?p%61ge=3&q=x%3Dy=z&q=second&flag",
      headers: ["Authorization": "Bearer any"],
      body: Array(#"{"type": "sms", "deep": {"er": [1]}}"#.utf8))
    let reading = try #require(contract.read(request, credentials: []))
    #expect(reading.problems.map(\.message) == ["query missing is missing"])
    let expected: [Location: JSONValue] = [
      .path("user_id"): "a /b", .query("page"): 3, .query("q"): "x=y=z",
      .body(.root): ["type": "sms", "deep": ["er": [1]]],
      .body("/type"): "sms", .body("/deep"): ["er": [1]], .body("/deep/er"): [1], .body("/deep/er/0"): 1,
    ]
    for (location, value) in expected { #expect(reading[location] == value, "\(location)") }
    for location in [Location.query("missing"), .path("q"), .body("/deep/er/1"), .body("/type/x"), .header("Accept")] {
      #expect(reading[location] == nil, "\(location)")
    }
  }
}
