import AssayPlan
import AssayRun
import AssaySpec
import Testing

@testable import AssayCLI

@Suite struct RunShareTests {
  @Test(arguments: [1, 2, 5, 16]) func `the shards' budgets add up to the run's, and each covers its own cases`(
    count: Int
  ) {
    // Seven messages are planned, all of them in the first two shards.
    let planned = (1...count).map { count == 1 ? 7 : $0 == 1 ? 4 : $0 == 2 ? 3 : 0 }
    for total in [7, 8, 30] {
      let budgets = (1...count).map { number -> EffectLedger.Allowance in
        RunShare.allowances(
          [.sendsMessage: .init(total: total, perRecipient: 2)], of: Shard(number, of: count)!,
          planned: [.sendsMessage: planned[number - 1]], inAll: [.sendsMessage: 7])[.sendsMessage]!
      }
      #expect(budgets.reduce(0) { $0 + $1.total } == total)
      for (budget, planned) in zip(budgets, planned) {
        #expect(budget.total >= planned)
        #expect(budget.perRecipient == min(2, budget.total))
      }
    }
  }
}
