import AssayJSON
import AssaySchema
import AssaySpec
import Testing

/// Objects of several kinds, which a member names.
@Suite struct DiscriminatorTests {
  static let method = Schema.oneOf(
    by: "type",
    [
      "card": .object([.required("number", .string(.cardNumber)), .optional("name", .string)]),
      "sepa": .object([.required("iban", .string(.iban)), .required("mandate", .object([.required("day", .date)]))]),
    ], common: [.required("id", .integer)], quote: "type: card or sepa")

  @Test(
    arguments: [
      (#"{"type": "card", "id": 1, "number": "4242424242424242"}"#, []),
      (
        #"{"type": "card", "id": 1, "number": "4242424242424241"}"#,
        [#"/number expected format card-number, as "type" is "card", found string "4242424242424241""#]
      ),
      (
        #"{"type": "sepa", "id": 1, "iban": "DE89370400440532013000", "mandate": {"day": 7}}"#,
        [#"/mandate/day expected string, as "type" is "sepa", found integer 7"#]
      ),
      (
        #"{"type": "sepa", "id": "1", "iban": "DE89370400440532013000", "mandate": {"day": "2026-01-31"}}"#,
        [#"/id expected integer, found string "1""#]
      ),
      (
        #"{"type": "card", "id": 1, "iban": "DE89370400440532013000"}"#,
        [
          #"/number expected member "number", as "type" is "card", found no such member"#,
          #"/iban expected only documented members, found member "iban": string "DE89370400440532013000""#,
        ]
      ),
      (#"{"type": "cash", "id": 1}"#, [#"/type expected one of "card", "sepa", found string "cash""#]),
      (#"{"id": 1, "number": 1}"#, [#"/type expected member "type", found no such member"#]),
      (#"{"id": 1, "type": null}"#, ["/type expected string, found null"]),
      ("[]", [" expected object, found array of 0 items"]),
    ] as [(String, [String])])
  func `an error names the kind of the object and goes on into it`(text: String, errors: [String]) throws {
    let schema = try CompiledSchema(Self.method)
    let document = try JSONDocument(parsing: Array(text.utf8))
    let found = schema.violations(in: document).map {
      "\($0.pointer) expected \($0.expected), found \($0.validationError.found)"
    }
    #expect(found == errors)
    #expect(schema.accept(bytes: Array(text.utf8)) != (errors.isEmpty ? .invalid : .valid))
  }

  @Test func `a name that no kind has is an error also where the member is any text`() throws {
    let schema = try CompiledSchema(
      Schema(.object, [.properties([.required("kind", .string)]), .discriminator("kind", [.init("a", .object)])]))
    #expect(schema.violations(of: ["kind": "b"]).map(\.expected) == [#""a""#])
    #expect(schema.violations(of: ["kind": "a", "more": 1]).map(\.isUndocumentedMember) == [true])
  }

  @Test func `there is a sample of each kind, and an array has one of each`() throws {
    let list = Schema.array(of: Self.method)
    let card: JSONValue = ["type": "card", "id": 1, "number": "4242424242424242"]
    let sepa: JSONValue = [
      "type": "sepa", "id": 1, "iban": "DE89370400440532013000", "mandate": ["day": "2026-01-31"],
    ]
    #expect(Self.method.sampleVariants == [card, sepa])
    #expect(list.sample == [card, sepa])
    #expect(try CompiledSchema(list).accepts(list.sample))
  }

  @Test func `members are found in every kind and can be reached from another`() {
    let schema = Schema.object([.required("method", Self.method)])
    #expect(
      schema.places.map(\.name) == [
        "method", "method.type", "method.id", "method.card:number", "method.card:name", "method.sepa:iban",
        "method.sepa:mandate", "method.sepa:mandate.day",
      ])
    let day = schema.places[7]
    var value: JSONValue = ["method": ["type": "card", "id": 7, "number": "1"]]
    #expect(!day.applies(to: value))
    for way in day.way(in: schema) { way.open(in: &value) }
    #expect(day.applies(to: value))
    #expect(
      value == [
        "method": [
          "type": "sepa", "id": 7, "iban": "DE89370400440532013000", "mandate": ["day": "2026-01-31"],
        ]
      ])
  }

  @Test(arguments: [
    (
      Schema(.object, [.discriminator("type", [.init("a", .object)])]),
      #"schema at "/discriminator": "type" must be a required member, and there must be a kind"#
    ),
    (.oneOf(by: "type", ["a": .object, "a": .object]), #"schema at "/discriminator": "a" names two kinds"#),
  ])
  func `a discriminator that cannot work is reported`(schema: Schema, text: String) {
    #expect(#expect(throws: SchemaError.self) { try CompiledSchema(schema) }?.description == text)
  }

  @Test func `read-only members are of responses and write-only ones of requests`() throws {
    let schema = Schema.object([
      .required("id", .integer).readOnly, .required("pin", .string).writeOnly, .optional("name", .string).deprecated,
    ])
    let (sent, received) = (try CompiledSchema(schema.forRequests), try CompiledSchema(schema.forResponses))
    #expect(sent.schema.properties.map(\.name) == ["pin", "name"])
    #expect(received.schema.sample == ["id": 1])
    #expect(received.accept(bytes: Array(#"{"id":1}"#.utf8)) == .valid)
    #expect(received.accept(bytes: Array(#"{"id":1,"pin":"1"}"#.utf8)) == .invalid)
    let found = received.violations(of: ["id": 1, "pin": 5]).map { "\($0.expected), \($0.validationError.found)" }
    #expect(found == [#"no member "pin", which is write-only, it"#])
  }
}
