import AssayHTTP
import AssayRun
import Testing

@Suite struct SecretsTests {
  static let secrets = Secrets(["ASSAY_A": "one", "ASSAY_A_B": "t\"w\\o", "ASSAY_EMPTY": ""])

  @Test(arguments: [
    ("nothing to fill", "nothing to fill"), ("${ASSAY_A}", "one"), ("x${ASSAY_A}y${ASSAY_A}", "xoneyone"),
    ("${ASSAY_A}${ASSAY_A_B}", #"onet\"w\\o"#), ("$${ASSAY_A}}", "$one}"), ("${ASSAY_UNKNOWN}", "${ASSAY_UNKNOWN}"),
    ("${ASSAY_A", "${ASSAY_A"), ("a${ASSAY_EMPTY}b", "ab"), ("$", "$"), ("", ""),
  ])
  func `a placeholder in a body becomes the characters of a JSON string`(body: String, filled: String) {
    let request = Request(.post, "/", body: Array(body.utf8))
    let sent = Self.secrets.fill(request)
    #expect(sent.body.map { String(decoding: $0, as: UTF8.self) } == filled)
  }

  @Test(arguments: [
    ("/a/${ASSAY_P}/b", "/a/x%2Fy%20&z%3F/b"), ("/?q=${ASSAY_P}&r=1", "/?q=x%2Fy%20%26z%3F&r=1"),
    ("/${ASSAY_P}?${ASSAY_P}=${ASSAY_A}", "/x%2Fy%20&z%3F?x%2Fy%20%26z%3F=one"), ("/$/${ASSAY_U}", "/$/${ASSAY_U}"),
  ])
  func `a placeholder in the target becomes the secret as a path or a query encodes it`(target: String, filled: String)
  {
    let secrets = Secrets(["ASSAY_A": "one", "ASSAY_P": "x/y &z?"])
    #expect(secrets.fill(Request(.get, target)).target == filled)
  }

  @Test(arguments: [
    (Request(.get, "/${ASSAY_B}"), "path or query still has ${ASSAY_B}: set ASSAY_B"),
    (Request(.get, "/?k=%24%7BASSAY_B%7D"), "path or query still has ${ASSAY_B}: set ASSAY_B"),
    (Request(.get, "/", headers: ["X-Key": "k ${ASSAY_B_1}"]), "header X-Key still has ${ASSAY_B_1}: set ASSAY_B_1"),
    (Request(.post, "/", body: Array(#"{"a": "${ASSAY_C}"}"#.utf8)), "body still has ${ASSAY_C}: set ASSAY_C"),
  ])
  func `a request with a placeholder is not sent`(request: Request, reason: String) throws {
    let suite = Bench.plan("tenpay.*/example/*").suites[0]
    var testCase = suite.cases()[0]
    testCase.steps[0].request = request
    let script = Script { _, _ in .answered(Response(204)) }
    let executor = CaseExecutor(
      secrets: Secrets(["ASSAY_A": "one"]), configuration: Runner.Configuration(),
      environment: FakeEnvironment().environment)
    let execution = executor.execute(testCase, SuiteContext(suite), over: script.connect())
    let message = "not sent: the request's \(reason) to its value in the environment"
    #expect(execution.exchanges.map(\.outcome) == [.unanswered(TransportError(.refusedToSend, message))])
    #expect(script.requests.isEmpty)
  }

  @Test func `a placeholder in a header becomes the secret itself, order and repetition kept`() {
    let request = Request(
      .get, "/", headers: ["Authorization": "Bearer ${ASSAY_A_B}", "X-A": "plain", "x-a": "${ASSAY_A}, ${ASSAY_A}"])
    let sent = Self.secrets.fill(request)
    #expect(sent.headers == ["Authorization": "Bearer t\"w\\o", "X-A": "plain", "x-a": "one, one"])
    #expect(sent.body == nil)
  }

  @Test func `bytes that are no text stay`() {
    let body: [UInt8] = [0xFF, 0x24] + Array("${ASSAY_A}".utf8) + [0x00, 0xC3]
    #expect(
      Self.secrets.fill(Request(.post, "/", body: body)).body == [0xFF, 0x24] + Array("one".utf8) + [0x00, 0xC3])
  }
}
