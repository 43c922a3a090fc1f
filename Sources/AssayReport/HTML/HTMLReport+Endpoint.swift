import AssayContract
import AssayJudge
import AssayPlan
import AssayRun
import AssaySpec

/// One section an endpoint: what is wrong first, then what was covered, then the contract.
extension HTMLReport {
  private static let warningLimit = 12

  func writeEndpoints(_ html: inout HTMLWriter) {
    html.element("section", ["id": "endpoints", "class": "wide", "aria-labelledby": "endpoints-h"]) { html in
      html.element("h2", ["id": "endpoints-h"], text: "Endpoints")
      for suite in page.order {
        writeEndpoint(suite, &html)
        html.markup("\n")
      }
    }
  }

  private func writeEndpoint(_ index: Int, _ html: inout HTMLWriter) {
    let suite = report.suites[index]
    let digest = digests[index]
    let anchor = page.anchors[index]
    let cases = suite.planned.cases()
    html.element(
      "article",
      ["class": "endpoint\(digest.isTroubled ? "" : " fine")", "id": anchor, "aria-labelledby": anchor + "-h"]
    ) { html in
      html.element("h3", ["id": anchor + "-h"]) { html in
        html.symbol(digest.state, spoken: true)
        html.breakable(suite.endpoint.id)
      }
      html.element("p", ["class": "sub"]) { html in
        html.code("\(suite.endpoint.method) \(suite.endpoint.path)")
        html.text(" \(suite.endpoint.title) · ")
        html.text(Self.words(digest.counts))
      }
      writeGroups(index, cases, &html)
      writeNotes(digest.known, "known failure", index, cases, &html)
      writeNotes(digest.warnings, "warning", index, cases, &html)
      writeSkipped(index, cases, &html)
      html.element("div", ["class": "pair"]) { html in
        writeCoverage(index, &html)
        writeLatency(index, &html)
      }
      writeContract(index, &html)
      writeAmbiguities(suite.endpoint, &html)
      writePassed(index, cases, &html)
    }
  }

  static func words(_ counts: OutcomeCounts) -> String {
    var words: [String] = []
    for state in [HTMLState.failed, .error, .known, .skipped, .passed] where state.count(in: counts) > 0 {
      words.append("\(Words.number(state.count(in: counts))) \(state.word)")
    }
    if counts.warnings > 0 { words.append(Words.count(counts.warnings, "warning")) }
    return words.joined(separator: ", ")
  }

  private func writeGroups(_ index: Int, _ cases: [TestCase], _ html: inout HTMLWriter) {
    let groups = digests[index].groups
    for group in groups.prefix(HTMLPagePlan.groupLimit) {
      html.element("section", ["class": "group \(group.state.name)"]) { html in
        html.element("h4") { html in
          html.symbol(group.state, spoken: true)
          writeHeadline(group, &html)
        }
        let shown = group.cases.first.filter { page.shown[index].contains($0) }
        for (priority, one) in shown.enumerated() { writeCase(index, one, isOpen: priority == 0, &html) }
        let others = group.cases.first.filter { !page.shown[index].contains($0) }
        let count = group.cases.count - shown.count
        if count > 0 { writeOthers(index, others, of: cases, count: count, isAll: shown.isEmpty, &html) }
      }
    }
    let rest = groups.dropFirst(HTMLPagePlan.groupLimit)
    let omitted = digests[index].omitted
    if !rest.isEmpty || omitted > 0 {
      let things = omitted > 0 ? "many other things" : Words.count(rest.count, "other thing")
      html.element(
        "p", ["class": "more"],
        text: "And \(Words.count(rest.reduce(omitted) { $0 + $1.cases.count }, "case")) with \(things) wrong: "
          + "they stand in junit.xml.")
    }
  }

  /// The cases of a group that are not shown in full, by name.
  private func writeOthers(
    _ index: Int, _ places: [Int], of cases: [TestCase], count: Int, isAll: Bool, _ html: inout HTMLWriter
  ) {
    html.element("p", ["class": "more"]) { html in
      html.text(
        isAll
          ? "\(Words.count(count, "case")), in full in junit.xml: "
          : "\(Words.count(count, "more case")) like this, in full in junit.xml: ")
      writeNames(index, places, of: cases, count: count, &html)
    }
  }

