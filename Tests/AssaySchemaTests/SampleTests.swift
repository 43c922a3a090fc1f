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
}
