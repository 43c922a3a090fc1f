import AssayContract
import AssayJudge
import AssaySpec

/// What broke, over all endpoints, in one line each.
extension HTMLReport {
  /// A cause, with the groups of cases that it explains.
  private struct Cause {
    var group: SuiteSummary.Group
    var places: [(suite: Int, group: SuiteSummary.Group)] = []
    /// The earliest moment since when one of its cases fails, where that was before this run.
    var oldest: String?
    /// Whether one of its cases fails in this run and did not in the last.
    var hasNew = false
    var count: Int { places.reduce(0) { $0 + $1.group.cases.count } }
    var isNew: Bool { oldest == nil && hasNew }
  }

  private static let causeLimit = 15
  func writeTrouble(_ html: inout HTMLWriter) {
    let causes = causes()
    guard !causes.isEmpty else { return }
    let isFailed = causes.contains { $0.group.state == .failed }
    html.element("section", ["id": "trouble", "class": "wide", "aria-labelledby": "trouble-h"]) { html in
      html.element("h2", ["id": "trouble-h"], text: isFailed ? "What broke" : "What could not be asked")
      html.element("ol", ["class": "causes"]) { html in
        for cause in causes.prefix(Self.causeLimit) { write(cause, &html) }
      }
      if causes.count > Self.causeLimit {
        let rest = causes.dropFirst(Self.causeLimit)
        let count = rest.reduce(digests.reduce(0) { $0 + $1.omitted }) { $0 + $1.count }
        html.element("p") { html in
          html.text("and \(Words.number(rest.count)) more of \(Words.count(count, "case")): see the ")
          html.element("a", ["href": "#matrix"], text: "matrix")
          html.text(".")
        }
      }
    }
  }

  /// What was to be tested and was not, and what the baseline lists though it does not exist.
  func writeUntested(_ html: inout HTMLWriter) {
    let lists = [
      ("Not tested", overview.untested.map(\.line)),
      ("In the baseline and not in the contracts", overview.orphans.map(\.id)),
    ]
    for (title, lines) in lists where !lines.isEmpty {
      let id = title == "Not tested" ? "untested" : "orphans"
      html.element("section", ["id": id, "class": "wide", "aria-labelledby": id + "-h"]) { html in
        html.element("h2", ["id": id + "-h"], text: title)
        html.element("ul") { html in
          for line in lines.prefix(Self.untestedLimit) {
            html.element("li") { $0.foreign(TextSanitizer.text(line, limit: 600)) }
          }
        }
        if lines.count > Self.untestedLimit {
          html.element("p", ["class": "more"], text: "And \(Words.number(lines.count - Self.untestedLimit)) more.")
        }
      }
    }
  }

  private static let untestedLimit = 30

  /// The same thing wrong at several endpoints is one cause: a target that is down, a header that is bad everywhere.
  ///
  /// What is new comes first, and then what explains most.
  private func causes() -> [Cause] {
    var causes: [Cause] = []
    var positions: [String: Int] = [:]
    for suite in page.order where !digests[suite].groups.isEmpty {
      let cases = context.changes == nil ? [] : report.suites[suite].planned.cases()
      for group in digests[suite].groups {
        let key = "\(group.state.name) \(group.code) \(group.headline)"
        let position = positions[key] ?? causes.count
        if position == causes.count {
          positions[key] = position
          causes.append(Cause(group: group))
        }
        causes[position].places.append((suite, group))
        guard !cases.isEmpty else { continue }
        let ids = group.cases.first.map { cases[$0].id }
        causes[position].oldest = (ids.compactMap { failingSince[$0] } + [causes[position].oldest].compactMap(\.self))
          .min()
        if ids.contains(where: newlyFailing.contains) { causes[position].hasNew = true }
      }
    }
    func priority(_ position: Int) -> (HTMLState, Int, Int, Int) {
      let cause = causes[position]
      return (cause.group.state, cause.isNew ? 0 : 1, -cause.count, position)
    }
    return causes.indices.sorted { priority($0) < priority($1) }.map { causes[$0] }
  }

  private func write(_ cause: Cause, _ html: inout HTMLWriter) {
    let group = cause.group
    html.element("li", ["class": group.state.name]) { html in
      html.element("p", ["class": "what"]) { html in
        html.symbol(group.state, spoken: true)
        writeHeadline(group, &html)
      }
      if let evidence = group.evidence { html.element("p", ["class": "soft"]) { write(evidence, &$0) } }
      html.element("p", ["class": "soft"]) { html in
        for (index, place) in cause.places.prefix(4).enumerated() {
          if index > 0 { html.text(", ") }
          let target =
            place.group.cases.earliest.map { first in
              page.shown[place.suite].contains(first)
                ? page.anchor(place.suite, case: first) : page.anchors[place.suite]
            } ?? page.anchors[place.suite]
          html.element("a", ["href": "#" + target]) { $0.breakable(report.suites[place.suite].endpoint.id) }
        }
        if cause.places.count > 4 { html.text(" and \(Words.count(cause.places.count - 4, "more endpoint"))") }
        html.text(" · \(Words.count(cause.count, "case"))")
        if let since = cause.oldest.map({ "since \(Words.moment($0))" }) ?? (cause.isNew ? "new" : nil) {
          html.text(" ")
          html.element("span", ["class": "badge"], text: since)
        }
      }
    }
  }

  func writeHeadline(_ group: SuiteSummary.Group, _ html: inout HTMLWriter) {
    if !group.reason.isEmpty { return html.foreign(group.reason) }
    html.element("b") { $0.breakable(group.place) }
    html.text(": expected ")
    html.foreign(group.expected)
    if let found = group.found {
      html.text(", found ")
      html.foreign(found)
    }
  }
}

extension HTMLWriter {
  /// An id or a pointer that may break behind its dots and slashes.
  mutating func breakable(_ text: String) {
    var rest = Substring(text)
    while let index = rest.firstIndex(where: { $0 == "." || $0 == "/" }) {
      let end = rest.index(after: index)
      self.text(String(rest[..<end]))
      if end < rest.endIndex { void("wbr") }
      rest = rest[end...]
    }
    self.text(String(rest))
  }
}
