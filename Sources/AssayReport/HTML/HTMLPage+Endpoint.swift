import AssayRun

/// One section for each endpoint: failures first, then coverage, then the contract.
extension HTMLPage {
  /// Groups of failures of one endpoint that get a heading of their own.
  private static let maxHeadings = 40
  private static let maxNotes = 12

  func article(_ section: Section) -> HTML {
    let header = section.suite.header
    return """
      <article class="endpoint\(section.counts.isBroken ? "" : " fine")" id="\(section.anchor)" \
      aria-labelledby="\(section.anchor)-h"><h3 id="\(section.anchor)-h">\
      \(.symbol(section.state, spoken: true))\(.breakable(section.id))</h3>\
      <p class="sub">\(.code("\(header.method) \(header.path)")) \(header.title) · \(section.counts.numbers)</p>\
      \(failures(of: section))\
      \(notes(section.results.groups(.known), "known failure", section))\
      \(notes(section.results.groups(.warned), "warning", section))\
      \(notes(section.results.groups(.skipped), "skipped case", section))\
      <div class="pair">\(coverage(section))\(latency(section))</div>\
      \(section.contract.map { contract($0, section) })\(passed(section))</article>

      """
  }

  private func failures(of section: Section) -> HTML {
    let groups = section.results.groups(.failed, .error)
    var html: HTML = ""
    for group in groups.prefix(Self.maxHeadings) {
      let shown = group.details.values
      let count = group.cases.count - shown.count
      let words = shown.isEmpty ? Formatting.count(count, "case") : Formatting.count(count, "more case") + " like this"
      html += """
        <section class="group \(group.state.name)"><h4>\(.symbol(group.state, spoken: group.state != .error))\
        \(headline(of: group))</h4>\(shown.enumerated().map { details($1, section, isOpen: $0 == 0) })\
        \(when: count > 0, "<p class=\"more\">\(words), in full in junit.xml: \(names(group.others, section, count: count))</p>")\
        </section>
        """
    }
    let shown = groups.prefix(Self.maxHeadings).reduce(0) { $0 + $1.cases.count }
    let rest = section.counts.failed + section.counts.errors - shown
    if rest > 0 { html += .more("And \(Formatting.count(rest, "more case")) with other failures, in junit.xml.") }
    return html
  }

  /// The names of cases without the endpoint's id.
  private func names(_ ids: [String], _ section: Section, count: Int, limit: Int = 200) -> HTML {
    "<span class=\"names\">\(.list(ids, limit: limit, count: count) { "\(section.name($0))" })</span>"
  }

  /// Cases that do not fail the run, with the reason: known failures, warnings, and cases that were skipped.
  private func notes(_ groups: [EndpointResults.Group], _ name: String, _ section: Section) -> HTML? {
    guard let state = groups.first?.state else { return nil }
    let items: [HTML] = groups.prefix(Self.maxNotes).map { group in
      """
      <li>\(headline(of: group))\(group.violation.map { " — \($0.promise)" })\
      <div class="soft">\(Formatting.count(group.cases.count, "case")): \
      \(names(group.cases.values, section, count: group.cases.count, limit: 20))</div></li>
      """
    }
    let rest = groups.count - items.count
    return .fold(
      Formatting.count(groups.reduce(0) { $0 + $1.cases.count }, name), marked: state,
      "<ul>\(items)</ul>\(when: rest > 0, .more("And \(Formatting.number(rest)) more, in junit.xml."))")
  }

  /// The cases that passed, as one compact list for each kind; one element for all of them keeps the page small.
  private func passed(_ section: Section) -> HTML? {
    let (passed, flaky) = (section.results.passed, section.results.flaky)
    guard passed.count > 0 else { return nil }
    var kinds: [(kind: Substring, names: [Substring])] = []
    for name in passed.values.map(section.name) {
      let end = name.utf8.firstIndex(of: UInt8(ascii: "/")) ?? name.endIndex
      let index = kinds.firstIndex { $0.kind == name[..<end] } ?? kinds.count
      if index == kinds.count { kinds.append((name[..<end], [])) }
      kinds[index].names.append(name[end...].dropFirst())
    }
    let rest = passed.count - passed.values.count
    let retried: HTML = """
      <p>Passed only after responses that the document calls passing failures: \
      \(names(flaky.values, section, count: flaky.count, limit: 50))</p>
      """
    return .fold(
      Formatting.count(passed.count, "passed case"), marked: .passed,
      """
      <pre class="names">\(kinds.map { "\($0.kind): \($0.names.joined(separator: ", "))\n" }.joined())\
      \(rest > 0 ? "and \(Formatting.number(rest)) more\n" : "")</pre>\(when: flaky.count > 0, retried)
      """)
  }
}
