import AssayJSON
import AssaySchema
import Testing

/// The values that are made where a document prints no example.
@Suite struct SampleTests {
  @Test(arguments: [
    (#"^[A-Z]{3}-\d{4}$"#, "AAA-0000"), ("^(a|b)+c?$", "ac"), ("x", "text"), ("^\\s$", " "), ("[^a-z]+0", "00"),
    ("^$", ""),
    (#"^\+[1-9][0-9]{7,14}$"#, "+10000000"), (#"^\w+@\w+\.(com|org)$"#, "a@a.com"), ("[\\u0400-\\u04FF]{2}", "ЀЀ"),
  ])
  func `a pattern is satisfied`(pattern: String, sample: String) throws {
    let schema = Schema(.string, [.pattern(pattern)])
    #expect(schema.sample == .string(sample))
    #expect(try CompiledSchema(schema).accepts(schema.sample))
  }

  @Test(arguments: [
    Schema(.string, [.pattern("^[a-f]*$"), .minLength(30)]), Schema(.string, [.pattern("^(ab|c)*$"), .maxLength(1)]),
    Schema(.string, [.pattern("@example"), .format(.email)]),
    Schema(.string, [.pattern("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"), .format(.uuid)]),
    Schema(.integer, [.minimum(10), .maximum(19), .multipleOf(7)]),
    Schema(.integer, [.exclusiveMinimum(3), .exclusiveMaximum(5)]), Schema(.integer, [.minimum(-9), .maximum(-3)]),
    Schema(.number, [.exclusiveMinimum(0), .exclusiveMaximum(1)]), Schema(.integer, [.maximum(0), .multipleOf(5)]),
    Schema(.array, [.items(Schema(.integer, [.minimum(2), .multipleOf(4)])), .minItems(2)]),
  ])
  func `assertions together are satisfied`(schema: Schema) throws {
    #expect(try CompiledSchema(schema).accepts(schema.sample), "\(schema.sample)")
  }

  @Test(
    arguments: [
      (Schema(.string, [.pattern("^(aaa|bb)+$"), .pattern("^.{7}$")]), "aaabbbb"),
      (Schema(.string, [.pattern("^a{2,}$"), .pattern("^(aaa)*$"), .minLength(4)]), "aaaaaa"),
      (Schema(.string, [.pattern("\\bx\\b"), .pattern("^y"), .maxLength(3)]), "y-x"),
      (Schema(.string, [.minLength(20), .format(.uri)]), "https://example.com/"),
      (Schema(.string, [.format(.bic), .minLength(9)]), "DEUTDEFF500"),
      (
        Schema(
          .number,
          [
            .minimum(JSONNumber(lexeme: "0.1")!), .maximum(JSONNumber(lexeme: "0.25")!),
            .multipleOf(JSONNumber(lexeme: "0.02")!),
          ]), 0
      ),
      (
        Schema(
          .number, [.exclusiveMinimum(JSONNumber(lexeme: "1.5")!), .exclusiveMaximum(JSONNumber(lexeme: "1.6")!)]), 0
      ),
      (Schema(.integer, [.multipleOf(JSONNumber(lexeme: "2.5")!), .minimum(6)]), 10),
      (Schema(.array, [.items(.string), .minItems(2), .uniqueItems]), .array(["text", "text1"])),
    ] as [(Schema, JSONValue)])
  func `a search finds what no likely text satisfies`(schema: Schema, sample: JSONValue) throws {
    #expect(try CompiledSchema(schema).accepts(schema.sample), "\(schema.sample)")
    if sample != 0 { #expect(schema.sample == sample) }
  }

  @Test(arguments: [
    (Schema(.integer, [.minimum(5), .maximum(1)]), "no number is at least 5 and at most 1"),
    (Schema(.integer, [.exclusiveMinimum(4), .exclusiveMaximum(5)]), "no number is more than 4 and less than 5"),
    (
      Schema(.integer, [.minimum(1), .maximum(6), .multipleOf(7)]),
      "no number is at least 1 and at most 6 and a multiple of 7"
    ),
    (
      Schema(.integer, [.format(.int32), .minimum(3_000_000_000)]),
      "no number is of the format int32 and at least 3000000000"
    ),
    (.string(minLength: 5, maxLength: 1), "no text is at least 5 long and at most 1 long"),
    (Schema(.string, [.pattern("^[0-9]{4}$"), .maxLength(3)]), "no text is like ^[0-9]{4}$ and at most 3 long"),
    (Schema(.string, [.pattern("^b$a")]), "no text is like ^b$a"),
    (Schema(.string, [.pattern("^a"), .pattern("^b")]), "no text is like ^a and like ^b"),
    (
      Schema(.string, [.enum([.string("a"), .string("b")]), .minLength(2)]),
      "none of its 2 values satisfies its other rules"
    ),
    (Schema(.array, [.minItems(3), .maxItems(2)]), "no array has at least 3 items and at most 2 items"),
  ])
  func `rules that nothing satisfies together are found`(schema: Schema, text: String) {
    let inner = Schema.object([.optional("list", .array(of: schema))])
    #expect(inner.contradictions.map { "\($0.pointer): \($0.text)" } == ["/list/0: \(text)"])
  }

  @Test(arguments: [
    Schema(.integer, [.minimum(1), .maximum(1)]), .int64, .string(minLength: 1, maxLength: 1), .string(pattern: "^$"),
    Schema(.string, [.pattern("^[0-9]{4}$"), .maxLength(4)]),
    Schema(.number, [.exclusiveMinimum(1), .exclusiveMaximum(2)]),
    Schema(.string, [.pattern("(((a{200}){200}){200}){200}")]), .enum("a"), .any,
  ])
  func `rules that something satisfies are no contradiction`(schema: Schema) {
    #expect(schema.contradictions.map(\.text) == [])
  }

  @Test(arguments: [
    Schema(.string, [.pattern("(((a{200}){200}){200}){200}")]), Schema(.string, [.pattern("^b$a")]),
    Schema(.integer, [.minimum(5), .maximum(1)]),
  ])
  func `what nothing satisfies ends all the same`(schema: Schema) {
    _ = schema.sample
  }

  @Test(arguments: Format.all)
  func `a format accepts its example and boundaries and none of its counterexamples`(format: Format) throws {
    let schema = try CompiledSchema(Schema(.any, [.format(format)]))
    #expect(([format.example] + format.boundaries).allSatisfy { format.accepts($0) && schema.accepts($0) })
    #expect(!format.counterexamples.contains { format.accepts($0.value) || schema.accepts($0.value) })
  }

  @Test func `a format of a spec's own is validated and sampled like one that is built in`() throws {
    let format = Format("order-id", example: "ord_1") { $0.starts(with: "ord_".utf8) }
    let schema = try CompiledSchema(Schema(.string, [.format(format)]))
    #expect(schema.schema.sample == "ord_1")
    #expect(schema.accept(bytes: Array(#""ord_2""#.utf8)) == .valid)
    #expect(schema.accept(bytes: Array(#""2""#.utf8)) != .valid)
    #expect(schema.violations(of: "2").map(\.validationError.expected) == ["format order-id"])
  }

  @Test func `no text is made that is longer than 65 536 characters`() {
    let huge = Schema(.string, [.minLength(1 << 40), .maxLength(1 << 41)])
    #expect(huge.sample == "text")
    #expect(huge.boundaries.isEmpty)
  }
}
