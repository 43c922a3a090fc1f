import Synchronization

/// Spaces requests evenly so that a host sees at most so many a second, whatever the number of workers.
package final class RateLimiter: Sendable {
  private let interval: Duration
  private let next = Mutex<Duration>(.zero)

  /// - Parameter perSecond: above 0, however little; a request in thirty years is the least.
  package init(perSecond: Double) { interval = .nanoseconds(Int64(min(1_000_000_000 / perSecond, 1e18))) }

  /// How long to wait from now on before the request may leave; the slot is taken.
  package func takeSlot(now: Duration) -> Duration {
    next.withLock { next in
      let slot = max(next, now)
      next = slot + interval
      return slot - now
    }
  }
}
