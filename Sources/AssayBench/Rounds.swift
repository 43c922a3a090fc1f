import AssaySystem

/// Measures durations. Each round measures both sides one after the other, so that noise affects both.
struct Rounds {
  /// The number of rounds, of which the median is taken.
  var count: Int
  /// The approximate duration of one side of one round.
  var time: Duration = .milliseconds(60)

  struct Pair {
    var ours: Double
    var theirs: Double?
    /// The median of the ratios of the rounds, theirs by ours.
    var ratio: Double?
  }

  /// Nanoseconds for one call, on both sides.
  func measure(_ body: () -> Void, beside peer: (() throws -> Double)? = nil) throws -> Pair {
    let calls = Self.calls(in: time, body)
    var (ours, theirs): ([Double], [Double]) = ([], [])
    for _ in 0..<count {
      ours.append(Self.nanoseconds(calls, body))
      if let peer { theirs.append(try peer()) }
    }
    return Pair(
      ours: Figures.median(ours), theirs: theirs.isEmpty ? nil : Figures.median(theirs),
      ratio: theirs.isEmpty ? nil : Figures.median(zip(theirs, ours).map { $0 / $1 }))
  }

  /// The number of calls that fill the time. Finding it out also warms up the code.
  private static func calls(in time: Duration, _ body: () -> Void) -> Int {
    var calls = 1
    while true {
      let took = nanoseconds(calls, body) * Double(calls)
      let wanted = Double(time.clampedNanoseconds)
      if took >= wanted / 4 { return max(1, Int(Double(calls) * wanted / took)) }
      calls *= 4
    }
  }

  private static func nanoseconds(_ calls: Int, _ body: () -> Void) -> Double {
    let start = SystemClock.monotonicNanoseconds()
    for _ in 0..<calls { body() }
    return Double(SystemClock.monotonicNanoseconds() - start) / Double(calls)
  }
}
