import AssayHTTP
import AssayJudge
import Testing

@Suite struct StatusTests {
  static let rows = [
    Judgement(
      "another success", Cases.request, json(201, #"{"result": "ok"}"#),
      "failure undocumented-status status: expected a documented status (200, 400, 401), found 201 [documented]"),
    Judgement(
      "an error that nobody documented", Cases.request, json(409, "{}"),
      "failure undocumented-status status: expected a documented status (200, 400, 401), found 409 [documented]"),
    Judgement(
      "a failure of the server where only an assumption is at stake", Cases.requestUnauthenticated, Response(500),
      "failure undocumented-status status: expected a documented status (200, 400, 401), found 500 [documented]"),
    Judgement(
      "a failure of the server over a value that may name nobody", Cases.requestLargestID, Response(500),
      "failure undocumented-status status: expected a documented status (200, 400, 401), found 500 [documented]"),
    Judgement(
      "a refusal of a value that may name nobody", Cases.requestLargestID, Self.refusal,
      "warning refused-valid status: expected 200, found 400 [assumed]"),
    Judgement(
      "a documented refusal of a valid request", Cases.request,
      Self.refusal,
      "failure refused-valid status: expected 200, found 400 [documented]"),
    Judgement(
      "a refusal of a valid request by a range of codes", Cases.send, Response(503),
      "failure refused-valid status: expected 204, found 503 [documented]"),
    Judgement(
      "an invalid request accepted, as documented it must not be", Cases.requestInvalid,
      json(200, #"{"result": "ok"}"#),
      "failure accepted-invalid status: expected a refusal (400), found 200: the request was accepted [documented]"),
    Judgement(
      "an invalid request accepted with a code that nobody documented", Cases.requestInvalid, Response(204),
      "failure accepted-invalid status: expected a refusal (400), found 204: the request was accepted [documented]"),
    Judgement(
      "a request without a token accepted where no document says that it is refused", Cases.requestUnauthenticated,
      json(200, #"{"result": "ok"}"#),
      "warning accepted-invalid status: expected a refusal (401), found 200: the request was accepted [assumed]"),
    Judgement(
      "an answer that is documented for something else", Cases.sendUnknown, Response(400),
      "failure unexpected-status status: expected 404, found 400 [documented]"),
    Judgement(
      "a stated order of steps that does not matter, whatever is said of the refusal", Cases.smsFirst,
      json(200, Self.smsSent),
      "failure accepted-invalid status: expected a refusal (422), found 200: the request was accepted [documented]"),
    Judgement("any refusal of a broken order of steps", Cases.smsFirst, json(409, "{}")),
    Judgement(
      "a stated shape that does not matter, whatever is said of the refusal", Cases.sfoxNoType,
      json(200, Self.smsSent),
      "failure accepted-invalid status: expected a refusal (400), found 200: the request was accepted [documented]"),
    Judgement("any refusal of a broken shape", Cases.sfoxNoType, Response(418)),
    Judgement(
      "a request accepted that only we call wrong", Cases.emptyKeyID, json(200, #"{"result": "ok"}"#),
      "warning accepted-invalid status: expected a refusal (400), found 200: the request was accepted [assumed]"),
    Judgement("any refusal of a request that only we call wrong", Cases.emptyKeyID, Response(422)),
    Judgement(
      "a redirect", Cases.request,
      Response(302, headers: ["Location": "https://example.com/\u{1B}[2J", "Content-Type": "text/html"]),
      #"failure redirect status: expected an answer, not a redirect, found 302 to https://example.com/\u{1b}[2J [documented]"#
    ),
    Judgement(
      "a redirect that says not where, and an assumption at stake", Cases.requestUnauthenticated, Response(307),
      "failure redirect status: expected an answer, not a redirect, found 307 [documented]"),
    Judgement("any refusal where none is documented in detail", Cases.requestUnauthenticated, Response(403)),
    Judgement("a refusal in the form that is documented", Cases.sendInvalid, json(400, "{}")),
  ]

  static let refusal = json(400, #"{"message": "m", "errorId": 1, "systemId": "core", "error": "COMMON"}"#)
  static let smsSent = #"{"data": {"user_id": "client_account_1", "type": "sms", "phone_number": "+12223334444"}}"#

  @Test(arguments: rows) func `a status is held to what the case may have`(row: Judgement) throws {
    try Bench.expect(row)
  }

  @Test func `an answer that the case cannot have is still held to its own shape`() throws {
    let verdict = try Bench.verdict(Cases.request, json(400, #"{"message": 1}"#))
    #expect(
      Bench.lines(verdict) == [
        "failure refused-valid status: expected 200, found 400 [documented]",
        #"failure missing-member body /errorId (1:1): expected member "errorId", found no such member [sample]"#,
        #"failure missing-member body /systemId (1:1): expected member "systemId", found no such member [sample]"#,
        #"failure missing-member body /error (1:1): expected member "error", found no such member [sample]"#,
        #"failure wrong-type body /message (1:13): expected string, found integer 1 [sample]"#,
      ])
  }
}
