import AssayHTTP
import Testing

@Suite struct MediaTypeTests {
  @Test(arguments: [
    ("application/json", "application/json"), ("Application/JSON", "application/json"),
    (" \tapplication/json\t ", "application/json"), ("application/json;", "application/json"),
    ("application/json;;; charset=utf-8;", "application/json; charset=utf-8"),
    ("application/json ; Charset=UTF-8", "application/json; charset=UTF-8"),
    (#"application/json; charset="utf-8"; a="b\"; c\\""#, #"application/json; charset=utf-8; a=b"; c\"#),
    ("application/problem+json", "application/problem+json"), ("a/b;c=\"\"", "a/b; c="), ("x-a.b/*", "x-a.b/*"),
    ("json", nil), ("", nil), (" ", nil), ("application/", nil), ("/json", nil),
    ("application/json charset=utf-8", nil),
    ("application / json", nil), ("application/json; charset", nil), ("application/json; charset=", nil),
    ("application/json; charset = utf-8", nil), ("application/json; =utf-8", nil), (#"a/b; c="d"#, nil),
    (#"a/b; c="d\"#, nil), ("application/json, text/html", nil), ("application/jsön", nil), ("a/b\u{0}", nil),
    ("a/e\u{301}", nil),
  ])
  func `a media type is read as RFC 9110 writes it`(text: String, read: String?) {
    #expect(MediaType(parsing: text)?.description == read)
  }

  @Test(arguments: [
    ("application/json", true, false), ("APPLICATION/Json; charset=x", true, false),
    ("application/problem+json", false, true), ("text/json", false, false), ("application/jsonp", false, false),
    ("application/json5", false, false), ("application/vnd.api+JSON", false, true),
  ])
  func `what is JSON, and what is of its family`(text: String, isJSON: Bool, hasSuffix: Bool) {
    let type = MediaType(parsing: text)
    #expect(type?.isJSON == isJSON)
    #expect(type?.hasJSONSuffix == hasSuffix)
  }
}
