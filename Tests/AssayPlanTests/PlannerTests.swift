import AssayHTTP
import AssayJSON
import AssayPlan
import AssaySchema
import AssaySpec
import AssaySpecs
import Testing

@Suite struct PlannerTests {
  static let mockPlan: Plan = try! Planner(values: FixtureValues(isMock: true)).plan(.all)

  static func testCase(_ id: String) throws -> TestCase {
    try #require(mockPlan.suites.flatMap { $0.cases() }.first { $0.id == id }, "no case \(id)")
  }

  @Test func `ids are unique, begin with their endpoint and never change`() throws {
    let ids = Self.mockPlan.suites.flatMap { $0.cases().map(\.id) }
    #expect(Set(ids).count == ids.count)
    for suite in Self.mockPlan.suites {
      for testCase in suite.cases() {
        #expect(testCase.id.hasPrefix(suite.endpoint.id + "/\(testCase.kind.rawValue)/"))
      }
    }
    let again = try Planner(values: FixtureValues(isMock: true)).plan(.all)
    #expect(again.suites.flatMap { $0.cases() } == Self.mockPlan.suites.flatMap { $0.cases() })
  }

  @Test func `a large plan makes the same cases again`() throws {
    var provider = TenPay.provider
    let endpoint = provider.endpoints[0]
    let expected = try Planner(values: FixtureValues(isMock: true)).plan(Catalog([provider])).suites[0].cases()
    provider.endpoints = (0..<2 + 2000 / expected.count).map { number in
      var endpoint = endpoint
      endpoint.id += "-\(number)"
      return endpoint
    }
    let plan = try Planner(values: FixtureValues(isMock: true)).plan(Catalog([provider]))
    #expect(plan.caseCount > 2000)
    for suite in plan.suites {
      #expect(suite.cases().map(\.id) == suite.caseIDs)
      #expect(suite.cases().map(\.steps) == expected.map(\.steps))
    }
  }

  @Test func `the ids do not depend on the order of members`() throws {
    var provider = Vault.provider
    func ids() throws -> Set<String> {
      Set(try Planner(values: FixtureValues(isMock: true)).plan(Catalog([provider])).suites[1].cases().map(\.id))
    }
    let usual = try ids()
    #expect(usual.contains("vault.card.passcode.set/missing/keyId"))
    guard case .described(_, let schema) = provider.endpoints[1].body.content else { throw CancellationError() }
    provider.endpoints[1].body.content = .described(.json, .object(schema.properties.reversed()))
    #expect(try ids() == usual)
  }

