/// How often answers took how long, in the three digits that a page shows; as many values as there are such times.
struct Latencies: Sendable {
  private var counts: [Int: Int] = [:]
  private(set) var count = 0

  init() {}

  init(_ times: some Sequence<Duration>) {
    for time in times { add(time) }
  }

  mutating func add(_ time: Duration) {
    counts[Self.rounded(time.microseconds), default: 0] += 1
    count += 1
  }

  var isEmpty: Bool { count == 0 }
  var fastest: Duration? { counts.keys.min().map { .microseconds($0) } }
  var slowest: Duration? { counts.keys.max().map { .microseconds($0) } }

  /// Every time that came, ascending, and how often.
  var sorted: [(microseconds: Int, count: Int)] {
    counts.sorted { $0.key < $1.key }.map { (microseconds: $0.key, count: $0.value) }
  }

  /// The time that so many of a hundred answers did not exceed.
  func quantile(_ percent: Int) -> Duration {
    var rest = min(count - 1, count * percent / 100)
    for (microseconds, count) in sorted {
      if rest < count { return .microseconds(microseconds) }
      rest -= count
    }
    return .zero
  }

  private static func rounded(_ microseconds: Int) -> Int {
    var unit = 1
    while microseconds / unit >= 1000 { unit *= 10 }
    return (microseconds + unit / 2) / unit * unit
  }
}
