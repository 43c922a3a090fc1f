import AssayContract
import AssayHTTP
import AssayJSON
import AssayJudge
import AssayMock
import AssayMutation
import AssayPlan
import AssaySchema
import AssaySpec
import Testing

/// Relations between values, paging, kinds of objects, and the contract's own checks and cases, from plan to verdict.
@Suite struct ListTests {
  static let page = Evidence.documented(at: "Page")

  static let order = Schema.object([
    .required("id", .integer), .required("status", .enum("open", "paid")), .required("created", .dateTime),
    .optional("updated", .dateTime),
  ])

  static func endpoint(
    _ id: String, body: Schema = .object([.required("data", .array(of: order)), .optional("next", .string)]),
    example: Example? = nil, parameters: [Parameter] = [], relations: [Relation] = [], paging: Paging? = nil,
    checks: [CustomCheck] = [], cases: [CustomCase] = []
  ) -> Endpoint {
    var json = Body.json(schema: body)
    json.examples = example.map { [$0] } ?? []
    return Endpoint(
      .get, PathTemplate("/v1/\(id)"), id: "shop.\(id)", title: id,
      document: Document(url: "https://example.com", retrieved: "2026-11-21"), security: .none(quote: page),
      parameters: parameters,
      responses: [
        ResponseSpec(200, json, when: .validRequest, quote: page)
      ] + (parameters.isEmpty ? [] : [ResponseSpec(400, .undocumented, when: .invalidRequest, quote: page)]),
      relations: relations, paging: paging, checks: checks, cases: cases)
  }

  static let size = Parameter.query(
    "limit", Schema(.integer, [.minimum(1), .maximum(100)]), required: false, default: "10")
  static let cursor = Parameter.query("cursor", .string, required: false)

  static let listed = endpoint(
    "orders",
    parameters: [
      size, cursor, .query("status", .enum("open", "paid"), required: false),
      .query("from", .dateTime, required: false), .query("until", .dateTime, required: false),
    ],
    relations: [
      .atMost("/data", .query("limit"), quote: page),
      .sorted("/data", by: "/created", .descending, quote: page),
      .notBefore("/updated", "/created", in: "/data", quote: page),
      .equal("/status", .query("status"), in: "/data", quote: page),
      .notBefore("/created", request: .query("from"), in: "/data", quote: page),
      .notAfter("/created", request: .query("until"), in: "/data", quote: page),
    ], paging: .cursor("/next", into: .query("cursor"), items: "/data", size: .query("limit"), id: "/id", quote: page))

  static let linked = endpoint(
    "issues", body: .array(of: order),
    parameters: [.query("per_page", .integer, required: false), .query("page", .integer, required: false)],
    paging: .link(items: .root, size: .query("per_page"), id: "/id", quote: page))

  static let charges = endpoint(
    "charges", body: .object([.required("data", .array(of: order)), .required("has_more", .boolean)]),
    parameters: [size, .query("starting_after", .integer, required: false)],
    paging: .lastItem(
      "/id", into: .query("starting_after"), more: "/has_more", items: "/data", size: .query("limit"), quote: page))

  static let numbered = endpoint(
    "pages", parameters: [size, .query("page", Schema(.integer, [.minimum(1)]), required: false)],
    paging: .page(.query("page"), items: "/data", size: .query("limit"), id: "/id", quote: page))

  static let offset = endpoint(
    "offsets", parameters: [size, .query("offset", Schema(.integer, [.minimum(0)]), required: false)],
    paging: .offset(.query("offset"), items: "/data", size: .query("limit"), quote: page))

  static let services = endpoint(
    "services", body: .object([.required("data", .array(of: order)), .required("next", Schema.uri.orNull)]),
    parameters: [size], paging: .nextURL("/next", items: "/data", size: .query("limit"), id: "/id", quote: page))

