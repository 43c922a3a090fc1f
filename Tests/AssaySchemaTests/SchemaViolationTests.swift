import AssayJSON
import AssaySchema
import AssaySpec
import Testing

struct SchemaViolationTests {
  /// Each fault as "pointer line:column: expected …, found …".
  static func faults(_ schema: Schema, _ text: String) throws -> [String] {
    let document = try JSONDocument(parsing: Array(text.utf8))
    return try CompiledSchema(schema).violations(in: document).map(\.description)
  }

  static let account = Schema.object([
    .required("id", .int64),
    .required("email", .email),
    .optional("tags", .array(of: .enum("a", "b"))),
    .required("state", .enum("open", "closed")),
    .present("reason", .string(minLength: 2), iff: "state", is: "closed"),
  ])

  @Test func `a document that keeps its schema has no violations`() throws {
    #expect(try Self.faults(Self.account, #"{"id":1.0,"email":"a@b.c","tags":["b"],"state":"open"}"#).isEmpty)
    #expect(try Self.faults(Self.account, #"{"state":"closed","reason":"xy","email":"a@b.c","id":1}"#).isEmpty)
  }

  @Test func `every independent fault is reported once, at its root, in document order`() throws {
    let text = """
      {
        "id": "7",
        "tags": ["a", 5, "é\\u0000c"],
        "state": "open",
        "reason": 1,
        "more": {"x": [1, 2]}
      }
      """
    #expect(
      try Self.faults(Self.account, text) == [
        #"/email (1:1): expected member "email", found no such member"#,
        #"/id (2:9): expected integer, found string "7""#,
        #"/tags/1 (3:17): expected string, found integer 5"#,
        #"/tags/2 (3:20): expected one of "a", "b", found string "é\u0000c""#,
        #"/reason (5:13): expected no member "reason" unless "state" is "closed", "#
          + #"found it, while "state" is string "open""#,
        #"/more (6:3): expected only documented members, found member "more": object with 1 member"#,
      ])
  }

  @Test func `a member that its sibling calls for is missed`() throws {
    #expect(
      try Self.faults(Self.account, #"{"id":1,"email":"a@b.c","state":"closed"}"#) == [
        #"/reason (1:1): expected member "reason", as "state" is "closed", found no such member"#
      ])
    #expect(
      try Self.faults(
        .object([.optional("state", .string), .present("reason", .any, iff: "state", is: "closed")]), #"{"reason":1}"#)
        == [
          #"/reason (1:11): expected no member "reason" unless "state" is "closed", found it, while "state" is missing"#
        ]
    )
  }

  @Test(arguments: [
    (Schema.int32, "2147483648", "expected format int32, found integer 2147483648"),
    (.int32, "1.5", "expected integer, found number 1.5"),
    (Schema(.number, [.format(.int64)]), "1.5", "expected format int64, found number 1.5"),
    (.int64, "9223372036854775808", "expected format int64, found integer 9223372036854775808"),
    (.e164, #""+0123""#, #"expected format e164, found string "+0123""#),
    (.uuid, #""x""#, #"expected format uuid, found string "x""#),
    (.string(pattern: "^a$"), #""b""#, #"expected a match of pattern ^a$, found string "b""#),
    (.string(minLength: 2, maxLength: 3), #""é""#, #"expected at least 2 characters, found 1 character: string "é""#),
    (.string(minLength: 1, maxLength: 1), #""ab""#, #"expected at most 1 character, found 2 characters: string "ab""#),
    (Schema(.number, [.minimum(1)]), "0.5", "expected at least 1, found number 0.5"),
    (Schema(.number, [.exclusiveMinimum(1)]), "1.0", "expected more than 1, found integer 1.0"),
    (Schema(.number, [.maximum(1)]), "1e400", "expected at most 1, found integer 1e400"),
    (Schema(.number, [.exclusiveMaximum(1)]), "1", "expected less than 1, found integer 1"),
    (Schema(.number, [.multipleOf(3)]), "10", "expected a multiple of 3, found integer 10"),
    (Schema(.array, [.minItems(1)]), "[]", "expected at least 1 item, found 0 items"),
    (Schema(.array, [.maxItems(1)]), "[1,2]", "expected at most 1 item, found 2 items"),
    (Schema(.array, [.uniqueItems]), "[1,2,1.0]", "expected items that all differ, found equal items at 0 and 2"),
    (
      Schema(.array, [.contains(.string, min: 1, max: nil)]), "[1]",
      "expected at least 1 item of the kind to contain, found 0 such items"
    ),
    (
      Schema(.array, [.contains(.string, min: 0, max: 1)]), #"["",""]"#,
      "expected 0 to 1 items of the kind to contain, found 2 such items"
    ),
    (Schema(.object, [.minProperties(1)]), "{}", "expected at least 1 member, found 0 members"),
    (Schema(.object, [.maxProperties(0)]), #"{"a":1}"#, "expected at most 0 members, found 1 member"),
    (.boolean, "null", "expected boolean, found null"),
    (.string.orNull, "false", "expected null or string, found boolean false"),
    (.never, "[1,2]", "expected no value, found array of 2 items"),
    (Schema(.any, [.enum([[1, "x"]])]), "{}", #"expected [1,"x"], found object with 0 members"#),
    (Schema(.any, [.not(.string)]), #""x""#, #"expected a value that does not match, found string "x", which matches"#),
    (
      Schema(.any, [.oneOf([.integer, .number])]), "1",
      "expected exactly one alternative to hold, found 2 that hold: 1, 2"
    ),
    (
      Schema(.any, [.anyOf([.string, .object([.required("a", .string)])])]), #"{"a":1}"#,
      "expected at least one of 2 alternatives to hold, found (1) expected string, found object with 1 member; "
        + "(2) expected string at /a, found integer 1"
    ),
  ])
  func `a validationError tells what was expected and what was found`(schema: Schema, text: String, expected: String)
    throws
  {
    #expect(try Self.faults(schema, text) == ["(root) (1:1): \(expected)"])
  }

  @Test func `members by name, by pattern and by dependency are reported by name`() throws {
    let schema = Schema(
      .object,
      [
        .properties([.optional("a", .any)]), .patternProperties([.init("^x-", .string)]), .additionalProperties(.never),
        .propertyNames(Schema(.string, [.maxLength(4)])), .dependentRequired([.init("a", requires: ["x-b"])]),
      ])
    #expect(
      try Self.faults(schema, #"{"a":1,"x-1":2,"zz":3,"x-long":""}"#) == [
        #"/x-b (1:1): expected member "x-b", as "a" is there, found no such member"#,
        #"/x-1 (1:14): expected string, found integer 2"#,
        #"/zz (1:21): expected no other members, found member "zz": integer 3"#,
        #"/x-long (1:32): expected a member name that is at most 4 characters, found member "x-long""#,
      ])
  }

  @Test func `a member is documented when any schema that holds names it`() throws {
    let parts = Schema(
      .object,
      [
        .properties([.required("kind", .string)]),
        .oneOf([
          .object([.required("kind", .enum("a")), .optional("a", .any)]),
          .object([.required("kind", .enum("b")), .optional("b", .any)]),
        ]),
      ])
    #expect(try Self.faults(parts, #"{"kind":"a","a":1}"#).isEmpty)
    #expect(
      try Self.faults(parts, #"{"kind":"a","b":1}"#) == [
        #"/b (1:13): expected only documented members, found member "b": integer 1"#
      ])
    #expect(try CompiledSchema(parts).accepts(["kind": "a", "b": 1]))
    #expect(try Self.faults(.object, #"{"x":1}"#).isEmpty)
    #expect(try Self.faults(.map(of: .integer), #"{"x":1}"#).isEmpty)
  }

  @Test func `an undocumented member is marked as such and nothing else is`() throws {
    let found = try CompiledSchema(.object([.required("a", .string)])).violations(of: ["b": 1])
    #expect(found.map(\.isUndocumentedMember) == [false, true])
    #expect(found.map(\.pointer.description) == ["/a", "/b"])
  }

  @Test func `evidence is that of the nearest property that declares some`() throws {
    let outer = Evidence.documented(at: "Responses › 400")
    let inner = Evidence.sample(at: "Example")
    let schema = Schema.object([
      .required(
        "error",
        .object([
          .required("code", .integer), .required("text", .string, quote: inner),
          .optional("list", .array(of: .object([.optional("x", .string)])), quote: inner),
        ]), quote: outer),
      .required("id", .integer),
    ])
    let found = try CompiledSchema(schema).violations(
      of: ["error": ["code": "1", "list": [["x": 1, "y": 2]], "more": 1]])
    #expect(
      found.map { "\($0.pointer) \($0.evidence?.place ?? "none")" } == [
        "/id none", "/error/text Example", "/error/code Responses › 400", "/error/list/0/x Example",
        "/error/list/0/y Example", "/error/more Responses › 400",
      ])
  }

  @Test func `no text shows a secret, wherever it stands`() throws {
    let schema = Schema.object([
      .required("code", .string(minLength: 9), isSecret: true),
      .optional("nested", .map(of: .object([.optional("code", .integer)]))),
    ])
    let found = try Self.faults(schema, #"{"code":"1234","nested":{"a":{"code":"5678"}}}"#)
    #expect(
      found == [
        "/code (1:9): expected at least 9 characters, found 4 characters: string (secret)",
        "/nested/a/code (1:38): expected integer, found string (secret)",
      ])
  }

  @Test func `found text is short and shows what cannot be seen`() throws {
    let long = String(repeating: "é", count: 500)
    let found = try CompiledSchema(.integer).violations(of: .string(long))[0].validationError.found
    #expect(found == "string \"" + String(repeating: "é", count: 78) + "…")
    #expect(
      try CompiledSchema(.integer).violations(of: "\u{202E}\u{7F}")[0].validationError.found
        == #"string "\u{202E}\u{7F}""#)
  }

  @Test func `a value further in is judged by itself, with the document's places`() throws {
    let document = try JSONDocument(parsing: Array("{\"a\":\n [1, \"x\"]}".utf8))
    let node = try #require(document.node(at: "/a"))
    let found = try CompiledSchema(.array(of: .integer)).violations(in: node)
    #expect(found.map(\.description) == [#"/a/1 (2:6): expected integer, found string "x""#])
  }

  @Test func `references recurse as deep as documents nest`() throws {
    let tree = Schema(
      .any,
      [
        .definitions([.init("tree", .object([.optional("next", Schema(.object, [.reference("tree")]))]))]),
        .reference("tree"),
      ])
    let depth = 500
    let text = String(repeating: #"{"next":"#, count: depth) + "{}" + String(repeating: "}", count: depth)
    #expect(try Self.faults(tree, text).isEmpty)
    let wrong = text.replacing("{}", with: "1")
    #expect(
      try CompiledSchema(tree).violations(in: JSONDocument(parsing: Array(wrong.utf8))).map(\.pointer.tokens.count) == [
        500
      ])
  }

  @Test(.timeLimit(.minutes(1))) func `alternatives in alternatives do not double the time with each level`() throws {
    // Each level is judged by both alternatives, and only the innermost tells which one holds.
    func side(_ leaf: String) -> Schema {
      .object([.optional("v", .enum(.string(leaf))), .optional("next", Schema(.any, [.reference("tree")]))])
    }
    let tree = Schema(
      .any,
      [
        .definitions([
          .init("tree", Schema(.any, [.anyOf([side("a"), side("b"), .object([.optional("next", .any)])])]))
        ]),
        .reference("tree"),
      ])
    let depth = 500
    let text = String(repeating: #"{"next":"#, count: depth) + #"{"v":"c"}"# + String(repeating: "}", count: depth)
    let schema = try CompiledSchema(tree)
    #expect(schema.accept(bytes: Array(text.utf8)) == .undecided)
    #expect(try schema.violations(in: JSONDocument(parsing: Array(text.utf8))).map(\.isUndocumentedMember) == [true])
    let shallow = String(repeating: #"{"next":"#, count: 25) + #"{"v":"c"}"# + String(repeating: "}", count: 25)
    #expect(schema.accept(bytes: Array(shallow.utf8)) == .undecided)
  }

  @Test func `both of duplicate members are judged`() throws {
    let found = try Self.faults(.object([.optional("a", .integer)]), #"{"a":"x","a":"y"}"#)
    #expect(found.count == 2)
  }
}
