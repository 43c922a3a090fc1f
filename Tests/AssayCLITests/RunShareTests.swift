import AssayPlan
import AssayRun
import AssaySpec
import AssaySpecs
import AssayTestSupport
import Testing

@testable import AssayCLI

@Suite struct RunShareTests {
  static let plan = try! Planner(values: FixtureValues(isMock: true)).plan(.all)

  @Test(arguments: [1, 2, 3, 5, 8, 16, 64])
  func `shards spend no more than the budgets in sum, whichever of them know times`(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    let ids = Self.plan.suites.flatMap { $0.cases().map(\.id) }
    for _ in 0..<12 {
      let total = Int.random(in: 0...60, using: &generator)
      let budget = EffectBudget.Allowance(total: total, perRecipient: Int.random(in: 0...12, using: &generator))
      let allowances = [Effect.Kind.sendsMessage: budget, .changesCredential: budget]
      let isMetered = Self.plan.suites.map { _ in Int.random(in: 0..<5, using: &generator) > 0 }
      let whole = Self.plan.within(allowances, isMetered: isMetered, maxWait: .seconds(86_400))
      var allowed: [Effect.Kind: Int] = [:]
      var sent: [PlannedEffect: Int] = [:]
      var asked: [String] = []
      for number in 1...count {
        var times: [String: Duration] = [:]
        if Bool.random(using: &generator) {
          for id in ids { times[id] = .milliseconds(Int.random(in: 1...900, using: &generator)) }
        }
        let share = ShardSelection(
          Shard(number, of: count)!, of: whole, isWhole: true, allowances, isMetered, times: times)
        for (kind, allowance) in share.allowances { allowed[kind, default: 0] += allowance.total }
        let effectBudget = EffectBudget(share.allowances)
        for (suite, isMetered) in zip(share.part.plan.suites, share.isMetered) where isMetered {
          for testCase in suite.cases() where testCase.skip == nil && !testCase.effects.isEmpty {
            asked.append(testCase.id)
            // Its part of the budget covers what the shard has planned; a cooldown does not matter here.
            let effects = testCase.effects.map { PlannedEffect($0.kind, recipient: $0.recipient, cooldownSeconds: 0) }
            #expect(effectBudget.reserve(effects, now: .zero) == .granted)
            for effect in effects { sent[effect, default: 0] += 1 }
          }
        }
      }
      #expect(allowed == [.sendsMessage: total, .changesCredential: total])
      #expect(sent.values.allSatisfy { $0 <= budget.perRecipient })
      let planned = zip(whole.suites, isMetered).flatMap { suite, isMetered in
        isMetered ? suite.cases().filter { $0.skip == nil && !$0.effects.isEmpty }.map(\.id) : []
      }
      #expect(asked.sorted() == planned.sorted())
    }
  }

  @Test func `eight shards, of which three know times, plan the budget's messages once`() throws {
    let folder = try TemporaryFolder()
    let times = try Command.assay("--output", folder.path)
    #expect(times.status == 0)
    var sent: [String: Int] = [:]
    for number in 1...8 {
      // Nothing is sent: a dry run says what each shard would do.
      let run = try Command.run(
        Repository.assay,
        [
          "--dry-run", "--target", "https://api.example.com", "--allow-host", "api.example.com", "--allow",
          "sendsMessage=7/2", "--shard", "\(number)/8", "--output",
          number % 3 == 0 ? folder.path : folder.path + "/none",
        ] + ForeignProvider.selection,
        environment: ForeignProvider.environment)
      #expect(run.status == 0, "\(run.errors)")
      for line in run.output.split(separator: "\n") {
        guard let effect = line.split(separator: "sendsMessage to ").dropFirst().first, !line.hasPrefix("  skip")
        else { continue }
        sent["\(effect.prefix { $0 != "]" })", default: 0] += line.contains(" x2 ") ? 2 : 1
      }
    }
    #expect(sent.values.reduce(0, +) == 7)
    #expect(sent.values.allSatisfy { $0 <= 2 }, "\(sent)")
  }
}

/// The same numbers in every run of the tests (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  var seed: UInt64

  mutating func next() -> UInt64 {
    seed &+= 0x9E37_79B9_7F4A_7C15
    var z = seed
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
