import AssayRun
/// The last runs as a drawing and in numbers.
extension HTMLPage {
  private struct Point {
    var startedAt: String
    var passed: Int
    var failed: Int
    var errors: Int
    var skipped: Int
  }

  func writeTrend(_ html: inout HTMLWriter) {
    guard !earlier.isEmpty else { return }
    let counts = summary.counts
    let points =
      earlier.suffix(39).map {
        Point(startedAt: $0.startedAt, passed: $0.passed, failed: $0.failed, errors: $0.errors, skipped: $0.skipped)
      } + [
        Point(
          startedAt: info.startedAt, passed: counts.passed, failed: counts.failed, errors: counts.errors,
          skipped: counts.skipped)
      ]
    let width = points.count * 16
    let first = Formatting.moment(points[0].startedAt)
    html.section("trend", "The last \(points.count) runs") { html in
      html.element("figure", ["class": "trend"]) { html in
        html.element(
          "svg",
          [
            "role": "img", "viewBox": "0 0 \(width) 90", "width": "\(width)", "height": "90",
            "aria-label":
              "Runs from \(first) to \(Formatting.moment(info.startedAt)); the numbers are in the table below",
          ]
        ) { html in
          let highest = max(1, points.map { $0.failed + $0.errors }.max() ?? 1)
          html.void("path", ["class": "axis", "d": "M0 70.5H\(width)"])
          for (index, point) in points.enumerated() { write(point, x: index * 16 + 2, highest: highest, &html) }
        }
        html.element(
          "figcaption", text: "Failed cases, with errors above them; a ✓ marks a run without either.")
      }
      html.fold("Table of runs") { html in
        let columns = ["Started", "Failed", "Errors", "Skipped", "Passed"]
        html.table("Runs, the latest first", columns, points.reversed(), isFigures: true) { point, html in
          html.rowHeader(Formatting.moment(point.startedAt))
          for count in [point.failed, point.errors, point.skipped, point.passed] {
            html.element("td", ["class": "n"], text: Formatting.number(count))
          }
        }
      }
    }
  }

  private func write(_ point: Point, x: Int, highest: Int, _ html: inout HTMLWriter) {
    if point.failed + point.errors == 0 {
      return html.element("text", ["class": "passed", "x": "\(x)", "y": "66"]) { $0.plain("✓") }
    }
    let failed = point.failed == 0 ? 0 : max(3, point.failed * 60 / highest)
    let errors = point.errors == 0 ? 0 : max(3, point.errors * 60 / highest)
    if failed > 0 { html.void("path", ["class": "failed", "d": "M\(x) 70v-\(failed)h12v\(failed)z"]) }
    if errors > 0 { html.void("path", ["class": "error", "d": "M\(x) \(70 - failed)v-\(errors)h12v\(errors)z"]) }
  }
}
