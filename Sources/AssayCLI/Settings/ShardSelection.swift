import AssayContract
import AssayPlan
import AssayRun
import AssaySpec

/// What this machine does of a run: the whole of it, or a shard with its part of the cases and of the budgets.
struct ShardSelection {
  /// The plan as the budgets of all shards together let it run.
  let whole: Plan
  let part: PlanSlice
  let shard: Shard?
  /// Whether the plan has every case of every contract.
  let isWhole: Bool
  /// The times by which the cases were dealt.
  let times: [String: Duration]
  /// Whether what the requests of each of the part's suites do counts.
  let isMetered: [Bool]
  let allowances: [Effect.Kind: EffectBudget.Allowance]

  /// - Parameters:
  ///   - allowances: The budgets of all shards together.
  ///   - isMetered: Whether the effects of each of the plan's suites count against them.
  init(
    _ shard: Shard?, of whole: Plan, isWhole: Bool, _ allowances: [Effect.Kind: EffectBudget.Allowance],
    _ isMetered: [Bool], times: @autoclosure () -> [String: Duration]
  ) {
    self.whole = whole
    self.isWhole = isWhole
    self.shard = shard
    guard let shard else {
      self.times = [:]
      part = PlanSlice(whole: whole)
      self.isMetered = isMetered
      self.allowances = allowances
      return
    }
    self.times = times()
    let part = PlanSlice(shard, of: whole, isMetered: isMetered, times: self.times)
    self.part = part
    self.isMetered = part.plan.suites.indices.map { isMetered[part.suiteInWhole($0)] }
    self.allowances = Self.allowances(
      allowances, of: shard, planned: Self.effects(of: part.plan, self.isMetered),
      inAll: Self.effects(of: whole, isMetered))
  }

  /// The shard as the run's header has it.
  var identity: RunHeader.ShardIdentity? {
    shard.map { shard in
      var identity = RunHeader.ShardIdentity.empty
      (identity.number, identity.count, identity.times) = (shard.number, shard.count, timesDigest)
      return identity
    }
  }

  /// A digest of the times by which the cases were dealt; `nil` when they were dealt without.
  private var timesDigest: String? {
    if times.isEmpty { return nil }
    var hash = StableHash()
    for (id, time) in times.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      hash.add("\(id) \(time.components.seconds) \(time.components.attoseconds)")
    }
    return hash.hex
  }

  /// A shard's part of each budget; all shards' parts add up to the budget exactly.
  ///
  /// The whole plan was cut to the budget before it was dealt, so each shard gets what its own cases will spend, and
  /// the rest, for retries, is divided evenly. A recipient's cases are all in one shard: its own limit needs no
  /// division. All of it follows from the plan alone, which is the same on every machine.
  private static func allowances(
    _ allowances: [Effect.Kind: EffectBudget.Allowance], of shard: Shard, planned: [Effect.Kind: Int],
    inAll: [Effect.Kind: Int]
  ) -> [Effect.Kind: EffectBudget.Allowance] {
    allowances.reduce(into: [:]) { parts, allowance in
      let (kind, whole) = allowance
      let rest = max(0, whole.total - inAll[kind, default: 0])
      let total = planned[kind, default: 0] + shard.share(of: rest)
      parts[kind] = EffectBudget.Allowance(total: total, perRecipient: whole.perRecipient)
    }
  }

  /// How often each effect happens when every case that is not skipped is sent once.
  private static func effects(of plan: Plan, _ isMetered: [Bool]) -> [Effect.Kind: Int] {
    var counts: [Effect.Kind: Int] = [:]
    for (suite, isMetered) in zip(plan.suites, isMetered) where isMetered {
      for testCase in suite.cases() where testCase.skip == nil {
        for effect in testCase.effects { counts[effect.kind, default: 0] += 1 }
      }
    }
    return counts
  }
}
