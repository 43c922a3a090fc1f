import AssayRun
/// What changed since the last run.
extension HTMLPage {
  private static let maxLines = 50
  private static let maxNames = 20

  func writeChanges(_ html: inout HTMLWriter) {
    guard let last = earlier.last else { return }
    let failures = summary.failing.map { (id: $0.id, since: $0.since) }
    let failing = Set(failures.map(\.id))
    let changes: [(words: (one: String, many: String), state: HTMLState, cases: [(id: String, since: String)])] = [
      (("newly fails", "newly fail"), .failed, failures.filter { $0.since == info.startedAt }),
      (("still fails", "still fail"), .failed, failures.filter { $0.since != info.startedAt }),
      (
        ("no longer fails", "no longer fail"), .passed,
        summary.judgedAgain.subtracting(failing).map { (id: $0, since: info.startedAt) }
      ),
    ]
    html.section("changes", "Changes since \(Formatting.moment(last.startedAt))") { html in
      if changes.allSatisfy(\.cases.isEmpty) { html.element("p", text: "None: no case fails, and none failed then.") }
      for (number, change) in changes.enumerated() where !change.cases.isEmpty {
        let count = change.cases.count
        let title = "\(Formatting.count(count, "case")) \(count == 1 ? change.words.one : change.words.many)"
        html.fold(title, change.state, isOpen: number == 0) { write(change.cases, &$0) }
      }
    }
  }

  /// One line for the cases of an endpoint that began to fail in the same run.
  private func write(_ cases: [(id: String, since: String)], _ html: inout HTMLWriter) {
    struct Key: Hashable {
      var endpoint: String
      var since: String
    }
    let byID = Dictionary(sections.map { ($0.id, $0) }) { first, _ in first }
    let lines = Dictionary(grouping: cases) { Key(endpoint: String($0.id.prefix { $0 != "/" }), since: $0.since) }
      .sorted { ($0.key.endpoint, $0.key.since) < ($1.key.endpoint, $1.key.since) }
    html.element("ul") { html in
      for (key, cases) in lines.prefix(Self.maxLines) {
        let ids = cases.map(\.id).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        html.element("li") { html in
          let section = byID[key.endpoint]
          if let section { html.link(section.anchor, section.id) } else { html.breakable(key.endpoint) }
          let since = key.since == info.startedAt ? "" : ", failing since \(Formatting.moment(key.since))"
          html.element("span", ["class": "soft"], text: " · \(Formatting.count(ids.count, "case"))\(since)")
          html.element("div", ["class": "names"]) { html in
            let shown = section?.results.groups(.failed, .error).flatMap(\.details.values) ?? []
            html.list(ids, limit: Self.maxNames) { id, html in
              let name = JUnitCase.name(of: id, in: key.endpoint)
              if let section, let record = shown.first(where: { $0.id == id }) {
                html.link(section.anchor(of: record), name)
              } else {
                html.breakable(name)
              }
            }
          }
        }
      }
    }
    let rest = lines.dropFirst(Self.maxLines).reduce(0) { $0 + $1.value.count }
    if rest > 0 { html.more("And \(Formatting.count(rest, "case")) more.") }
  }
}
