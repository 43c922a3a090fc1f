import AssayContract
import AssayJSON
import AssaySchema
import AssaySpec
import Testing

@Suite struct PathTests {
  @Test(
    arguments: [
      ("/v2/card/{id}/set", "/v2/card/7/set", ["id": "7"]), ("/v2/card/{id}/set", "/v2/card//set", ["id": ""]),
      ("/v2/card/{id}/set", "/v2/card/a%20b%2Fc/set", ["id": "a b/c"]), ("/v2/card/{id}/set", "/v2/card/7/8/set", nil),
      ("/v2/card/{id}/set", "/v2/card/7/set/", nil), ("/v2/card/{id}/set", "/v2/Card/7/set", nil),
      ("/v2/card/{id}/set", "v2/card/7/set", nil), ("/v2/card/{id}/set", "", nil),
      ("/{a}/{b}", "/1/2", ["a": "1", "b": "2"]), ("/", "/", [:]), ("/x{a}", "/x{a}", [:]), ("/x{a}", "/x1", nil),
      ("/{}", "/{}", [:]), ("/{}", "/1", nil), ("/e\u{301}", "/\u{E9}", nil),
    ] as [(PathTemplate, String, [String: String]?)])
  func `a path matches a template segment by segment`(
    template: PathTemplate, path: String, values: [String: String]?
  ) {
    #expect(template.match(path[...]) == values)
  }

  @Test(arguments: [
    ("client_account_1", "/u/client_account_1/x", "/u/%63%6C%69%65%6E%74%5F%61%63%63%6F%75%6E%74%5F%31/x"),
    ("a b/c?d#e%f", "/u/a%20b%2Fc%3Fd%23e%25f/x", "/u/%61%20%62%2F%63%3F%64%23%65%25%66/x"),
    ("-._~:@!$&'()*+,;=", "/u/-._~:@!$&'()*+,;=/x", "/u/%2D%2E%5F%7E%3A%40%21%24%26%27%28%29%2A%2B%2C%3B%3D/x"),
    ("é\n", "/u/%C3%A9%0A/x", "/u/%C3%A9%0A/x"), ("", "/u//x", "/u//x"), ("{id}", "/u/%7Bid%7D/x", "/u/%7B%69%64%7D/x"),
  ])
  func `a value is encoded for its segment, and wholly where that is asked for`(
    value: String, path: String, encoded: String
  ) {
    let template: PathTemplate = "/u/{id}/x"
    #expect(template.parameterNames == ["id"])
    #expect(template.expand { _ in value } == path)
    #expect(template.expand(encodingAllOf: ["id"]) { _ in value } == encoded)
    #expect(template.match(path[...]) == ["id": value])
    #expect(template.match(encoded[...]) == ["id": value])
  }

  @Test(arguments: [
    ("a b", "a%20b"), ("a+b", "a%2Bb"), ("x=y&z", "x%3Dy%26z"), ("-._~", "-._~"), ("\u{0}\u{7F}", "%00%7F"),
    ("𝄞", "%F0%9D%84%9E"),
  ])
  func `a query's value is encoded but for the unreserved characters`(text: String, encoded: String) {
    #expect(PercentEncoding.encodeQuery(text) == encoded)
    #expect(PercentEncoding.decode(encoded) == text)
  }

  @Test(arguments: [
    ("%41", "A"), ("%4a%4A", "JJ"), ("a%", "a%"), ("a%4", "a%4"), ("%zz%20", "%zz "), ("%2541", "%41"), ("", ""),
    ("%%41", "%A"),
    ("a+b", "a+b"),
  ])
  func `what is no triplet stays as it is`(text: String, decoded: String) {
    #expect(PercentEncoding.decode(text) == decoded)
  }

  @Test func `bytes that are no UTF-8 decode to the replacement character`() {
    #expect(PercentEncoding.decode("%FFa") == "\u{FFFD}a")
  }

  static let texts: [(text: String, schema: Schema, value: JSONValue)] = [
    ("7", .integer, 7), ("-0", .integer, 0), ("1e2", .integer, 100), ("007", .integer, "007"), ("+7", .integer, "+7"),
    ("7 ", .integer, "7 "), ("", .integer, ""), ("1.5", .number, .number(JSONNumber(lexeme: "1.5")!)),
    ("7", .string, "7"),
    ("true", .boolean, true), ("false", .boolean, false), ("True", .boolean, "True"), ("true", .string, "true"),
    ("7", .any, 7), ("true", .any, true), ("x", .any, "x"), ("null", .null, "null"),
  ]

  @Test(arguments: texts.indices) func `a parameter's text stands for the value that its schema asks for`(index: Int) {
    let row = Self.texts[index]
    #expect(Parameter.value(of: row.text, for: row.schema) == row.value)
  }

  @Test(
    arguments: [("a b", "a b"), (7, "7"), (true, "true"), (.null, "null"), ([1, "a"], #"[1,"a"]"#)]
      as [(JSONValue, String)])
  func `a value has a text in a path, a query or a header`(value: JSONValue, text: String) {
    #expect(Parameter.text(of: value) == text)
  }
}
