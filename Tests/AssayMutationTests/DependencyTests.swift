import AssayContract
import AssayHTTP
import AssayJSON
import AssayMock
import AssayPlan
import AssaySchema
import AssaySpec
import Testing

/// Optional values of a request that must, or must not, come together, from plan to mutants.
@Suite struct DependencyTests {
  static let page = SmallContract.page

  static let members: [Property] = [
    .required("id", .integer), .optional("email", .email), .optional("phone", .e164), .optional("lat", .number),
    .optional("lon", .number), .optional("amount", .integer), .optional("currency", .enum("eur", "usd")),
    .optional(
      "card",
      .object([.optional("number", .string(.cardNumber)), .optional("token", .string), .optional("cvc", .string)])),
  ]

  static let rules: [Dependency] = [
    .exactlyOne(of: "/email", "/phone", quote: page), .allOrNone(of: "/lat", "/lon", quote: page),
    .when("/currency", requires: "/amount", quote: page), .atLeastOne(of: "/card/number", "/card/token", quote: page),
  ]

  static func contract(
    _ body: Body, _ rules: [Dependency], parameters: [Parameter] = [], fixtures: [Fixture] = []
  ) -> SmallContract {
    var contract = SmallContract(fixtures: fixtures, parameters: parameters, body: body)
    contract.endpoint.dependencies = rules
    contract.catalog.providers[0].endpoints = [contract.endpoint]
    return contract
  }

  static let json = contract(.json(members), rules)
  static let form = contract(.form(members, style: .brackets), rules)

