import AssayContract
import AssayHTTP
import AssayJSON
import AssayJudge
import AssayPlan
import AssaySchema
import AssaySpec

@testable import AssayReport
@testable import AssayRun

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
      .post, "/v1/things/{id}", id: id, title: title,
      document: Document(url: "https://docs.example.com/things", retrieved: "2026-11-20"),
      security: .bearer(Fixture("acme.token", "a token", mock: "t", isSecret: true), quote: .sample(at: "Samples")),
      effects: [.sendsMessage(to: .path("id"), cooldown: 30, quote: .documented(at: "Effects"))],
      parameters: [.path("id", .string, "The thing", example: "1")],
      requestBody: .json([.required("kind", .enum("a", "b")), .required("name", .string)]),
      responses: [
        ResponseSpec(
          200, .json([.required("id", .string), .required("count", .number)]), when: .validRequest,
          quote: .documented("the thing as it is now", at: "Responses › 200")),
        ResponseSpec(
          400, .json([.required("error", .string)]), when: .invalidRequest, quote: .documented(at: "Responses › 400")),
      ],
      latencyBudget: LatencyBudget(.milliseconds(500), quote: .documented(at: "Limits")),
      notes: [Note("A thing has one name.", quote: .documented(at: "Things"))],
      openQuestions: (0..<openQuestions).map {
        .silence("Responses", "What is it, \($0)?", readings: ["this", "that"], assumed: "This.")
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
        kind == .example || kind == .boundary ? .valid : .invalid, responses: [0],
        evidence: .documented(at: "Responses")))
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

  /// A run as a reporter sees it, with its contracts.
  struct Run {
    var endpoints: [Endpoint]
    /// The cases in the order in which they finish.
    private var events: [RunEvent] = []
    var summary: RunSummary
    var microseconds: Int64

    /// - Parameters:
    ///   - results: In the order in which they finish.
    ///   - failingSince: When cases began to fail that failed before this run, by id.
    init(
      _ endpoints: [Endpoint], _ results: [CaseResult], microseconds: Int64 = 1_234_000,
      failingSince: [String: String] = [:]
    ) {
      self.endpoints = endpoints
      self.microseconds = microseconds
      let provider = Provider("acme", "aCME", endpoints: endpoints)
      let suites = endpoints.enumerated().map { index, endpoint in
        SuiteHeader(
          Plan.Suite(provider: provider, contract: try! CompiledEndpoint(endpoint), cases: []), index: index,
          target: "https://api.example.com", isMock: false, folder: "")
      }
      summary = RunSummary(
        header: RunHeader(info: info, plan: .init(digest: "", suites: suites.count, cases: results.count)),
        suites: suites)
      events = [.runStarted(summary.header, suites)]
      for result in results {
        var record = CaseRecord(result, index: result.index)
        if record.outcome == .failed { record.failingSince = failingSince[record.id] ?? info.startedAt }
        summary.add(record, suite: result.suite, failedBefore: record.id == "acme.thing/missing/2")
        events.append(.caseFinished(record, CaseIndex(suite: result.suite, index: result.index)))
      }
    }

    /// The reporter before the end of the run.
    func reporter(_ context: Context = Context()) -> HTMLReporter {
      var reporter = HTMLReporter(
        catalog: Catalog([Provider("acme", "Acme", endpoints: context.hasContracts ? endpoints : [])]),
        history: context.history, mutation: context.mutation)
      for event in events { try! reporter.handle(event) { _, _ in } }
      return reporter
    }

    func finished(_ coverage: [Coverage] = []) -> RunSummary {
      var summary = summary
      summary.finish(microseconds: microseconds, ending: .completed, coverage: coverage)
      return summary
    }
  }

  /// What a page shows beyond the run.
  struct Context {
    var history = History()
    var mutation: MutationFile.Score?
    var coverage: [Coverage] = []
    var hasContracts = true
  }

  /// A run of one endpoint with these results.
  static func run(_ endpoint: Endpoint, _ results: [CaseResult], failingSince: [String: String] = [:]) -> Run {
    Run([endpoint], results, failingSince: failingSince)
  }

  /// A run of one endpoint whose cases came to these verdicts.
  static func run(_ verdicts: Verdict...) -> Run {
    let endpoint = endpoint("acme.thing")
    let results = verdicts.enumerated().map { index, verdict in
      CaseResult(suite: 0, index: index, testCase: testCase(endpoint.id, .missing, "\(index)"), verdict: verdict)
    }
    return run(endpoint, results, failingSince: ["acme.thing/missing/1": "2026-11-12T23:45:01Z"])
  }

  /// A run of many endpoints; three cases of a hundred fail.
  static func large(endpoints count: Int, cases: Int) throws -> Run {
    var dice = Dice(1)
    let kinds: [CaseKind] = [
      .example, .boundary, .missing, .null, .empty, .type, .range, .format, .body, .credential,
    ]
    var endpoints: [Endpoint] = []
    var results: [CaseResult] = []
    let wrong = json(200, #"{"id": "1", "count": "three", "more": true}"#)
    for number in 0..<count {
      let endpoint = endpoint("acme.area\(number % 40).thing\(number)", openQuestions: 4)
      endpoints.append(endpoint)
      let judge = try Judge(CompiledEndpoint(endpoint))
      for index in 0..<cases {
        let testCase = testCase(endpoint.id, kinds[index % kinds.count], "member\(index)")
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
    return Run(endpoints, results, microseconds: 75_000_000)
  }

  /// A run in which everything that others can write is written against the page.
  static func hostile() throws -> Run {
    let evil =
      "</code></pre></style></script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&#38;]]>\u{202E}\u{0}\u{1B}[31m"
    var endpoint = endpoint("acme.thing", title: evil)
    endpoint.title = evil
    endpoint.document = Document(url: "javascript:alert(3)", retrieved: evil)
    endpoint.openQuestions = [.oddity(evil, evil, readings: [evil, evil], assumed: evil)]
    endpoint.notes = [Note(evil, quote: .documented(evil, at: evil))]
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
              evidence: .documented(evil, at: evil))
          ]), exchanges: [malformed]))
    results.append(
      CaseResult(
        suite: 0, index: 41, testCase: testCase(endpoint.id, .body, "unanswered"),
        verdict: Verdict(.error, reason: evil)))
    results.append(
      CaseResult(
        suite: 0, index: 42, testCase: testCase(endpoint.id, .body, "skip"), verdict: Verdict(.skipped, reason: evil)))
    return run(endpoint, results)
  }

  /// All that a page shows beyond the run.
  static func context(_ name: String = "Acme") -> Context {
    let lines = (7...19).map { day in
      #"{"schema":"assay-history","version":1,"startedAt":"2026-11-\#(day < 10 ? "0" : "")\#(day)T23:45:01Z","#
        + #""digest":"","passed":\#(200 - day),"failed":\#(day % 4),"errors":\#(day == 9 ? 5 : 0),"skipped":0,"#
        + #""known":0,"microseconds":1}"#
    }
    var mutation = MutationFile.Score()
    (mutation.killed, mutation.total) = (97, 100)
    mutation.kinds = [
      .init(name: "wrong type", killed: 60, total: 60), .init(name: "accepts what is invalid", killed: 37, total: 40),
    ]
    mutation.survivors = [.init(name: "acme-accepts-\(name)")]
    return Context(
      history: try! History(parsing: Array(lines.joined(separator: "\n").utf8), file: "history.jsonl"),
      mutation: mutation,
      coverage: [
        Coverage(
          endpoint: "acme.thing",
          items: [("a", 1), ("b", 2), ("c", 1), (name, 0)].map { .init(kind: .member, name: $0.0, count: $0.1) })
      ])
  }

  static func page(_ run: Run, _ context: Context = Context()) -> String {
    String(decoding: pieces(run, context).flatMap(\.self), as: UTF8.self)
  }

  static func pieces(_ run: Run, _ context: Context = Context()) -> [[UInt8]] {
    var reporter = run.reporter(context)
    var pieces: [[UInt8]] = []
    try! reporter.handle(.runFinished(run.finished(context.coverage))) { pieces.append($1) }
    return pieces
  }
}
