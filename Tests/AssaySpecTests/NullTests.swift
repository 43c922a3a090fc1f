import AssayJSON
import AssaySchema
import AssaySpec
import Testing

@Suite struct NullTests {
  @Test(arguments: [
    Schema.enum("a", "b").orNull, Schema.enum(1).orNull, Schema.string.orNull,
    Schema(.any, [.oneOf([.string, .integer])]).orNull, Schema.enum("a").orNull.orNull,
  ])
  func `what may be null takes null, and nothing else that it did not take before`(schema: Schema) throws {
    let compiled = try CompiledSchema(schema)
    #expect(compiled.accepts(.null) && compiled.accept(bytes: Array("null".utf8)) != .invalid)
    #expect(!compiled.accepts(true))
  }

  @Test(arguments: [
    (Schema.string, true), (.string.orNull, false), (Schema([.string, .integer]), false),
    (.enum("", "a"), false),
    (.string(minLength: 0, maxLength: 3), false), (Schema(.string, [.maxLength(3)]), true), (.email, false),
  ])
  func `an empty text is as good as none where nothing says otherwise`(schema: Schema, expected: Bool) {
    #expect(Property.required("name", schema).readsEmptyAsMissing == expected)
    #expect(!Property.optional("name", schema).readsEmptyAsMissing)
  }
}
