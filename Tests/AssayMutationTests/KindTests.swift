import AssayContract
import AssayHTTP
import AssayJSON
import AssayMock
import AssayMutation
import AssayPlan
import AssaySchema
import AssaySpec
import Testing

/// Requests with objects of several kinds, and members of one direction only.
@Suite struct KindTests {
  static let page = Evidence.documented(at: "Page")

  static let pay = Endpoint(
    .post, "/pay", id: "shop.pay", title: "Pay",
    document: Document(url: "https://example.com", retrieved: "2026-11-21"), security: .none(quote: page),
    requestBody: .json(
      [
        .required("id", .uuid).readOnly, .required("amount", .string(.decimal)),
        .required(
          "method",
          .oneOf(
            by: "type",
            [
              "card": .object([.required("number", .string(.cardNumber)), .optional("holder", .string)]),
              "sepa": .object([.required("iban", .string(.iban)), .optional("bic", .string(.bic))]),
            ], quote: page)), .required("pin", .string(minLength: 4, maxLength: 4)).writeOnly,
        .optional("note", .string).deprecated,
      ],
      example: #"{"amount": "1.50", "method": {"type": "card", "number": "4242424242424242"}, "pin": "1234"}"#),
    responses: [
      ResponseSpec(
        201,
        .json([
          .required("id", .uuid).readOnly,
          .required(
            "method",
            .oneOf(
              by: "type",
              ["card": .object([.required("last4", .string)]), "sepa": .object([.required("bank", .string)])])),
          .optional("pin", .string).writeOnly,
        ]), when: .validRequest, quote: page),
      ResponseSpec(400, .undocumented, when: .invalidRequest, quote: page),
    ])

  static let catalog = Catalog([Provider("shop", "Shop", endpoints: [pay])])

  static func cases() throws -> [String: TestCase] {
    let cases = try Planner(values: FixtureValues(isMock: true)).plan(catalog).suites[0].cases()
    return Dictionary(uniqueKeysWithValues: cases.map { (String($0.id.dropFirst("shop.pay/".count)), $0) })
  }

  @Test(arguments: [
    (
      "choice/method.type=sepa",
      #"{"amount":"1.50","method":{"type":"sepa","iban":"DE89370400440532013000"},"pin":"1234"}"#
    ),
    (
      "format/method.sepa:iban=check-digits",
      #"{"amount":"1.50","method":{"type":"sepa","iban":"DE88370400440532013000"},"pin":"1234"}"#
    ),
    ("missing/method.card:number", #"{"amount":"1.50","method":{"type":"card"},"pin":"1234"}"#),
    ("missing/method.type", #"{"amount":"1.50","method":{"number":"4242424242424242"},"pin":"1234"}"#),
    (
      "enum/method.type=outside",
      #"{"amount":"1.50","method":{"type":"outside","number":"4242424242424242"},"pin":"1234"}"#
    ),
    (
      "optional/all",
      #"{"amount":"1.50","method":{"type":"card","number":"4242424242424242","holder":"text"},"pin":"1234","note":"text"}"#
    ),
  ])
  func `a request is made for each kind, and each is broken`(id: String, body: String) throws {
    let testCase = try #require(Self.cases()[id], "no case \(id)")
    #expect(testCase.request.body.map { String(decoding: $0, as: UTF8.self) } == body)
  }

  @Test func `the mock answers in the kind of the request and warns of what is deprecated`() throws {
    let mock = try Mock(Self.catalog)
    let state = MockState(seededFrom: Self.catalog)
    let cases = try Self.cases()
    let sepa = try mock.answer(#require(cases["choice/method.type=sepa"]).request, state)
    #expect(try JSONDocument(parsing: sepa.body).value["method"]?["type"] == "sepa")
    #expect(sepa.headers["Warning"] == nil)
    let all = try mock.answer(#require(cases["optional/all"]).request, state)
    #expect(try JSONDocument(parsing: all.body).value["method"]?["type"] == "card")
    #expect(all.headers["Warning"] == #"299 - "deprecated: body /note""#)
  }

  @Test func `every fault in a kind is found, and a write-only member that comes back`() throws {
    let score = try MutationRun(Self.catalog).run()
    #expect(score.survivors.map { "\($0.fault.name): \($0.advice)" } == [])
    #expect(score.falseAlarms.map { "\($0.mutant.rawValue): \($0.flags.prefix(3))" } == [])
    let names = score.mutants.map(\.fault.name)
    #expect(names.contains("shop.pay!member/201/pin-given"))
    #expect(names.contains("shop.pay!member/201sepa:/method/bank-missing"))
    #expect(names.contains("shop.pay!accepts/method.iban-ignoresCheckDigits"))
  }
}
