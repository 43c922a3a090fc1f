import AssayJSON
@testable import AssaySchema
import Testing

/// The meaning of `pattern`: ECMA-262 in Unicode mode, found anywhere.
struct PatternTests {
  @Test(
    arguments: [
      ("", ["", "x"], []),
      ("b", ["b", "abc"], ["", "a"]),
      ("^b", ["b", "bc"], ["ab", "\nb"]),
      ("b$", ["b", "ab"], ["bc", "b\n"]),
      ("^$", [""], ["x"]),
      ("^(a|bc|)d$", ["ad", "bcd", "d"], ["bd", "abcd"]),
      ("^a*b+c?$", ["b", "aab", "abbc"], ["a", "abcc"]),
      ("^a*?b+?c??$", ["b", "aab", "abbc"], ["a", "abcc"]),
      ("^a{2}$", ["aa"], ["a", "aaa"]),
      ("^a{2,}$", ["aa", "aaaa"], ["a"]),
      ("^a{1,3}$", ["a", "aaa"], ["", "aaaa"]),
      ("^(?:ab){0,2}$", ["", "ab", "abab"], ["ababab"]),
      ("^(?<name>x)$", ["x"], ["y"]),
      ("^a{,2}$", ["a{,2}"], ["aa"]),
      ("^{x}]$", ["{x}]"], []),
      ("^.$", ["x", "é", "😀", "\u{85}"], ["\n", "\r", "\u{2028}", "\u{2029}", "e\u{301}"]),
      (#"^\d+$"#, ["09"], ["٣", "a"]),
      (#"^\D$"#, ["٣"], ["3"]),
      (#"^\w+$"#, ["aZ_0"], ["é", "-"]),
      (#"^\W$"#, ["é", "-"], ["_"]),
      (#"^\s+$"#, [" \t\n\u{B}\u{A0}\u{FEFF}\u{3000}\u{2028}"], ["\u{85}", "\u{200B}"]),
      (#"^\S$"#, ["\u{85}"], [" "]),
      ("^[a-c-]+$", ["abc-"], ["d"]),
      ("^[^a-c]$", ["d", "😀", "\n"], ["b"]),
      (#"^[\d\-\]\\x]+$"#, [#"9-]\x"#], ["a"]),
      ("^[]$", [], ["", "a"]),
      ("^[^]$", ["a", "\n"], [""]),
      (#"^[\s\S]$"#, ["\n", "x"], [""]),
      (#"^\u00e9\x41\u{1F600}\uD83D\uDE00$"#, ["éA😀😀"], ["eA😀😀"]),
      (#"^\t\n\v\f\r\0\cA$"#, ["\t\n\u{B}\u{C}\r\u{0}\u{1}"], []),
      (#"^\.\*\/\$$"#, [".*/$"], ["a*/$"]),
      (#"\bfoo\b"#, ["foo", "a foo!"], ["foobar", "éfoo_"]),
      (#"^\Boo"#, [], ["oo"]),
      ("^(a*)*$", ["", "aaa"], ["b"]),
      ("^(a|a)*b$", ["aab"], ["aac"]),
      ("(^a)|b$", ["ax", "xb"], ["xa"]),
      ("^((((){9999}){9999}){9999}a){2}$", ["aa"], ["a"]),
      ("x*$^", [""], ["x"]),
    ] as [(String, [String], [String])])
  func `a pattern is found where ECMA-262 finds it`(pattern: String, yes: [String], no: [String]) throws {
    let schema = try CompiledSchema(.string(pattern: pattern))
    for text in yes { #expect(schema.accepts(.string(text)), "\(pattern) in \(text.debugDescription)") }
    for text in no { #expect(!schema.accepts(.string(text)), "\(pattern) not in \(text.debugDescription)") }
  }

  @Test(arguments: [
    ("(", 1, "a group that is not closed"),
    ("a)", 2, "a ')' that closes nothing"),
    ("[a", 1, "a class that is not closed"),
    ("[b-a]", 2, "a range that ends before it begins, or a class as the end of a range"),
    (#"[a-\d]"#, 2, "a range that ends before it begins, or a class as the end of a range"),
    ("*a", 1, "a quantifier with nothing before it"),
    ("a**", 3, "a quantifier after a quantifier"),
    ("a{3,2}", 2, "a repetition whose least count is above its greatest"),
    ("^*", 2, "a quantifier after an assertion"),
    (#"(a)\1"#, 4, "back-references are not supported"),
    (#"a\p{L}"#, 2, "Unicode property escapes are not supported"),
    ("(?!a)", 1, "look-around or a group of another kind is not supported"),
    ("(?<=a)b", 1, "look-around or a group of another kind is not supported"),
    (#"\y"#, 1, "an escape that means nothing"),
    (#"\u12"#, 1, "an escape that means nothing"),
    (#"\uD800"#, 1, "an escape that means nothing"),
    ("a\\", 2, "a backslash at the end"),
    ("(a{1000}){1000}", 1, "its repetitions make it larger than 10000 steps"),
    ("(){1000000000}", 1, "a repetition of more than 10000"),
  ])
  func `a pattern that is malformed or unsupported is reported with its character`(
    pattern: String, position: Int, message: String
  ) {
    let error = #expect(throws: SchemaError.self) { try CompiledSchema(.string(pattern: pattern)) }
    #expect(error?.message.hasPrefix("pattern \"\(pattern)\", character \(position): \(message);") == true, "\(error!)")
  }

  @Test func `deep groups are refused and not crashed on`() {
    let deep = String(repeating: "(", count: 100_000)
    #expect(throws: SchemaError.self) { try CompiledSchema(.string(pattern: deep)) }
  }

  @Test(.timeLimit(.minutes(1))) func `no pattern takes more than linear time`() throws {
    let text = JSONValue.string(String(repeating: "a", count: 20_000) + "!")
    for pattern in ["^(a+)+$", "^(a|aa)+$", "^(a*)*b$", "(.*)(.*)(.*)(.*)x$"] {
      #expect(try !CompiledSchema(.string(pattern: pattern)).accepts(text))
    }
  }

  @Test func `the automaton and the threads find the same`() throws {
    let patterns = [
      "", "b", "^b", "b$", "^$", "^(a|bc|)d$", "^a*b+c?$", "^a{1,3}$", "(^a)|b$", "x*$^", "^(a*)*$", "a.c",
      "[^a-c]{2}$",
      #"^\d{2,4}-[ab]+(-\d)?$"#, #"\s$"#, "(a|b)*abb", "^[ab]{0,5}c|^$", "a{3}|b{2}$",
    ]
    var state: UInt64 = 7
    var found = 0
    for text in patterns {
      let pattern = try Pattern(text)
      for _ in 0..<500 {
        var bytes: [UInt8] = []
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        for place in 0..<Int(state >> 60) {
          bytes.append(Array("abcdabx1-\n ".utf8)[Int(state >> (UInt64(place) * 3 + 5)) % 11])
        }
        bytes.withUnsafeBufferPointer { bytes in
          let byThreads = pattern.isFoundByThreads(in: bytes)
          if byThreads { found += 1 }
          #expect(pattern.isFound(in: bytes) == byThreads, "\(text) in \(String(decoding: bytes, as: UTF8.self))")
        }
      }
    }
    #expect((1000..<8000).contains(found))
  }
}
