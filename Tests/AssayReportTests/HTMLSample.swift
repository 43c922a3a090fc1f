import AssayContract
import AssayHTTP
import AssayJSON
import AssayJudge
import AssayPlan
import AssayReport
import AssayRun
import AssaySchema
import AssaySpec

/// Runs made of values, for the page to tell.
enum HTMLSample {
  /// Numbers that look random and are the same in every run (SplitMix64).
  struct Dice: RandomNumberGenerator {
    var state: UInt64
    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      return mixed ^ mixed >> 31
    }
  }

  static let info = RunInfo(
    toolVersion: "0.1", startedAt: "2026-11-20T23:45:01Z", hostname: "here", seed: 7, isStrict: false)

  static func endpoint(_ id: String, title: String = "A title", openQuestions: Int = 1) -> Endpoint {
    Endpoint(
      id, title, .post, "/v1/things/{id}",
      source: .document("The document", url: "https://docs.example.com/things", retrieved: "2026-11-20"),
      security: .bearer(token: "acme.token", evidence: .sample("Samples")),
      effects: [.sendsMessage(to: .path("id"), cooldown: 30, evidence: .documented("Effects"))],
      parameters: [.path("id", .string, "The thing", example: "1")],
      body: .json([.required("kind", .string(oneOf: "a", "b")), .required("name", .string)]),
      responses: [
        ResponseSpec(
          200, .json([.required("id", .string), .required("count", .number)]), when: [.validRequest],
          evidence: .documented("Responses › 200", "the thing as it is now")),
        ResponseSpec(
          400, .json([.required("error", .string)]), when: [.invalidRequest], evidence: .documented("Responses › 400")),
      ],
      latencyBudget: LatencyBudget(.milliseconds(500), evidence: .documented("Limits")),
      notes: [Note("A thing has one name.", .documented("Things"))],
      openQuestions: (0..<openQuestions).map {
        OpenQuestion(.silence, at: "Responses", "What is it, \($0)?", readings: ["this", "that"], chosen: "This.")
      })
  }

  static func testCase(_ endpoint: String, _ kind: CaseKind, _ name: String, body: String = #"{"kind":"a"}"#)
    -> TestCase
  {
    TestCase(
      id: "\(endpoint)/\(kind.rawValue)/\(name)", kind: kind, summary: "with \(name)",
      request: Request(
        .post, "/v1/things/1",
        headers: ["Authorization": "Bearer ${ASSAY_ACME_TOKEN}", "Content-Type": "application/json"],
        body: Array(body.utf8)),
      expectation: Expectation(
        kind == .example || kind == .boundary ? .valid : .invalid, responses: [0], evidence: .documented("Responses")))
  }

  static func exchange(_ testCase: TestCase, _ response: Response, took: Duration = .milliseconds(3)) -> Exchange {
    Exchange(request: testCase.request, outcome: .answered(response), timings: Timings(total: took))
  }

  /// The verdict of the product's own judge on an answer.
  static func judged(_ suite: Int, _ index: Int, _ testCase: TestCase, _ endpoint: Endpoint, _ response: Response)
    throws
    -> CaseResult
  {
    let exchanges = [exchange(testCase, response)]
    let verdict = try Judge(CompiledEndpoint(endpoint)).verdict(on: testCase, exchanges)
    return CaseResult(
      suite: suite, index: index, testCase: testCase, verdict: verdict, exchanges: exchanges, duration: .milliseconds(4)
    )
  }

  static func json(_ status: Int, _ body: String) -> Response {
    Response(status, reason: "Reason", headers: ["Content-Type": "application/json"], body: Array(body.utf8))
  }

  static let good = json(200, #"{"id": "1", "count": 3}"#)

  /// A run of one endpoint with these results.
  static func run(_ endpoint: Endpoint, _ results: [CaseResult]) throws -> RunReport {
    let provider = Provider("acme", "Acme", endpoints: [endpoint])
    let plan = Plan(suites: [
      Plan.Suite(provider: provider, contract: try CompiledEndpoint(endpoint), cases: results.map(\.testCase))
    ])
    return RunReport(
      plan: plan, targets: ["https://api.example.com"], results: results, info: info, duration: .milliseconds(1234))
  }

  /// A run of one endpoint whose cases came to these verdicts.
  static func run(_ verdicts: Verdict...) throws -> RunReport {
    let endpoint = endpoint("acme.thing")
    let results = verdicts.enumerated().map { index, verdict in
      CaseResult(suite: 0, index: index, testCase: testCase(endpoint.id, .missing, "\(index)"), verdict: verdict)
    }
    return try run(endpoint, results)
  }

  /// A run of many endpoints; three cases of a hundred fail.
  static func large(endpoints: Int, cases: Int) throws -> RunReport {
    var dice = Dice(1)
    let provider = Provider("acme", "Acme", endpoints: [])
    let kinds: [CaseKind] = [
      .example, .boundary, .missing, .null, .empty, .type, .range, .format, .body, .credential,
    ]
    var suites: [Plan.Suite] = []
    var results: [CaseResult] = []
    let wrong = json(200, #"{"id": "1", "count": "three", "more": true}"#)
    for number in 0..<endpoints {
      let endpoint = endpoint("acme.area\(number % 40).thing\(number)", openQuestions: 4)
      let tests = (0..<cases).map { testCase(endpoint.id, kinds[$0 % kinds.count], "member\($0)") }
      suites.append(Plan.Suite(provider: provider, contract: try CompiledEndpoint(endpoint), cases: tests))
      let judge = try Judge(CompiledEndpoint(endpoint))
      for (index, testCase) in tests.enumerated() {
        let isWrong = number % 10 == 0 && dice.next() % 10 < 3
        let exchanges = [
          exchange(testCase, isWrong ? wrong : good, took: .microseconds(Int64(400 + dice.next() % 6000)))
        ]
        let verdict = isWrong ? judge.verdict(on: testCase, exchanges) : Verdict(.passed)
        results.append(
          CaseResult(
            suite: number, index: index, testCase: testCase, verdict: verdict, exchanges: exchanges,
            duration: exchanges[0].timings.total))
      }
    }
    return RunReport(
      plan: Plan(suites: suites), targets: suites.map { _ in "https://api.example.com" }, results: results, info: info,
      duration: .seconds(75))
  }

  /// A run in which everything that others can write is written against the page.
  static func hostile() throws -> RunReport {
    let evil =
      "</code></pre></style></script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&#38;]]>\u{202E}\u{0}\u{1B}[31m"
    var endpoint = endpoint("acme.thing", title: evil)
    endpoint.source = .document(evil, url: "javascript:alert(3)", retrieved: evil)
    endpoint.openQuestions = [OpenQuestion(.oddity, at: evil, evil, readings: [evil, evil], chosen: evil)]
    endpoint.notes = [Note(evil, .documented(evil, evil))]
    var dice = Dice(3)
    var results: [CaseResult] = []
    for index in 0..<40 {
      var testCase = testCase(endpoint.id, .missing, evil + "\(index)", body: evil)
      testCase.summary = evil
      let noise = (0..<400).map { _ in UInt8(truncatingIfNeeded: dice.next()) }
      let header = String(isomorphic: (0..<20).map { _ in UInt8(truncatingIfNeeded: dice.next()) })
      let bodies = [
        noise, Array(#"{"id": 5, "\#(evil)": [], "count": "x"}"#.utf8), Array(evil.utf8),
        Array(("{\"" + String(repeating: "\u{305}\u{5D0}", count: 3000) + "\": 1,").utf8), [0xC3],
      ]
      let response = Response(
        index % 7 == 0 ? 299 : 200, reason: evil,
        headers: HeaderFields([HeaderField(header, evil), HeaderField("Content-Type", evil)]),
        body: bodies[index % bodies.count], version: evil)
      results.append(try judged(0, index, testCase, endpoint, response))
    }
    let last = testCase(endpoint.id, .body, "garbled")
    let malformed = Exchange(
      request: last.request, outcome: .garbled(MalformedResponse(reason: evil, excerpt: Array(evil.utf8) + [0xFF])))
    results.append(
      CaseResult(
        suite: 0, index: 40, testCase: last,
        verdict: Verdict(
          .failed,
          violations: [
            Violation(
              "not-http", at: .framing, expected: "an HTTP/1.1 answer", found: TextSanitizer.text(evil),
              evidence: .documented(evil, evil))
          ]), exchanges: [malformed]))
    results.append(
      CaseResult(
        suite: 0, index: 41, testCase: testCase(endpoint.id, .body, "unanswered"),
        verdict: Verdict(.error, reason: evil)))
    results.append(
      CaseResult(
        suite: 0, index: 42, testCase: testCase(endpoint.id, .body, "skip"), verdict: Verdict(.skipped, reason: evil)))
    return try run(endpoint, results)
  }

  /// All that a page can be told beyond the run.
  static func context(_ name: String = "Acme") -> HTMLReport.Context {
    HTMLReport.Context(
      subjects: ["acme": HTMLReport.Subject(name)],
      changes: HTMLReport.Changes(
        since: "2026-11-19T23:45:01Z", newlyFailing: ["acme.thing/missing/0"], fixed: ["acme.thing/missing/2"],
        stillFailing: [HTMLReport.StillFailing("acme.thing/missing/1", since: "2026-11-12T23:45:01Z")]),
      trend: (1...14).map { day in
        HTMLReport.TrendPoint(
          startedAt: "2026-11-\(day < 10 ? "0" : "")\(day)T23:45:01Z", passed: 200 - day, failed: day % 4,
          errors: day == 9 ? 5 : 0, skipped: 0)
      },
      mutation: HTMLReport.MutationSummary(
        killed: 97, total: 100,
        byKind: [
          HTMLReport.MutationSummary.Kind("wrong type", killed: 60, total: 60),
          HTMLReport.MutationSummary.Kind("accepts what is invalid", killed: 37, total: 40),
        ], survivors: ["acme-accepts-\(name)"]),
      coverage: ["acme.thing": HTMLReport.Coverage([.init("members", covered: 3, total: 4, missing: [name])])])
  }

  /// What a stream would tell of the same run.
  static func overview(_ report: RunReport) -> RunOverview {
    let suites = report.suites.enumerated().map { index, suite in
      SuiteHeader(
        id: suite.endpoint.id, title: suite.endpoint.title, provider: suite.endpoint.providerID, providerName: "aCME",
        index: index, target: suite.target, method: "POST", path: "/", file: "", line: 1,
        source: .init(title: "Docs", url: "https://docs.example.com", retrieved: "2026-11-20"))
    }
    var overview = RunOverview(
      header: RunHeader(info: report.info, plan: .init(digest: "", suites: suites.count, cases: report.counts.total)),
      suites: suites)
    for (index, suite) in report.suites.enumerated() {
      overview.suites[index].counts = suite.counts
      overview.suites[index].hasBrokenPromise = suite.counts.failed > 0
    }
    return overview
  }

  static func page(_ report: RunReport, _ context: HTMLReport.Context = HTMLReport.Context()) -> String {
    var bytes: [UInt8] = []
    HTMLReport.write(report, overview(report), context) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }
}
