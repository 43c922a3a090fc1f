import AssayRun
/// One section for each endpoint: failures first, then coverage, then the contract.
extension HTMLPage {
  /// Groups of failures of one endpoint that get a heading of their own.
  static let maxHeadings = 40
  private static let maxNotes = 12

  func writeEndpoints(_ html: inout HTMLWriter) {
    html.section("endpoints", "Endpoints") { html in
      for section in sections {
        let anchor = section.anchor
        html.element(
          "article",
          [
            "class": "endpoint\(section.counts.isBroken ? "" : " fine")", "id": anchor,
            "aria-labelledby": anchor + "-h",
          ]
        ) { html in
          html.element("h3", ["id": anchor + "-h"]) { html in
            html.symbol(section.state, spoken: true)
            html.breakable(section.id)
          }
          html.element("p", ["class": "sub"]) { html in
            html.code("\(section.suite.header.method) \(section.suite.header.path)")
            html.text(" \(section.suite.header.title) · \(section.counts.numbers)")
          }
          writeFailures(of: section, &html)
          writeNotes(section.results.groups(.known), "known failure", section, &html)
          writeNotes(section.results.groups(.warned), "warning", section, &html)
          writeNotes(section.results.groups(.skipped), "skipped case", section, &html)
          html.element("div", ["class": "pair"]) { html in
            writeCoverage(section, &html)
            writeLatency(section, &html)
          }
          if let contract = section.contract { writeContract(contract, section, &html) }
          writePassed(section, &html)
        }
        html.markup("\n")
      }
    }
  }

  private func writeFailures(of section: Section, _ html: inout HTMLWriter) {
    let groups = section.results.groups(.failed, .error)
    for group in groups.prefix(Self.maxHeadings) {
      html.element("section", ["class": "group \(group.state.name)"]) { html in
        html.element("h4") { html in
          html.symbol(group.state, spoken: group.state != .error)
          writeHeadline(group, &html)
        }
        let shown = group.details.values
        for (position, record) in shown.enumerated() { writeCase(record, section, isOpen: position == 0, &html) }
        let count = group.cases.count - shown.count
        if count > 0 {
          html.element("p", ["class": "more"]) { html in
            let words =
              shown.isEmpty ? Formatting.count(count, "case") : Formatting.count(count, "more case") + " like this"
            html.text("\(words), in full in junit.xml: ")
            writeNames(group.others, section, count: count, &html)
          }
        }
      }
    }
    let shown = groups.prefix(Self.maxHeadings).reduce(0) { $0 + $1.cases.count }
    let rest = section.counts.failed + section.counts.errors - shown
    if rest > 0 { html.more("And \(Formatting.count(rest, "more case")) with other failures, in junit.xml.") }
  }

  /// The names of cases without the endpoint's id.
  private func writeNames(
    _ ids: [String], _ section: Section, count: Int, limit: Int = 200, _ html: inout HTMLWriter
  ) {
    html.element("span", ["class": "names"]) { html in
      html.list(ids, limit: limit, count: count) { id, html in html.text(section.name(id)) }
    }
  }

  /// Cases that do not fail the run, with the reason: known failures, warnings, and cases that were skipped.
  private func writeNotes(
    _ groups: [EndpointResults.Group], _ name: String, _ section: Section, _ html: inout HTMLWriter
  ) {
    guard let state = groups.first?.state else { return }
    html.fold(Formatting.count(groups.reduce(0) { $0 + $1.cases.count }, name), state) { html in
      html.element("ul") { html in
        for group in groups.prefix(Self.maxNotes) {
          html.element("li") { html in
            writeHeadline(group, &html)
            if let violation = group.violation { html.text(" — \(violation.promise)") }
            html.element("div", ["class": "soft"]) { html in
              html.text("\(Formatting.count(group.cases.count, "case")): ")
              writeNames(group.cases.values, section, count: group.cases.count, limit: 20, &html)
            }
          }
        }
      }
      if groups.count > Self.maxNotes {
        html.more("And \(Formatting.number(groups.count - Self.maxNotes)) more, in junit.xml.")
      }
    }
  }

  /// The cases that passed, as one compact list for each kind.
  private func writePassed(_ section: Section, _ html: inout HTMLWriter) {
    let (passed, flaky) = (section.results.passed, section.results.flaky)
    guard passed.count > 0 else { return }
    html.fold(Formatting.count(passed.count, "passed case"), .passed) { html in
      // One element for all of them keeps the page small.
      html.element("pre", ["class": "names"]) { html in
        var kinds: [Substring] = []
        var names: [[Substring]] = []
        for name in passed.values.map(section.name) {
          let end = name.utf8.firstIndex(of: UInt8(ascii: "/")) ?? name.endIndex
          let index = kinds.firstIndex(of: name[..<end]) ?? kinds.count
          if index == kinds.count {
            kinds.append(name[..<end])
            names.append([])
          }
          names[index].append(name[end...].dropFirst())
        }
        for (kind, names) in zip(kinds, names) { html.text("\(kind): \(names.joined(separator: ", "))\n") }
        if passed.count > passed.values.count {
          html.text("and \(Formatting.number(passed.count - passed.values.count)) more\n")
        }
      }
      if flaky.count > 0 {
        html.element("p") { html in
          html.text("Passed only after responses that the document calls passing failures: ")
          writeNames(flaky.values, section, count: flaky.count, limit: 50, &html)
        }
      }
    }
  }
}
