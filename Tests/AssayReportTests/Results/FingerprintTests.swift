import AssayContract
import AssayHTTP
import AssayJSON
import AssayJudge
import AssayPlan
import AssayRun
import AssaySchema
import AssaySpec
import Testing

@testable import AssayReport

/// What a fingerprint tells apart, and what it does not: a baseline holds a failure as long as that is the same.
@Suite struct FingerprintTests {
  static let endpoint = Endpoint(
    .get, "/orders/{id}", id: "shop.order.get", title: "Order",
    document: Document(url: "https://docs.example.com/orders", retrieved: "2026-11-20"),
    security: .none(quote: .documented(at: "Orders")), parameters: [.path("id", .string, example: "o-17")],
    responses: [
      ResponseSpec(
        200,
        .json([
          .required("id", .string), .required("state", .enum("open", "paid")),
          .required("amount", .string), .required("created", .dateTime),
          .required("lines", .array(of: .object([.required("count", .integer)]))),
          .required("either", Schema(.any, [.anyOf([.string, .boolean])])),
        ]), when: .validRequest, echoes: [EchoedValue("/id", of: .path("id"), quote: .documented(at: "Answers"))],
        quote: .documented(at: "Answers")),
      ResponseSpec(404, .undocumented, when: .nothing("Nothing is missing."), quote: .documented(at: "Answers")),
    ])

  /// The fingerprint of a case that got this answer, as a run with this secret would keep it.
  static func fingerprint(_ response: Response, id: String = "o-17", isStrict: Bool = false) throws -> String? {
    let contract = try CompiledEndpoint(endpoint)
    let testCase = TestCase(
      id: "shop.order.get/example/x", kind: .example, summary: "that keeps the contract",
      request: Request(.get, "/orders/\(id)"),
      expectation: Expectation(
        .valid, responses: [0], evidence: .documented(at: "Answers"),
        echoes: [.init("/id", equals: .string(id), from: .path("id"), evidence: .documented(at: "Answers"))]))
    let exchange = Exchange(request: testCase.request, outcome: .answered(response))
    let redactor = Redactor(secrets: ["ASSAY_SHOP_TOKEN": "s3cretValue"], keys: ["amount"])
    let verdict = redactor.verdict(Judge(contract, isStrict: isStrict).verdict(on: testCase, [exchange]))
    return CaseRecord(testCase, in: "", verdict, [exchange], target: .init("mock"), index: 0).fingerprint
  }

  static func order(
    id: String = #""o-17""#, state: String = #""open""#, amount: String = #""5.00""#,
    created: String = #""2026-11-20T10:00:00Z""#, lines: String = #"[{"count": 1}]"#, either: String = "true",
    more: String = "", status: Int = 200, type: String = "application/json"
  ) -> Response {
    let body = """
      {"id": \(id), "state": \(state), "amount": \(amount), "created": \(created), "lines": \(lines), \
      "either": \(either)\(more)}
      """
    return Response(status, headers: ["Content-Type": type], body: Array(body.utf8))
  }

  @Test(arguments: [
    ("a value of another type, also under a key that is redacted", order(amount: "5"), order(amount: "null")),
    (
      "a member that is gone", order(amount: "5"),
      Response(200, headers: ["Content-Type": "application/json"], body: Array("{}".utf8))
    ),
    ("another value beside an enum", order(state: #""archived""#), order(state: #""deleted""#)),
    ("a value of another type beside an enum", order(state: #""archived""#), order(state: "null")),
    ("an empty text and one of another form", order(created: #""""#), order(created: #""yesterday""#)),
    ("a value that no alternative takes, of another type", order(either: "null"), order(either: "5")),
    ("another status", order(status: 404), order(status: 409)),
    ("a documented status and none", order(status: 201), order(status: 500)),
    ("another media type", order(type: "text/plain"), order(type: "text/html")),
    ("another member", order(lines: #"[{"count": "1"}]"#), order(lines: #"[{"count": 1.5}]"#)),
    ("a body cut and a body that is no JSON", cut("{"), cut("{'a'}")),
    ("a body that is there and none", order(status: 201), Response(200)),
  ])
  func `another failure has another fingerprint`(what: String, one: Response, other: Response) throws {
    let fingerprints = try (Self.fingerprint(one), Self.fingerprint(other))
    #expect(fingerprints.0 != nil && fingerprints.1 != nil)
    #expect(fingerprints.0 != fingerprints.1)
  }

  @Test(arguments: [
    ("another value of the wrong type", order(amount: "5"), order(amount: "6000")),
    ("an amount that is whole today", order(amount: "5"), order(amount: "5.5")),
    ("a time", order(created: #""20.11.2026 10:00""#), order(created: #""21.11.2026 11:30""#)),
    ("an id beside an enum", order(state: #""8c1d42b1""#), order(state: #""77aa0e91""#)),
    ("a count beside an enum", order(state: "10234"), order(state: "10235")),
    (
      "the place in a list, and how many are wrong", order(lines: #"[{"count": "1"}]"#),
      order(lines: #"[{"count": 1}, {"count": "2"}, {"count": "3"}]"#)
    ),
    ("line and column", order(amount: "5"), order(id: "\n\n\"o-17\"", amount: "5")),
    (
      "a parameter of the media type", order(type: "multipart/mixed; boundary=a1"),
      order(type: "multipart/mixed; boundary=b2")
    ),
    ("the target of a redirect", redirect("/login?state=1"), redirect("/login?state=2")),
    ("how much of a body came", truncated(40, 12), truncated(44, 13)),
    ("a further member that nobody documented", order(amount: "5"), order(amount: "5", more: #", "note": 1"#)),
  ])
  func `the same failure keeps its fingerprint from run to run`(what: String, one: Response, other: Response) throws {
    let fingerprint = try Self.fingerprint(one)
    #expect(fingerprint != nil)
    #expect(try fingerprint == Self.fingerprint(other))
  }

  @Test func `the run's own values are no part of a fingerprint`() throws {
    let found = Self.order(id: #""o-99""#)
    #expect(try Self.fingerprint(found, id: "o-17") == Self.fingerprint(found, id: "o-18"))
    #expect(try Self.fingerprint(found) != nil)
  }

  @Test func `warnings that break a strict run have a fingerprint of their own`() throws {
    func strict(_ more: String) throws -> String? { try Self.fingerprint(Self.order(more: more), isStrict: true) }
    #expect(try Self.fingerprint(Self.order(more: #", "note": 1"#)) == nil)
    #expect(try strict(#", "note": 1"#) == strict(#", "note": 2"#))
    #expect(try strict(#", "note": 1"#) != strict(#", "other": 1"#))
  }

  static func cut(_ body: String) -> Response {
    Response(200, headers: ["Content-Type": "application/json"], body: Array(body.utf8))
  }

  static func redirect(_ target: String) -> Response { Response(302, headers: ["Location": target]) }

  static func truncated(_ expected: Int, _ received: Int) -> Response {
    var response = order()
    response.faults = [.truncatedBody(expected: expected, received: received)]
    return response
  }
}
