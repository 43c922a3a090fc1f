import AssayPlan

/// What the runner needs of the machine: clocks, threads, waiting, random numbers.
package struct RunEnvironment: Sendable {
  /// The time since a fixed moment.
  package var now: @Sendable () -> Duration
  package var sleep: @Sendable (Duration) -> Void
  /// Runs a body once for each worker, at the same time, and returns when all are done.
  package var parallel: @Sendable (_ workers: Int, _ body: @escaping @Sendable (Int) -> Void) -> Void
  /// Seconds since 1970.
  package var wallClock: @Sendable () -> Int64
  /// A number from 0 to 1, for jitter.
  package var random: @Sendable () -> Double
  /// Why no further request may leave (an interrupt), or `nil`.
  package var isStopped: @Sendable () -> String?
  /// The moment, on `now`'s clock, at which the whole run ends.
  package var deadline: Duration?

  package init(
    now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) -> Void,
    parallel: @escaping @Sendable (Int, @escaping @Sendable (Int) -> Void) -> Void,
    wallClock: @escaping @Sendable () -> Int64 = { 0 }, random: @escaping @Sendable () -> Double = { 1 },
    isStopped: @escaping @Sendable () -> String? = { nil }, deadline: Duration? = nil
  ) {
    self.now = now
    self.sleep = sleep
    self.parallel = parallel
    self.wallClock = wallClock
    self.random = random
    self.isStopped = isStopped
    self.deadline = deadline
  }

  /// Why the run ends here, or `nil`.
  func stopReason() -> SkipReason? {
    if let reason = isStopped() { return SkipReason(.interrupted, reason) }
    if let deadline, now() >= deadline { return SkipReason(.deadline, "the run's time (--deadline) was up") }
    return nil
  }

  /// Waits, though not beyond the end of the run; gives the reason when the run ends here.
  func pause(_ duration: Duration) -> SkipReason? {
    let left = deadline.map { min(duration, $0 - now()) } ?? duration
    if left > .zero { sleep(left) }
    return stopReason()
  }

  /// A time limit cut to what is left of the run's own.
  func remaining(_ timeout: Duration) -> Duration {
    guard let deadline else { return timeout }
    return min(timeout, max(.milliseconds(1), deadline - now()))
  }
}