  static let invoice = endpoint(
    "invoice",
    body: .object([
      .required("lines", .array(of: .object([.required("amount", .number)]))), .required("total", .number),
      .required(
        "paid",
        .oneOf(
          by: "by",
          ["card": .object([.required("number", .string(.cardNumber))]), "cash": .object([.optional("note", .string)])])
      ),
    ]),
    example: #"{"lines": [{"amount": 1.25}, {"amount": 2}], "total": 3.25, "paid": {"by": "cash"}}"#,
    relations: [.sum("/lines", of: "/amount", equals: "/total", quote: page)],
    checks: [
      CustomCheck("round", quote: "Totals are multiples of 0.25.") { exchange in
        guard exchange.isValid, case .number(let total)? = exchange.json?["total"],
          !total.isMultiple(of: JSONNumber(lexeme: "0.25")!)
        else { return [] }
        return [CustomCheck.Breach(at: "/total", expected: "a multiple of 0.25", found: total.lexeme)]
      }
    ])

  static let filtered = endpoint(
    "filtered", parameters: [.query("status", .enum("open", "paid"), required: false)],
    cases: [
      CustomCase("lost", "for lost orders", setting: [.query("status"): "lost"], expects: 400, quote: page),
      CustomCase("open", setting: [.query("status"): "open"], expects: 200, quote: page),
    ])

  static let all = [listed, linked, charges, numbered, offset, services, invoice, filtered]

  static func catalog(_ endpoints: [Endpoint]) -> Catalog { Catalog([Provider("shop", "Shop", endpoints: endpoints)]) }

  @Test(arguments: all) func `the mock keeps what is declared, and every fault is found`(endpoint: Endpoint) throws {
    let catalog = Self.catalog([endpoint])
    #expect(Planner(values: FixtureValues(isMock: true)).findings(in: catalog).map(\.message) == [])
    let score = try MutationRun(catalog).run()
    #expect(score.survivors.map { "\($0.fault.name): \($0.advice)" } == [])
    #expect(score.falseAlarms.map { "\($0.mutant.rawValue): \($0.flags.prefix(3))" } == [])
  }

