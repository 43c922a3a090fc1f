import AssayJSON
import Testing

struct JSONReaderTests {
  static func read(_ text: String) throws(JSONError) -> JSONDocument { try JSONDocument(parsing: Array(text.utf8)) }

  @Test(arguments: [
    ("", "line 1, column 1: the document ends where a value is expected"),
    ("[1,]", "line 1, column 4: ']' where a value is expected"),
    ("{\"a\":1,}", "line 1, column 8: '}' where a key in double quotes is expected"),
    ("{\"a\" 1}", "line 1, column 6: '1' after a key; expected ':'"),
    ("{\"a\":1 \"b\"", "line 1, column 8: '\"' after a member's value; expected ',' or '}'"),
    ("[1\n 2]", "line 2, column 2: '2' after an item; expected ',' or ']'"),
    ("[", "line 1, column 2: the document ends where a value is expected"),
    ("[1", "line 1, column 3: the document ends inside an array; expected ',' or ']'"),
    ("01", "line 1, column 2: a number with a leading zero; expected no digit after the 0"),
    ("1.x", "line 1, column 3: 'x' in a number's fraction; expected a digit"),
    ("1e+", "line 1, column 4: the document ends inside a number's exponent; expected a digit"),
    ("nul!", "line 1, column 4: '!' inside a word; expected 'null'"),
    ("\"é\u{1}\"", "line 1, column 3: byte 0x01 raw in a string; expected it as an escape"),
    ("\"\\x\"", "line 1, column 3: 'x' after a backslash; expected one of \" \\ / b f n r t u"),
    ("\"\\u12G4\"", "line 1, column 6: 'G' in a \\u escape; expected four hexadecimal digits"),
    ("\"\\uD834 \"", "line 1, column 2: an escaped high surrogate without a low one after it, which is no character"),
    ("\"\\uDD1E\"", "line 1, column 2: an escaped low surrogate without a high one before it, which is no character"),
    ("\u{FEFF}{}", "line 1, column 1: a byte order mark (EF BB BF) before the document; expected a value"),
    ("{} x", "line 1, column 4: 'x' after the end of the document's value; expected nothing more"),
    ("\u{A0}1", "line 1, column 1: byte 0xC2 where a value is expected"),
  ])
  func `an error says what was wrong, what was expected and where`(text: String, expected: String) {
    let error = #expect(throws: JSONError.self) { try Self.read(text) }
    #expect(error?.description == expected)
  }

  @Test func `columns count scalars and lines end at line feeds`() throws {
    let document = try Self.read("{\r\n  \"é😀\": true\n}")
    #expect(document.root["é😀"]?.location == JSONLocation(line: 2, column: 9, offset: 15))
    #expect(document.location(ofOffset: document.bytes.count) == JSONLocation(line: 3, column: 2, offset: 21))
  }

  @Test func `nesting is read to the limit and no deeper`() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array(repeatElement(UInt8(ascii: "["), count: depth)) + Array(repeatElement(UInt8(ascii: "]"), count: depth))
    }
    #expect(throws: Never.self) { try JSONDocument(parsing: nested(512)) }
    let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: nested(513)) }
    #expect(error?.kind == .tooDeep)
    #expect(error?.offset == 512)
    #expect(throws: Never.self) { try JSONDocument(parsing: nested(100_000), limits: JSONLimits(depth: 100_000)) }
    let long = #expect(throws: JSONError.self) { try JSONDocument(parsing: nested(5), limits: JSONLimits(bytes: 9)) }
    #expect(long?.kind == .tooLong)
  }

  @Test func `duplicate keys are notes with both places`() throws {
    let document = try Self.read("{\"a\":{\"k\":1,\"\\u006b\":2,\"l\":3,\"k\":4},\n\"b\":[{\"\":0,\"\":0}]}")
    func location(_ line: Int, _ column: Int, _ offset: Int) -> JSONLocation {
      JSONLocation(line: line, column: column, offset: offset)
    }
    #expect(
      document.duplicateKeys == [
        DuplicateKey(pointer: "/a", key: "k", firstOffset: 6, location: location(1, 13, 12)),
        DuplicateKey(pointer: "/a", key: "k", firstOffset: 6, location: location(1, 30, 29)),
        DuplicateKey(pointer: "/b/0", key: "", firstOffset: 43, location: location(2, 12, 48)),
      ])
    #expect(document.root["a"]?["k"]?.number == 4)
    #expect(try !Self.read(#"{"a":1,"b":{"a":1}}"#).hasDuplicateKeys)
  }

  @Test func `keys that differ in normalisation are two keys`() throws {
    let document = try Self.read("{\"\u{E9}\":1,\"e\u{301}\":2}")
    #expect(!document.hasDuplicateKeys)
    #expect(document.root["\u{E9}"]?.number == 1)
    #expect(document.root["e\u{301}"]?.number == 2)
  }

  @Test func `duplicates among very many members are found`() throws {
    let members = (0..<5000).map { "\"k\($0 % 4990)\":\($0)" }.joined(separator: ",")
    let document = try Self.read("{\(members)}")
    #expect(document.duplicateKeys.map(\.key) == (0..<10).map { "k\($0)" })
  }

  @Test func `strings are unescaped and checked to the last byte`() throws {
    let document = try Self.read(#"["\"\\\/\b\f\n\r\t\u0041\uD834\uDD1E\u0000", "long enough for eight: é😀 end"]"#)
    #expect(document.root[0]?.string == "\"\\/\u{8}\u{C}\n\r\tA\u{1D11E}\u{0}")
    #expect(document.root[1]?.string == "long enough for eight: é😀 end")
  }

  @Test func `a node knows its kind, its bytes, its children and its pointer`() throws {
    let document = try Self.read(#" {"a/b": [1, {"c~": [true, null]}], "d": -0.50} "#)
    let root = document.root
    #expect(root.kind == .object)
    #expect((root.offset, root.endOffset) == (1, 47))
    #expect(root.members.map(\.key) == ["a/b", "d"])
    #expect(root.members.map(\.keyOffset) == [2, 36])
    #expect(root["d"]?.number?.lexeme == "-0.50")
    #expect(root["a/b"]?.count == 2)
    #expect(root["a/b"]?[1]?["c~"]?[0]?.bool == true)
    #expect(root["a/b"]?[2] == nil)
    #expect(root["a/b"]?[1]?["c~"]?[1]?.pointer.description == "/a~1b/1/c~0/1")
    #expect(document.node(at: "/a~1b/1/c~0/1")?.kind == .null)
    #expect(document.node(at: "/a~1b/01") == nil)
    #expect(document.node(at: "")?.pointer == .root)
    #expect(root.children.map(\.kind) == [.array, .number])
    #expect(document.value == ["d": .number(JSONNumber(lexeme: "-0.5")!), "a/b": [1, ["c~": [true, .null]]]])
  }
}
