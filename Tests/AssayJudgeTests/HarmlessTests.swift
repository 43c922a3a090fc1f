import AssayHTTP
import AssayJudge
import Testing

/// What a document leaves open is no violation and no warning, whoever is strict.
@Suite struct HarmlessTests {
  static func error(_ id: String = "0", _ rest: String = "") -> String {
    #"{"error": "E", "errorId": \#(id), "message": "m", "systemId": "core"\#(rest)}"#
  }

  static let rows = [
    Judgement("the plainest answer", Cases.request, json(200, #"{"result": "ok"}"#)),
    Judgement("another text", Cases.request, json(200, #"{"result": "Тест 𝄞 \u0000 </script>"}"#)),
    Judgement("an empty text", Cases.request, json(200, #"{"result": ""}"#)),
    Judgement("escapes, in the key too", Cases.request, json(200, #"{"\u0072esult": "\u006f\/"}"#)),
    Judgement("white space", Cases.request, json(200, "\r\n\t {\n\"result\"\t:\r\"ok\" } \n")),
    Judgement(
      "another case of the header's name", Cases.request,
      Response(200, headers: ["content-TYPE": "application/json"], body: Array(#"{"result": "ok"}"#.utf8))),
    Judgement(
      "another case of the media type", Cases.request, json(200, #"{"result": "ok"}"#, type: "Application/JSON")),
    Judgement(
      "a charset", Cases.request, json(200, #"{"result": "ok"}"#, type: "application/json;charset=UTF-8")),
    Judgement(
      "a quoted charset between blanks", Cases.request,
      json(200, #"{"result": "ok"}"#, type: "application/json ; charset=\"utf-8\"")),
    Judgement(
      "headers that were not requested", Cases.request,
      Response(
        200, reason: "Fine",
        headers: ["Server": "x", "Set-Cookie": "a=b", "set-cookie": "", "Content-Type": "application/json"],
        body: Array(#"{"result": "ok"}"#.utf8), version: "HTTP/1.0",
        trailers: ["X-Sum": "1"], interim: [InterimResponse(103, headers: ["Link": "</a>"])])),
    Judgement("members in the document's order", Cases.requestInvalid, json(400, error())),
    Judgement(
      "members in another order", Cases.requestInvalid,
      json(400, #"{"systemId": "core", "message": "m", "errorId": 0, "error": "E"}"#)),
    Judgement("1.0 for an integer", Cases.requestInvalid, json(400, error("1.0"))),
    Judgement("1e2 for an integer", Cases.requestInvalid, json(400, error("1e2"))),
    Judgement("-0 for an integer", Cases.requestInvalid, json(400, error("-0"))),
    Judgement(
      "an integer beyond 64 bits where no format is declared", Cases.requestInvalid,
      json(400, error("18446744073709551616"))),
    Judgement(
      "all optional members", Cases.requestInvalid,
      json(
        400,
        error(
          "7", #", "field": "f", "originalMessage": "o", "errorStackTrace": "here", "data": {"x": {}, "y": {"z": [1]}}"#
        )
      )),
    Judgement("an empty map", Cases.requestInvalid, json(400, error("7", #", "data": {}"#))),
    Judgement("the e-mail's answer", Cases.email, json(200, EchoTests.emailSent)),
    Judgement(
      "the SMS's answer", Cases.sms,
      json(200, #"{"data": {"phone_number": "+12223334444", "type": "sms", "user_id": "client_account_2"}}"#)),
    Judgement("another text of an error", Cases.alreadyVerified, json(422, #"{"error": ""}"#)),
    Judgement("no body where none may be", Cases.send, Response(204)),
    Judgement("a body that nobody documented", Cases.sendInvalid, json(400, "<html>", type: "text/html")),
    Judgement("no body where nobody documented one", Cases.sendInvalid, Response(400)),
  ]

  @Test(arguments: rows) func `what the document leaves open is not held against the provider`(row: Judgement) throws {
    #expect(row.lines.isEmpty)
    try Bench.expect(row)
  }
}