  @Test func `faults are made of every relation and of paging`() {
    let names = FaultCatalog(Self.catalog(Self.all)).faults.filter { $0.kind == .relation || $0.kind == .paging }.map(
      \.name)
    #expect(
      names == [
        "shop.orders!relation/at-most-data", "shop.orders!relation/sorted-data-by-created-descending",
        "shop.orders!relation/updated-not-before-created", "shop.orders!relation/equal-status",
        "shop.orders!relation/created-not-before-from", "shop.orders!relation/created-not-after-until",
        "shop.orders!paging/repeats", "shop.orders!paging/endless", "shop.orders!paging/ends",
        "shop.issues!paging/repeats", "shop.issues!paging/endless", "shop.charges!paging/repeats",
        "shop.charges!paging/endless", "shop.charges!paging/ends", "shop.pages!paging/repeats",
        "shop.services!paging/repeats", "shop.services!paging/endless", "shop.services!paging/ends",
        "shop.invoice!relation/sum-total",
      ])
  }

  @Test(arguments: [
    (listed, ["/v1/orders?limit=2", "/v1/orders?limit=2&cursor=text2", "/v1/orders?limit=2&cursor=text4"]),
    (linked, ["/v1/issues?per_page=2", "/v1/issues?per_page=2&page=2", "/v1/issues?per_page=2&page=3"]),
    (charges, ["/v1/charges?limit=2", "/v1/charges?limit=2&starting_after=2", "/v1/charges?limit=2&starting_after=4"]),
    (numbered, ["/v1/pages?limit=2", "/v1/pages?limit=2&page=2", "/v1/pages?limit=2&page=3"]),
    (offset, ["/v1/offsets?limit=2", "/v1/offsets?limit=2&offset=2", "/v1/offsets?limit=2&offset=4"]),
    (services, ["/v1/services?limit=2", "/v1/services?limit=2&page=2", "/v1/services?limit=2&page=3"]),
  ])
  func `pages are followed to the last`(endpoint: Endpoint, targets: [String]) throws {
    let (testCase, contract) = try Self.testCase("paging/to-the-end", of: endpoint)
    let mock = try Mock(Self.catalog([endpoint]))
    let exchanges = Self.exchanges(of: testCase, endpoint) {
      mock.answer($0, MockState(seededFrom: Self.catalog([endpoint])))
    }
    #expect(exchanges.map(\.request.target) == targets)
    #expect(Judge(contract).verdict(on: testCase, exchanges).violations.map(\.message) == [])
  }

  static func testCase(_ id: String, of endpoint: Endpoint) throws -> (TestCase, CompiledEndpoint) {
    let suite = try Planner(values: FixtureValues(isMock: true)).plan(catalog([endpoint])).suites[0]
    return (try #require(suite.cases().first { $0.id == "\(endpoint.id)/\(id)" }, "no case \(id)"), suite.contract)
  }

  /// The exchanges of a case's steps, each with what it takes from those before.
  static func exchanges(of testCase: TestCase, _ endpoint: Endpoint, _ reply: (Request) -> Response) -> [Exchange] {
    var exchanges: [Exchange] = []
    for step in testCase.steps {
      var request = step.request
      if let input = step.inputs.first {
        guard let earlier = exchanges[input.step].response,
          let next = input.apply(to: request, from: earlier, of: endpoint)
        else { break }
        request = next
      }
      exchanges.append(Exchange(request: request, outcome: .answered(reply(request))))
    }
    return exchanges
  }

  static func order(_ id: Int, _ created: String, _ more: String = "") -> String {
    #"{"id": \#(id), "status": "open", "created": "\#(created)"\#(more)}"#
  }

  @Test(
    arguments: [
      (
        "choice/status=open", listed,
        #"{"data": [\#(order(1, "2026-01-02T00:00:00Z")), \#(order(2, "2026-01-01T23:00:00-01:00"))]}"#, []
      ),
      (
        "choice/status=open", listed,
        #"{"data": [\#(order(1, "2026-01-01T00:00:00Z")), \#(order(2, "2026-01-01T00:00:00.5Z"))]}"#,
        [
          #"body /data/1/created (1:114): expected the items in descending order of /created, found "2026-01-01T00:00:00.5Z" after "2026-01-01T00:00:00Z""#
        ]
      ),
      (
        "choice/status=paid", listed, #"{"data": [\#(order(1, "2026-01-01T00:00:00Z"))]}"#,
        [#"body /data/0/status (1:31): expected "paid", as in the request's query status, found "open""#]
      ),
      (
        "boundary/limit=1", listed,
        #"{"data": [\#(order(2, "2026-01-02T00:00:00Z")), \#(order(1, "2026-01-01T00:00:00Z"))]}"#,
        ["body /data (1:10): expected at most 1 item, as the request's query limit says, found 2"]
      ),
      (
        "choice/status=open", listed,
        #"{"data": [\#(order(1, "2026-01-02T00:00:00Z", #", "updated": "2026-01-01T00:00:00Z""#))]}"#,
        [
          #"body /data/0/updated (1:85): expected nothing before /created, which is "2026-01-02T00:00:00Z", found "2026-01-01T00:00:00Z""#
        ]
      ),
      (
        "answer/200/valid", invoice,
        #"{"lines": [{"amount": 0.1}, {"amount": 0.2}], "total": 0.4, "paid": {"by": "cash"}}"#,
        [
          "body /total (1:56): expected 0.3, the sum of /amount in /lines, found 0.4",
          "body /total (1:56): expected a multiple of 0.25, found 0.4",
        ]
      ),
      (
        "answer/200/valid", invoice,
        #"{"lines": [], "total": 0, "paid": {"by": "card", "number": "4242424242424241"}}"#,
        [
          #"body /paid/number (1:60): expected format card-number, as "by" is "card", found string "4242424242424241""#
        ]
      ),
    ] as [(String, Endpoint, String, [String])])
  func `a broken relation is reported where it is`(id: String, endpoint: Endpoint, body: String, messages: [String])
    throws
  {
    let (testCase, contract) = try Self.testCase(id, of: endpoint)
    let response = Response(200, headers: ["Content-Type": "application/json"], body: Array(body.utf8))
    let verdict = Judge(contract).verdict(
      on: testCase, [Exchange(request: testCase.request, outcome: .answered(response))])
    #expect(verdict.violations.map(\.message) == messages)
  }

  static func page(_ ids: [Int], next: String? = nil, created: [String] = []) -> String {
    let items = ids.enumerated().map { order($1, created.isEmpty ? "2026-01-01T00:00:00Z" : created[$0]) }
    let next = next.map { #", "next": "\#($0)""# } ?? ""
    return #"{"data": [\#(items.joined(separator: ", "))]\#(next)}"#
  }

  static func charges(_ ids: [Int], more: Bool) -> String {
    #"{"data": [\#(ids.map { order($0, "2026-01-01T00:00:00Z") }.joined(separator: ", "))], "has_more": \#(more)}"#
  }

  @Test(
    arguments: [
      (
        "paging/to-the-end", listed, [page([1], next: "a"), page([], next: "a")],
        [
          "failure body /next (1:22), answer 2: expected no next page after a page without items, found a",
          "failure body /next (1:22), answer 2: expected another page as the next, found the same: a",
        ]
      ),
      // Something may have been added before item 1.
      (
        "paging/to-the-end", listed, [page([1], next: "a"), page([1])],
        ["warning body, answer 2: expected items that no page before had, found 1 again"]
      ),
      // The first page is the same before and after: the second one begins too early.
      (
        "paging/first-page-again", listed,
        [
          page([1, 2], next: "a"), page([1, 2, 3, 4]), page([1, 2], next: "a"), page([2, 3], next: "b"),
          page([1, 2], next: "a"),
        ], ["failure body /next (1:148), answer 4: expected items that no page before had, found 2 again"]
      ),
      (
        "paging/first-page-again", listed,
        [
          page([1, 2], next: "a"), page([1, 2, 3, 4]), page([1, 2], next: "a"), page([2, 3], next: "b"),
          page([9, 1], next: "a"),
        ], ["warning body /next (1:148), answer 4: expected items that no page before had, found 2 again"]
      ),
      (
        "paging/first-page-again", listed, [page([1, 2]), page([1, 2, 3, 4]), page([1, 2])],
        ["failure body, answer 3: expected a next page, as the list has 4 items, found none after 2"]
      ),
      // Items were added while the list was read, so that it has a second page now.
      (
        "paging/first-page-again", listed,
        [page([1, 2]), page([1, 2, 3]), page([1, 2], next: "a"), page([3]), page([1, 2], next: "a")], []
      ),
      ("paging/first-page-again", listed, [page([1]), page([1, 2]), page([1, 2])], []),
      // The item says where the page begins, whatever was added before it.
      (
        "paging/to-the-end", charges, [charges([1, 2], more: true), charges([2, 3], more: false)],
        ["failure body /has_more (1:152), answer 2: expected items that no page before had, found 2 again"]
      ),
      (
        "paging/to-the-end", charges, [charges([1, 2], more: true), charges([1, 3], more: false)],
        ["warning body /has_more (1:152), answer 2: expected items that no page before had, found 1 again"]
      ),
      (
        "paging/largest-pages", charges, [charges([1, 2], more: true), charges([], more: true)],
        ["failure body /has_more (1:26), answer 2: expected no more after a page without items, found true"]
      ),
      (
        "paging/first-page-again", charges,
        [charges([1, 2], more: false), charges([1, 2, 3], more: false), charges([1, 2], more: false)],
        ["failure body /has_more (1:152), answer 3: expected a next page, as the list has 3 items, found none after 2"]
      ),
      // The second request has the greatest value of the first response.
      (
        "relation/created-not-before-from", listed,
        [
          page([1, 2], created: ["2026-01-03T00:00:00Z", "2026-01-02T00:00:00Z"]),
          page([1, 2], created: ["2026-01-03T00:00:00Z", "2026-01-02T00:00:00Z"]),
        ],
        [
          #"failure body /data/1/created (1:114), answer 2: expected nothing before "2026-01-03T00:00:00Z", the request's query from, found "2026-01-02T00:00:00Z""#
        ]
      ),
      (
        "relation/created-not-after-until", listed,
        [
          page([1, 2], created: ["2026-01-03T00:00:00Z", "2026-01-02T00:00:00Z"]),
          page([2], created: ["2026-01-02T00:00:00Z"]),
        ], []
      ),
    ] as [(String, Endpoint, [String], [String])])
  func `a response that contradicts an earlier one is reported`(
    id: String, endpoint: Endpoint, bodies: [String], messages: [String]
  ) throws {
    let (testCase, contract) = try Self.testCase(id, of: endpoint)
    var rest = bodies[...]
    let exchanges = Self.exchanges(of: testCase, endpoint) { _ in
      Response(200, headers: ["Content-Type": "application/json"], body: Array((rest.popFirst() ?? bodies.last!).utf8))
    }
    let verdict = Judge(contract).verdict(on: testCase, Array(exchanges.prefix(bodies.count)))
    #expect(verdict.violations.map { "\($0.severity.rawValue) \($0.message)" } == messages)
  }

  @Test func `a list is requested in small pages, in large ones, and its first page again`() throws {
    func targets(_ id: String) throws -> [String] {
      try Self.testCase("paging/\(id)", of: Self.listed).0.steps.map {
        $0.request.target + ($0.inputs.first.map { " with \($0.words)" } ?? "")
      }
    }
    #expect(
      try targets("largest-pages").prefix(2) == [
        "/v1/orders?limit=100", "/v1/orders?limit=100 with /next, as query cursor",
      ])
    #expect(
      try targets("first-page-again") == [
        "/v1/orders?limit=2", "/v1/orders?limit=100", "/v1/orders?limit=2",
        "/v1/orders?limit=2 with /next, as query cursor",
        "/v1/orders?limit=2",
      ])
    let (testCase, _) = try Self.testCase("relation/created-not-before-from", of: Self.listed)
    #expect(
      testCase.steps.map { $0.inputs.first?.words } == [nil, "the greatest /created in /data, as query from"])
  }

  @Test(
    arguments: [
      (#"<https://api.example.com/base/v1/issues?page=2&per_page=2>; rel="next""#, "/v1/issues?page=2&per_page=2"),
      (#"</v1/issues?page=1>; rel="prev first", </v1/issues?page=3>; rel=next"#, "/v1/issues?page=3"),
      (#"<?page=2>; rel="next""#, "/v1/issues?page=2"),
      // GitHub's links have the number of a repository in place of its name.
      (#"<https://api.example.com/base/repositories/1/issues?page=2>; rel="next""#, "/repositories/1/issues?page=2"),
      (
        #"<//api.example.com/repositories/1?back=https://a.example/v1/issues>; rel="next""#,
        "/repositories/1?back=https://a.example/v1/issues"
      ),
      (#"</v1/issues?page=2 HTTP/1.1>; rel="next""#, nil), (#"<page/2>; rel="next""#, nil),
      (#"</v1/issues>; rel="last""#, nil),
    ] as [(String, String?)])
  func `a link is followed on the same host only`(link: String, target: String?) {
    let response = Response(200, headers: ["Link": link])
    let input = StepInput(from: 0, .link("next"), into: .target)
    let request = Request(.get, "/v1/issues?per_page=2")
    #expect(input.apply(to: request, from: response, of: Self.linked, under: "/base")?.target == target)
  }

  @Test func `a case of the contract's own is planned as it says`() throws {
    let (lost, _) = try Self.testCase("custom/lost", of: Self.filtered)
    #expect(lost.request.target == "/v1/filtered?status=lost")
    #expect(lost.summary == "for lost orders")
    #expect(lost.expectation.validity == .invalid && lost.expectation.responses == [1])
    #expect(try Self.testCase("custom/open", of: Self.filtered).0.expectation.validity == .valid)
  }

  @Test func `a mistake in what is declared of lists is reported`() {
    var endpoint = Self.listed
    endpoint.relations += [
      .sum("/data", of: "/amount", equals: "/total", quote: Self.page),
      .atMost("/data", .query("size"), quote: Self.page),
    ]
    endpoint.cases = [CustomCase("gone", expects: 410, quote: Self.page)]
    endpoint.paging = .link(items: "/data", size: .query("limit"), maxSize: 1000, quote: Self.page)
    #expect(
      Linter().findings(in: Self.catalog([endpoint])).map(\.message) == [
        "the relation sum-total names /data/0/amount, which no success declares",
        "the relation sum-total names /total, which no success declares",
        "the relation at-most-data names query size, which the request does not declare",
        "the paging has pages of at most 1000 items, which query limit cannot request: correct maxSize",
        "two relations, checks or cases have the name at-most-data: rename one or leave it out",
        "the case gone expects 410, which the endpoint does not document: declare the response",
      ])
  }
}
