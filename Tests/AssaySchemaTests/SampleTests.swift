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
