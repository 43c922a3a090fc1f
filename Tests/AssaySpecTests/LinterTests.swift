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
    var catalog: Catalog
    var testDescription: String { messages.first ?? "none" }

    /// A mistake in the endpoint of an otherwise good provider.
    init(_ messages: String..., endpoint change: (inout Endpoint) -> Void) {
      self.messages = messages
      var provider = LinterTests.provider
      change(&provider.endpoints[0])
      catalog = Catalog([provider])
    }

    /// A mistake in what surrounds the endpoint.
    init(_ messages: [String], provider change: (inout Provider) -> Void) {
      self.messages = messages
      var provider = LinterTests.provider
      change(&provider)
      catalog = Catalog([provider])
    }
  }

  static let page = Evidence.documented(at: "Page")

  static let token = Fixture("shop.token", "a token", mock: "t", isSecret: true)
  static let order = Fixture("shop.order", "an open order", mock: "7")
  static let paid = ProviderState("paid", of: order, "the order is paid", quote: page)
  static let lost = ProviderState("lost", of: order, "the order is lost", quote: page)

  /// A contract with nothing wrong in it and something of everything.
  static let provider = Provider(
    "shop", "Shop",
    fixtures: [token, order, Fixture("shop.order.paid", of: order, in: [paid], "an order that is paid", mock: "8")],
    states: [paid],
    endpoints: [
      Endpoint(
        .post, "/orders/{id}/pay", id: "shop.pay", title: "Pay",
        document: Document(url: "https://example.com", retrieved: "2026-11-20"),
        security: .bearer(token, quote: page),
        effects: [.sendsMessage(to: .path("id"), quote: page)],
        parameters: [
          .path("id", .integer, from: order, example: "7"),
          .query("dry", .boolean, required: false, default: "false"), .header("X-Note", required: false),
        ],
        requestBody: .json([.required("note", .string)], example: Example("first", #"{"note": "n"}"#)),
        responses: [
          ResponseSpec(
            200, .json([.required("note", .string)], example: Example("paid", #"{"note": "n"}"#)),
            when: .validRequest(setting: ["/note": "n"]),
            echoes: [EchoedValue("/note", of: "/note", quote: page)], quote: page),
          ResponseSpec(409, .empty, when: .state(paid), quote: page),
          ResponseSpec(401, .undocumented, when: .unauthenticated, quote: page),
          .transient(.serverError, .undocumented, quote: page),
        ],
        samples: [
          RequestSample("curl", target: "/orders/7/pay?dry=true", headers: [:], body: #"{"note":"n"}"#, quote: page)
        ],
        openQuestions: [.silence("Page", "Which?", readings: ["this", "that"], assumed: "this")],
        file: "Shop.swift", line: 7)
    ])

  @Test func `a contract with nothing wrong has no finding`() {
    #expect(Linter().findings(in: Catalog([Self.provider])) == [])
  }

  static let sources = [
    Mistake("the endpoint needs a title, and its document an address") { $0.title = "" },
    Mistake("the endpoint needs a title, and its document an address") { $0.document.url = "" },
    Mistake(#"the document's day "20.11.2026" is not written as yyyy-mm-dd"#) { $0.document.retrieved = "20.11.2026" },
    Mistake(#"the document's day "2026-11-2x" is not written as yyyy-mm-dd"#) { $0.document.retrieved = "2026-11-2x" },
    Mistake("the open question at Page needs two readings, or none, and the one assumed") {
      $0.openQuestions[0].readings = ["this"]
    },
    Mistake("the open question at Page needs two readings, or none, and the one assumed") {
      $0.openQuestions[0].assumed = ""
    },
    Mistake("the id pay must begin with its provider's: shop.") { $0.id = "pay" },
  ]

  static let parameters = [
    Mistake("the path has {order}, and no path parameter of that name is declared") {
      $0.path = "/orders/{id}/pay/{order}"
      $0.samples = []
    },
    Mistake(
      "the path parameter id has no {id} in the path /orders/pay",
      "the sample curl has the path /orders/7/pay?dry=true, which is not /orders/pay"
    ) { $0.path = "/orders/pay" },
    Mistake(
      "the path orders/{id} must begin with /",
      "the sample curl has the path /orders/7/pay?dry=true, which is not orders/{id}"
    ) { $0.path = "orders/{id}" },
    Mistake("query dry is declared twice") { $0.parameters.append(.query("dry", .string, required: false)) },
    Mistake(#"the example "seven" of path id: expected integer"#) { $0.parameters[0].example = "seven" },
    Mistake(#"the default "no" of query dry: expected boolean"#) { $0.parameters[1].defaultValue = "no" },
    Mistake("the effect sendsMessage names header X-Phone, which the request does not declare") {
      $0.effects[0].recipient = .header("X-Phone")
    },
    Mistake("the effect sendsMessage names body /phone, which the request does not declare") {
      $0.effects[0].recipient = .body("/phone")
    },
    Mistake("the effect sendsMessage names query phone, which the request does not declare") {
      $0.effects[0].recipient = .query("phone")
    },
    Mistake("the binding names shop.user, which is no fixture") {
      $0.parameters[2] = .header("X-Note", required: false, from: Fixture("shop.user", "a user", mock: "u"))
    },
    Mistake(#"the format order-id accepts "ord_2", which it gives as a counterexample"#) {
      let format = Format("order-id", example: "ord_1", counterexamples: [("other", "ord_2", "of another shop")]) {
        $0.starts(with: "ord_".utf8)
      }
      $0.parameters.append(.header("X-Order", Schema(.string, [.format(format)]), required: false))
    },
    Mistake(#"the format order-id does not accept "1", which it gives as an example or a boundary"#) {
      let format = Format("order-id", example: "1") { $0.starts(with: "ord_".utf8) }
      $0.parameters.append(.header("X-Order", Schema(.string, [.format(format)]), required: false))
    },
    Mistake("nothing satisfies query age: no number is at least 5 and at most 1: correct the schema") {
      $0.parameters.append(.query("age", Schema(.integer, [.minimum(5), .maximum(1)]), required: false))
    },
    Mistake(
      "nothing satisfies the 401 response's body /code: no text is like ^[0-9]{4}$ and at most 3 long: correct the schema"
    ) {
      $0.responses[2].body = .json([.optional("code", Schema(.string, [.pattern("^[0-9]{4}$"), .maxLength(3)]))])
    },
    Mistake("the token shop.other is no fixture of shop") {
      $0.security = .bearer(Fixture("shop.other", "a token", mock: "t", isSecret: true), quote: page)
    },
    Mistake("the token shop.order must be a secret fixture") {
      $0.security = .bearer(order, quote: page)
    },
  ]

  static let bodies = [
    Mistake("the request body has a style for tags, which it does not declare") {
      $0.body = .form([.required("note", .string)], styles: ["tags": .commas], example: Example("first", "note=n"))
      $0.samples = []
    },
    Mistake("the request example first, /n at 1:8: expected integer, found string \"x\"") {
      $0.body = .form(
        [.required("note", .string), .optional("n", .integer)], example: Example("first", "note=n&n=x"))
      $0.samples = []
    },
    Mistake("the request example first is no form: line 1, column 8: a percent sign without two hexadecimal digits") {
      $0.body = .form([.required("note", .string)], example: Example("first", "note=n1%x"))
      $0.samples = []
    },
    Mistake("the request body has the media type application/json twice") {
      $0.body = .oneOf(
        .json([.required("note", .string)], example: Example("first", #"{"note": "n"}"#)),
        .json([.required("n", .string)]))
    },
    Mistake("the request body is one of several, and one of them is not described") {
      $0.body = .oneOf(.json([.required("note", .string)], example: Example("first", #"{"note": "n"}"#)), .empty)
    },
    Mistake(#"the 409 response's body is text as "application/json": name a type such as text/plain"#) {
      $0.responses[1].body = .text(as: "application/json")
    },
    Mistake(#"the 409 response's body has "png", which is no media type"#) { $0.responses[1].body = .bytes(as: "png") },
    Mistake(#"the 409 response's body is a form as "text/plain": name application/x-www-form-urlencoded"#) {
      $0.responses[1].body = .form([])
      $0.responses[1].body.mediaType = "text/plain"
    },
  ]

  static let examples = [
    Mistake("the request example first, /note at 1:10: expected string, found integer 1") {
      $0.body.examples = [Example("first", #"{"note": 1}"#)]
    },
    Mistake("the request example first is no JSON: line 1, column 2: the document ends where a key is expected") {
      $0.body.examples = [Example("first", "{")]
    },
    Mistake("the request example first has the member note twice") {
      $0.body.examples = [Example("first", #"{"note": "a", "note": "b"}"#)]
    },
    Mistake("the request example first, /extra at 2:2: expected only documented members, found member \"extra\": null")
    {
      $0.body.examples = [Example("first", "{\"note\": \"a\",\n \"extra\": null}")]
    },
    Mistake("the sample curl, /note at 1:1: expected member \"note\", found no such member") {
      $0.samples[0].body = "{}"
    },
    Mistake("two samples have the name curl") { $0.samples.append($0.samples[0]) },
    Mistake(
      "the sample curl has a body, and none is declared",
      "the 200 response's trigger names body /note, which the request does not declare",
      "the 200 response's echo names body /note, which the request does not declare"
    ) { $0.body = .empty },
    Mistake("the 200 response's example paid, /note at 1:10: expected string, found null") {
      $0.responses[0].body.examples[0].text = #"{"note": null}"#
    },
    Mistake("the 409 response's example taken has a body, and none is declared") {
      $0.responses[1].triggers = [.state(paid, example: Example("taken", "{}"))]
    },
    Mistake(
      #"the schema of the request body: pattern "a(", character 2: a group that is not closed; supported are literals, . classes \d \w \s \b, groups, |, * + ? {n,m}, ^ $ and \xHH \uHHHH \u{H}"#
    ) {
      $0.body = .json([.required("note", .string(pattern: "a("))])
    },
  ]

  static let answers = [
    Mistake("no response is a success: declare one with a status from 200 to 299") { $0.responses.removeFirst() },
    Mistake("the 401 response is declared twice: put both bodies into one") { $0.responses.append($0.responses[2]) },
    Mistake("the 401 response says neither what triggers it nor why nothing does") { $0.responses[2].triggers = [] },
    Mistake("the 5xx response cannot be triggered and does not say why") { $0.responses[3].triggers = [.nothing("")] },
    Mistake("the 401 response is for a missing credential, and the endpoint needs none") {
      $0.security = .none(quote: page)
    },
    Mistake(
      "the 401 response is for a wrong credential, and no request shows one: say .nothing(…) why it is not tested"
    ) {
      $0.security = .mutualTLS(quote: page)
    },
    Mistake("the key shop.order must be a secret fixture") {
      $0.security = .apiKey(order, in: .header("X-Key"), quote: page)
    },
    Mistake(
      "the key shop.token in path id: a credential stands in a header, the query or a cookie",
      "path id is declared as a parameter and as a credential: remove the parameter"
    ) {
      $0.security = .apiKey(token, in: .path("id"), quote: page)
    },
    Mistake("header X-Note is declared as a parameter and as a credential: remove the parameter") {
      $0.security = .apiKey(token, in: .header("X-Note"), quote: page)
    },
    Mistake("the token URL auth.example.com/token is neither an address nor a path at the provider") {
      $0.security = .oauth2ClientCredentials(
        id: token, secret: token, tokenURL: "auth.example.com/token", quote: page)
    },
    Mistake("header X-Note is an object, which only the query can hold") {
      $0.parameters[2].schema = .object([.optional("a", .string)])
    },
    Mistake("the 409 response is triggered by a state and names none") { $0.responses[1].triggers = [.state()] },
    Mistake("the 409 response is given the state lost, which shop does not declare") {
      $0.responses[1].triggers = [.state(lost)]
    },
    Mistake(
      "the 200 response is given a state of shop.order, which no binding of the endpoint names",
      "the 409 response is given a state of shop.order, which no binding of the endpoint names"
    ) {
      $0.parameters[0] = .path("id", .integer, example: "7")
    },
    Mistake("the 409 response is given states that no fixture of shop.order is in") {
      $0.responses[1].triggers = [.state(paid, unless: paid)]
    },
    Mistake("the 200 response echoes at /other, which its schema does not declare") {
      $0.responses[0].echoes[0].pointer = "/other"
    },
    Mistake("the 200 response's echo names path order, which the request does not declare") {
      $0.responses[0].echoes[0].location = .path("order")
    },
    Mistake("the 200 response's trigger names body /x, which the request does not declare") {
      $0.responses[0].triggers[0].settings[0].location = .body("/x")
    },
  ]

  static let providers = [
    Mistake(
      ["the provider has no endpoint"],
      provider: { $0.endpoints = [] }),
    Mistake(
      ["the fixture shop.order-paid shares the variable ASSAY_SHOP_ORDER_PAID with another: rename one"],
      provider: { $0.fixtures.append(Fixture("shop.order-paid", of: order, "another", mock: "9")) }),
    Mistake(
      ["the fixture shop.card.lost is of shop.card, and no fixture of that name is the ordinary one"],
      provider: {
        $0.fixtures.append(
          Fixture("shop.card.lost", of: Fixture("shop.card", "a card", mock: "9"), "a lost card", mock: "9"))
      }),
    Mistake(
      ["the fixture shop.order.lost is in the state lost, which the provider does not declare"],
      provider: {
        $0.fixtures.append(Fixture("shop.order.lost", of: order, in: [lost], "lost", mock: "9"))
      }),
    Mistake(
      ["no fixture is in the state lost: declare one, so that the state can be tested"],
      provider: { $0.states.append(lost) }),
    Mistake(
      [
        "no fixture is out of the state paid: declare one, so that its absence can be tested",
        "the 200 response is given states that no fixture of shop.order is in",
      ],
      provider: { $0.fixtures[1].states = ["paid"] }),
    Mistake(
      ["another endpoint has the id shop.pay: give it its own"],
      provider: { $0.endpoints.append($0.endpoints[0]) }),
  ]

  @Test(arguments: sources + parameters + bodies + examples + answers + providers)
  func `a mistake in a contract is reported in words that say what to do`(mistake: Mistake) {
    #expect(Linter().findings(in: mistake.catalog).map(\.message) == mistake.messages)
  }

  @Test func `a finding says whose it is and where it stands`() {
    var provider = Self.provider
    provider.endpoints[0].title = ""
    provider.fixtures[2].states = ["paid", "lost"]
    #expect(
      Linter().findings(in: Catalog([provider, provider])).map { "\($0.file):\($0.line): \($0.id): \($0.message)" } == [
        "Shop.swift:7: shop: the fixture shop.order.paid is in the state lost, which the provider does not declare",
        "Shop.swift:7: shop.pay: the endpoint needs a title, and its document an address",
        "Shop.swift:7: shop: another provider has the id shop: give it its own",
        "Shop.swift:7: shop: the fixture shop.order.paid is in the state lost, which the provider does not declare",
        "Shop.swift:7: shop.pay: another endpoint has the id shop.pay: give it its own",
        "Shop.swift:7: shop.pay: the endpoint needs a title, and its document an address",
      ])
  }
}
