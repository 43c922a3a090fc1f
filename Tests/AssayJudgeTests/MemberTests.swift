import AssayContract
import AssayHTTP
import AssayJSON
import AssayJudge
import AssayPlan
import AssaySchema
import AssaySpec
import Testing

@Suite struct MemberTests {
  static let rows = [
    Judgement(
      "a documented member missing", Cases.request, json(200, "{}"),
      #"failure missing-member body /result (1:1): expected member "result", found no such member [documented]"#),
    Judgement(
      "null for a string", Cases.request, json(200, #"{"result": null}"#),
      "failure wrong-type body /result (1:12): expected string, found null [documented]"),
    Judgement(
      "a boolean for a string", Cases.request, json(200, #"{"result": true}"#),
      "failure wrong-type body /result (1:12): expected string, found boolean true [documented]"),
    Judgement(
      "an array around the object", Cases.request, json(200, #"[{"result": "ok"}]"#),
      "failure wrong-type body (1:1): expected object, found array of 1 item [documented]"),
    Judgement(
      "null for the object", Cases.request, json(200, "null"),
      "failure wrong-type body (1:1): expected object, found null [documented]"),
    Judgement(
      "a fraction for an integer", Cases.requestInvalid,
      json(400, #"{"message": "m", "errorId": 1.5, "systemId": "core", "error": "E"}"#),
      "failure not-an-integer body /errorId (1:29): expected integer, found number 1.5 [sample]"),
    Judgement(
      "digits in a string for an integer", Cases.requestInvalid,
      json(400, #"{"message": "m", "errorId": "1", "systemId": "core", "error": "E"}"#),
      #"failure wrong-type body /errorId (1:29): expected integer, found string "1" [sample]"#),
    Judgement(
      "an optional member that is there and wrong", Cases.requestInvalid,
      json(400, #"{"message": "m", "errorId": 1, "systemId": "core", "error": "E", "field": []}"#),
      "failure wrong-type body /field (1:75): expected string, found array of 0 items [documented]"),
    Judgement(
      "an entry of a map that is wrong, its key escaped in the pointer", Cases.requestInvalid,
      json(400, #"{"message": "m", "errorId": 1, "systemId": "core", "error": "E", "data": {"a/b~": 3}}"#),
      "failure wrong-type body /data/a~1b~0 (1:83): expected object, found integer 3 [documented]"),
    Judgement(
      "three independent faults", Cases.requestInvalid,
      json(400, "{\"message\": 1,\n \"errorId\": \"x\",\n \"systemId\": \"core\", \"error\": {}}"),
      "failure wrong-type body /message (1:13): expected string, found integer 1 [sample]",
      #"failure wrong-type body /errorId (2:13): expected integer, found string "x" [sample]"#,
      "failure wrong-type body /error (3:31): expected string, found object with 0 members [sample]"),
    Judgement(
      "an undocumented member", Cases.request, json(200, #"{"result": "ok", "extra\u001b": [1]}"#),
      #"warning undocumented-member body /extra\u{1b} (1:18): expected only documented members, found member "extra\u001b": array of 1 item [documented]"#
    ),
    Judgement(
      "an object without its envelope", Cases.email,
      json(200, #"{"user_id": "client_account_1", "type": "email", "email": "a@example.com"}"#),
      #"failure missing-member body /data (1:1): expected member "data", found no such member [documented]"#,
      #"warning undocumented-member body /user_id (1:2): expected only documented members, found member "user_id": string "client_account_1" [documented]"#,
      #"warning undocumented-member body /type (1:33): expected only documented members, found member "type": string "email" [documented]"#,
      #"warning undocumented-member body /email (1:50): expected only documented members, found member "email": string "a@example.com" [documented]"#
    ),
    Judgement(
      "a value outside an enum", Cases.email,
      json(200, #"{"data": {"user_id": "client_account_1", "type": "phone"}}"#),
      #"failure not-among body /data/type (1:50): expected one of "email", "sms", found string "phone" [documented]"#),
    Judgement(
      "a conditional member that is missing", Cases.email,
      json(200, #"{"data": {"user_id": "client_account_1", "type": "email"}}"#),
      #"failure conditional-member-missing body /data/email (1:10): expected member "email", as "type" is "email", found no such member [documented]"#
    ),
    Judgement(
      "a conditional member that may not be there", Cases.email,
      json(
        200,
        #"{"data": {"user_id": "client_account_1", "type": "email", "email": "a@example.com", "phone_number": "+1"}}"#),
      #"failure conditional-member-forbidden body /data/phone_number (1:101): expected no member "phone_number" unless "type" is "sms", found it, while "type" is string "email" [documented]"#
    ),
    Judgement(
      "the one conditional member in the place of the other", Cases.sms,
      json(200, #"{"data": {"user_id": "client_account_2", "type": "sms", "email": "+12223334444"}}"#),
      #"failure conditional-member-missing body /data/phone_number (1:10): expected member "phone_number", as "type" is "sms", found no such member [documented]"#,
      #"failure conditional-member-forbidden body /data/email (1:66): expected no member "email" unless "type" is "email", found it, while "type" is string "sms" [documented]"#
    ),
  ]

  @Test(arguments: rows) func `a member is held to its schema`(row: Judgement) throws { try Bench.expect(row) }

  /// What no real contract declares yet: the member `value` of a body, and the kind of its fault.
  static let assertions: [(schema: Schema, value: String, line: String)] = [
    (.never, "1", "not-allowed body /value (1:11): expected no value, found integer 1"),
    (
      Schema(.object, [.properties([]), .additionalProperties(.never)]), #"{"a": 1}"#,
      #"not-allowed body /value/a (1:17): expected no other members, found member "a": integer 1"#
    ),
    (
      Schema(.object, [.dependentRequired([.init("a", requires: ["b"])])]), #"{"a": 1}"#,
      #"missing-member body /value/b (1:11): expected member "b", as "a" is there, found no such member"#
    ),
    (
      Schema(.object, [.propertyNames(.string(minLength: 2))]), #"{"a": 1}"#,
      #"member-name body /value/a (1:17): expected a member name that is at least 2 characters, found member "a""#
    ),
    (.e164, #""12""#, #"format body /value (1:11): expected format e164, found string "12""#),
    (.int32, "2147483648", "format body /value (1:11): expected format int32, found integer 2147483648"),
    (.string(pattern: "^a"), #""b""#, #"pattern body /value (1:11): expected a match of pattern ^a, found string "b""#),
    (Schema(.number, [.minimum(1)]), "0.5", "range body /value (1:11): expected at least 1, found number 0.5"),
    (Schema(.number, [.exclusiveMaximum(1)]), "1", "range body /value (1:11): expected less than 1, found integer 1"),
    (Schema(.number, [.multipleOf(2)]), "3", "range body /value (1:11): expected a multiple of 2, found integer 3"),
    (
      .string(minLength: 3), #""𝄞é""#,
      #"length body /value (1:11): expected at least 3 characters, found 2 characters: string "𝄞é""#
    ),
    (
      .string(minLength: 0, maxLength: 1), #""ab""#,
      #"length body /value (1:11): expected at most 1 character, found 2 characters: string "ab""#
    ),
    (Schema(.array, [.minItems(1)]), "[]", "count body /value (1:11): expected at least 1 item, found 0 items"),
    (
      Schema(.object, [.maxProperties(0)]), #"{"a": 1}"#,
      "count body /value (1:11): expected at most 0 members, found 1 member"
    ),
    (
      Schema(.array, [.uniqueItems]), "[1, 1.0]",
      "not-unique body /value (1:11): expected items that all differ, found equal items at 0 and 1"
    ),
    (
      Schema(.any, [.oneOf([.string, .null])]), "1",
      "no-alternative body /value (1:11): expected exactly one of 2 alternatives to hold, found (1) expected string at /value, found integer 1; (2) expected null at /value, found integer 1"
    ),
    (
      Schema(.any, [.oneOf([.number, .integer])]), "1",
      "no-alternative body /value (1:11): expected exactly one alternative to hold, found 2 that hold: 1, 2"
    ),
    (
      Schema(.any, [.not(.string)]), #""a""#,
      #"no-alternative body /value (1:11): expected a value that does not match, found string "a", which matches"#
    ),
  ]

  @Test(arguments: assertions.indices) func `each kind of assertion has a code and its words`(index: Int) throws {
    let row = Self.assertions[index]
    let probe = Probe(body: .json([.required("value", row.schema, quote: .assumed("a probe"))]))
    let verdict = try probe.verdict(json(200, "{\"value\": \(row.value)}"))
    #expect(Bench.lines(verdict) == ["warning \(row.line) [assumed]"])
    #expect(verdict.outcome == .passed)
  }

  @Test(arguments: [
    (Evidence.documented(at: "Page"), Violation.Severity.failure, "documented: Page"),
    (.documented("must be", at: "Page"), .failure, #"documented: Page ("must be")"#),
    (.sample(at: "Sample"), .failure, "shown by a sample: Sample"),
    (.assumed("Silence."), .warning, "assumed: Silence."),
  ])
  func `what a promise stands on decides how much its breach is worth`(
    evidence: Evidence, severity: Violation.Severity, promise: String
  ) throws {
    let probe = Probe(body: .json([.required("value", .string, quote: evidence)]))
    let verdict = try probe.verdict(json(200, #"{"value": 1}"#))
    let strict = try probe.verdict(json(200, #"{"value": 1}"#), isStrict: true)
    #expect(verdict.violations.map(\.severity) == [severity])
    #expect(verdict.violations.map(\.promise) == [promise])
    #expect(verdict.outcome == (severity == .failure ? .failed : .passed))
    #expect(strict.outcome == .failed)
  }
}

/// A contract of one answer, for what the real ones do not have.
struct Probe {
  var endpoint: Endpoint

  init(body: Body = .undocumented, headers: [ResponseHeader] = [], budget: LatencyBudget? = nil) {
    endpoint = Endpoint(
      .get, "/value", id: "probe.value", title: "Value",
      document: Document(url: "https://example.com", retrieved: "2026-11-20"),
      security: .none(quote: .assumed("a probe")),
      responses: [
        ResponseSpec(200, body, when: .validRequest, headers: headers, quote: .documented(at: "Page"))
      ], latencyBudget: budget)
  }

  func verdict(_ answer: Response, took: Duration = .zero, isStrict: Bool = false) throws -> Verdict {
    let testCase = TestCase(
      id: "probe.value/answer/200/valid", kind: .answer, summary: "that keeps the contract",
      request: Request(.get, "/value"),
      expectation: Expectation(.valid, responses: [0], evidence: .documented(at: "Page")))
    let exchange = Exchange(request: testCase.request, outcome: .answered(answer), timings: Timings(total: took))
    return Judge(try CompiledEndpoint(endpoint), isStrict: isStrict).verdict(on: testCase, [exchange])
  }
}
