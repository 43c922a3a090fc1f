import AssayHTTP
import AssayJudge
import Testing

/// What a body is before its members are looked at.
@Suite struct BodyTests {
  static let mediaTypes = [
    Judgement(
      "no media type", Cases.request, Response(200, body: Array(#"{"result": "ok"}"#.utf8)),
      "failure content-type-missing header Content-Type: expected application/json, found no Content-Type [documented]"),
    Judgement(
      "a media type that is none", Cases.request, json(200, #"{"result": "ok"}"#, type: "json"),
      "failure content-type-ill-formed header Content-Type: expected application/json, found json [documented]"),
    Judgement(
      "an empty media type", Cases.request, json(200, #"{"result": "ok"}"#, type: ""),
      "failure content-type-ill-formed header Content-Type: expected application/json, found nothing [documented]"),
    Judgement(
      "two media types", Cases.request,
      Response(
        200, headers: ["Content-Type": "application/json", "content-type": "text/html"],
        body: Array(#"{"result": "ok"}"#.utf8)),
      "failure content-type-ill-formed header Content-Type: expected application/json, found application/json, text/html [documented]"
    ),
    Judgement(
      "another media type", Cases.request, json(200, #"{"result": "ok"}"#, type: "text/plain"),
      "failure content-type-wrong header Content-Type: expected application/json, found text/plain [documented]"),
    Judgement(
      "a media type of JSON's family where only a sample shows which", Cases.email,
      json(200, EchoTests.emailSent, type: "application/hal+json"),
      "failure content-type-wrong header Content-Type: expected application/json, found application/hal+json [sample]"),
  ]

  static let texts = [
    Judgement(
      "no body", Cases.request, json(200, ""),
      "failure body-missing body: expected a JSON body, found nothing [documented]"),
    Judgement(
      "no body and no media type", Cases.request, Response(200),
      "failure body-missing body: expected a JSON body, found nothing [documented]"),
    Judgement(
      "a page said to be one", Cases.request, json(200, "<html>\n<b>ok</b></html>", type: "text/html"),
      #"failure markup body: expected JSON, found <html>\u{a}<b>ok</b></html> [documented]"#),
    Judgement(
      "a page said to be JSON, blanks before it", Cases.request, json(200, " \r\n\t<?xml version=\"1.0\"?>"),
      #"failure markup body: expected JSON, found <?xml version="1.0"?> [documented]"#),
    Judgement(
      "blanks and nothing else", Cases.request, json(200, " \n "),
      "failure malformed-json body (2:2): expected well-formed JSON (RFC 8259), found the document ends where a value is expected [documented]"
    ),
    Judgement(
      "a missing brace", Cases.request, json(200, "{\"result\": \"ok\"\n"),
      "failure malformed-json body (2:1): expected well-formed JSON (RFC 8259), found the document ends inside an object; expected ',' or '}' [documented]"
    ),
    Judgement(
      "single quotes", Cases.request, json(200, "{'result': 'ok'}"),
      "failure malformed-json body (1:2): expected well-formed JSON (RFC 8259), found ''' where a key in double quotes is expected [documented]"
    ),
    Judgement(
      "text behind the value", Cases.request, json(200, #"{"result": "ok"} {}"#),
      "failure trailing-bytes body (1:18): expected well-formed JSON (RFC 8259), found '{' after the end of the document's value; expected nothing more [documented]"
    ),
    Judgement(
      "a byte order mark", Cases.request, json(200, "\u{FEFF}{\"result\": \"ok\"}"),
      "failure byte-order-mark body (1:1): expected well-formed JSON (RFC 8259), found a byte order mark (EF BB BF) before the document; expected a value [documented]"
    ),
    Judgement(
      "a byte that is no UTF-8", Cases.request,
      Response(
        200, headers: ["Content-Type": "application/json"],
        body: Array(#"{"result": ""#.utf8) + [0xFF] + Array(#""}"#.utf8)),
      "failure invalid-utf8 body (1:13): expected well-formed JSON (RFC 8259), found byte 0xFF in a string, where it is not UTF-8 (RFC 3629) [documented]"
    ),
    Judgement(
      "a member twice", Cases.request, json(200, "{\"result\": \"ok\",\n \"result\": \"ok\"}"),
      #"failure duplicate-key body /result (2:2): expected the member "result" once, found it again [documented]"#),
    Judgement(
      "a body where none may be", Cases.send, Response(204, body: Array("{}".utf8)),
      "failure body-forbidden body: expected no body, found 2 bytes [documented]"),
    Judgement(
      "a success over the body of an error", Cases.request,
      json(200, #"{"message": "m", "errorId": 1, "systemId": "core", "error": "COMMON"}"#),
      "failure body-of-another-answer body: expected the body documented for 200, found the body documented for 400 [documented]"
    ),
    Judgement(
      "an error over the body of a success", Cases.requestInvalid, json(400, #"{"result": "ok"}"#),
      "failure body-of-another-answer body: expected the body documented for 400, found the body documented for 200 [documented]"
    ),
    Judgement(
      "a stack trace in a documented member", Cases.requestInvalid,
      json(
        400,
        #"{"message":"m","errorId":1,"systemId":"core","error":"E","errorStackTrace":"E\n\tat a.B.c(B.java:7)\n"}"#),
      #"warning stack-trace body: expected no stack trace in what a caller sees, found \n\tat a.B.c(B.java:7)\n"} [assumed]"#
    ),
    Judgement(
      "a stack trace in a body that nobody documented", Cases.sendInvalid,
      Response(400, body: Array("Traceback (most recent call last):\n  File".utf8)),
      #"warning stack-trace body: expected no stack trace in what a caller sees, found Traceback (most recent call last):\u{a}  File [assumed]"#
    ),
  ]

  @Test func `what is shown of a body begins where it means something and says when it is cut`() throws {
    let long = String(repeating: "ü", count: 80)
    for (testCase, status, body, shown) in [
      (Cases.request, 200, "  <p>\(long)", "<p>\(long.prefix(57))…"),
      (Cases.sendInvalid, 400, "secret Exception in thread \(long)", "Exception in thread \(long.prefix(40))…"),
    ] {
      let found = try Bench.verdict(testCase, Response(status, body: Array(body.utf8))).violations.map(\.found)
      #expect(found.contains(shown), "\(found)")
    }
  }

  @Test(arguments: mediaTypes) func `a media type is held to the document`(row: Judgement) throws {
    try Bench.expect(row)
  }

  @Test(arguments: texts) func `a body is held to being what it should, and each fault is reported once`(row: Judgement)
    throws
  {
    try Bench.expect(row)
  }

  @Test func `a wrong media type does not hide what is wrong in the body`() throws {
    let verdict = try Bench.verdict(Cases.request, json(200, #"{"result": 1}"#, type: "text/plain"))
    #expect(verdict.violations.map(\.code) == ["content-type-wrong", "wrong-type"])
  }

  @Test func `a place in a body counts lines and scalars`() throws {
    let verdict = try Bench.verdict(Cases.requestInvalid, json(400, "{\n\"message\":\"é𝄞\", \"errorId\":\"1\"}"))
    #expect(
      Bench.lines(verdict).first { $0.contains("/errorId") }
        == #"failure wrong-type body /errorId (2:27): expected integer, found string "1" [sample]"#)
  }
}