  /// Names of cases without the endpoint's id; `count` is how many there are in all.
  private func writeNames(
    _ index: Int, _ places: [Int], of cases: [TestCase], count: Int, limit: Int = CasePlaces.named,
    _ html: inout HTMLWriter
  ) {
    let names = names(index, places.prefix(limit), of: cases)
    html.element("span", ["class": "names"], text: names.joined(separator: ", "))
    if count > names.count { html.text(" and \(Words.number(count - names.count)) more") }
  }

  private func names(_ index: Int, _ places: some Sequence<Int>, of cases: [TestCase]) -> [String] {
    places.map { Self.name(of: cases[$0], in: report.suites[index].endpoint) }
  }

  static func name(of testCase: TestCase, in endpoint: Endpoint) -> String {
    testCase.id.hasPrefix(endpoint.id + "/") ? String(testCase.id.dropFirst(endpoint.id.count + 1)) : testCase.id
  }

  /// What does not fail the run: known failures, or warnings of cases that passed.
  private func writeNotes(
    _ groups: [SuiteSummary.Group], _ name: String, _ index: Int, _ cases: [TestCase], _ html: inout HTMLWriter
  ) {
    guard let state = groups.first?.state else { return }
    let count = groups.reduce(0) { $0 + $1.cases.count }
    html.element("details", ["class": "fold"]) { html in
      html.element("summary") { html in
        html.symbol(state)
        html.text("\(Words.count(count, name)) of \(Words.count(groups.count, "kind"))")
      }
      html.element("ul") { html in
        for group in groups.prefix(Self.warningLimit) {
          html.element("li") { html in
            writeHeadline(group, &html)
            html.text(" — ")
            if let evidence = group.evidence { write(evidence, &html) }
            html.element("div", ["class": "soft"]) { html in
              html.text("\(Words.count(group.cases.count, "case")): ")
              writeNames(index, group.cases.first, of: cases, count: group.cases.count, limit: 20, &html)
            }
          }
        }
      }
      if groups.count > Self.warningLimit {
        html.element(
          "p", ["class": "more"], text: "And \(Words.number(groups.count - Self.warningLimit)) more, in junit.xml.")
      }
    }
  }

  private func writeSkipped(_ index: Int, _ cases: [TestCase], _ html: inout HTMLWriter) {
    let digest = digests[index]
    guard digest.counts.skipped > 0 else { return }
    html.element("details", ["class": "fold"]) { html in
      html.element("summary") { html in
        html.symbol(.skipped)
        html.text("\(Words.count(digest.counts.skipped, "skipped case")), and why")
      }
      html.element("ul") { html in
        for (reason, skipped) in digest.skips.prefix(Self.warningLimit) {
          html.element("li") { html in
            html.foreign(TextSanitizer.text(reason, limit: 300))
            html.element("div", ["class": "soft"]) { html in
              writeNames(index, skipped.first, of: cases, count: skipped.count, &html)
            }
          }
        }
      }
    }
  }

  /// The cases that passed, as one compact list a kind.
  private func writePassed(_ index: Int, _ cases: [TestCase], _ html: inout HTMLWriter) {
    let digest = digests[index]
    guard digest.counts.passed > 0 else { return }
    html.element("details", ["class": "fold"]) { html in
      html.element("summary") { html in
        html.symbol(.passed)
        html.text(Words.count(digest.counts.passed, "passed case"))
        if digest.flaky.count > 0 { html.text(", \(Words.number(digest.flaky.count)) of them at a repetition") }
      }
      // One element for all of them: fifty thousand names are no fifty thousand elements.
      html.element("pre", ["class": "names"]) { html in
        for kind in page.validKinds + page.invalidKinds {
          guard let passed = digest[kind]?.passed, passed.count > 0 else { continue }
          let names = names(index, passed.first.prefix(CasePlaces.named), of: cases).map { Self.withoutKind($0, kind) }
          let rest = passed.count - names.count
          html.text("\(kind.rawValue): \(names.joined(separator: ", "))")
          html.text(rest > 0 ? " and \(Words.number(rest)) more\n" : "\n")
        }
      }
      if digest.flaky.count > 0 {
        html.element("p") { html in
          html.text("Passed only after answers that the document calls passing failures: ")
          writeNames(index, digest.flaky.first, of: cases, count: digest.flaky.count, limit: 50, &html)
        }
      }
    }
  }

  private static func withoutKind(_ name: String, _ kind: CaseKind) -> String {
    name.hasPrefix(kind.rawValue + "/") ? String(name.dropFirst(kind.rawValue.count + 1)) : name
  }
}
