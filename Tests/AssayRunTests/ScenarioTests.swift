import AssayContract
import AssayHTTP
import AssayJudge
import AssayMock
import AssayPlan
import AssayRun
import AssaySpec
import AssayTestVerifier
import Synchronization
import Testing

/// Scenarios as the runner executes them, with a clock of its own.
@Suite struct ScenarioTests {
  /// A mock whose codes arrive late, or never.
  final class LateCodes: CodeSource {
    let sessions: MockSessions
    let delay: Duration?
    let now: @Sendable () -> Duration
    private let first = Mutex<Duration?>(nil)

    init(_ sessions: MockSessions, after delay: Duration?, now: @escaping @Sendable () -> Duration) {
      self.sessions = sessions
      self.delay = delay
      self.now = now
    }

    func begin(_ provider: String) {
      first.withLock { $0 = nil }
      sessions.begin(provider)
    }
    func advance(_ provider: String, by seconds: Int) -> Bool { sessions.advance(provider, by: seconds) }

    func code(channel: CodeChannel, recipient: String, after: Int64) throws(CodeSourceError) -> String? {
      guard let delay else { return nil }
      let start = first.withLock { first in
        first = first ?? now()
        return first!
      }
      return now() - start >= delay
        ? try sessions.code(channel: channel, recipient: recipient, after: after) : nil
    }
  }

  struct Outcome {
    var records: [String: CaseRecord] = [:]
    var requests: [String] = []
    var slept = Duration.zero
  }

  /// Runs the scenarios of a provider; the clock moves only by waiting.
  static func run(
    _ provider: Provider = Verifier.provider, codesAfter delay: Duration? = .zero,
    breaking: @escaping @Sendable (Request, Response) -> Response = { $1 }
  ) throws -> Outcome {
    let catalog = Catalog([provider])
    let plan = try Planner(values: FixtureValues(isMock: true)).plan(catalog)
      .selecting(only: [Glob("*.scenarios")], skip: [])
    let clock = Mutex(Duration.zero)
    let requests = Mutex<[String]>([])
    let records = Mutex<[String: CaseRecord]>([:])
    let now: @Sendable () -> Duration = { clock.withLock { $0 } }
    let sessions = MockSessions(try Mock(catalog), MockState(seededFrom: catalog))
    let target = MockTarget { request in
      requests.withLock { $0.append("\(request.method) \(request.target)") }
      return MockReply(breaking(request, sessions.answer(request)))
    }
    let runner = Runner(
      plan: plan, targets: plan.suites.map { _ in target }, secrets: Secrets(["ASSAY_VERIFIER_TOKEN": "t"]),
      configuration: Runner.Configuration(),
      environment: RunEnvironment(
        now: now, sleep: { time in clock.withLock { $0 += time } }, parallel: { _, body in body(0) }),
      codes: [provider.id: LateCodes(sessions, after: delay, now: now)])
    runner.run { record, _ in records.withLock { $0[record.id] = record } }
    return Outcome(
      records: records.withLock { $0 }, requests: requests.withLock { $0 }, slept: now())
  }

  @Test func `every scenario passes against the mock`() throws {
    let outcome = try Self.run()
    #expect(outcome.records.count == Verifier.scenarios.count)
    #expect(
      outcome.records.values.filter { $0.outcome != .passed }.map {
        "\($0.id) \($0.violations.map(\.message)) \($0.reason ?? "")"
      } == [])
  }

  @Test func `a code may arrive late`() throws {
    let outcome = try Self.run(codesAfter: .seconds(2))
    #expect(outcome.records.values.allSatisfy { $0.outcome == .passed })
    #expect(outcome.slept >= .seconds(2))
  }

  @Test func `a code that never arrives fails its step after thirty seconds, and the next ones are not sent`() throws {
    let outcome = try Self.run(codesAfter: nil)
    let record = try #require(outcome.records["verifier.scenarios/used-once"])
    #expect(record.outcome == .failed)
    #expect(
      record.violations.map(\.message) == [
        "step 1 of 3, send: time: expected a code by sms after the response, found none arrived"
      ])
    #expect(outcome.slept < .seconds(31 * 6))
  }

  @Test func `a failed step is named, the next ones are not sent, and teardown steps are`() throws {
    let outcome = try Self.run { request, response in
      request.method == .put ? Response(500) : response
    }
    let record = try #require(outcome.records["verifier.scenarios/note"])
    #expect(record.violations.map(\.place).first == "step 3 of 7, change: status")
    #expect(record.statuses == [201, 200, 500, 200])
    #expect(record.steps.count == 4)
  }

  @Test func `codes are redacted, also those that are wrong on purpose`() throws {
    let outcome = try Self.run { request, response in
      guard request.target.hasSuffix("/confirm") else { return response }
      var response = response
      response.status = 418
      return response
    }
    let record = try #require(outcome.records["verifier.scenarios/wrong"])
    let body = try #require(record.requests.last?.body)
    #expect(body == #"{"code":"${ASSAY_WRONG_CODE_SEND_1}"}"#)
  }

  @Test func `a scenario whose budget does not cover all its steps is not started`() throws {
    let catalog = Catalog([Verifier.provider])
    let plan = try Planner(values: FixtureValues(isMock: true)).plan(catalog)
      .selecting(only: [Glob("*.scenarios/resent"), Glob("*.scenarios/used-once")], skip: [])
      .within([.sendsMessage: .init(total: 1)], isMetered: [true], maxWait: .seconds(60))
    #expect(
      plan.suites[0].cases().map { "\($0.id) \($0.skip?.kind.rawValue ?? "sent")" } == [
        "verifier.scenarios/used-once sent", "verifier.scenarios/resent budget",
      ])
  }

  @Test func `a live run without a source of codes skips the scenarios that read some`() throws {
    let plan = try Planner(
      values: FixtureValues(
        given: [
          "verifier.token": "${ASSAY_VERIFIER_TOKEN}", "verifier.user": "7", "verifier.user.other": "9",
          "verifier.note": "n1",
        ],
        isMock: false)
    ).plan(Catalog([Verifier.provider])).selecting(only: [Glob("*.scenarios")], skip: [])
    #expect(
      plan.suites[0].cases().map { $0.skip?.kind.rawValue ?? "sent" }
        == Array(repeating: "no-code-source", count: 6) + ["sent"])
  }
}
