import AssayJSON
import AssaySchema
import AssaySpec
import Testing

struct SchemaErrorTests {
  @Test(arguments: [
    (
      Schema.array(of: Schema(.any, [.reference("x")])), SchemaError.Kind.unknownReference,
      #"schema at "/items/reference": no definitions in force have "x""#
    ),
    (
      Schema(.any, [.definitions([.init("a", Schema(.any, [.anyOf([.string, Schema(.any, [.reference("a")])])]))])]),
      .endlessReference, #"schema at "": references lead back to themselves on the same value"#
    ),
    (
      .object([.required("a", .any), .optional("a", .string)]), .duplicateProperty,
      #"schema at "/properties/a": "a" is declared twice"#
    ),
    (
      Schema(.any, [.allOf([.any, Schema(.number, [.multipleOf(0)])])]), .bound,
      #"schema at "/allOf/1/multipleOf": multipleOf 0; it must be above 0"#
    ),
    (Schema(.string, [.minLength(-1)]), .bound, #"schema at "/minLength": minLength -1; it must not be negative"#),
    (
      .object([.optional("p", .string(pattern: #"a(?=b)"#))]), .pattern,
      #"schema at "/properties/p/pattern": pattern "a(?=b)", character 2: look-around or a group of another kind is "#
        + #"not supported; supported are literals, . classes \d \w \s \b, groups, |, * + ? {n,m}, ^ $ and "#
        + #"\xHH \uHHHH \u{H}"#
    ),
  ])
  func `a mistake in a schema is reported with its place`(schema: Schema, kind: SchemaError.Kind, text: String) {
    let error = #expect(throws: SchemaError.self) { try CompiledSchema(schema) }
    #expect(error?.kind == kind)
    #expect(error?.description == text)
  }

  @Test func `an inner definition shadows an outer one of the same name`() throws {
    let inner = Schema(.any, [.definitions([.init("a", .integer)]), .reference("a")])
    let outer = Schema(
      .any,
      [
        .definitions([.init("a", .string), .init("b", .array(of: Schema(.any, [.reference("a")])))]),
        .properties([.optional("in", inner), .optional("out", Schema(.any, [.reference("b")]))]),
      ])
    let schema = try CompiledSchema(outer)
    #expect(schema.accepts(["in": 1, "out": ["x"]]))
    #expect(!schema.accepts(["in": "x"]))
    #expect(!schema.accepts(["out": [1]]))
  }
}
