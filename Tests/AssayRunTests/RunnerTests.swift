import AssayHTTP
import AssayJudge
import AssayMock
import AssayPlan
import AssayRun
import AssaySpec
import AssaySpecs
import Testing

@Suite struct RunnerTests {
  static let send = "tenpay.user.phone.send-code/choice/correlationType=0"
  static let sendTwice = "tenpay.user.phone.send-code/idempotent/twice"
  static let request = "vault.card.passcode.sms.send/answer/200/valid"

  struct Retry: Sendable, CustomTestStringConvertible {
    var what: String
    var testCase: String
    var statuses: [Int]
    var retried: [Int]
    var waits: [Duration]
    var outcome: Verdict.Outcome
    var testDescription: String { what }
  }

  @Test(arguments: [
    Retry(
      what: "none where the first answer is good", testCase: send, statuses: [204], retried: [], waits: [],
      outcome: .passed
    ),
    Retry(
      what: "one after one passing failure", testCase: send, statuses: [503, 204], retried: [503],
      waits: [.milliseconds(250)], outcome: .passed),
    Retry(
      what: "each wait twice as long as the one before", testCase: send, statuses: [500, 599, 503, 204],
      retried: [500, 599, 503], waits: [.milliseconds(250), .milliseconds(500), .seconds(1)], outcome: .passed),
    Retry(
      what: "three and no more", testCase: send, statuses: [503], retried: [503, 503, 503],
      waits: [.milliseconds(250), .milliseconds(500), .seconds(1)], outcome: .failed),
    Retry(
      what: "both of two answers, when the second is a passing failure", testCase: sendTwice,
      statuses: [204, 503, 204, 204], retried: [503], waits: [.milliseconds(250)], outcome: .passed),
    Retry(
      what: "none where no document calls the failure passing", testCase: request, statuses: [500], retried: [],
      waits: [],
      outcome: .failed),
    Retry(
      what: "none of another refusal", testCase: send, statuses: [400, 204], retried: [], waits: [], outcome: .failed),
  ])
  func `a documented passing failure is asked again`(row: Retry) throws {
    let script = Script { number, _ in .answered(Response(row.statuses[min(number, row.statuses.count - 1)])) }
    let environment = FakeEnvironment()
    let result = try #require(Bench.run(Bench.plan(row.testCase), at: script, on: environment).first)
    #expect(result.retried == row.retried)
    #expect(environment.sleeps == row.waits)
    #expect(result.outcome == row.outcome)
    #expect(result.duration == row.waits.reduce(.zero, +))
    #expect(result.isFlaky == (row.outcome == .passed && !row.retried.isEmpty))
    #expect(script.requests.count == (row.retried.count + 1) * result.steps.count)
    #expect(result.steps.count == (row.testCase == Self.sendTwice ? 2 : 1))
  }

  @Test func `the number of retries and the first wait can be chosen`() {
    let environment = FakeEnvironment()
    let results = Bench.run(Bench.plan(Self.send), at: Script(statuses: 503), on: environment) {
      $0.retries = 1
      $0.backoff = .seconds(2)
    }
    #expect(environment.sleeps == [.seconds(2)])
    #expect(results.map(\.retried) == [[503]])
    #expect(results.map(\.outcome) == [.failed])
  }

  @Test func `a secret is in what is sent and nowhere else`() throws {
    let values = FixtureValues(
      given: ["vault.token": "${ASSAY_VAULT_TOKEN}", "vault.code": "${ASSAY_VAULT_CODE}"], isMock: true)
    let plan = try Planner(values: values).plan(.all).selecting(
      only: [Glob("vault.card.passcode.set/answer/200/*"), Glob("vault.card.passcode.set/example/*")], skip: [])
    let script = Script { _, request in .answered(Response(200, body: request.body ?? [])) }
    let results = Bench.run(
      plan, at: script, secrets: ["ASSAY_VAULT_TOKEN": "t0p-s3cret", "ASSAY_VAULT_CODE": "12\"\\\n3"])
    #expect(results.count == 2)
    for sent in script.requests {
      #expect(sent.headers["Authorization"] == "Bearer t0p-s3cret")
      #expect(String(decoding: sent.body ?? [], as: UTF8.self).contains(#""12\"\\\n3""#))
    }
    for result in results {
      let request = try #require(result.requests.first)
      #expect(request.headers.contains { $0.name == "Authorization" && $0.value == "Bearer ${ASSAY_VAULT_TOKEN}" })
      #expect(request.body.contains(#""${ASSAY_VAULT_CODE}""#))
    }
  }

