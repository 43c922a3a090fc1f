import AssayJudge
import AssayRun

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

  var failuresSection: HTML? {
    let failures = failures()
    guard let first = failures.first else { return nil }
    let rest = failures.count - Self.maxFailures
    let shown = failures.prefix(Self.maxFailures)
    let count = summary.counts.failed + summary.counts.errors - shown.reduce(0) { $0 + $1.count }
    let more: HTML = """
      <p>and \(Formatting.count(rest, "more failure")) in \(Formatting.count(count, "case")): \
      see the <a href="#matrix">matrix</a>.</p>
      """
    return .section(
      "failures", first.group.state == .failed ? "Failures" : "Errors",
      """
      <ol class="causes">\(shown.map { "<li class=\"\($0.group.state.name)\">\(summary(of: $0))</li>" })</ol>\
      \(when: rest > 0, more)
      """)
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

  private func summary(of failure: Failure) -> HTML {
    let group = failure.group
    let endpoints = HTML.list(failure.groups, limit: 4) { place in
      .link(place.group.details.values.first.map(place.section.anchor) ?? place.section.anchor, place.section.id)
    }
    // In the first run of a folder everything is new.
    let badge = failure.since.flatMap { since -> HTML? in
      let text = since == info.startedAt ? "new" : "failing since \(Formatting.moment(since))"
      return earlier.isEmpty ? nil : " <span class=\"badge\">\(text)</span>"
    }
    return """
      <p class="what">\(.symbol(group.state, spoken: group.state != .error))\(headline(of: group))</p>\
      \(group.violation.map { "<p class=\"soft\">\($0.promise)</p>" })\
      <p class="soft">\(endpoints) · \(Formatting.count(failure.count, "case"))\(badge)</p>
      """
  }

  /// What is wrong with a group of cases, in one line.
  func headline(of group: EndpointResults.Group) -> HTML {
    guard let violation = group.violation else {
      return "\(group.state == .error ? "error: " : "")\(.foreign(group.reason ?? ""))"
    }
    let place: HTML = "<b>\(.breakable(violation.location))</b>"
    guard group.hasSameExpected else { return "\(place): \(violation.code)" }
    return """
      \(place): expected \(.foreign(violation.expected))\
      \(when: group.hasSameFound, ", found \(.foreign(violation.found))")
      """
  }

  /// What was not tested and why, and the entries of the baseline that name no case.
  var notTested: [HTML] {
    let lists = [
      ("untested", "Not tested", summary.untested.map(\.line)),
      ("orphans", "In the baseline and not in the contracts", summary.orphans.map(\.id)),
    ]
    return lists.filter { !$0.2.isEmpty }.map { id, title, lines in
      let items: [HTML] = lines.prefix(Self.maxNotTested).map {
        "<li>\(.foreign(TextSanitizer.text($0, limit: 600)))</li>"
      }
      let rest = lines.count - items.count
      return .section(id, title, "<ul>\(items)</ul>\(when: rest > 0, .more("And \(Formatting.number(rest)) more."))")
    }
  }
}