  @Test func `of an answer and what is derived, the derived case stays and expects what both do`() throws {
    let testCase = try Self.testCase("tenpay.user.phone.send-code/choice/correlationType=0")
    #expect(testCase.expectation.responses == [0] && testCase.expectation.tolerated == [])
    #expect(
      !Self.mockPlan.suites.flatMap { $0.cases() }.contains { $0.id == "tenpay.user.phone.send-code/answer/204/valid" })
  }

  @Test(arguments: [
    ("missing/phoneNumber", [2]), ("format/phoneNumber=letters", [1]), ("type/id=string", [0]), ("body/array", [3]),
    ("range/id=2147483648", [0]), ("content-type/text", [0]),
  ])
  func `a contract may say which mistake brings which answer`(id: String, statuses: [Int]) throws {
    let page = Evidence.documented(at: "Errors")
    var provider = TenPay.provider
    let base = provider.endpoints[0].responses.count
    provider.endpoints[0].responses[1].triggers = [.invalidRequest]
    provider.endpoints[0].responses += [
      ResponseSpec(422, .undocumented, when: .invalidRequest(at: "/phoneNumber"), quote: page),
      ResponseSpec(
        409, .undocumented, when: .invalidRequest(.missing, at: "/phoneNumber"), quote: page),
      ResponseSpec(415, .undocumented, when: .invalidRequest(at: .body(.root)), quote: page),
    ]
    let cases = try Planner(values: FixtureValues(isMock: true)).plan(Catalog([provider])).suites[0].cases()
    let testCase = try #require(cases.first { $0.id == "tenpay.user.phone.send-code/" + id })
    #expect(testCase.expectation.responses == statuses.map { $0 == 0 ? 1 : base + $0 - 1 })
  }

  @Test func `every documented answer that can be triggered has a case`() {
    for suite in Self.mockPlan.suites {
      for (index, response) in suite.endpoint.responses.enumerated() {
        let canBeAsked = response.triggers.contains { if case .nothing = $0.trigger { false } else { true } }
        let isAsked = suite.cases().contains { $0.expectation.responses.contains(index) }
        #expect(isAsked == canBeAsked, "\(suite.endpoint.id) \(response.status)")
      }
    }
  }

  @Test func `a sample leaves letter by letter`() throws {
    let testCase = try Self.testCase("vault.phone.verify.resend/example/curl")
    #expect(testCase.request.target == "/v2/mobile/phone/verify/resend")
    #expect(
      testCase.request.headers.map(\.name) == [
        "Accept", "Content-Type", "X-Fingerprint", "X-Merchant-ID", "X-Signature",
      ])
    #expect(testCase.request.headers["X-Signature"] == "")
    #expect(testCase.request.body.map { String(decoding: $0, as: UTF8.self) } == "{\n  \"phone\": \"+447871234567\"\n}")
  }

  @Test func `a token is a placeholder until the request leaves`() throws {
    let testCase = try Self.testCase("vault.card.passcode.set/example/curl")
    #expect(testCase.request.headers["Authorization"] == "Bearer ${ASSAY_VAULT_TOKEN}")
  }

  @Test func `a secret is a placeholder in every spelling of a body`() throws {
    let fixtures = Vault.provider.fixtures
    let values = FixtureValues(
      given: Dictionary(
        uniqueKeysWithValues: fixtures.map { ($0.name, $0.isSecret ? FixtureValues.placeholder(for: $0) : $0.mock) }),
      isMock: false)
    let cases = try Planner(values: values).plan(Catalog([Vault.provider])).suites[1].cases()
    let spellings = cases.filter { $0.kind == .spelling }
    #expect(spellings.count == 4)
    for testCase in spellings {
      let body = String(decoding: testCase.request.body ?? [], as: UTF8.self)
      #expect(
        body.contains("\"${ASSAY_VAULT_CODE}\"") && body.contains("\"${ASSAY_VAULT_PASSCODE}\""), "\(testCase.id)")
    }
    let escaped = try #require(spellings.first { $0.id.hasSuffix("/escapes") })
    #expect(
      String(decoding: escaped.request.body ?? [], as: UTF8.self).contains(#""\u0061\u0062\u0063\u0031\u0032\u0033""#))
  }

  @Test func `a state chooses the fixture that is in it`() throws {
    let sms = try Self.testCase("sfox.users.send-verification/choice/type=sms")
    #expect(sms.request.target == "/v1/enterprise/users/send-verification/client_account_2")
    #expect(sms.expectation.echoes.map(\.value) == ["client_account_2", "sms"])
    let early = try Self.testCase("sfox.users.send-verification/answer/422/not-email-verified,type=sms")
    #expect(early.request.target == "/v1/enterprise/users/send-verification/client_account_1")
    #expect(early.expectation.evidence.level == .documented && early.expectation.statusEvidence.level == .assumed)
  }

  @Test func `a live run skips what it has no fixture for and says how to give it`() throws {
    let plan = try Planner(values: FixtureValues(given: ["tenpay.token": "${ASSAY_TENPAY_TOKEN}"], isMock: false))
      .plan(.all)
    let sample = try #require(
      plan.suites.flatMap { $0.cases() }.first { $0.id == "tenpay.user.phone.send-code/example/body" })
    #expect(
      sample.skip?.text
        == "needs tenpay.user (id of a user whose phone number is not verified): give --var tenpay.user=VALUE or set ASSAY_TENPAY_USER; needs tenpay.phone (a phone number that no other user has): give --var tenpay.phone=VALUE or set ASSAY_TENPAY_PHONE"
    )
    let vault = try #require(
      plan.suites.flatMap { $0.cases() }.first { $0.id == "vault.card.passcode.sms.send/example/curl" })
    #expect(
      vault.skip?.text
        == "needs vault.token (access token of the cards' owner): set ASSAY_VAULT_TOKEN; needs vault.card (id of a Card Program 1 card of the token's owner): give --var vault.card=VALUE or set ASSAY_VAULT_CARD"
    )
  }

  @Test(arguments: [
    [:], ["vault.token": "${ASSAY_VAULT_TOKEN}"],
    // Values that derived cases send too.
    ["vault.card": "1", "tenpay.user": "2147483647", "tenpay.phone": "+12", "sfox.user": "a"],
    ["vault.card": "9223372036854775807", "tenpay.user": "1", "tenpay.phone": "+123456789012345"],
    ["vault.keyId": "1", "vault.phone": "text", "tenpay.user.verified": "1"],
  ])
  func `the cases are the same whatever values a run has`(given: [String: String]) throws {
    let plan = try Planner(values: FixtureValues(given: given, isMock: false)).plan(.all)
    #expect(plan.suites.map { $0.cases().map(\.id) } == Self.mockPlan.suites.map { $0.cases().map(\.id) })
  }

  @Test func `a given value goes where its fixture is bound`() throws {
    let values = FixtureValues(
      given: [
        "tenpay.token": "${ASSAY_TENPAY_TOKEN}", "tenpay.user": "77", "tenpay.phone": "+12025550123",
      ], isMock: false)
    let plan = try Planner(values: values).plan(Catalog([TenPay.provider]))
    let sample = try #require(plan.suites[0].cases().first { $0.id.hasSuffix("/example/body") })
    let body = try JSONValue(parsing: String(decoding: sample.request.body ?? [], as: UTF8.self))
    #expect(body["id"] == 77)
    #expect(body["phoneNumber"] == "+12025550123")
    #expect(sample.effects.map(\.recipient) == ["+12025550123"])
  }

  @Test(arguments: [
    ("*", "anything", true), ("a*c", "abc", true), ("a*c", "abd", false), ("a?c", "abc", true), ("a?c", "ac", false),
    ("*/missing/*", "x.y/missing/keyId", true), ("vault.*", "sfox.users", false), ("", "", true), ("**b", "aab", true),
  ])
  func `a glob matches as a shell's does`(pattern: String, text: String, expected: Bool) {
    #expect(Glob(pattern).matches(text) == expected)
  }

  @Test func `a selection keeps endpoints and cases that match`() {
    let only = Self.mockPlan.selecting(only: [Glob("vault.card.passcode.*")], skip: [Glob("*/example/*")])
    #expect(
      Set(only.suites.map(\.endpoint.id)) == [
        "vault.card.passcode.sms.send", "vault.card.passcode.set", "vault.card.passcode.sms.verify",
      ])
    #expect(only.suites.flatMap { $0.cases() }.allSatisfy { $0.kind != .example })
  }
}
