/// What changed since an earlier run, the trend, and how good the cases are at finding faults.
extension HTMLReport {
  private static let changeLimit = 50
  /// Names of one endpoint's cases.
  private static let nameLimit = 20

  func writeChanges(_ html: inout HTMLWriter) {
    guard let changes = context.changes else { return }
    html.element("section", ["id": "changes", "class": "wide", "aria-labelledby": "changes-h"]) { html in
      html.element("h2", ["id": "changes-h"]) { html in
        html.text("What changed since ")
        html.element("span", ["class": "nb"], text: Words.moment(changes.since))
      }
      if changes.newlyFailing.isEmpty && changes.fixed.isEmpty && changes.stillFailing.isEmpty {
        html.element("p", text: "Nothing: no case fails, and none failed then.")
      }
      writeChange(("newly fails", "newly fail"), .failed, changes.newlyFailing.map { ($0, nil) }, isOpen: true, &html)
      writeChange(
        ("still fails", "still fail"), .failed, changes.stillFailing.map { ($0.id, "since \(Words.moment($0.since))") },
        isOpen: false,
        &html)
      writeChange(("no longer fails", "no longer fail"), .passed, changes.fixed.map { ($0, nil) }, isOpen: false, &html)
    }
  }

  private func writeChange(
    _ words: (one: String, many: String), _ state: HTMLState, _ cases: [(id: String, note: String?)], isOpen: Bool,
    _ html: inout HTMLWriter
  ) {
    guard !cases.isEmpty else { return }
    html.element("details", ["class": "fold", "open": isOpen ? "open" : nil]) { html in
      html.element("summary") { html in
        html.symbol(state)
        html.text("\(Words.count(cases.count, "case")) \(cases.count == 1 ? words.one : words.many)")
      }
      let groups = changeGroups(cases)
      html.element("ul") { html in
        for group in groups.prefix(Self.changeLimit) {
          html.element("li") { write(group, &$0) }
        }
      }
      if groups.count > Self.changeLimit {
        let rest = groups.dropFirst(Self.changeLimit).reduce(0) { $0 + $1.ids.count }
        html.element("p", ["class": "more"], text: "And \(Words.count(rest, "case")) more.")
      }
    }
  }

  /// Cases of one endpoint of which the same is to be said.
  private struct ChangeGroup {
    /// `nil` where the run has no such endpoint any more.
    var suite: Int?
    var note: String?
    var ids: [String]
  }

  /// What broke at one endpoint breaks many of its cases: a line for each of them would hide all else.
  private func changeGroups(_ cases: [(id: String, note: String?)]) -> [ChangeGroup] {
    var groups: [ChangeGroup] = []
    var positions: [String: Int] = [:]
    for (id, note) in cases.sorted(by: { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }) {
      let suite = suite(ofCase: id)
      let key = "\(suite.map { "\($0)" } ?? id) \(note ?? "")"
      if let position = positions[key] {
        groups[position].ids.append(id)
      } else {
        positions[key] = groups.count
        groups.append(ChangeGroup(suite: suite, note: note, ids: [id]))
      }
    }
    return groups
  }

  private func write(_ group: ChangeGroup, _ html: inout HTMLWriter) {
    guard let suite = group.suite else {
      return html.element("span", ["class": "names"]) { $0.breakable(group.ids[0]) }
    }
    let endpoint = report.suites[suite].endpoint.id
    html.element("a", ["href": "#" + page.anchors[suite]]) { $0.breakable(endpoint) }
    let note = group.note.map { ", \($0)" } ?? ""
    html.element("span", ["class": "soft"], text: " · \(Words.count(group.ids.count, "case"))\(note)")
    html.element("div", ["class": "names"]) { html in
      let details = digests[suite].details
      let anchors = page.shown[suite].compactMap { place in
        details[place].map { ($0.testCase.id, page.anchor(suite, case: place)) }
      }
      let shown = Dictionary(anchors) { first, _ in first }
      for (index, id) in group.ids.prefix(Self.nameLimit).enumerated() {
        if index > 0 { html.text(", ") }
        let name = String(id.dropFirst(endpoint.count + 1))
        if let anchor = shown[id] {
          html.element("a", ["href": "#" + anchor]) { $0.breakable(name) }
        } else {
          html.breakable(name)
        }
      }
      if group.ids.count > Self.nameLimit { html.text(" and \(Words.number(group.ids.count - Self.nameLimit)) more") }
    }
  }

  /// The place of the endpoint that a case is of.
  private func suite(ofCase id: String) -> Int? {
    report.suites.firstIndex { id.hasPrefix($0.endpoint.id + "/") }
  }

