import AssayJSON
import AssayYAML
import Testing

@Suite struct YAMLReaderTests {
  /// What is read, as compact JSON, or the error.
  private func read(_ text: String, limits: YAMLLimits = .default) -> String {
    do throws(YAMLError) {
      return try YAMLReader.document(Array(text.utf8), limits: limits).value.serialized()
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: [
    // The core schema.
    ("[~, null, Null, true, FALSE, nUll, yes, off]", #"[null,null,null,true,false,"nUll","yes","off"]"#),
    ("[12, -0x1F, 0x1F, 0o17, 017, +3, 0b1]", #"[12,"-0x1F",31,15,17,3,"0b1"]"#),
    ("[1.50, .5, 5., -1e3, +1E+2, 1_000, 1.2.3, -]", "line 1, column 43: expected a value, found \"-]\""),
    ("[1.50, .5, 5., -1e3, +1E+2, 1_000, 1.2.3]", #"[1.50,0.5,5,-1e3,1e+2,"1_000","1.2.3"]"#),
    ("[12345678901234567890123, 0.1000000000000000000001]", "[12345678901234567890123,0.1000000000000000000001]"),
    ("a: .inf", "line 1, column 4: the number .inf, which JSON does not have"),
    (
      "a: 0xFFFFFFFFFFFFFFFFF",
      "line 1, column 4: the number 0xFFFFFFFFFFFFFFFFF has more than 64 bits: write it as a decimal"
    ),
    ("[!!str 1, !!int 2, !!float 3, !!null '', !!bool true, ! 4]", #"["1",2,3,null,true,"4"]"#),
    ("!!int a", "line 1, column 1: the tag !!int on \"a\""),
    ("!!seq {}", "line 1, column 1: the tag !!seq on a mapping"),
    // Keys are texts, as OpenAPI has them.
    ("200: ok\ntrue: yes\n~: null", #"{"200":"ok","true":"yes","~":null}"#),
    ("? [a]\n: b", "line 1, column 3: a key must be a string, found a collection: JSON has no other keys"),
    (": b", "line 1, column 1: a key must be a string, found nothing: JSON has no other keys"),
    ("a: 1\nb: 2\na: 3", "line 3, column 1: the key \"a\" is there already, on line 1"),
    ("x: &x {a: 1}\ny:\n  <<: *x", "line 3, column 3: the merge key << of YAML 1.1, which YAML 1.2 does not have"),
    // Anchors.
    ("a: &x [1, 2]\nb: *x", #"{"a":[1,2],"b":[1,2]}"#),
    ("a: *x", "line 1, column 4: no anchor &x stands before this alias"),
    ("a: &x [*x]", "line 1, column 8: the alias *x stands inside what it names: JSON has no such value"),
    ("&a a: &b b\n*a : *b", "line 2, column 1: the key \"a\" is there already, on line 1"),
    // Strings.
    (#"'it''s'"#, #""it's""#),
    (#""\x41\u00e9\U0001F600\ud83d\ude00\t\/""#, #""Aé😀😀\t/""#),
    (#""\q""#, "line 1, column 2: the escape \"\\q\", which YAML does not have"),
    (#""\ud800""#, "line 1, column 2: an escape of no character"),
    ("'a\n\n  b\n  c'", #""a\nb c""#),
    ("|\n a\n  b\n\n c\n", #""a\n b\n\nc\n""#),
    (">-\n a\n b\n\n c\n", #""a b\nc""#),
    ("a: |2\n   b\n", #"{"a":" b\n"}"#),
    ("a: |x", "line 1, column 5: expected the end of the line after a block scalar's header, found \"x\""),
    ("'open", "line 1, column 1: a quotation that is not closed"),
    // Structure.
    ("a:\n- 1\n- - 2\n  - b: 3\n    c: 4", #"{"a":[1,[2,{"b":3,"c":4}]]}"#),
    ("a: b: c", "line 1, column 4: a block mapping cannot begin here: begin it on a line of its own"),
    ("a: - b", "line 1, column 4: a block sequence cannot begin here: begin it on a line of its own"),
    ("a:\n\tb: c", "line 2, column 1: a tab in the indentation: indent with spaces"),
    (
      "a:\n  b: 1\n c: 2",
      "line 3, column 2: a line indented by 1 spaces, which no collection has; the one before has 0"
    ),
    ("a: 1\nb", "line 2, column 2: expected \": \" after a key, found the end"),
    ("a: [1, 2", "line 1, column 9: the end of the file inside brackets: expected ] or }"),
    ("a: [\n  1\n]", #"{"a":[1]}"#),
    ("a: [\n1]", "line 2, column 1: a line inside brackets indented by 0 spaces: expected 1 or more"),
    ("[1,, 2]", "line 1, column 4: expected a value, found \",\""),
    ("{a: 1, \"b\":2, c}", #"{"a":1,"b":2,"c":null}"#),
    ("a: @b", "line 1, column 4: a plain scalar cannot begin with \"@\": quote it"),
    ("a: 1 # one\n# two\n", #"{"a":1}"#),
    // Streams and characters.
    ("", "line 1, column 1: there is no document"),
    ("a\n---\nb", "line 3, column 1: there are 2 documents; expected one"),
    ("%YAML 2.0\n---\na", "line 1, column 1: YAML of version 2.0; expected 1.2"),
    ("\u{FEFF}a: 1", #"{"a":1}"#),
    ("a: \u{1}", "line 1, column 4: a control character, which YAML allows only as an escape"),
  ])
  func `a document is read exactly, or refused with its place`(text: String, expected: String) {
    #expect(read(text) == expected)
  }

  @Test func `every value and every key has its place in the YAML`() throws {
    let document = try YAMLReader.document(Array("# é\na:\n  - 1\n  - b: |\n      x\n  - &y {c: d}\n  - *y\n".utf8))
    func place(_ pointer: JSONPointer) -> String {
      document.node(at: pointer).map { "\($0.location.line):\($0.location.column)" } ?? "none"
    }
    #expect(place("/a/0") == "3:5")
    #expect(place("/a/1/b") == "4:8")
    #expect(place("/a/2") == "6:8")
    #expect(place("/a/2/c") == "6:12")
    // What an alias stands for is where its anchor is.
    #expect(place("/a/3/c") == "6:12")
    #expect(document.root.members.map { document.location(ofOffset: $0.keyOffset).line } == [2])
  }

  @Test func `nesting and growth by aliases end at their limits`() {
    let deep = String(repeating: "[", count: 97) + String(repeating: "]", count: 97)
    #expect(read(deep) == "line 1, column 97: sequences and mappings nest deeper than 96")
    #expect(read(String(deep.dropFirst().dropLast())).hasPrefix("[[["))
    let wide = "- " + (0..<97).map { _ in "- " }.joined()
    #expect(read(wide + "a") == "line 1, column 193: sequences and mappings nest deeper than 96")
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<12 {
      bomb += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ") + "]\n"
    }
    #expect(
      read(bomb) == "line 7, column 20: with its aliases replaced, the document is larger than 33554432 bytes")
    #expect(
      read("a: b", limits: YAMLLimits(bytes: 3)) == "line 1, column 1: the file is longer than 3 bytes")
  }
}
