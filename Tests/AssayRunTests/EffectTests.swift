import AssayHTTP
import AssayPlan
import AssaySpec
import AssaySpecs
import Testing

@testable import AssayRun

/// A live run does what it was allowed, and not once more.
@Suite struct EffectTests {
  static let phone = PlannedEffect(.sendsMessage, recipient: "+1", cooldownSeconds: 0)

  @Test func `nothing is allowed that was not named`() {
    let effectBudget = EffectBudget([:])
    #expect(
      effectBudget.reserve([Self.phone], now: .zero)
        == .denied("it would do sendsMessage, which is not allowed: --allow sendsMessage=N allows it N times"))
    #expect(effectBudget.reserve([], now: .zero) == .granted)
  }

  @Test func `the budget is spent whole or not at all, in the run and to one recipient`() {
    let effectBudget = EffectBudget([.sendsMessage: .init(total: 3, perRecipient: 2)])
    #expect(effectBudget.reserve([Self.phone, Self.phone], now: .zero) == .granted)
    #expect(
      effectBudget.reserve([Self.phone], now: .zero)
        == .denied("it would exceed the budget of 2 sendsMessage to one recipient: --allow sendsMessage=N/M sets it"))
    let other = PlannedEffect(.sendsMessage, recipient: "+2", cooldownSeconds: 0)
    #expect(
      effectBudget.reserve([other, other], now: .zero)
        == .denied("it would exceed the budget of 3 sendsMessage: --allow sendsMessage=N sets it"))
    #expect(effectBudget.reserve([other], now: .zero) == .granted)
    #expect(effectBudget.total == [.sendsMessage: 3])
  }

  @Test func `a recipient is left alone until the cooldown is over`() {
    let effectBudget = EffectBudget([.sendsMessage: .init(total: 9)])
    let effect = PlannedEffect(.sendsMessage, recipient: "+1", cooldownSeconds: 60)
    #expect(effectBudget.reserve([effect], now: .seconds(5)) == .granted)
    #expect(effectBudget.reserve([effect], now: .seconds(15)) == .wait(.seconds(50)))
    #expect(effectBudget.reserve([effect], now: .seconds(65)) == .granted)
  }

  @Test func `a cooldown begins when the provider hears of it and not when it was planned`() {
    let effectBudget = EffectBudget([.sendsMessage: .init(total: 9)])
    let effect = PlannedEffect(.sendsMessage, recipient: "+1", cooldownSeconds: 60)
    #expect(effectBudget.reserve([effect], now: .seconds(5)) == .granted)
    effectBudget.noteSending([effect], now: .seconds(15))
    #expect(effectBudget.reserve([effect], now: .seconds(66)) == .wait(.seconds(9)))
  }

  @Test func `a case that sends twice leaves its recipient the cooldown between`() {
    let suite = Bench.plan("tenpay.user.phone.send-code/idempotent/twice").suites[0]
    var cases = suite.cases()
    for step in 0..<2 {
      cases[0].steps[step].effects = [PlannedEffect(.sendsMessage, recipient: "+1", cooldownSeconds: 30)]
    }
    let plan = Plan(suites: [Plan.Suite(provider: suite.provider, contract: suite.contract, cases: cases)])
    let script = Script(statuses: 204)
    let environment = FakeEnvironment()
    Runner(
      plan: plan, targets: [script], secrets: Secrets(Bench.secrets), configuration: Runner.Configuration(),
      environment: environment.environment, effectBudget: EffectBudget([.sendsMessage: .init(total: 2)]),
      isMetered: [true]
    ).run { _, _ in }
    #expect(script.requests.count == 2)
    #expect(environment.sleeps == [.seconds(30)])
  }

  @Test func `the most telling cases come first, and what is beyond the budget is skipped with the reason`() {
    let plan = Bench.plan("vault.card.passcode.sms.send", "vault.card.passcode.set").within(
      [.sendsMessage: .init(total: 2), .changesCredential: .init(total: 1)], isMetered: [true, true], maxWait: .zero)
    let asked = plan.suites.flatMap { $0.cases() }.filter { $0.skip == nil }.map(\.id)
    #expect(
      asked == [
        "vault.card.passcode.sms.send/example/curl", "vault.card.passcode.sms.send/answer/200/valid",
        "vault.card.passcode.set/example/curl",
      ])
    let skipped = plan.suites.flatMap { $0.cases() }.compactMap(\.skip?.text)
    #expect(Set(skipped).count == 2)
    #expect(skipped.allSatisfy { $0.hasPrefix("it would exceed the budget of ") })
  }

  @Test func `this machine's own servers cost nothing`() {
    let plan = Bench.plan("*").within([:], isMetered: Bench.catalog.suites.map { _ in false }, maxWait: .zero)
    #expect(plan.suites.flatMap { $0.cases() }.allSatisfy { $0.skip == nil })
  }

  @Test func `a cooldown that is longer than a case may wait leaves one message to each recipient`() {
    let plan = Bench.plan("vault.phone.verify.resend").within(
      [.sendsMessage: .init(total: 100)], isMetered: [true], maxWait: .seconds(60))
    let asked = plan.suites[0].cases().filter { $0.skip == nil }
    let recipients = asked.flatMap(\.effects).map(\.recipient)
    #expect(Set(recipients).count == recipients.count)
    #expect(
      plan.suites[0].cases().contains {
        $0.skip?.text == "the same recipient may get sendsMessage only every 600 s, and --max-wait is shorter"
      })
  }

  @Test(arguments: [1, 3, 17, 40])
  func `32 workers send exactly as many requests as the budget allows`(budget: Int) {
    let plan = Bench.plan("tenpay.user.phone.send-code", "sfox.users.send-verification").within(
      [.sendsMessage: .init(total: budget)], isMetered: [true, true], maxWait: .zero)
    let script = Script(statuses: 204)
    var configuration = Runner.Configuration()
    configuration.jobs = 32
    configuration.retries = 0
    let results = Collected()
    Runner(
      plan: plan, targets: plan.suites.map { _ in script }, secrets: Secrets(Bench.secrets),
      configuration: configuration,
      environment: FakeEnvironment().environment, effectBudget: EffectBudget([.sendsMessage: .init(total: budget)]),
      isMetered: [true, true]
    ).run(emit: results.add)
    // Every request of these endpoints could send a message; a case that is sent twice may not fit any more.
    #expect(script.requests.count <= budget)
    #expect(script.requests.count >= budget - 1)
    #expect(results.all.count == plan.caseCount)
  }

  @Test func `a retry is paid for like any other request, and not made when nothing is left`() throws {
    let plan = Bench.plan("tenpay.user.phone.send-code/choice/correlationType=0")
    let script = Script(statuses: 503)
    let results = Collected()
    Runner(
      plan: plan, targets: [script], secrets: Secrets(Bench.secrets), configuration: Runner.Configuration(),
      environment: FakeEnvironment().environment, effectBudget: EffectBudget([.sendsMessage: .init(total: 2)]),
      isMetered: [true]
    ).run(emit: results.add)
    #expect(script.requests.count == 2)
    let result = try #require(results.all.first)
    #expect(result.outcome == .skipped)
    #expect(result.reason == "it would exceed the budget of 2 sendsMessage: --allow sendsMessage=N sets it")
  }
}
