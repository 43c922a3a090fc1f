import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec
import Testing

/// Every mistake that a contract can have, and the words for it.
@Suite struct LinterTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    var messages: [String]
    /// The lines of the findings in `Shop.swift`; 0 for an element that the mistake itself adds.
    var lines: [Int]
    var catalog: Catalog
    var testDescription: String { messages.first ?? "none" }

    /// A mistake in the endpoint of an otherwise good provider.
    init(_ messages: String..., at lines: Int..., endpoint change: (inout Endpoint) -> Void) {
      self.messages = messages
      self.lines = lines
      var provider = LinterTests.provider
      change(&provider.endpoints[0])
      catalog = Catalog([provider])
    }

    /// A mistake in what surrounds the endpoint.
    init(_ messages: [String], at lines: Int..., provider change: (inout Provider) -> Void) {
      self.messages = messages
      self.lines = lines
      var provider = LinterTests.provider
      change(&provider)
      catalog = Catalog([provider])
    }
  }

  static let page = Evidence.documented(at: "Page")

  static let token = Fixture("shop.token", "a token", mock: "t", isSecret: true, file: "Shop.swift", line: 2)
  static let order = Fixture("shop.order", "an open order", mock: "7", file: "Shop.swift", line: 3)
  static let paid = ProviderState("paid", of: order, "the order is paid", quote: page, file: "Shop.swift", line: 5)
  static let lost = ProviderState("lost", of: order, "the order is lost", quote: page)

  /// A contract with nothing wrong in it and something of everything.
  static let provider = Provider(
    "shop", "Shop",
    fixtures: [
      token, order,
      Fixture(
        "shop.order.paid", of: order, in: [paid], "an order that is paid", mock: "8", file: "Shop.swift", line: 4),
    ],
    states: [paid],
    endpoints: [
      Endpoint(
        .post, "/orders/{id}/pay", id: "shop.pay", title: "Pay",
        document: Document(url: "https://example.com", retrieved: "2026-11-20"),
        security: .bearer(token, quote: page, file: "Shop.swift", line: 8),
        effects: [.sendsMessage(to: .path("id"), quote: page, file: "Shop.swift", line: 9)],
        parameters: [
          .path("id", .integer, from: order, example: "7", file: "Shop.swift", line: 11),
          .query("dry", .boolean, required: false, default: "false", file: "Shop.swift", line: 12),
          .header("X-Note", required: false, file: "Shop.swift", line: 13),
        ],
        requestBody: .json(
          [.required("note", .string, file: "Shop.swift", line: 15)], example: Example("first", #"{"note": "n"}"#),
          file: "Shop.swift", line: 14),
        responses: [
          ResponseSpec(
            200,
            .json(
              [.required("note", .string, file: "Shop.swift", line: 19)], example: Example("paid", #"{"note": "n"}"#),
              file: "Shop.swift", line: 18),
            when: .validRequest(setting: ["/note": "n"]),
            echoes: [EchoedValue("/note", of: "/note", quote: page, file: "Shop.swift", line: 20)], quote: page,
            file: "Shop.swift", line: 17),
          ResponseSpec(409, .empty, when: .state(paid), quote: page, file: "Shop.swift", line: 21),
          ResponseSpec(401, .undocumented, when: .unauthenticated, quote: page, file: "Shop.swift", line: 22),
          .transient(.serverError, .undocumented, quote: page, file: "Shop.swift", line: 23),
        ],
        samples: [
          RequestSample(
            "curl", target: "/orders/7/pay?dry=true", headers: [:], body: #"{"note":"n"}"#, quote: page,
            file: "Shop.swift", line: 25)
        ],
        openQuestions: [
          .silence("Page", "Which?", readings: ["this", "that"], assumed: "this", file: "Shop.swift", line: 26)
        ],
        file: "Shop.swift", line: 7)
    ], file: "Shop.swift", line: 1)

  @Test func `a contract with nothing wrong has no finding`() {
    #expect(Linter().findings(in: Catalog([Self.provider])) == [])
  }

  static let sources = [
    Mistake("the endpoint needs a title, and its document an address", at: 7) { $0.title = "" },
    Mistake("the endpoint needs a title, and its document an address", at: 7) { $0.document.url = "" },
    Mistake(#"the document's day "20.11.2026" is not written as yyyy-mm-dd"#, at: 7) {
      $0.document.retrieved = "20.11.2026"
    },
    Mistake(#"the document's day "2026-11-2x" is not written as yyyy-mm-dd"#, at: 7) {
      $0.document.retrieved = "2026-11-2x"
    },
    Mistake("the open question at Page needs two readings, or none, and the one assumed", at: 26) {
      $0.openQuestions[0].readings = ["this"]
    },
    Mistake("the open question at Page needs two readings, or none, and the one assumed", at: 26) {
      $0.openQuestions[0].assumed = ""
    },
    Mistake("the id pay must begin with its provider's: shop.", at: 7) { $0.id = "pay" },
  ]

  static let parameters = [
    Mistake("the path has {order}, and no path parameter of that name is declared", at: 7) {
      $0.path = "/orders/{id}/pay/{order}"
      $0.samples = []
    },
    Mistake(
      "the path parameter id has no {id} in the path /orders/pay",
      "the sample curl has the path /orders/7/pay?dry=true, which is not /orders/pay", at: 11, 25
    ) { $0.path = "/orders/pay" },
    Mistake(
      "the path orders/{id} must begin with /",
      "the sample curl has the path /orders/7/pay?dry=true, which is not orders/{id}", at: 7, 25
    ) { $0.path = "orders/{id}" },
    Mistake("query dry is declared twice", at: 0) { $0.parameters.append(.query("dry", .string, required: false)) },
    Mistake(#"the example "seven" of path id: expected integer"#, at: 11) { $0.parameters[0].example = "seven" },
    Mistake(#"the default "no" of query dry: expected boolean"#, at: 12) { $0.parameters[1].defaultValue = "no" },
    Mistake("the effect sendsMessage names header X-Phone, which the request does not declare", at: 9) {
      $0.effects[0].recipient = .header("X-Phone")
    },
    Mistake("the effect sendsMessage names body /phone, which the request does not declare", at: 9) {
      $0.effects[0].recipient = .body("/phone")
    },
    Mistake("the effect sendsMessage names query phone, which the request does not declare", at: 9) {
      $0.effects[0].recipient = .query("phone")
    },
    Mistake("the binding names shop.user, which is no fixture", at: 0) {
      $0.parameters[2] = .header("X-Note", required: false, from: Fixture("shop.user", "a user", mock: "u"))
    },
    Mistake(#"the format order-id accepts "ord_2", which it gives as a counterexample"#, at: 0) {
      let format = Format("order-id", example: "ord_1", counterexamples: [("other", "ord_2", "of another shop")]) {
        $0.starts(with: "ord_".utf8)
      }
      $0.parameters.append(.header("X-Order", Schema(.string, [.format(format)]), required: false))
    },
    Mistake(#"the format order-id does not accept "1", which it gives as an example or a boundary"#, at: 0) {
      let format = Format("order-id", example: "1") { $0.starts(with: "ord_".utf8) }
      $0.parameters.append(.header("X-Order", Schema(.string, [.format(format)]), required: false))
    },
    Mistake("nothing satisfies query age: no number is at least 5 and at most 1: correct the schema", at: 0) {
      $0.parameters.append(.query("age", Schema(.integer, [.minimum(5), .maximum(1)]), required: false))
    },
    Mistake(
      "nothing satisfies the 401 response's body /code: no text is like ^[0-9]{4}$ and at most 3 long: correct the schema",
      at: 0
    ) {
      $0.responses[2].body = .json([.optional("code", Schema(.string, [.pattern("^[0-9]{4}$"), .maxLength(3)]))])
    },
    Mistake("the token shop.other is no fixture of shop", at: 0) {
      $0.security = .bearer(Fixture("shop.other", "a token", mock: "t", isSecret: true), quote: page)
    },
    Mistake("the token shop.order must be a secret fixture", at: 0) {
      $0.security = .bearer(order, quote: page)
    },
  ]

  static let bodies = [
    Mistake("the request body has a style for tags, which it does not declare", at: 0) {
      $0.body = .form([.required("note", .string)], styles: ["tags": .commas], example: Example("first", "note=n"))
      $0.samples = []
    },
    Mistake("the request example first, /n at 1:8: expected integer, found string \"x\"", at: 0) {
      $0.body = .form(
        [.required("note", .string), .optional("n", .integer)], example: Example("first", "note=n&n=x"))
      $0.samples = []
    },
    Mistake(
      "the request example first is no form: line 1, column 8: a percent sign without two hexadecimal digits", at: 0
    ) {
      $0.body = .form([.required("note", .string)], example: Example("first", "note=n1%x"))
      $0.samples = []
    },
    Mistake("the request body has the media type application/json twice", at: 0) {
      $0.body = .oneOf(
        .json([.required("note", .string)], example: Example("first", #"{"note": "n"}"#)),
        .json([.required("n", .string)]))
    },
    Mistake("the request body is one of several, and one of them is not described", at: 0) {
      $0.body = .oneOf(.json([.required("note", .string)], example: Example("first", #"{"note": "n"}"#)), .empty)
    },
    Mistake(#"the 409 response's body is text as "application/json": name a type such as text/plain"#, at: 0) {
      $0.responses[1].body = .text(as: "application/json")
    },
    Mistake(#"the 409 response's body has "png", which is no media type"#, at: 0) {
      $0.responses[1].body = .bytes(as: "png")
    },
    Mistake(#"the 409 response's body is a form as "text/plain": name application/x-www-form-urlencoded"#, at: 0) {
      $0.responses[1].body = .form([])
      $0.responses[1].body.mediaType = "text/plain"
    },
  ]

  static let examples = [
    Mistake("the request example first, /note at 1:10: expected string, found integer 1", at: 14) {
      $0.body.examples = [Example("first", #"{"note": 1}"#)]
    },
    Mistake("the request example first is no JSON: line 1, column 2: the document ends where a key is expected", at: 14)
    {
      $0.body.examples = [Example("first", "{")]
    },
    Mistake("the request example first has the member note twice", at: 14) {
      $0.body.examples = [Example("first", #"{"note": "a", "note": "b"}"#)]
    },
    Mistake(
      "the request example first, /extra at 2:2: expected only documented members, found member \"extra\": null", at: 14
    ) {
      $0.body.examples = [Example("first", "{\"note\": \"a\",\n \"extra\": null}")]
    },
    Mistake("the sample curl, /note at 1:1: expected member \"note\", found no such member", at: 25) {
      $0.samples[0].body = "{}"
    },
    Mistake("two samples have the name curl", at: 25) { $0.samples.append($0.samples[0]) },
    Mistake(
      "the sample curl has a body, and none is declared",
      "the 200 response's trigger names body /note, which the request does not declare",
      "the 200 response's echo names body /note, which the request does not declare", at: 25, 17, 20
    ) { $0.body = .empty },
    Mistake("the 200 response's example paid, /note at 1:10: expected string, found null", at: 18) {
      $0.responses[0].body.examples[0].text = #"{"note": null}"#
    },
    Mistake("the 409 response's example taken has a body, and none is declared", at: 21) {
      $0.responses[1].triggers = [.state(paid, example: Example("taken", "{}"))]
    },
    Mistake(
      #"the schema of the request body: pattern "a(", character 2: a group that is not closed; supported are literals, . classes \d \w \s \b, groups, |, * + ? {n,m}, ^ $ and \xHH \uHHHH \u{H}"#,
      at: 0
    ) {
      $0.body = .json([.required("note", .string(pattern: "a("))])
    },
  ]

  static let answers = [
    Mistake("no response is a success: declare one with a status from 200 to 299", at: 7) {
      $0.responses.removeFirst()
    },
    Mistake("the 401 response is declared twice: put both bodies into one", at: 22) {
      $0.responses.append($0.responses[2])
    },
    Mistake("the 401 response says neither what triggers it nor why nothing does", at: 22) {
      $0.responses[2].triggers = []
    },
    Mistake("the 5xx response cannot be triggered and does not say why", at: 23) {
      $0.responses[3].triggers = [.nothing("")]
    },
    Mistake("the 401 response is for a missing credential, and the endpoint needs none", at: 22) {
      $0.security = .none(quote: page)
    },
    Mistake(
      "the 401 response is for a wrong credential, and no request shows one: say .nothing(…) why it is not tested",
      at: 22
    ) {
      $0.security = .mutualTLS(quote: page)
    },
    Mistake("the key shop.order must be a secret fixture", at: 0) {
      $0.security = .apiKey(order, in: .header("X-Key"), quote: page)
    },
    Mistake(
      "the key shop.token in path id: a credential stands in a header, the query or a cookie",
      "path id is declared as a parameter and as a credential: remove the parameter", at: 0, 11
    ) {
      $0.security = .apiKey(token, in: .path("id"), quote: page)
    },
    Mistake("header X-Note is declared as a parameter and as a credential: remove the parameter", at: 13) {
      $0.security = .apiKey(token, in: .header("X-Note"), quote: page)
    },
    Mistake("the token URL auth.example.com/token is neither an address nor a path at the provider", at: 0) {
      $0.security = .oauth2ClientCredentials(
        id: token, secret: token, tokenURL: "auth.example.com/token", quote: page)
    },
    Mistake("header X-Note is an object of arrays or objects, which only the query can hold", at: 13) {
      $0.parameters[2].schema = .object([.optional("a", .array(of: .string))])
    },
    Mistake("the 409 response is triggered by a state and names none", at: 21) {
      $0.responses[1].triggers = [.state()]
    },
    Mistake("the 409 response is given the state lost, which shop does not declare", at: 21) {
      $0.responses[1].triggers = [.state(lost)]
    },
    Mistake(
      "the 200 response is given a state of shop.order, which no binding of the endpoint names",
      "the 409 response is given a state of shop.order, which no binding of the endpoint names", at: 17, 21
    ) {
      $0.parameters[0] = .path("id", .integer, example: "7")
    },
    Mistake("the 409 response is given states that no fixture of shop.order is in", at: 21) {
      $0.responses[1].triggers = [.state(paid, unless: paid)]
    },
    Mistake("the 200 response echoes at /other, which its schema does not declare", at: 20) {
      $0.responses[0].echoes[0].pointer = "/other"
    },
    Mistake("the 200 response's echo names path order, which the request does not declare", at: 20) {
      $0.responses[0].echoes[0].location = .path("order")
    },
    Mistake("the 200 response's trigger names body /x, which the request does not declare", at: 17) {
      $0.responses[0].triggers[0].settings[0].location = .body("/x")
    },
  ]

  static let providers = [
    Mistake(
      ["the provider has no endpoint"], at: 1,
      provider: { $0.endpoints = [] }),
    Mistake(
      ["the fixture shop.order-paid shares the variable ASSAY_SHOP_ORDER_PAID with another: rename one"], at: 0,
      provider: { $0.fixtures.append(Fixture("shop.order-paid", of: order, "another", mock: "9")) }),
    Mistake(
      ["the fixture shop.card.lost is of shop.card, and no fixture of that name is the ordinary one"], at: 0,
      provider: {
        $0.fixtures.append(
          Fixture("shop.card.lost", of: Fixture("shop.card", "a card", mock: "9"), "a lost card", mock: "9"))
      }),
    Mistake(
      ["the fixture shop.order.lost is in the state lost, which the provider does not declare"], at: 0,
      provider: {
        $0.fixtures.append(Fixture("shop.order.lost", of: order, in: [lost], "lost", mock: "9"))
      }),
    Mistake(
      ["no fixture is in the state lost: declare one, so that the state can be tested"], at: 0,
      provider: { $0.states.append(lost) }),
    Mistake(
      [
        "no fixture is out of the state paid: declare one, so that its absence can be tested",
        "the 200 response is given states that no fixture of shop.order is in",
      ], at: 5, 17,
      provider: { $0.fixtures[1].states = ["paid"] }),
    Mistake(
      ["another endpoint has the id shop.pay: give it its own"], at: 7,
      provider: { $0.endpoints.append($0.endpoints[0]) }),
  ]

  @Test(arguments: sources + parameters + bodies + examples + answers + providers)
  func `a mistake in a contract is reported in words that say what to do`(mistake: Mistake) {
    let findings = Linter().findings(in: mistake.catalog)
    #expect(findings.map(\.message) == mistake.messages)
    #expect(findings.map { $0.file == "Shop.swift" ? $0.line : 0 } == mistake.lines)
  }

  @Test func `a finding says whose it is and where it stands`() {
    var provider = Self.provider
    provider.endpoints[0].title = ""
    provider.fixtures[2].states = ["paid", "lost"]
    #expect(
      Linter().findings(in: Catalog([provider, provider])).map { "\($0.file):\($0.line): \($0.id): \($0.message)" } == [
        "Shop.swift:4: shop: the fixture shop.order.paid is in the state lost, which the provider does not declare",
        "Shop.swift:7: shop.pay: the endpoint needs a title, and its document an address",
        "Shop.swift:1: shop: another provider has the id shop: give it its own",
        "Shop.swift:4: shop: the fixture shop.order.paid is in the state lost, which the provider does not declare",
        "Shop.swift:7: shop.pay: another endpoint has the id shop.pay: give it its own",
        "Shop.swift:7: shop.pay: the endpoint needs a title, and its document an address",
      ])
  }

  @Test func `a finding stands at the line of the member, parameter, header or response that it is about`() {
    let never = Schema(.integer, [.minimum(5), .maximum(1)])
    let line = #line
    let data: [Property] = [
      .required("id", .integer),
      .optional("left", never),
    ]
    let endpoint = Endpoint(
      .get, "/orders", id: "shop.orders", title: "Orders",
      document: Document(url: "https://example.com", retrieved: "2026-11-20"), security: .none(quote: Self.page),
      parameters: [
        .query("dry", .boolean, required: false),
        .query("age", never, required: false),
      ],
      responses: [
        ResponseSpec(
          200, .json([.required("data", .object(data))]), when: .validRequest,
          headers: [
            ResponseHeader("ETag", .string, required: true, quote: Self.page),
            ResponseHeader("X-Left", .integer, required: true, example: "few", quote: Self.page),
          ], quote: Self.page),
        ResponseSpec(404, .empty, when: .state(Self.lost), quote: Self.page),
      ])
    let provider = Provider("shop", "Shop", endpoints: [endpoint])
    #expect(
      Linter().findings(in: Catalog([provider])).map { "\($0.line - line) \($0.message)" } == [
        "17 the example \"few\" of the 200 response's header X-Left: expected integer",
        "13 the 200 response is given the state lost, which shop does not declare",
        "19 the 404 response is given the state lost, which shop does not declare",
        "10 nothing satisfies query age: no number is at least 5 and at most 1: correct the schema",
        "3 nothing satisfies the 200 response's body /data/left: no number is at least 5 and at most 1: "
          + "correct the schema",
      ])
  }
}