  @Test func `a case that cannot be asked is skipped with its reason and sends nothing`() throws {
    let plan = try Planner(values: FixtureValues(isMock: false)).plan(Catalog([TenPay.provider]))
    let script = Script(statuses: 204)
    let results = Bench.run(plan, at: script)
    #expect(results.count == plan.caseCount)
    #expect(Set(results.map(\.outcome)) == [.skipped])
    #expect(Set(results.map(\.skip)) == [.missingValue])
    let example = results.first { $0.id.hasSuffix("/example/body") }
    #expect(
      example?.reason == """
        needs tenpay.token (an access token): set ASSAY_TENPAY_TOKEN; \
        needs tenpay.user (id of a user whose phone number is not verified): give --var tenpay.user=VALUE or set \
        ASSAY_TENPAY_USER; needs tenpay.phone (a phone number that no other user has): give --var \
        tenpay.phone=VALUE or set ASSAY_TENPAY_PHONE
        """)
    #expect(script.requests == [])
    #expect(results.allSatisfy { $0.duration == .zero && $0.steps.isEmpty })
  }

  @Test func `a case that is sent twice is sent twice, the same both times`() throws {
    let script = Script(statuses: 204, 409)
    let result = try #require(Bench.run(Bench.plan(Self.sendTwice), at: script).first)
    #expect(script.requests.count == 2)
    #expect(Set(script.requests).count == 1)
    #expect(result.statuses == [204, 409])
    #expect(result.violations.map(\.code) == ["undocumented-status", "not-idempotent"])
  }

  @Test func `what could not be asked is an error, and is not sent again`() throws {
    let error = TransportError(.timedOut, "nothing came within 30 s")
    let script = Script { _, _ in .unanswered(error) }
    let result = try #require(Bench.run(Bench.plan(Self.sendTwice), at: script).first)
    #expect(result.outcome == .error && result.reason == "nothing came within 30 s")
    #expect(script.requests.count == 1)
    let second = Script { number, _ in number == 0 ? .answered(Response(204)) : .unanswered(error) }
    #expect(Bench.run(Bench.plan(Self.sendTwice), at: second).map(\.outcome) == [.error])
    #expect(second.requests.count == 2)
  }

  @Test func `a strict run fails what another only warns of`() {
    let plan = Bench.plan("vault.card.passcode.sms.send/credential/invalid-token")
    let script = Script { _, _ in
      .answered(Response(200, headers: ["Content-Type": "application/json"], body: Array(#"{"result":"ok"}"#.utf8)))
    }
    #expect(Bench.run(plan, at: script).map(\.outcome) == [.passed])
    #expect(Bench.run(plan, at: script) { $0.isStrict = true }.map(\.outcome) == [.failed])
  }

  @Test func `the time limit is that of every request`() {
    let script = Script(statuses: 204)
    _ = Bench.run(Bench.plan("tenpay.*"), at: script) { $0.timeout = .milliseconds(70) }
    #expect(script.timeouts == [.milliseconds(70)])
  }

  @Test(arguments: [(0, 1), (1, 1), (3, 3), (8, 8), (100_000, Bench.catalog.caseCount)])
  func `every case is asked exactly once, however many work`(jobs: Int, workers: Int) throws {
    let mock = try Mock(.all)
    let state = MockState(seededFrom: .all)
    let target = Counting(MockTarget { MockReply(mock.answer($0, state)) })
    let environment = FakeEnvironment()
    let secrets = ["ASSAY_VAULT_TOKEN", "ASSAY_SFOX_TOKEN", "ASSAY_TENPAY_TOKEN"]
    let collected = Bench.collect(
      Bench.catalog, at: target, secrets: Dictionary(uniqueKeysWithValues: secrets.map { ($0, "assay-mock-token") }),
      on: environment
    ) {
      $0.jobs = jobs
      $0.isStrict = true
    }
    let results = collected.all
    #expect(environment.askedWorkers == [workers])
    #expect(results.map(\.id).sorted() == Bench.catalog.suites.flatMap { $0.cases().map(\.id) }.sorted())
    for (record, index) in zip(results, collected.indices) {
      #expect(Bench.catalog.suites[index.suite].cases()[index.index].id == record.id)
    }
    #expect(results.filter { $0.outcome != .passed }.map(\.id) == [])
    // A worker has one connection and keeps it.
    // Each token is tried once on a connection of its own before the workers begin.
    #expect(target.connections <= workers + 4)
  }

  @Test func `a run of nothing ends`() {
    let environment = FakeEnvironment()
    #expect(Bench.run(Plan(suites: []), at: Script(statuses: 200), on: environment).isEmpty)
    #expect(environment.askedWorkers == [1])
  }

  @Test func `each suite has its own target`() {
    let vault = Script(name: "vault", { _, _ in .answered(Response(401)) })
    let sfox = Script(name: "sfox", { _, _ in .answered(Response(401)) })
    let plan = Bench.plan("vault.card.passcode.set/credential/*", "sfox.users.send-verification/credential/*")
    let runner = Runner(
      plan: plan, targets: [vault, sfox], secrets: Secrets(Bench.secrets), configuration: Runner.Configuration(),
      environment: FakeEnvironment().environment)
    runner.run { _, _ in }
    #expect(vault.requests.count == 4 && vault.requests.allSatisfy { $0.target.hasPrefix("/v2/card/") })
    #expect(sfox.requests.count == 4 && sfox.requests.allSatisfy { $0.target.hasPrefix("/v1/enterprise/") })
  }
}
