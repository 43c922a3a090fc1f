import AssayRun

/// What changed since the last run.
extension HTMLPage {
  private static let maxLines = 50
  private static let maxNames = 20

  var changes: HTML? {
    guard let last = earlier.last else { return nil }
    let failing = Set(summary.failing.map(\.id))
    let fixed = summary.judgedAgain.subtracting(failing).map { RunSummary.Failing(id: $0, since: info.startedAt) }
    let changes: [(one: String, many: String, state: HTMLState, cases: [RunSummary.Failing])] = [
      ("newly fails", "newly fail", .failed, summary.failing.filter { $0.since == info.startedAt }),
      ("still fails", "still fail", .failed, summary.failing.filter { $0.since != info.startedAt }),
      ("no longer fails", "no longer fail", .passed, fixed),
    ]
    var content: HTML = ""
    for (number, change) in changes.enumerated() where !change.cases.isEmpty {
      let count = change.cases.count
      let title = "\(Formatting.count(count, "case")) \(count == 1 ? change.one : change.many)"
      content += .fold(title, marked: change.state, isOpen: number == 0, lines(of: change.cases))
    }
    let isEmpty = changes.allSatisfy(\.cases.isEmpty)
    return .section(
      "changes", "Changes since \(Formatting.moment(last.startedAt))",
      isEmpty ? "<p>None: no case fails, and none failed then.</p>" : content)
  }

  /// One line for the cases of an endpoint that began to fail in the same run.
  private func lines(of cases: [RunSummary.Failing]) -> HTML {
    struct Key: Hashable {
      var endpoint: String
      var since: String
    }
    let byID = Dictionary(sections.map { ($0.id, $0) }) { first, _ in first }
    let lines = Dictionary(grouping: cases) { Key(endpoint: String($0.id.prefix { $0 != "/" }), since: $0.since) }
      .sorted { ($0.key.endpoint, $0.key.since) < ($1.key.endpoint, $1.key.since) }
    let items: [HTML] = lines.prefix(Self.maxLines).map { key, cases in
      let section = byID[key.endpoint]
      let ids = cases.map(\.id).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      let since = key.since == info.startedAt ? "" : ", failing since \(Formatting.moment(key.since))"
      let shown = section?.results.groups(.failed, .error).flatMap(\.details.values) ?? []
      let names = HTML.list(ids, limit: Self.maxNames) { id in
        let name = JUnitCase.name(of: id, in: key.endpoint)
        guard let section, let record = shown.first(where: { $0.id == id }) else { return .breakable(name) }
        return .link(section.anchor(of: record), name)
      }
      return """
        <li>\(section.map { .link($0.anchor, $0.id) } ?? .breakable(key.endpoint))\
        \(.soft(" · \(Formatting.count(ids.count, "case"))\(since)"))<div class="names">\(names)</div></li>
        """
    }
    let rest = lines.dropFirst(Self.maxLines).reduce(0) { $0 + $1.value.count }
    return "<ul>\(items)</ul>\(when: rest > 0, .more("And \(Formatting.count(rest, "case")) more."))"
  }
}
