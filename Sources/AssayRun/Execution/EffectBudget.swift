import AssayContract
import AssayPlan
import AssaySpec
import Synchronization

/// What a live run may do in the world, and how much of it is spent.
///
/// The effects of a case are reserved before it is sent, all or none, so that no number of workers can overspend.
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
    /// The recipient's cooldown is not over; ask again after this time.
    case wait(Duration)
    case denied(String)
  }

  private struct Recipient: Hashable {
    var kind: Effect.Kind
    var name: String

    init(_ effect: PlannedEffect) {
      kind = effect.kind
      name = effect.recipient
    }
  }

  private struct Spent {
    var total: [Effect.Kind: Int] = [:]
    var byRecipient: [Recipient: Int] = [:]
    var last: [Recipient: Duration] = [:]
  }

  let allowances: [Effect.Kind: Allowance]
  private let spent = Mutex(Spent())

  package init(_ allowances: [Effect.Kind: Allowance]) { self.allowances = allowances }

  /// Reserves all effects of a case, which may have the same one several times; `now` is the time since a fixed moment.
  package func reserve(_ effects: [PlannedEffect], now: Duration) -> Decision {
    if effects.isEmpty { return .granted }
    return spent.withLock { spent in
      for effect in effects {
        let recipient = Recipient(effect)
        let total = spent.total[effect.kind, default: 0] + effects.count { $0.kind == effect.kind }
        let received = spent.byRecipient[recipient, default: 0] + effects.count { Recipient($0) == recipient }
        if let reason = denial(effect.kind, total, received) { return .denied(reason) }
        if let last = spent.last[recipient], now - last < .seconds(effect.cooldownSeconds) {
          return .wait(.seconds(effect.cooldownSeconds) - (now - last))
        }
      }
      for effect in effects {
        spent.total[effect.kind, default: 0] += 1
        spent.byRecipient[Recipient(effect), default: 0] += 1
        spent.last[Recipient(effect)] = now
      }
      return .granted
    }
  }

  /// Starts the recipients' cooldowns now: the provider gets a request some time after its effects were reserved.
  func noteSending(_ effects: [PlannedEffect], now: Duration) {
    if effects.isEmpty { return }
    spent.withLock { spent in
      for effect in effects { spent.last[Recipient(effect)] = now }
    }
  }

  /// Why so many effects in the run and to the recipient are not allowed.
  private func denial(_ kind: Effect.Kind, _ total: Int, _ received: Int) -> String? {
    let name = kind.rawValue
    guard let allowance = allowances[kind], allowance.total > 0 else {
      return "it would do \(name), which is not allowed: --allow \(name)=N allows it N times"
    }
    if total > allowance.total {
      return "it would exceed the budget of \(allowance.total) \(name): --allow \(name)=N sets it"
    }
    if received > allowance.perRecipient {
      return
        "it would exceed the budget of \(allowance.perRecipient) \(name) to one recipient: --allow \(name)=N/M sets it"
    }
    return nil
  }

  /// How often each effect was reserved.
  package var total: [Effect.Kind: Int] { spent.withLock { $0.total } }
}

extension Plan {
  /// The plan with the cases skipped that a budget does not cover. The cases spend the budget in the order of execution.
  ///
  /// - Parameters:
  ///   - isMetered: Whether the effects of each suite's cases count. Those on this machine's own servers do not.
  ///   - maxWait: How long a case may wait for a recipient's cooldown.
  package func within(
    _ allowances: [Effect.Kind: EffectBudget.Allowance], isMetered: [Bool], maxWait: Duration
  ) -> Plan {
    let effectBudget = EffectBudget(allowances)
    var reasons: [CaseIndex: SkipReason] = [:]
    var used: Set<PlannedEffect> = []
    for batch in batches where isMetered[batch.suite] {
      for planned in cases(in: batch) where planned.testCase.skip == nil {
        let effects = planned.testCase.effects
        let tooSoon = effects.first { effect in
          .seconds(effect.cooldownSeconds) > maxWait
            && (used.contains(effect) || effects.count { $0 == effect } > 1)
        }
        if let tooSoon {
          reasons[planned.index] = SkipReason(
            .budget,
            "the same recipient may get \(tooSoon.kind.rawValue) only every \(tooSoon.cooldownSeconds) s, and --max-wait is shorter"
          )
          continue
        }
        // The run waits for cooldowns; here only the sums count.
        let counted = effects.map { PlannedEffect($0.kind, recipient: $0.recipient, cooldownSeconds: 0) }
        if case .denied(let reason) = effectBudget.reserve(counted, now: .zero) {
          reasons[planned.index] = SkipReason(.budget, reason)
        } else {
          used.formUnion(effects)
        }
      }
    }
    return reasons.isEmpty ? self : skipping(reasons)
  }
}
