import AssayHTTP
import AssayJudge
import AssaySpec
import Testing

/// What an answer must be in the light of its request, its time and its neighbours.
@Suite struct EchoTests {
  static let emailSent = #"{"data": {"user_id": "client_account_1", "type": "email", "email": "a@example.com"}}"#

  static let rows = [
    Judgement(
      "another user's id", Cases.email, json(200, emailSent.replacing("account_1", with: "account_9")),
      #"failure echo body /data/user_id (1:22): expected "client_account_1", as in the request's path user_id, found "client_account_9" [documented]"#
    ),
    Judgement(
      "the other type, and all that follows from it", Cases.email,
      json(200, #"{"data": {"user_id": "client_account_1", "type": "sms", "phone_number": "+1"}}"#),
      #"failure echo body /data/type (1:50): expected "email", as in the request's body /type, found "sms" [documented]"#
    ),
    Judgement(
      "an id of another type is the schema's violation alone", Cases.email,
      json(200, #"{"data": {"user_id": 1, "type": "email", "email": "a@example.com"}}"#),
      "failure wrong-type body /data/user_id (1:22): expected string, found integer 1 [documented]"),
    Judgement("the same values in another spelling", Cases.email, json(200, emailSent.replacing("_", with: "\\u005f"))),
  ]

  @Test(arguments: rows) func `an answer repeats what it must repeat`(row: Judgement) throws { try Bench.expect(row) }

  @Test func `the second answer must be as the first where a repeated call is harmless`() throws {
    let verdict = try Bench.verdict(Cases.sendTwice, Response(204), Response(409))
    #expect(
      Bench.lines(verdict) == [
        "failure undocumented-status status, answer 2: expected a documented status (204, 400, 401, 404, 5xx), found 409 [documented]",
        "failure not-idempotent status: expected 204 again, as the first time, found 409 [documented]",
      ])
    #expect(try Bench.verdict(Cases.sendTwice, Response(204), Response(204)) == Verdict(.passed))
    let both = try Bench.verdict(Cases.sendTwice, Response(400), Response(400))
    #expect(both.violations.map(\.code) == ["refused-valid", "refused-valid"])
    #expect(both.violations.map(\.attempt) == [1, 2])
  }

  @Test func `no answer is no verdict on the provider`() throws {
    let refused = TransportError(.connectFailed, "nobody listens at 127.0.0.1:1")
    #expect(
      try Bench.verdict(Cases.request, outcomes: [.unanswered(refused)])
        == Verdict(.error, reason: "nobody listens at 127.0.0.1:1"))
    let second = try Bench.verdict(
      Cases.sendTwice, outcomes: [.answered(Response(204)), .unanswered(refused)])
    #expect(second == Verdict(.error, reason: "nobody listens at 127.0.0.1:1"))
  }

  @Test func `what is no HTTP is the provider's fault`() throws {
    let verdict = try Bench.verdict(
      Cases.request, outcomes: [.garbled(MalformedResponse(reason: "the first line is \"SSH-2.0\u{7}\"", excerpt: []))])
    #expect(verdict.outcome == .failed)
    #expect(
      Bench.lines(verdict) == [
        #"failure not-http framing: expected an HTTP/1.1 answer, found the first line is "SSH-2.0\u{7}" [documented]"#
      ])
  }

  @Test(arguments: [
    (Duration.milliseconds(250), [String]()),
    (
      .microseconds(250_999),
      ["failure too-slow time: expected an answer within 250 ms, found 250 ms [documented]"]
    ),
    (.seconds(61), ["failure too-slow time: expected an answer within 250 ms, found 61000 ms [documented]"]),
  ])
  func `an answer may take what the provider declares`(took: Duration, lines: [String]) throws {
    let probe = Probe(budget: LatencyBudget(.milliseconds(250), quote: .documented(at: "SLA")))
    #expect(Bench.lines(try probe.verdict(Response(200), took: took)) == lines)
    #expect(try Probe().verdict(Response(200), took: took) == Verdict(.passed))
  }

  static let promised: [(headers: HeaderFields, lines: [String])] = [
    (["X-Remaining": "3"], []), (["x-remaining": "3", "X-Note": "text"], []),
    ([:], ["failure header-missing header X-Remaining: expected the header, found none [documented]"]),
    (
      ["X-Remaining": "three"],
      [#"failure header-invalid header X-Remaining: expected integer, found string "three" [documented]"#]
    ),
    (
      ["X-Remaining": "0", "X-Note": ""],
      [#"warning header-invalid header X-Note: expected at least 1 character, found 0 characters: string "" [assumed]"#]
    ),
  ]

  @Test(arguments: promised.indices) func `a promised header is there and what it must be`(index: Int) throws {
    let (headers, lines) = Self.promised[index]
    let probe = Probe(headers: [
      ResponseHeader("X-Remaining", .integer, required: true, quote: .documented(at: "Limits")),
      ResponseHeader("X-Note", .string(minLength: 1), required: false, quote: .assumed("Notes are texts.")),
    ])
    #expect(Bench.lines(try probe.verdict(Response(200, headers: headers))) == lines)
  }
}
