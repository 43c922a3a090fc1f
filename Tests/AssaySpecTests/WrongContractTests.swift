import AssayContract
import AssayHTTP
import AssayJSON
import AssaySchema
import AssaySpec
import Testing

/// Contracts that are wrong in one way, each with its finding: misspelled names, impossible schemas, values that do not fit
/// their schemas, and responses that HTTP does not have.
@Suite struct WrongContractTests {
  typealias Mistake = LinterTests.Mistake

  private static let page = LinterTests.page

  static let names = [
    Mistake(
      "the effect sendsMessage names header X-Nota, which the request does not declare: did you mean header X-Note?",
      at: 9
    ) { $0.effects[0].recipient = .header("X-Nota") },
    Mistake(
      "the effect sendsMessage names query dri, which the request does not declare: did you mean query dry?", at: 9
    ) {
      $0.effects[0].recipient = .query("dri")
    },
    Mistake(
      "the effect sendsMessage names body /nota, which the request does not declare: did you mean body /note?", at: 9
    ) {
      $0.effects[0].recipient = .body("/nota")
    },
    Mistake("the 200 response echoes at /notes, which its schema does not declare: did you mean /note?", at: 20) {
      $0.responses[0].echoes[0].pointer = "/notes"
    },
    Mistake("the 200 response's echo names path ids, which the request does not declare: did you mean path id?", at: 20)
    {
      $0.responses[0].echoes[0].location = .path("ids")
    },
    Mistake(
      "the 200 response's trigger names body /not, which the request does not declare: did you mean body /note?", at: 17
    ) {
      $0.responses[0].triggers[0].settings[0].location = .body("/not")
    },
    Mistake("the 409 response is given the state payed, which shop does not declare: did you mean paid?", at: 21) {
      $0.responses[1].triggers = [
        .state(ProviderState("payed", of: LinterTests.order, "the order is paid", quote: page))
      ]
    },
    Mistake("the binding names shop.ordr, which is no fixture: did you mean shop.order?", at: 0) {
      $0.parameters[2] = .header("X-Note", required: false, from: Fixture("shop.ordr", "an order", mock: "u"))
    },
    Mistake("the token shop.tokn is no fixture of shop: did you mean shop.token?", at: 0) {
      $0.security = .bearer(Fixture("shop.tokn", "a token", mock: "t", isSecret: true), quote: page)
    },
    Mistake(
      "the path has {ids}, and no path parameter of that name is declared: did you mean id?",
      "the path parameter id has no {id} in the path /orders/{ids}/pay", at: 7, 11
    ) { $0.path = "/orders/{ids}/pay" },
  ]

  private static func query(_ schema: Schema) -> (inout Endpoint) -> Void {
    { $0.parameters.append(.query("age", schema, required: false)) }
  }

  static let schemas = [
    Mistake(
      "nothing satisfies query age: no number is at least 5 and at most 1: correct the schema", at: 0,
      endpoint: query(Schema(.integer, [.minimum(5), .maximum(1)]))),
    Mistake(
      "nothing satisfies query age: no number is more than 3 and less than 4: correct the schema", at: 0,
      endpoint: query(Schema(.integer, [.exclusiveMinimum(3), .exclusiveMaximum(4)]))),
    Mistake(
      "nothing satisfies query age: no text is like ^a$ and at least 2 long: correct the schema", at: 0,
      endpoint: query(Schema(.string, [.pattern("^a$"), .minLength(2)]))),
    Mistake(
      "nothing satisfies query age: no text is at least 3 long and at most 2 long: correct the schema", at: 0,
      endpoint: query(.string(minLength: 3, maxLength: 2))),
    Mistake(
      #"query age has the enum value "b", which its other rules exclude: expected integer"#, at: 0,
      endpoint: query(Schema(.integer, [.enum([1, "b"])]))),
    Mistake(
      "query age has the enum value 9, which its other rules exclude: expected at most 5", at: 0,
      endpoint: query(Schema(.integer, [.enum([1, 9]), .maximum(5)]))),
    Mistake(
      "query age has the enum value 1 twice: remove one", at: 0, endpoint: query(Schema(.integer, [.enum([1, 1])]))),
    Mistake(#"the request body's /kind has the enum value 2, which its other rules exclude: expected string"#, at: 0) {
      $0.body = .json([.required("note", .string), .optional("kind", Schema(.string, [.enum(["a", 2])]))])
    },
    Mistake(#"the schema of the request body: "note" is declared twice"#, at: 0) {
      $0.body = .json([.required("note", .string), .optional("note", .string)])
    },
    Mistake(#"the schema of the 200 response's body: "note" is declared twice"#, at: 0) {
      $0.responses[0].body = .json([.required("note", .string), .optional("note", .string)])
    },
  ]

