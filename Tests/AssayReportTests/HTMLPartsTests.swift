import AssayHTTP
import AssayTestSupport
import Testing

@testable import AssayReport

@Suite struct HTMLPartsTests {
  @Test func `a mark covers the token that begins at its place`() {
    let body = #"{"a": "x\"y", "b": -1.5e3, "c": {"d": true}, "é": [ "#
    func marked(_ offset: Int) -> String? {
      for case .mark(let range, _) in BodyExcerpt(Array(body.utf8), marks: [(offset, 1)]).pieces {
        return String(decoding: Array(body.utf8)[range], as: UTF8.self)
      }
      return nil
    }
    let bytes = Array(body.utf8)
    #expect(marked(0) == "{")
    #expect(marked(6) == #""x\"y""#)
    #expect(marked(19) == "-1.5e3")
    #expect(marked(38) == "true")
    #expect(marked(45) == "\"é\"")
    #expect(marked(bytes.count) == "")
    #expect(marked(bytes.count + 9) == "")
  }

  @Test func `marks at one place are one`() {
    let pieces = BodyExcerpt(Array("[1, 2]".utf8), marks: [(4, 2), (1, 1), (4, 3), (5, 4)]).pieces
    #expect(
      pieces == [
        .text(0..<1), .mark(1..<2, numbers: [1]), .text(2..<4), .mark(4..<5, numbers: [2, 3]),
        .mark(5..<6, numbers: [4]),
      ])
  }

  @Test func `a long body is cut around its marks, between scalars`() {
    let body = Array(String(repeating: "é", count: 50_000).utf8)
    let pieces = BodyExcerpt(body, marks: [(60_001, 1)]).pieces
    var covered = 0
    var shown = 0
    for piece in pieces {
      switch piece {
      case .gap(let count): covered += count
      case .text(let range), .mark(let range, _):
        #expect(range.lowerBound == covered)
        covered = range.upperBound
        shown += range.count
      }
    }
    #expect(covered == body.count)
    #expect(shown < 4000)
    #expect(pieces.count { if case .gap = $0 { true } else { false } } == 2)
  }

  @Test func `ten megabytes with a thousand marks are shown in part`() {
    let body = [UInt8](repeating: 0x31, count: 10_000_000)
    let pieces = BodyExcerpt(body, marks: (0..<1000).map { ($0 * 10_000, $0) }).pieces
    let shown = pieces.reduce(0) { sum, piece in
      switch piece {
      case .gap: sum
      case .text(let range), .mark(let range, _): sum + range.count
      }
    }
    #expect(shown < 20_000)
  }

  @Test func `random marks never lose or repeat a byte`() {
    var dice = HTMLSample.Dice(5)
    for _ in 0..<500 {
      let body = (0..<Int(dice.next() % 6000)).map { _ in UInt8(truncatingIfNeeded: dice.next()) }
      let marks = (0..<8).map { number in (Int(dice.next() % 7000), number) }
      var position = 0
      for piece in BodyExcerpt(body, marks: marks).pieces {
        switch piece {
        case .gap(let count): position += count
        case .text(let range), .mark(let range, _):
          #expect(range.lowerBound == position)
          position = range.upperBound
        }
      }
      #expect(position == body.count)
    }
  }

  @Test func `times are reported in three digits`() {
    #expect(Words.duration(.microseconds(420)) == "0.42 ms")
    #expect(Words.duration(.microseconds(12_345)) == "12.3 ms")
    #expect(Words.duration(.milliseconds(250)) == "250 ms")
    #expect(Words.duration(.milliseconds(1500)) == "1.50 s")
    #expect(Words.duration(.milliseconds(12_340)) == "12.3 s")
    #expect(Words.duration(.seconds(125)) == "2 min 5 s")
    #expect(Words.duration(.zero) == "0.00 ms")
  }

  @Test func `numbers and lists read well`() {
    #expect([0, 9999, 10_000, 1_234_567].map(Words.number) == ["0", "9999", "10\u{A0}000", "1\u{A0}234\u{A0}567"])
    #expect(Words.list(["a", "b", "c"]) == "a, b and c")
    #expect(Words.list(["a"]) == "a")
    #expect(Words.moment("2026-11-20T23:45:01Z") == "2026-11-20 23:45 UTC")
    #expect(Words.moment("yesterday") == "yesterday")
  }

  @Test(arguments: ["a\r\n'%d'\\n\u{0}\u{7F}é", "{\"k\": \"it's\\n\"}\n", "'\u{301}; echo gone #", "\u{202E}%s"])
  func `a command to copy sends the very bytes, also after a page has shown it`(body: String) throws {
    let request = Request(.post, "/x", body: Array(body.utf8))
    let line = CurlLine.text(for: request, target: .init("http://h"))
    var bytes: [UInt8] = []
    withoutActuallyEscaping({ (piece: [UInt8]) in bytes += piece }) { sink in
      var html = HTMLWriter(to: sink)
      html.element("p", text: line)
      html.finish()
    }
    let shown = try HTMLElements(String(decoding: bytes, as: UTF8.self)).text
    #expect(shown.utf8.elementsEqual(line.utf8))
    // A function in the place of curl writes the body, wherever it stands.
    let script =
      "curl() { for last; do :; done; if [ \"$last\" = @- ]; then cat; else printf %s \"$last\"; fi; }\n\(line)"
    let result = try Command.run("/bin/sh", ["-c", script])
    #expect(result.output.utf8.elementsEqual(body.utf8), "\(line)")
  }

  @Test func `a scale holds every time that it was made of`() {
    let times: [Duration] = [.zero, .microseconds(7), .microseconds(999), .milliseconds(30), .seconds(4)]
    let scale = LatencyScale(times)
    #expect(scale.counts(of: Latencies(times)).reduce(0, +) == 5)
    #expect(scale.ticks.map(LatencyScale.name) == ["1 µs", "10 µs", "100 µs", "1 ms", "10 ms", "100 ms", "1 s"])
    #expect(times.map { scale.position($0.microseconds) } == times.map { scale.position($0.microseconds) }.sorted())
    #expect(LatencyScale([]).counts(of: Latencies()).count == 10)
  }
}