  @Test(
    arguments: [
      ("optional/email", #"{"id":1,"email":"someone@example.com"}"#, 200),
      ("optional/none", #"{"id":1,"phone":"+12025550123"}"#, 200),
      ("optional/lat", #"{"id":1,"lat":1,"phone":"+12025550123","lon":1}"#, 200),
      ("optional/currency", #"{"id":1,"currency":"eur","phone":"+12025550123","amount":1}"#, 200),
      ("choice/currency=usd", #"{"id":1,"email":"someone@example.com","currency":"usd","amount":1}"#, 200),
      ("dependency/exactly-one-email-phone=none", #"{"id":1}"#, 400),
      (
        "dependency/exactly-one-email-phone=email+phone",
        #"{"id":1,"email":"someone@example.com","phone":"+12025550123"}"#, 400
      ),
      ("dependency/all-or-none-lat-lon=without-lon", #"{"id":1,"email":"someone@example.com","lat":1}"#, 400),
      (
        "dependency/currency-requires-amount=without-amount",
        #"{"id":1,"email":"someone@example.com","currency":"eur"}"#, 400
      ),
      (
        "dependency/at-least-one-card.number-card.token=none",
        #"{"id":1,"email":"someone@example.com","card":{}}"#, 400
      ),
      ("type/phone=boolean", #"{"id":1,"phone":true}"#, 400),
    ] as [(String, String, Int)])
  func `members that depend on each other are sent and left out together`(id: String, body: String, status: Int) throws
  {
    let cases = try Self.json.cases()
    let testCase = try #require(cases[id], "no case among \(cases.keys.sorted())")
    #expect(testCase.request.line == "POST /x application/json " + body)
    #expect(try Self.json.answer(testCase.request).status == status)
    #expect((testCase.expectation.validity == .valid) == (status == 200))
  }

  @Test func `a case says what rule it breaks, and the mock too`() throws {
    let testCase = try #require(Self.json.cases()["dependency/exactly-one-email-phone=email+phone"])
    #expect(
      testCase.summary
        == "with body /email and body /phone, where there must be exactly one of body /email and body /phone")
    let answer = try Self.json.answer(testCase.request)
    #expect(
      String(decoding: answer.body, as: UTF8.self).contains("expected exactly one of body /email and body /phone"))
    let all = try #require(Self.json.cases()["optional/all"])
    #expect(all.summary == "with every optional member, as far as the rules between them allow")
  }

  @Test(arguments: [json, form])
  func `every broken rule is found, and no valid combination is refused`(contract: SmallContract) throws {
    let faults = try contract.killedFaults().filter { fault in Self.rules.contains { fault.contains($0.name) } }
    #expect(
      faults == [
        "accepts/exactly-one-email-phone-none", "accepts/exactly-one-email-phone-several",
        "accepts/all-or-none-lat-lon",
        "accepts/currency-requires-amount", "accepts/at-least-one-card.number-card.token",
      ])
  }

  static let query = contract(
    .empty,
    [
      .atMostOne(of: .query("after"), .query("before"), quote: page),
      .atMostOne(of: .query("page"), .query("after"), quote: page),
      .when(.query("order"), requires: .query("sort"), quote: page),
      .atLeastOne(of: .query("user"), .header("X-Account"), quote: page),
    ],
    parameters: [
      .query("after", .string, required: false).fromResponses, .query("before", .string, required: false).fromResponses,
      .query("page", .integer, required: false), .query("sort", .enum("name", "age"), required: false),
      .query("order", .enum("asc", "desc"), required: false), .query("user", .integer, required: false),
      .header("X-Account", .uuid, required: false),
    ])

  @Test(
    arguments: [
      ("answer/200/valid", "/x?user=1"), ("optional/X-Account", "/x?user=1"), ("optional/without-user", "/x"),
      ("choice/order=asc", "/x?user=1&order=asc&sort=name"),
      ("dependency/at-least-one-user-X-Account=none", "/x"),
      ("dependency/order-requires-sort=without-sort", "/x?user=1&order=asc"),
    ])
  func `parameters depend on each other too`(id: String, target: String) throws {
    let cases = try Self.query.cases()
    #expect(cases[id]?.request.target == target, "\(cases.keys.sorted())")
  }

  @Test func `a value that only a response gives is never made up`() throws {
    let cases = try Self.query.cases()
    let valid = cases.values.filter { $0.expectation.validity == .valid }
    #expect(!valid.contains { $0.request.target.contains("after") || $0.request.target.contains("before") })
    #expect(!cases.keys.contains { $0.hasPrefix("dependency/at-most-one") })
    let faults = try Self.query.killedFaults()
    #expect(!faults.contains { $0.contains("after") || $0.contains("before") })
  }

  @Test func `an optional parameter of a fixture is sent where it matters only`() throws {
    let user = Fixture("shop.user", "a user", mock: "7")
    let contract = SmallContract(
      .get, fixtures: [user],
      parameters: [
        .query("user", .integer, required: false, from: user), .query("size", .integer, required: false),
        .query("sort", .enum("a", "b"), required: false),
      ])
    let live = FixtureValues(isMock: false)
    let skipped = try contract.cases(live).filter { $0.value.skip != nil }.keys.sorted()
    #expect(skipped == ["optional/all-parameters", "optional/pairs/size=1,sort=b,user=1", "optional/user"])
    let given = try contract.cases(FixtureValues(given: ["shop.user": "9"], isMock: false))
    #expect(given["answer/200/valid"]?.request.target == "/x")
    #expect(given["optional/user"]?.request.target == "/x?user=9")
    #expect(try contract.killedFaults().contains("refuses/with-user"))
  }

  @Test func `a rule of an object that is not there does not hold`() throws {
    let optional = Self.contract(.json(Self.members).optional, Self.rules)
    #expect(try optional.cases()["optional/no-body"]?.expectation.validity == .valid)
    #expect(try optional.answer(Request(.post, "/x", body: [])).status == 200)
  }

  @Test(
    arguments: [
      (
        .exactlyOne(of: "/emial", "/phone", quote: page),
        [
          "the dependency exactly one of body /emial and body /phone names body /emial, which the request does not declare: did you mean body /email?"
        ]
      ),
      (
        .atMostOne(of: "/id", "/phone", quote: page),
        [
          "the dependency at most one of body /id and body /phone names body /id, which is required: declare it optional, or leave it out"
        ]
      ),
      (
        .allOrNone(of: "/lat", quote: page),
        ["the dependency all or none of body /lat names one value: name two or more"]
      ),
      (
        .atLeastOne(of: "/lat", "/lat", quote: page),
        ["the dependency at least one of body /lat and body /lat names body /lat twice"]
      ),
    ] as [(Dependency, [String])])
  func `a wrong rule is reported`(rule: Dependency, messages: [String]) {
    #expect(Linter().findings(in: Self.contract(.json(Self.members), [rule]).catalog).map(\.message) == messages)
  }

  @Test func `a value that only responses give has no value of its own`() {
    let contract = SmallContract(parameters: [
      .query("after", .string, required: true).fromResponses,
      .query("before", .string, required: false, example: "x").fromResponses,
    ])
    #expect(
      Linter().findings(in: contract.catalog).map(\.message) == [
        "query after is required, and only responses give its value: bind it to a fixture",
        "only responses give query before a value: leave out its fixture, example and default",
      ])
  }
}
