import AssayRun

/// The last runs as a drawing and in numbers, and the mutation score.
extension HTMLPage {
  private typealias Point = (startedAt: String, passed: Int, failed: Int, errors: Int, skipped: Int)
  private static let maxSurvivors = 50

  var trend: HTML? {
    guard !earlier.isEmpty else { return nil }
    let counts = summary.counts
    let points: [Point] =
      earlier.suffix(39).map { ($0.startedAt, $0.passed, $0.failed, $0.errors, $0.skipped) }
      + [(info.startedAt, counts.passed, counts.failed, counts.errors, counts.skipped)]
    let width = points.count * 16
    let span = "\(Formatting.moment(points[0].startedAt)) to \(Formatting.moment(info.startedAt))"
    let highest = max(1, points.map { $0.failed + $0.errors }.max() ?? 1)
    let columns = ["Started", "Failed", "Errors", "Skipped", "Passed"]
    let table = HTML.table("Runs, the latest first", columns, points.reversed(), isFigures: true) { point in
      """
      \(.rowHeader(Formatting.moment(point.startedAt)))\
      \([point.failed, point.errors, point.skipped, point.passed].map { .figure($0) })
      """
    }
    return .section(
      "trend", "The last \(points.count) runs",
      """
      <figure class="trend"><svg role="img" viewBox="0 0 \(width) 90" width="\(width)" height="90" \
      aria-label="Runs from \(span); the numbers are in the table below"><path class="axis" d="M0 70.5H\(width)"/>\
      \(points.enumerated().map { bar($1, x: $0 * 16 + 2, highest: highest) })</svg>\
      <figcaption>Failed cases, with errors above them; a ✓ marks a run without either.</figcaption></figure>\
      \(.fold("Table of runs", table))
      """)
  }

  private func bar(_ point: Point, x: Int, highest: Int) -> HTML {
    if point.failed + point.errors == 0 { return "<text class=\"passed\" x=\"\(x)\" y=\"66\">✓</text>" }
    let failed = point.failed == 0 ? 0 : max(3, point.failed * 60 / highest)
    let errors = point.errors == 0 ? 0 : max(3, point.errors * 60 / highest)
    return """
      \(when: failed > 0, "<path class=\"failed\" d=\"M\(x) 70v-\(failed)h12v\(failed)z\"/>")\
      \(when: errors > 0, "<path class=\"error\" d=\"M\(x) \(70 - failed)v-\(errors)h12v\(errors)z\"/>")
      """
  }

  /// How many of the faults planted in the mock the cases found.
  var mutationScore: HTML? {
    guard let score = mutation else { return nil }
    let percent = score.total == 0 ? "" : " (\(score.killed * 100 / score.total) %)"
    let kinds = HTML.table("By kind of fault", ["Kind", "Found", "Planted"], score.kinds, isFigures: true) { kind in
      """
      \(.rowHeader(kind.name))<td class="n">\(.symbol(kind.killed == kind.total ? .passed : .failed))\
      \(Formatting.number(kind.killed))</td>\(.figure(kind.total))
      """
    }
    let survivors = HTML.fold(
      Formatting.count(score.survivors.count, "fault that no case found", "faults that no case found"), isOpen: true,
      "<ul class=\"names\">\(score.survivors.prefix(Self.maxSurvivors).map { "<li>\(.breakable($0.name))</li>" })</ul>")
    return .section(
      "mutation", "Mutation score",
      """
      <p>Of \(Formatting.count(score.total, "fault")) planted in the mock the cases found \
      <b>\(Formatting.number(score.killed) + percent)</b>.</p>\
      \(when: !score.kinds.isEmpty, kinds)\(when: !score.survivors.isEmpty, survivors)
      """)
  }
}
