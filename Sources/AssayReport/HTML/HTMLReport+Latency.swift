import AssayContract
import AssaySpec

/// How long an endpoint's answers took, drawn.
extension HTMLReport {
  func writeLatency(_ index: Int, _ html: inout HTMLWriter) {
    let latencies = digests[index].latencies
    guard !latencies.isEmpty else { return }
    let scale = latencyScale
    let summary = Self.summary(of: latencies)
    html.element("figure", ["class": "latency"]) { html in
      html.element(
        "svg",
        [
          "role": "img", "viewBox": "0 0 300 62", "width": "300", "height": "62",
          "aria-label": "Times of \(Words.count(latencies.count, "answer")) on a logarithmic scale: \(summary)",
        ]
      ) { html in
        html.void("path", ["class": "bars", "d": Self.bars(scale.counts(of: latencies), of: scale)])
        let ticks = scale.ticks.map { (position: scale.position($0), name: LatencyScale.name(of: $0)) }
        let marks = ticks.map { "M\(Int($0.position * 300)).5 44v5" }.joined()
        html.void("path", ["class": "axis", "d": "M0 44.5H300" + marks])
        for (position, name) in ticks {
          html.element("text", ["x": "\(Int(position * 300))", "y": "60"]) { $0.plain(name) }
        }
        if let budget = report.suites[index].endpoint.latencyBudget, scale.holds(budget.duration.microseconds) {
          html.void(
            "path", ["class": "budget", "d": "M\(Int(scale.position(budget.duration.microseconds) * 300)) 0V44"])
        }
      }
      html.element("figcaption", text: "\(Words.count(latencies.count, "answer")): \(summary)")
    }
  }

  private static func summary(of latencies: Latencies) -> String {
    let slowest = Words.duration(latencies.slowest ?? .zero)
    if latencies.count == 1 { return slowest }
    let tail = latencies.count >= 20 ? ", 95 of 100 within \(Words.duration(latencies.quantile(95)))" : ""
    return "median \(Words.duration(latencies.quantile(50)))\(tail), slowest \(slowest)"
  }

  /// All bars as one path, so that a page of a thousand endpoints has few elements.
  private static func bars(_ counts: [Int], of scale: LatencyScale) -> String {
    let highest = max(1, counts.max() ?? 1)
    var path = ""
    for (bucket, count) in counts.enumerated() where count > 0 {
      let left = bucket * 300 / counts.count
      let width = max(1, (bucket + 1) * 300 / counts.count - left - 1)
      // A single answer is seen beside thousands.
      let height = max(2, count * 42 / highest)
      path += "M\(left) 44v-\(height)h\(width)v\(height)z"
    }
    return path
  }
}

/// A logarithmic scale that all endpoints of a run share, so that their drawings can be compared.
struct LatencyScale {
  /// Upper edges of buckets in one decade: near enough to equal steps of a logarithm.
  private static let steps = [126, 158, 200, 251, 316, 398, 501, 631, 794, 1000]
  /// The decades in microseconds: from `10^lowest` to `10^highest`.
  let lowest: Int
  let highest: Int

  init(_ latencies: some Sequence<Duration>) {
    var lowest = Int.max
    var highest = Int.min
    for latency in latencies {
      let microseconds = max(1, latency.microseconds)
      lowest = min(lowest, Self.decade(microseconds))
      highest = max(highest, Self.decade(microseconds) + 1)
    }
    self.lowest = lowest == .max ? 0 : lowest
    self.highest = highest == .min ? 1 : highest
  }

  private var bucketCount: Int { (highest - lowest) * 10 }

  func counts(of latencies: Latencies) -> [Int] {
    var counts = [Int](repeating: 0, count: bucketCount)
    for (microseconds, count) in latencies.sorted { counts[bucket(microseconds)] += count }
    return counts
  }

  /// Where a time stands, from 0 to 1.
  func position(_ microseconds: Int) -> Double { Double(bucket(microseconds)) / Double(bucketCount) }

  func holds(_ microseconds: Int) -> Bool {
    microseconds >= Self.power(lowest) && microseconds < Self.power(highest)
  }

  /// The beginnings of the decades, in microseconds.
  var ticks: [Int] { (lowest..<highest).map(Self.power) }

  static func name(of tick: Int) -> String {
    tick < 1000 ? "\(tick) µs" : tick < 1_000_000 ? "\(tick / 1000) ms" : "\(tick / 1_000_000) s"
  }

  private func bucket(_ microseconds: Int) -> Int {
    let microseconds = max(1, microseconds)
    let decade = Self.decade(microseconds)
    let fraction = microseconds * 100 / Self.power(decade)
    let step = Self.steps.firstIndex { fraction < $0 } ?? 9
    return min(max(0, (decade - lowest) * 10 + step), bucketCount - 1)
  }

  private static func decade(_ microseconds: Int) -> Int { String(microseconds).utf8.count - 1 }
  private static func power(_ decade: Int) -> Int { (0..<decade).reduce(1) { power, _ in power * 10 } }
}
