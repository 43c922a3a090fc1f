import AssayContract
import AssayHTTP
import AssayJudge
import AssayPlan
import AssayReport
@testable import AssayRun
import AssaySpec
import Synchronization

/// A run of a small contract of one's own, made of values alone.
struct Sample {
  static let target = "https://api.example.com"

  static let endpoint = Endpoint(
    .post, "/orders/{id}/pay", id: "shop.order.pay", title: "Pay",
    document: Document(url: "https://example.com/docs?a=1&b=2", revision: "v1", retrieved: "2026-11-20"),
    security: .bearer(Fixture("shop.token", "a token", mock: "t", isSecret: true), quote: .documented(at: "Auth")),
    parameters: [.path("id", .integer, example: "7")],
    requestBody: .json([.required("note", .string)]),
    responses: [
      ResponseSpec(
        200, .json([.required("paid", .boolean, quote: .documented("paid: boolean", at: "Answers"))]),
        when: .validRequest, quote: .documented(at: "Answers"))
    ])

  static let info = RunInfo(
    toolVersion: "0.1.0", startedAt: "2026-11-20T23:45:01Z", hostname: "here", seed: 0, isStrict: false)

  /// A case of the contract, and what it came to.
  static func result(
    _ name: String, _ summary: String, _ verdict: Verdict, answers: [Response] = [], retried: [Int] = [],
    milliseconds: Int = 0, note: String = "n"
  ) -> CaseResult {
    let request = Request(
      .post, "/orders/7/pay",
      headers: ["Authorization": "Bearer ${ASSAY_SHOP_TOKEN}", "Content-Type": "application/json"],
      body: Array("{\"note\":\"\(note)\"}".utf8))
    let testCase = TestCase(
      id: "shop.order.pay/\(name)", kind: .answer, summary: summary, request: request,
      expectation: Expectation(.valid, responses: [0], evidence: .documented(at: "Answers")))
    return CaseResult(
      suite: 0, index: 0, testCase: testCase, verdict: verdict,
      exchanges: answers.map { Exchange(request: request, outcome: .answered($0)) }, retried: retried,
      duration: .milliseconds(milliseconds))
  }

  /// The verdict and the answer of the contract's own judge.
  static func judged(_ name: String, _ answer: Response, milliseconds: Int = 0, note: String = "n") -> CaseResult {
    var result = result(
      name, "that keeps the contract", Verdict(.passed), answers: [answer], milliseconds: milliseconds, note: note)
    result.verdict = Judge(try! CompiledEndpoint(endpoint)).verdict(on: result.testCase, result.exchanges)
    return result
  }

  /// The records of results, as every report but the page has them.
  static func records(_ results: [CaseResult]) -> RunResults {
    var header = RunHeader(info: info, plan: .init(digest: "", suites: 1, cases: results.count, isWhole: true))
    header.info.microseconds = 1_234_000
    let suite = SuiteHeader(plan(results).suites[0], index: 0, target: target, isMock: false, folder: "")
    let records = results.enumerated().map { CaseRecord($1, index: $0, target: target) }
    return RunResults(header: header, suites: [.init(header: suite, cases: records)])
  }

  static func overview(_ results: [CaseResult]) -> RunSummary { records(results).summary }

  static func plan(_ results: [CaseResult], _ endpoint: Endpoint = endpoint) -> Plan {
    Plan(suites: [
      Plan.Suite(
        provider: Provider("shop", "Shop", endpoints: [endpoint]), contract: try! CompiledEndpoint(endpoint),
        cases: results.map(\.testCase))
    ])
  }

  /// One of every kind.
  static let results = [
    judged(
      "answer/200/valid",
      Response(200, headers: ["Content-Type": "application/json"], body: Array(#"{"paid": true}"#.utf8)),
      milliseconds: 12),
    judged(
      "spelling/escapes",
      Response(
        200, reason: "OK", headers: ["Content-Type": "application/json"],
        body: Array("{\"paid\": \"yes\",\n \"extra\": 1}".utf8)), milliseconds: 3),
    result(
      "credential/missing", "without Authorization",
      Verdict(.skipped, reason: "needs shop.token (a token): set ASSAY_SHOP_TOKEN")),
    result(
      "body/missing", "without a body", Verdict(.error, reason: "Nobody answers at api.example.com."),
      milliseconds: 1000),
    result(
      "optional/all", "with every optional member",
      Verdict(
        .passed,
        violations: [
          Violation(
            "accepted-invalid", at: .status, expected: "a refusal (400)", found: "200: the request was accepted",
            lasting: "a refusal (400)\n200", evidence: .assumed("Nobody says."))
        ]), retried: [503, 500], milliseconds: 750),
  ]
}

/// What a report wrote.
final class Screen: Sendable {
  private let written = Mutex("")
  var text: String { written.withLock { $0 } }
  func write(_ text: String) { written.withLock { $0 += text } }
}

/// A case of a test and what came of it, from which a record is made.
struct CaseResult {
  var suite = 0
  var index = 0
  var testCase: TestCase
  var verdict: Verdict
  var exchanges: [Exchange] = []
  var retried: [Int] = []
  var duration = Duration.zero
}
