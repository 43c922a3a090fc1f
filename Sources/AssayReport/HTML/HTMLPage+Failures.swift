import AssayRun
import AssayJudge

/// What failed, over all endpoints, in one line for each failure; and what was not tested.
extension HTMLPage {
  /// Groups of several endpoints that have the same thing wrong: a target that is down, a header that is bad everywhere.
  private struct Failure {
    var groups: [(section: Section, group: EndpointResults.Group)] = []
    var group: EndpointResults.Group { groups[0].group }
    var count: Int { groups.reduce(0) { $0 + $1.group.cases.count } }
    /// The start of the first run in which one of its cases failed.
    var since: String? { groups.compactMap(\.group.failingSince).min() }
  }

  private static let maxFailures = 15
  private static let maxNotTested = 30

  func writeFailures(_ html: inout HTMLWriter) {
    let failures = failures()
    guard !failures.isEmpty else { return }
    html.section("failures", failures[0].group.state == .failed ? "Failures" : "Errors") { html in
      html.element("ol", ["class": "causes"]) { html in
        for failure in failures.prefix(Self.maxFailures) {
          html.element("li", ["class": failure.group.state.name]) { write(failure, &$0) }
        }
      }
      let rest = failures.dropFirst(Self.maxFailures)
      if !rest.isEmpty {
        let counts = summary.counts
        let shown = failures.prefix(Self.maxFailures).reduce(0) { $0 + $1.count }
        let count = Formatting.count(counts.failed + counts.errors - shown, "case")
        html.element("p") { html in
          html.text("and \(Formatting.count(rest.count, "more failure")) in \(count): see the ")
          html.element("a", ["href": "#matrix"], text: "matrix")
          html.text(".")
        }
      }
    }
  }

  /// New failures come first, and then those with the most cases.
  private func failures() -> [Failure] {
    var failures: [Failure] = []
    var positions: [String: Int] = [:]
    for section in sections where section.counts.isBroken {
      for group in section.results.groups(.failed, .error) {
        let key = "\(group.state.name) \(group.key)"
        let position = positions[key] ?? failures.count
        if position == failures.count {
          positions[key] = position
          failures.append(Failure())
        }
        failures[position].groups.append((section, group))
      }
    }
    func priority(_ position: Int) -> (HTMLState, Int, Int, Int) {
      let failure = failures[position]
      return (failure.group.state, failure.since == info.startedAt ? 0 : 1, -failure.count, position)
    }
    return failures.indices.map { ($0, priority($0)) }.sorted { $0.1 < $1.1 }.map { failures[$0.0] }
  }

  private func write(_ failure: Failure, _ html: inout HTMLWriter) {
    html.element("p", ["class": "what"]) { html in
      html.symbol(failure.group.state, spoken: failure.group.state != .error)
      writeHeadline(failure.group, &html)
    }
    if let violation = failure.group.violation { html.element("p", ["class": "soft"], text: violation.promise) }
    html.element("p", ["class": "soft"]) { html in
      html.list(failure.groups, limit: 4) { place, html in
        html.link(place.group.details.values.first.map(place.section.anchor) ?? place.section.anchor, place.section.id)
      }
      html.text(" · \(Formatting.count(failure.count, "case"))")
      // In the first run of a folder everything is new.
      if let since = failure.since, !earlier.isEmpty {
        let text = since == info.startedAt ? "new" : "failing since \(Formatting.moment(since))"
        html.text(" ")
        html.element("span", ["class": "badge"], text: text)
      }
    }
  }

  /// What is wrong with a group of cases, in one line.
  func writeHeadline(_ group: EndpointResults.Group, _ html: inout HTMLWriter) {
    guard let violation = group.violation else {
      if group.state == .error { html.text("error: ") }
      return html.foreign(group.reason ?? "")
    }
    html.element("b") { $0.breakable(violation.location) }
    if group.hasSameExpected {
      html.text(": expected ")
      html.foreign(violation.expected)
      if !group.hasSameFound { return }
      html.text(", found ")
      html.foreign(violation.found)
    } else {
      html.text(": \(violation.code)")
    }
  }

  /// What was not tested and why, and the entries of the baseline that name no case.
  func writeNotTested(_ html: inout HTMLWriter) {
    let lists = [
      ("untested", "Not tested", summary.untested.map(\.line)),
      ("orphans", "In the baseline and not in the contracts", summary.orphans.map(\.id)),
    ]
    for (id, title, lines) in lists where !lines.isEmpty {
      html.section(id, title) { html in
        html.element("ul") { html in
          for line in lines.prefix(Self.maxNotTested) {
            html.element("li") { $0.foreign(TextSanitizer.text(line, limit: 600)) }
          }
        }
        if lines.count > Self.maxNotTested {
          html.more("And \(Formatting.number(lines.count - Self.maxNotTested)) more.")
        }
      }
    }
  }
}
