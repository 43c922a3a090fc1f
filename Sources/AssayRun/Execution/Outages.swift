import AssayHTTP
import AssayPlan
import Synchronization

/// The targets that could not be reached and the credentials that were refused: what depends on them is skipped.
final class Outages: Sendable {
  enum Cause: Hashable, Sendable {
    /// By the index of the first suite that has the target.
    case target(Int)
    /// By the names of its fixtures.
    case credential([String])
  }

  private let reasons = Mutex<[Cause: SkipReason]>([:])
  /// Whether there are any, so that most runs take no lock for each case.
  private let hasAny = Atomic(false)

  /// Adds an outage; returns the reason of an earlier one with the same cause, if any.
  func add(_ cause: Cause, _ reason: SkipReason) -> SkipReason? {
    defer { hasAny.store(true, ordering: .releasing) }
    return reasons.withLock { reasons in
      if let earlier = reasons[cause] { return earlier }
      reasons[cause] = reason
      return nil
    }
  }

  func reason(for context: SuiteContext) -> SkipReason? {
    guard hasAny.load(ordering: .acquiring) else { return nil }
    let causes = context.causes
    return reasons.withLock { reasons in causes.first { reasons[$0] != nil }.flatMap { reasons[$0] } }
  }
}

extension Exchange {
  /// The error of an exchange that never reached the target.
  var unreachable: TransportError? {
    if case .unanswered(let error) = outcome, error.kind.isUnreachable { error } else { nil }
  }

  /// Whether the connection was refused or the name not found, which the next attempt may not meet.
  var isConnectionRefused: Bool { unreachable?.kind == .connectFailed || unreachable?.kind == .nameNotResolved }
}
