import AssayHTTP
import AssayTestSupport
import AssayRun
import Testing

@testable import AssayReport

@Suite struct HTMLPartsTests {
  @Test func `times are reported in three digits`() {
    #expect(Formatting.duration(.microseconds(420)) == "0.42 ms")
    #expect(Formatting.duration(.microseconds(12_345)) == "12.3 ms")
    #expect(Formatting.duration(.milliseconds(250)) == "250 ms")
    #expect(Formatting.duration(.milliseconds(1500)) == "1.50 s")
    #expect(Formatting.duration(.milliseconds(12_340)) == "12.3 s")
    #expect(Formatting.duration(.seconds(125)) == "2 min 5 s")
    #expect(Formatting.duration(.zero) == "0.00 ms")
  }

  @Test func `numbers, lists and moments are formatted`() {
    #expect(
      [0, 9999, 10_000, 1_234_567].map(Formatting.number) == ["0", "9999", "10\u{A0}000", "1\u{A0}234\u{A0}567"])
    #expect(Formatting.list(["a", "b", "c"]) == "a, b and c")
    #expect(Formatting.list(["a"]) == "a")
    #expect(Formatting.moment("2026-11-20T23:45:01Z") == "2026-11-20 23:45 UTC")
    #expect(Formatting.moment("yesterday") == "yesterday")
  }

  @Test(arguments: ["a\r\n'%d'\\n\u{0}\u{7F}é", "{\"k\": \"it's\\n\"}\n", "'\u{301}; echo gone #", "\u{202E}%s"])
  func `a command to copy sends the very bytes, also after a page has shown it`(body: String) throws {
    let request = Request(.post, "/x", body: Array(body.utf8))
    let line = CurlLine.text(for: request, target: .init("http://h"))
    let page: HTML = "<p>\(line)</p>"
    let shown = try HTMLElements(String(decoding: page.bytes, as: UTF8.self)).text
    #expect(shown.utf8.elementsEqual(line.utf8))
    // A function in the place of curl writes the body, wherever it stands.
    let script =
      "curl() { for last; do :; done; if [ \"$last\" = @- ]; then cat; else printf %s \"$last\"; fi; }\n\(line)"
    let result = try Command.run("/bin/sh", ["-c", script])
    #expect(result.output.utf8.elementsEqual(body.utf8), "\(line)")
  }

  @Test func `times are counted in three digits, and none is lost`() {
    let latencies = Self.latencies([7, 999, 12_345, 4_000_000, 0, 7, 999, 12_345, 4_000_000, 0])
    #expect(latencies.count == 10)
    #expect(latencies.sorted.map(\.microseconds) == [0, 7, 999, 12_300, 4_000_000])
    #expect(latencies.quantile(50) == .microseconds(999))
    #expect(latencies.summary == "median 1.00 ms, slowest 4.00 s")
    // A million responses are no more entries than there are times of three digits.
    let many = Self.latencies(Array(0..<1_000_000))
    #expect(many.sorted.count < 4000)
    #expect(many.quantile(50) == .microseconds(500_000))
  }

  @Test func `a scale holds every time that it was made of`() {
    let latencies = Self.latencies([0, 7, 999, 30_000, 4_000_000])
    let scale = LatencyScale([latencies])
    #expect(scale.counts(of: latencies).reduce(0, +) == 5)
    #expect(scale.ticks.map(LatencyScale.name) == ["1 µs", "10 µs", "100 µs", "1 ms", "10 ms", "100 ms", "1 s"])
    let positions = [7, 999, 30_000, 4_000_000].map { scale.position($0, width: 300) ?? -1 }
    #expect(positions == positions.sorted())
    #expect(scale.position(20_000_000, width: 300) == nil)
    #expect(LatencyScale([]).counts(of: Latencies()).count == 10)
  }

  private static func latencies(_ microseconds: [Int]) -> Latencies {
    microseconds.reduce(into: Latencies()) { $0.add($1) }
  }

  @Test func `the first cases of the plan are kept, in whatever order they finish`() {
    var cases = FirstCases<String>(limit: 3)
    for index in [7, 2, 9, 4, 1, 8] { cases.insert("\(index)", at: index) }
    #expect(cases.values == ["1", "2", "4"])
    #expect(cases.count == 6)
    var none = FirstCases<String>(limit: 0)
    none.insert("a", at: 0)
    #expect(none.values.isEmpty && none.count == 1)
  }
}
