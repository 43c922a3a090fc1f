import AssayContract
import AssayPlan
import AssaySpec
import Synchronization

/// What a live run may do in the world, and what of it is spent.
///
/// A request's effects are reserved before it leaves, whole or not at all, so that no number of workers can overspend.
package final class EffectBudget: Sendable {
  package struct Allowance: Sendable, Hashable {
    /// For the whole run.
    package var total: Int
    /// To one recipient.
    package var perRecipient: Int

    package init(total: Int, perRecipient: Int? = nil) {
      self.total = total
      self.perRecipient = min(total, perRecipient ?? total)
    }
  }

  package enum Decision: Sendable, Hashable {
    case granted
    /// The recipient got one too recently; ask again after this time.
    case wait(Duration)
    case denied(String)
  }

  private struct Recipient: Hashable {
    var kind: Effect.Kind
    var name: String
  }

  private struct Spent {
    var total: [Effect.Kind: Int] = [:]
    var byRecipient: [Recipient: Int] = [:]
    var last: [Recipient: Duration] = [:]
  }

  let allowances: [Effect.Kind: Allowance]
  private let spent = Mutex(Spent())

  package init(_ allowances: [Effect.Kind: Allowance]) { self.allowances = allowances }

  /// Reserves the effects of sending a request this often; `now` is the time since some fixed moment.
  package func reserve(_ effects: [PlannedEffect], times: Int, now: Duration) -> Decision {
    spent.withLock { spent in
      for effect in effects {
        let recipient = Recipient(kind: effect.kind, name: effect.recipient)
        if let reason = denial(of: effect, times, spent.total[effect.kind] ?? 0, spent.byRecipient[recipient] ?? 0) {
          return .denied(reason)
        }
        if let last = spent.last[recipient], now - last < .seconds(effect.cooldownSeconds) {
          return .wait(.seconds(effect.cooldownSeconds) - (now - last))
        }
      }
      for effect in effects {
        let recipient = Recipient(kind: effect.kind, name: effect.recipient)
        spent.total[effect.kind, default: 0] += times
        spent.byRecipient[recipient, default: 0] += times
        spent.last[recipient] = now
      }
      return .granted
    }
  }

  /// Lets the recipients' cooldowns begin now: between reserving and the provider's having heard, time passes.
  func noteSending(_ effects: [PlannedEffect], now: Duration) {
    spent.withLock { spent in
      for effect in effects { spent.last[Recipient(kind: effect.kind, name: effect.recipient)] = now }
    }
  }

  private func denial(of effect: PlannedEffect, _ times: Int, _ total: Int, _ toRecipient: Int) -> String? {
    let kind = effect.kind.rawValue
    guard let allowance = allowances[effect.kind], allowance.total > 0 else {
      return "it would do \(kind), which is not allowed: --allow \(kind)=N allows it N times"
    }
    if total + times > allowance.total {
      return "it would exceed the budget of \(allowance.total) \(kind): --allow \(kind)=N sets it"
    }
    if toRecipient + times > allowance.perRecipient {
      return
        "it would exceed the budget of \(allowance.perRecipient) \(kind) to one recipient: --allow \(kind)=N/M sets it"
    }
    return nil
  }

  /// How often each effect was reserved.
  package var total: [Effect.Kind: Int] { spent.withLock { $0.total } }
}

extension Plan {
  /// The plan as a budget lets it run: what goes beyond is skipped with the reason, the most valuable cases come first.
  ///
  /// Suites that are not metered (this environment's own servers) are left as they are. `maxWait` is how long a case may
  /// wait for a recipient's cooldown.
  package func within(
    _ allowances: [Effect.Kind: EffectBudget.Allowance], isMetered: [Bool], maxWait: Duration
  ) -> Plan {
    let effectBudget = EffectBudget(allowances)
    var plan = self
    var sentTo: Set<PlannedEffect> = []
    for one in meteredCases(isMetered) {
      let cooling = one.effects.first { effect in
        .seconds(effect.cooldownSeconds) > maxWait && (one.sends > 1 || sentTo.contains(effect))
      }
      if let cooling {
        plan.refuse(
          suite: one.suite, index: one.index,
          because: SkipReason(
            .budget,
            "the same recipient may get \(cooling.kind.rawValue) only every \(cooling.cooldownSeconds) s, and --max-wait is shorter"
          ))
        continue
      }
      // Cooldowns are waited for while the run goes on; here only the sums count.
      let effects = one.effects.map { PlannedEffect($0.kind, recipient: $0.recipient, cooldownSeconds: 0) }
      if case .denied(let reason) = effectBudget.reserve(effects, times: one.sends, now: .zero) {
        plan.refuse(suite: one.suite, index: one.index, because: SkipReason(.budget, reason))
      } else {
        sentTo.formUnion(one.effects)
      }
    }
    return plan
  }

  /// What a budget asks of a case, without all that the case itself takes in memory.
  private struct MeteredCase {
    var suite: Int
    var index: Int
    var sends: Int
    /// Shared by all cases that have the same.
    var effects: [PlannedEffect]
  }

  /// The cases that are to be asked of metered suites, the most telling first.
  private func meteredCases(_ isMetered: [Bool]) -> [MeteredCase] {
    var prioritized: [Int: [MeteredCase]] = [:]
    var known: [[PlannedEffect]: [PlannedEffect]] = [:]
    for (place, suite) in suites.enumerated() where isMetered[place] {
      for (index, testCase) in suite.cases().enumerated() where testCase.skip == nil {
        let effects = known[testCase.effects] ?? testCase.effects
        known[effects] = effects
        prioritized[testCase.kind.priority, default: []].append(
          MeteredCase(suite: place, index: index, sends: testCase.sends, effects: effects))
      }
    }
    return prioritized.sorted { $0.key < $1.key }.flatMap(\.value)
  }
}
