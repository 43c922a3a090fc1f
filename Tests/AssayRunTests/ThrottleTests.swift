import AssayHTTP
import AssayJudge
import AssayPlan
import AssayRun
import AssaySpec
import AssaySpecs
import Testing

/// "Not now" is no verdict on a provider.
@Suite struct ThrottleTests {
  static let id = "vault.phone.verify.resend/answer/200/valid"
  static let good = Response(200, headers: ["Content-Type": "application/json"], body: Array(#"{"result": "ok"}"#.utf8))

  static func coded(_ code: Int) -> Response {
    Response(
      400, headers: ["Content-Type": "application/json"],
      body: Array(#"{"error": "X", "errorId": \#(code), "message": "wait", "systemId": "core"}"#.utf8))
  }

  static func run(_ answers: [Response], maxWait: Duration = .seconds(60)) -> (CaseRecord, FakeEnvironment, Script) {
    let script = Script { number, _ in .answered(answers[min(number, answers.count - 1)]) }
    let environment = FakeEnvironment()
    let results = Bench.run(Bench.plan(id), at: script, on: environment) { $0.maxWait = maxWait }
    return (results[0], environment, script)
  }

  @Test(arguments: [
    (Response(429, headers: ["Retry-After": "7"]), Duration.seconds(7)),
    (Response(503, headers: ["Retry-After": "3"]), .seconds(3)),
    // The script's clock stands at 1970.
    (Response(429, headers: ["Retry-After": "Thu, 01 Jan 1970 00:00:20 GMT"]), .seconds(20)),
    (Response(429), .milliseconds(250)), (coded(157), .milliseconds(250)),
  ])
  func `a throttle is waited for as long as it says, and the case is asked again`(throttle: Response, wait: Duration) {
    let (result, environment, script) = Self.run([throttle, Self.good])
    #expect(result.outcome == .passed)
    #expect(result.retried == [throttle.status])
    #expect(environment.sleeps == [wait])
    #expect(script.requests.count == 2)
  }

  @Test func `a throttle that lasts longer than a case may wait leaves it untested`() {
    let (result, environment, script) = Self.run([Self.coded(167)], maxWait: .seconds(30))
    #expect(result.outcome == .skipped && result.skip == .throttled)
    #expect(
      result.reason == "throttled: the provider responded with 400, asking to wait 600 s, and --max-wait is 30 s")
    #expect(environment.sleeps == [])
    #expect(script.requests.count == 1)
  }

  @Test func `waits grow until they are too long together`() {
    let (result, environment, _) = Self.run([Response(429)], maxWait: .seconds(2))
    #expect(environment.sleeps == [.milliseconds(250), .milliseconds(500), .milliseconds(1000)])
    #expect(result.outcome == .skipped)
  }

  @Test func `a provider that asks to come back at once, for ever, is left alone in the end`() {
    let (result, environment, script) = Self.run([Response(429, headers: ["Retry-After": "0"])], maxWait: .seconds(2))
    #expect(environment.sleeps == [.milliseconds(250), .milliseconds(500), .milliseconds(1000)])
    #expect(script.requests.count == 4)
    #expect(result.outcome == .skipped)
  }

  /// A run of one case on a environment whose run ends after a second.
  static func cutShort(
    testCase: String = id, rate: Double? = nil, interruptedAfter naps: Int = .max, took: Duration = .zero,
    _ answers: [Response]
  ) -> (CaseRecord, FakeEnvironment, Script) {
    let plan = Bench.plan(testCase)
    let environment = FakeEnvironment()
    let script = Script(took: took) { number, _ in .answered(answers[min(number, answers.count - 1)]) }
    var configuration = Runner.Configuration()
    configuration.rate = rate
    configuration.jobs = 1
    var limited = environment.environment
    limited.now = { environment.environment.now() + took * script.requests.count }
    if naps == .max { limited.deadline = .seconds(1) }
    limited.isStopped = { environment.sleeps.count >= naps ? "the run was interrupted" : nil }
    let results = Collected()
    Runner(
      plan: plan, targets: plan.suites.map { _ in script }, secrets: Secrets(Bench.secrets),
      configuration: configuration,
      environment: limited
    ).run(emit: results.add)
    return (results.all[0], environment, script)
  }

  @Test func `no wait lasts longer than the run`() {
    let (result, environment, script) = Self.cutShort([Response(429, headers: ["Retry-After": "50"])])
    #expect(environment.sleeps == [.seconds(1)])
    #expect(script.requests.count == 1)
    #expect(result.skip == .deadline && result.reason == "the run's time (--deadline) was up")
  }

  @Test func `nothing is sent after an interrupt that came while a request waited for its slot`() {
    let twice = "tenpay.user.phone.send-code/idempotent/twice"
    let (result, environment, script) = Self.cutShort(testCase: twice, rate: 0.1, interruptedAfter: 1, [Response(204)])
    #expect(environment.sleeps == [.seconds(10)])
    #expect(script.requests.count == 1)
    #expect(result.skip == .interrupted && result.reason == "the run was interrupted")
  }

  @Test func `an answer that the run's own end cut is no fault of the provider`() {
    let cut = Response(200, body: [], faults: [.bodyTimedOut(received: 0)])
    let (result, _, script) = Self.cutShort(took: .seconds(1), [cut])
    #expect(script.requests.count == 1)
    #expect(result.skip == .deadline && result.reason == "the run's time (--deadline) was up")
  }

  @Test func `503 without Retry-After and another error code are what they are`() {
    #expect(Self.run([Response(503)]).0.outcome == .failed)
    #expect(Self.run([Self.coded(2)]).0.outcome == .failed)
  }

  @Test(arguments: [
    ("120", 120), (" 5 ", 5), ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
    ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777), ("Sun Nov  6 08:49:37 1994", 784_111_777),
    ("Wed Nov 16 08:49:37 1994", 784_975_777), ("Sunday, 06-Nov-19 08:49:37 GMT", 1_573_030_177),
    ("Tuesday, 06-Nov-79 08:49:37 GMT", 310_726_177), ("Sun Nov  6 08:49:37", nil),
    ("Sun, 06-Nov-994 08:49:37 GMT", nil),
    ("soon", nil), ("", nil), ("-1", nil), ("Sun, 06 Foo 1994 08:49:37 GMT", nil), ("99999999999999999999", .max),
  ])
  func `Retry-After is seconds or a date`(text: String, seconds: Int64?) {
    #expect(RetryAfter.seconds(text, now: 0) == seconds)
  }

  @Test func `a token that is refused at the start is one error and not a case for each`() {
    let plan = Bench.plan("tenpay.*")
    let script = Script(statuses: 401)
    let results = Bench.run(plan, at: script)
    #expect(script.requests.count == 1)
    #expect(results.count == plan.caseCount)
    #expect(
      results.filter { $0.outcome == .error }.map(\.reason) == [
        "the token tenpay.token was refused with 401: set a valid one in ASSAY_TENPAY_TOKEN"
      ])
    #expect(results.filter { $0.outcome == .skipped }.count == plan.caseCount - 1)
  }

  @Test func `an interrupt lets the rest be, with that reason`() {
    let plan = Bench.plan("vault.*")
    let script = Script { _, _ in .answered(Self.good) }
    let results = Collected()
    Runner(
      plan: plan, targets: plan.suites.map { _ in script }, secrets: Secrets(Bench.secrets),
      configuration: Runner.Configuration(),
      environment: RunEnvironment(
        now: { .zero }, sleep: { _ in }, parallel: { _, body in body(0) },
        isStopped: { script.requests.count >= 5 ? "the run was interrupted" : nil })
    ).run(emit: results.add)
    #expect(script.requests.count == 5)
    #expect(results.all.count == plan.caseCount)
    #expect(results.all.count { $0.reason == "the run was interrupted" } == plan.caseCount - 5)
  }

  @Test func `a run's own time limit cuts each request's, and the rest is skipped`() {
    let plan = Bench.plan("vault.card.*")
    let script = Script { _, _ in .answered(Self.good) }
    let results = Collected()
    Runner(
      plan: plan, targets: plan.suites.map { _ in script }, secrets: Secrets(Bench.secrets),
      configuration: Runner.Configuration(),
      environment: RunEnvironment(
        now: { .seconds(script.requests.count) }, sleep: { _ in }, parallel: { _, body in body(0) },
        deadline: .seconds(3))
    ).run(emit: results.add)
    #expect(script.requests.count == 3)
    #expect(script.timeouts == [.seconds(3), .seconds(2), .seconds(1)])
    #expect(results.all.contains { $0.reason == "the run's time (--deadline) was up" })
  }

  @Test func `a rate leaves a slot to each request`() {
    let limiter = RateLimiter(perSecond: 10)
    let waits = (0..<4).map { _ in limiter.takeSlot(now: .seconds(1)) }
    #expect(waits == [.zero, .milliseconds(100), .milliseconds(200), .milliseconds(300)])
    #expect(limiter.takeSlot(now: .seconds(9)) == .zero)
  }

  @Test func `however little a rate is, it is one`() {
    let limiter = RateLimiter(perSecond: 1e-300)
    #expect(limiter.takeSlot(now: .zero) == .zero)
    #expect(limiter.takeSlot(now: .zero) == .seconds(1_000_000_000))
  }
}
