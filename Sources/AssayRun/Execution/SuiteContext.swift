import AssayContract
import AssayHTTP
import AssayJudge
import AssayPlan
import AssaySpec

/// What the cases of one endpoint are executed with.
///
/// A class: all workers share it, and counting references to each of its parts would make them wait for each other.
package final class SuiteContext: Sendable {
  package let judge: Judge
  let throttles: [ThrottleSignal]
  /// `nil` where effects are not restricted.
  let effectBudget: EffectBudget?
  let limiter: RateLimiter?
  /// The index of the first suite that has the same target; they share its connections.
  let target: Int
  /// The path of the target, such as `/api`, by which pages' addresses begin.
  let basePath: String

  var endpoint: Endpoint { _read { yield judge.contract.endpoint } }

  /// The provider's id, for its codes.
  let provider: String
  /// The provider's other endpoints, which steps of scenarios name by index from 1.
  private let others: [CompiledEndpoint]
  /// Where scenarios read the codes that the provider sends.
  let codes: (any CodeSource)?

  /// The contract of the endpoint that a step is sent to.
  func contract(of step: Step) -> CompiledEndpoint { step.endpoint == 0 ? judge.contract : others[step.endpoint - 1] }

  /// What the credentials of its requests are made of.
  let credentials: [CredentialFixture]
  /// What its cases depend on.
  let causes: [Outages.Cause]

  package init(
    _ suite: Plan.Suite, isStrict: Bool = false, effectBudget: EffectBudget? = nil, limiter: RateLimiter? = nil,
    target: Int = 0, basePath: String = "", secrets: Secrets? = nil,
    codes: (any CodeSource)? = nil
  ) {
    judge = Judge(suite.contract, isStrict: isStrict, others: suite.others)
    provider = suite.provider.id
    others = suite.others
    self.codes = codes
    throttles = suite.provider.throttles
    self.effectBudget = effectBudget
    self.limiter = limiter
    self.target = target
    self.basePath = basePath
    let security = suite.endpoint.security
    let sets = security.alternatives.map { $0.flatMap { security.schemes[$0].fixtures } }
    credentials =
      sets.first { $0.allSatisfy { secrets?.byName[Fixture.environmentName(of: $0.name)] != nil } } ?? sets[0]
    causes = [.target(target)] + (credentials.isEmpty ? [] : [.credential(credentials.map(\.name))])
  }

  /// The contexts of a plan's suites, whose targets these are.
  static func all(
    of plan: Plan, _ targets: [any Target], _ configuration: Runner.Configuration, _ effectBudget: EffectBudget?,
    isMetered: [Bool]?, _ secrets: Secrets, _ codes: [String: any CodeSource]
  ) -> [SuiteContext] {
    var firstByTarget: [String: Int] = [:]
    var limiters: [String: RateLimiter] = [:]
    return plan.suites.indices.map { index in
      let target = targets[index]
      let first = firstByTarget[target.name] ?? index
      firstByTarget[target.name] = first
      let limiter = configuration.rate.map { limiters[target.host] ?? RateLimiter(perSecond: $0) }
      limiters[target.host] = limiter
      return SuiteContext(
        plan.suites[index], isStrict: configuration.isStrict,
        effectBudget: isMetered?[index] ?? false ? effectBudget : nil, limiter: limiter, target: first,
        basePath: target.basePath, secrets: secrets, codes: codes[plan.suites[index].provider.id])
    }
  }
}
