import AssayPlatform

/// The monotonic clock, for durations, and the wall clock, for the time of day.
package enum SystemClock {
  /// Nanoseconds of the monotonic clock; only differences are meaningful.
  package static func monotonicNanoseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }

  /// The monotonic clock as a duration since an arbitrary start.
  package static func monotonic() -> Duration { .nanoseconds(monotonicNanoseconds()) }

  /// The time of day.
  package static func now() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int32(time.tv_nsec))
  }

  /// Blocks the calling thread for a duration, even when signals arrive.
  package static func sleep(_ duration: Duration) {
    let end = monotonicNanoseconds() &+ duration.clampedNanoseconds
    while true {
      let left = end &- monotonicNanoseconds()
      if left <= 0 { return }
      var time = timespec(tv_sec: Int(left / 1_000_000_000), tv_nsec: Int(left % 1_000_000_000))
      nanosleep(&time, nil)
    }
  }
}

extension Duration {
  /// The duration in nanoseconds, clamped to 0 to about 73 years, so that adding it to a clock cannot overflow.
  package var clampedNanoseconds: Int64 {
    let (seconds, attoseconds) = components
    if seconds < 0 || attoseconds < 0 { return 0 }
    if seconds >= Int64.max / 4_000_000_000 { return Int64.max / 4 }
    return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }
}
