import AssaySpec

/// What broke, over all endpoints, in one line each.
extension HTMLReport {
  /// A cause, with the groups of cases that it explains.
  private struct Cause {
    var group: HTMLDigest.Group
    var places: [(suite: Int, group: HTMLDigest.Group)]
    var count: Int { places.reduce(0) { $0 + $1.group.cases.count } }
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
        html.element("p") { html in
          html.text(
            "and \(Words.number(rest.count)) more of \(Words.count(rest.reduce(0) { $0 + $1.count }, "case")): see the "
          )
          html.element("a", ["href": "#matrix"], text: "matrix")
          html.text(".")
        }
      }
    }
  }

  /// Failures one by one; errors of one reason together, since a target that is down fails every endpoint at once.
  private func causes() -> [Cause] {
    var causes: [Cause] = []
    var positions: [String: Int] = [:]
    for suite in page.order {
      for group in digests[suite].groups {
        if group.state == .error {
          if let position = positions[group.reason] {
            causes[position].places.append((suite, group))
            continue
          }
          positions[group.reason] = causes.count
        }
        causes.append(Cause(group: group, places: [(suite, group)]))
      }
    }
    return causes.enumerated().sorted { left, right in
      (left.element.group.state, left.offset) < (right.element.group.state, right.offset)
    }.map(\.element)
  }

  private func write(_ cause: Cause, _ html: inout HTMLWriter) {
    let group = cause.group
    html.element("li", ["class": group.state.name]) { html in
      html.element("p", ["class": "what"]) { html in
        html.symbol(group.state, spoken: true)
        writeHeadline(group, &html)
      }
      html.element("p", ["class": "soft"]) { html in
        for (index, place) in cause.places.prefix(4).enumerated() {
          if index > 0 { html.text(", ") }
          let target =
            place.group.cases.first.map { first in
              page.shown[place.suite].contains(first)
                ? page.anchor(place.suite, case: first) : page.anchors[place.suite]
            } ?? page.anchors[place.suite]
          html.element("a", ["href": "#" + target]) { $0.breakable(report.suites[place.suite].endpoint.id) }
        }
        if cause.places.count > 4 { html.text(" and \(Words.count(cause.places.count - 4, "more endpoint"))") }
        html.text(" · \(Words.count(cause.count, "case"))")
        if let since = since(cause) {
          html.text(" ")
          html.element("span", ["class": "badge"], text: since)
        }
      }
    }
  }

  func writeHeadline(_ group: HTMLDigest.Group, _ html: inout HTMLWriter) {
    if group.state == .error { return html.foreign(group.reason) }
    html.element("b") { $0.breakable(group.place) }
    html.text(": expected ")
    html.foreign(group.expected)
    if let found = group.found {
      html.text(", found ")
      html.foreign(found)
    }
  }

  /// `new`, or since when the oldest of a cause's cases fails.
  private func since(_ cause: Cause) -> String? {
    guard let changes = context.changes else { return nil }
    let known = Dictionary(changes.stillFailing.map { ($0.id, $0.since) }) { min($0, $1) }
    let ids = cause.places.flatMap { place in place.group.cases.map { report.suites[place.suite].results[$0].test.id } }
    if let oldest = ids.compactMap({ known[$0] }).min() { return "since \(Words.moment(oldest))" }
    let fresh = Set(changes.newlyFailing)
    return ids.contains(where: fresh.contains) ? "new" : nil
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
