import AssayContract
import AssayJudge
import AssayPlan
import AssaySpec

/// What the cases of one suite share.
///
/// A class, so that workers count references to it and not to each of its parts, which they would wait for each other for.
final class SuiteContext: Sendable {
  let judge: Judge
  let token: String?
  /// The index of the first suite that has the same target.
  let target: Int
  let context: CaseExecutor.Context
  /// What its cases depend on.
  let causes: [Outages.Cause]

  init(judge: Judge, token: String?, target: Int, context: CaseExecutor.Context) {
    self.judge = judge
    self.token = token
    self.target = target
    self.context = context
    causes = [.target(target)] + (token.map { [.credential($0)] } ?? [])
  }
}

/// What the suites of a run share, and where their desks come from.
struct RunContext: Sendable {
  private let runner: Runner
  /// For each suite the first that has the same target: they share its connections.
  private let targets: [Int]
  /// For each suite the limiter of the rate of requests to its host.
  private let limiters: [RateLimiter?]

  init(_ runner: Runner) {
    self.runner = runner
    var known: [String: Int] = [:]
    targets = runner.targets.enumerated().map { place, target in
      known[target.name] = known[target.name] ?? place
      return known[target.name]!
    }
    var byHost: [String: RateLimiter] = [:]
    limiters = runner.targets.map { target in
      guard let rate = runner.configuration.rate else { return nil }
      let limiter = byHost[target.host] ?? RateLimiter(perSecond: rate)
      byHost[target.host] = limiter
      return limiter
    }
  }

  /// Whether the run has ended: by an interrupt or because its time was up.
  var isClosed: Bool { runner.environment.stopReason() != nil }

  /// A desk for the suite at a place in the plan.
  func suiteContext(_ place: Int) -> SuiteContext {
    let suite = runner.plan.suites[place]
    let contract = suite.contract
    return SuiteContext(
      judge: Judge(contract, isStrict: runner.configuration.isStrict), token: suite.token, target: targets[place],
      context: CaseExecutor.Context(
        contract, throttles: suite.provider.throttles, effectBudget: runner.effectBudgets[place],
        limiter: limiters[place]))
  }
}