  func writeTrend(_ html: inout HTMLWriter) {
    let points = Array(context.trend.suffix(40))
    guard points.count > 1, let first = points.first, let last = points.last else { return }
    html.element("section", ["id": "trend", "class": "wide", "aria-labelledby": "trend-h"]) { html in
      html.element("h2", ["id": "trend-h"], text: "The last \(points.count) runs")
      html.element("figure", ["class": "trend"]) { html in
        html.element(
          "svg",
          [
            "role": "img", "viewBox": "0 0 \(points.count * 16) 90", "width": "\(points.count * 16)", "height": "90",
            "aria-label":
              "Runs from \(Words.moment(first.startedAt)) to \(Words.moment(last.startedAt)); in numbers below",
          ]
        ) { html in
          let highest = max(1, points.map(\.troubled).max() ?? 1)
          html.void("path", ["class": "axis", "d": "M0 70.5H\(points.count * 16)"])
          for (index, point) in points.enumerated() {
            writeBar(point, x: index * 16 + 2, highest: highest, &html)
          }
        }
        html.element(
          "figcaption",
          text: "Upwards the cases that failed, over them those that could not be asked; a run without either has a ✓.")
      }
      html.element("details", ["class": "fold"]) { html in
        html.element("summary", text: "The same in numbers")
        html.element("div", ["class": "scroll", "role": "region", "tabindex": "0", "aria-labelledby": "trend-h"]) {
          html in
          writeTable(points, &html)
        }
      }
    }
  }

  private func writeBar(_ point: TrendPoint, x: Int, highest: Int, _ html: inout HTMLWriter) {
    if point.troubled == 0 {
      return html.element("text", ["class": "passed", "x": "\(x)", "y": "66"]) { $0.plain("✓") }
    }
    let failed = point.failed == 0 ? 0 : max(3, point.failed * 60 / highest)
    let errors = point.errors == 0 ? 0 : max(3, point.errors * 60 / highest)
    if failed > 0 { html.void("path", ["class": "failed", "d": "M\(x) 70v-\(failed)h12v\(failed)z"]) }
    if errors > 0 { html.void("path", ["class": "error", "d": "M\(x) \(70 - failed)v-\(errors)h12v\(errors)z"]) }
  }

  private func writeTable(_ points: [TrendPoint], _ html: inout HTMLWriter) {
    html.element("table", ["class": "list figures"]) { html in
      html.element("caption", text: "Runs, the latest first")
      html.element("thead") { html in
        html.element("tr") { html in
          for name in ["Began", "Failed", "Not asked", "Skipped", "Passed"] {
            html.element("th", ["scope": "col"], text: name)
          }
        }
      }
      html.element("tbody") { html in
        for point in points.reversed() {
          html.element("tr") { html in
            html.element("th", ["scope": "row"], text: Words.moment(point.startedAt))
            for count in [point.failed, point.errors, point.skipped, point.passed] {
              html.element("td", ["class": "n"], text: Words.number(count))
            }
          }
        }
      }
    }
  }

  func writeMutation(_ html: inout HTMLWriter) {
    guard let mutation = context.mutation else { return }
    html.element("section", ["id": "mutation", "class": "wide", "aria-labelledby": "mutation-h"]) { html in
      html.element("h2", ["id": "mutation-h"], text: "Mutation score")
      html.element("p") { html in
        html.text("Of \(Words.count(mutation.total, "fault")) planted in the mock the cases found ")
        html.element("b", text: "\(Words.number(mutation.killed))\(Self.percent(mutation.killed, of: mutation.total))")
        html.text(".")
      }
      if !mutation.byKind.isEmpty {
        html.element("div", ["class": "scroll", "role": "region", "tabindex": "0", "aria-labelledby": "mutation-h"]) {
          html in
          html.element("table", ["class": "list figures"]) { html in
            html.element("caption", text: "By kind of fault")
            html.element("thead") { html in
              html.element("tr") { html in
                for name in ["Kind", "Found", "Planted"] { html.element("th", ["scope": "col"], text: name) }
              }
            }
            html.element("tbody") { html in
              for kind in mutation.byKind {
                html.element("tr") { html in
                  html.element("th", ["scope": "row"], text: kind.name)
                  html.element("td", ["class": "n"]) { html in
                    html.symbol(kind.killed == kind.total ? .passed : .failed)
                    html.text(Words.number(kind.killed))
                  }
                  html.element("td", ["class": "n"], text: Words.number(kind.total))
                }
              }
            }
          }
        }
      }
      if !mutation.survivors.isEmpty {
        html.element("details", ["class": "fold", "open": "open"]) { html in
          html.element(
            "summary",
            text: Words.count(mutation.survivors.count, "fault that no case found", "faults that no case found"))
          html.element("ul", ["class": "names"]) { html in
            for name in mutation.survivors.prefix(Self.changeLimit) { html.element("li") { $0.breakable(name) } }
          }
        }
      }
    }
  }

  private static func percent(_ part: Int, of whole: Int) -> String {
    whole == 0 ? "" : " (\(part * 100 / whole) %)"
  }
}

extension HTMLReport.TrendPoint {
  fileprivate var troubled: Int { failed + errors }
}