  static let values = [
    Mistake("the 200 response's trigger sets body /note to 5: expected string", at: 17) {
      $0.responses[0].triggers[0].settings[0].value = 5
    },
    Mistake("the 200 response echoes path id at /note, which has no type in common with it: correct one", at: 20) {
      $0.responses[0].echoes[0].location = .path("id")
    },
    Mistake(
      ["the fixture shop.order has the mock value \"seven\", which path id does not accept: expected integer"], at: 0,
      provider: { $0.fixtures[1] = Fixture("shop.order", "an open order", mock: "seven") }),
    Mistake(
      "the sample curl has the path /orders/7/pay?dry=true, which is not /orders/{id}/{pay",
      "the path /orders/{id}/{pay has a brace without its other half, or an empty name between two", at: 25, 7
    ) { $0.path = "/orders/{id}/{pay" },
    Mistake(
      ["another endpoint of shop has POST /orders/{}/pay: requests cannot tell them apart"], at: 7,
      provider: {
        var other = $0.endpoints[0]
        other.id = "shop.other"
        $0.endpoints.append(other)
      }),
  ]

  private static func header(_ name: String, _ schema: Schema, example: String? = nil) -> ResponseHeader {
    ResponseHeader(name, schema, required: true, example: example, quote: page)
  }

  static let responses = [
    Mistake("the 999 response: a status is a number from 100 to 599", at: 0) {
      $0.responses[1] = ResponseSpec(999, .empty, when: .state(LinterTests.paid), quote: page)
    },
    Mistake("the 204 response has a body, which HTTP does not allow with this status: declare it .empty", at: 0) {
      $0.responses[1] = ResponseSpec(204, .json([.optional("a", .string)]), when: .state(LinterTests.paid), quote: page)
    },
    Mistake("the default response is triggered by a valid request: give its status, such as 200", at: 0) {
      $0.responses[3] = ResponseSpec(.default, .empty, when: .validRequest, quote: page)
    },
    Mistake(
      "the 200 response declares the header link twice: its schema is that of each value, so declare it once", at: 0
    ) { $0.responses[0].headers = [header("Link", .string), header("link", .string)] },
    Mistake(#"the example "soon" of the 200 response's header Retry-After: expected integer"#, at: 0) {
      $0.responses[0].headers = [header("Retry-After", .integer, example: "soon")]
    },
    Mistake(
      "nothing satisfies the 200 response's header X-Left: no number is at least 5 and at most 1: correct the schema",
      at: 0
    ) { $0.responses[0].headers = [header("X-Left", Schema(.integer, [.minimum(5), .maximum(1)]))] },
    Mistake(
      "the 304 response is triggered by .notModified, which only GET and HEAD have",
      "the 304 response is triggered by .notModified: declare the header ETag or Last-Modified of a success", at: 0, 0
    ) { $0.responses[3] = ResponseSpec(304, .empty, when: .notModified, quote: page) },
    Mistake(
      "the 412 response is triggered by .notModified: its status must be 304 and its body .empty",
      "the 412 response is triggered by .notModified, which only GET and HEAD have", at: 0, 0
    ) {
      $0.responses[0].headers = [header("ETag", .string)]
      $0.responses[3] = ResponseSpec(412, .empty, when: .notModified, quote: page)
    },
  ]

  @Test(arguments: names + schemas + values + responses)
  func `a wrong contract is reported with what is wrong, where, and what to do`(mistake: Mistake) {
    let findings = Linter().findings(in: mistake.catalog)
    #expect(findings.map(\.message) == mistake.messages)
    #expect(findings.map { $0.file == "Shop.swift" ? $0.line : 0 } == mistake.lines)
  }
}
