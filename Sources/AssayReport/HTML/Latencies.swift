import AssayHTTP
import AssayRun

/// How often responses took how long, rounded to three digits: as many entries as there are such times.
struct Latencies: Sendable {
  private var counts: [Int: Int] = [:]
  private(set) var count = 0

  /// Adds a time in microseconds.
  mutating func add(_ microseconds: Int) {
    count += 1
    var unit = 1
    while microseconds / unit >= 1000 { unit *= 10 }
    counts[(microseconds + unit / 2) / unit * unit, default: 0] += 1
  }

  /// Every time in microseconds, ascending, with its count.
  var sorted: [(microseconds: Int, count: Int)] {
    counts.sorted { $0.key < $1.key }.map { (microseconds: $0.key, count: $0.value) }
  }

  /// The time that so many percent of the responses did not exceed.
  func quantile(_ percent: Int) -> Duration {
    var rest = min(count - 1, count * percent / 100)
    for (microseconds, count) in sorted {
      if rest < count { return .microseconds(microseconds) }
      rest -= count
    }
    return .zero
  }

  /// `median 3.10 ms, 95 % within 5.20 ms, slowest 12.0 ms`.
  var summary: String {
    let slowest = Formatting.duration(quantile(100))
    if count == 1 { return slowest }
    let tail = count >= 20 ? ", 95 % within \(Formatting.duration(quantile(95)))" : ""
    return "median \(Formatting.duration(quantile(50)))\(tail), slowest \(slowest)"
  }
}

/// A logarithmic scale that all endpoints of a run share, so that their drawings can be compared.
struct LatencyScale {
  /// Upper edges of the buckets in one decade: nearly equal steps of a logarithm.
  private static let steps = [126, 158, 200, 251, 316, 398, 501, 631, 794, 1000]
  /// The powers of ten between which the times lie, in microseconds.
  private let lowest: Int
  private let highest: Int

  init(_ latencies: [Latencies]) {
    let times = latencies.flatMap { $0.sorted.map { Self.decade($0.microseconds) } }
    lowest = times.min() ?? 0
    highest = (times.max() ?? 0) + 1
  }

  /// The beginnings of the decades, in microseconds.
  var ticks: [Int] { (lowest..<highest).map(Self.power) }

  func counts(of latencies: Latencies) -> [Int] {
    var counts = [Int](repeating: 0, count: (highest - lowest) * 10)
    for (microseconds, count) in latencies.sorted { counts[bucket(microseconds)] += count }
    return counts
  }

  /// The x coordinate of a time in a drawing of this width; `nil` outside the scale.
  func position(_ microseconds: Int, width: Int) -> Int? {
    guard microseconds >= Self.power(lowest), microseconds < Self.power(highest) else { return nil }
    return bucket(microseconds) * width / ((highest - lowest) * 10)
  }

  static func name(of tick: Int) -> String {
    tick < 1000 ? "\(tick) µs" : tick < 1_000_000 ? "\(tick / 1000) ms" : "\(tick / 1_000_000) s"
  }

  private func bucket(_ microseconds: Int) -> Int {
    let decade = Self.decade(microseconds)
    let digits = max(1, microseconds) * 100 / Self.power(decade)
    return (decade - lowest) * 10 + (Self.steps.firstIndex { digits < $0 } ?? 9)
  }

  private static func decade(_ microseconds: Int) -> Int { String(max(1, microseconds)).utf8.count - 1 }
  private static func power(_ decade: Int) -> Int { (0..<decade).reduce(1) { power, _ in power * 10 } }
}

/// How long an endpoint's responses took, as a drawing.
extension HTMLPage {
  func latency(_ section: Section) -> HTML? {
    let latencies = section.results.latencies
    guard latencies.count > 0 else { return nil }
    let count = Formatting.count(latencies.count, "response")
    let ticks = latencyScale.ticks.map { (x: latencyScale.position($0, width: 300) ?? 0, time: $0) }
    let axis = "M0 44.5H300" + ticks.map { "M\($0.x).5 44v5" }.joined()
    let budget = section.contract?.latencyBudget.flatMap {
      latencyScale.position(Int($0.duration.microseconds), width: 300)
    }
    return """
      <figure class="latency"><svg role="img" viewBox="0 0 300 62" width="300" height="62" \
      aria-label="Times of \(count) on a logarithmic scale: \(latencies.summary)">\
      <path class="bars" d="\(bars(latencies))"/><path class="axis" d="\(axis)"/>\
      \(ticks.map { "<text x=\"\($0.x)\" y=\"60\">\(plain: LatencyScale.name(of: $0.time))</text>" })\
      \(budget.map { "<path class=\"budget\" d=\"M\($0) 0V44\"/>" })</svg>\
      <figcaption>\(count): \(latencies.summary)</figcaption></figure>
      """
  }

  /// All bars as one path, so that a page of a thousand endpoints has few elements.
  private func bars(_ latencies: Latencies) -> String {
    let counts = latencyScale.counts(of: latencies)
    let highest = max(1, counts.max() ?? 1)
    var path = ""
    for (bucket, count) in counts.enumerated() where count > 0 {
      let left = bucket * 300 / counts.count
      let width = max(1, (bucket + 1) * 300 / counts.count - left - 1)
      // A single response can be seen beside thousands.
      let height = max(2, count * 42 / highest)
      path += "M\(left) 44v-\(height)h\(width)v\(height)z"
    }
    return path
  }
}
