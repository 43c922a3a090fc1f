/// How often answers took how long, in the three digits that a page shows; as many values as there are such times.
struct Latencies: Sendable {
  /// A time of three digits and how often it came, in eight bytes: a run has such a list for each endpoint.
  private struct Entry: Sendable {
    /// A thousand for each power of ten, and the digits: in the order of the times that they stand for.
    var code: UInt16
    var count: UInt32
  }

  /// Ascending.
  private var entries: [Entry] = []
  private(set) var count = 0

  init() {}

  init(_ times: some Sequence<Duration>) {
    for time in times { add(time) }
  }

  mutating func add(_ time: Duration) {
    let code = Self.code(of: time.microseconds)
    count += 1
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].code < code { low = middle + 1 } else { high = middle }
    }
    if low < entries.count, entries[low].code == code {
      entries[low].count += 1
    } else {
      entries.insert(Entry(code: code, count: 1), at: low)
    }
  }

  var isEmpty: Bool { count == 0 }
  var fastest: Duration? { entries.first.map { .microseconds(Self.microseconds(of: $0.code)) } }
  var slowest: Duration? { entries.last.map { .microseconds(Self.microseconds(of: $0.code)) } }

  /// Every time that came, ascending, and how often.
  var sorted: [(microseconds: Int, count: Int)] {
    entries.map { (microseconds: Self.microseconds(of: $0.code), count: Int($0.count)) }
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

  private static func code(of microseconds: Int) -> UInt16 {
    var digits = microseconds
    var power = 0
    var unit = 1
    while digits >= 1000 {
      power += 1
      unit *= 10
      digits = (microseconds + unit / 2) / unit
    }
    return UInt16(power * 1000 + max(0, digits))
  }

  private static func microseconds(of code: UInt16) -> Int {
    (0..<code / 1000).reduce(Int(code % 1000)) { time, _ in time * 10 }
  }
}
