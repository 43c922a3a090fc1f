import AssayRun
import AssaySpec

/// The verdict in words, and the first thing that a reader sees.
extension HTMLReport {
  var state: HTMLState { HTMLState(report.tally) }

  /// The run in one sentence: who, what, how many.
  var verdict: String { "\(judgement): \(numbers)" }

  private var judgement: String {
    let tally = report.tally
    if tally.judged == 0 { return "Nothing was judged" }
    if tally.failed > 0 { return blame(tally) }
    return tally.errors > 0 ? "Not everything could be asked" : praise
  }

  private var numbers: String {
    let tally = report.tally
    let all = Words.count(tally.total, "case")
    if tally.total == 0 { return "no case was asked" }
    var parts: [String] = []
    if tally.failed > 0 {
      parts.append("\(Words.number(tally.failed)) of \(all) failed")
      if tally.errors > 0 { parts.append("\(Words.number(tally.errors)) could not be asked") }
    } else if tally.errors > 0 {
      parts.append("\(Words.number(tally.errors)) of \(all) had no answer")
      if tally.passed > 0 { parts.append("the other \(Words.number(tally.passed)) that were asked passed") }
    } else if tally.passed > 0 {
      parts.append("\(Words.number(tally.passed)) of \(all) passed")
    } else {
      parts.append("\(all), and none was asked")
    }
    if tally.skipped > 0 {
      parts.append("\(Words.number(tally.skipped)) \(tally.skipped == 1 ? "was" : "were") skipped")
    }
    return parts.joined(separator: ", ")
  }

  private var praise: String {
    let ids = providers { _ in true }
    let contract = report.suites.count == 1 ? "contract" : "contracts"
    if ids.allSatisfy(isMock) { return "The mock kept the \(contract) of \(names(ids))" }
    return "\(capitalised(names(ids))) kept \(ids.count == 1 ? "its" : "their") \(contract)"
  }

  private func blame(_ tally: Tally) -> String {
    let ids = providers { $0.tally.failed > 0 }
    let who = ids.allSatisfy(isMock) ? "The mock of \(names(ids))" : capitalised(names(ids))
    // A strict run fails for what nobody promised, too: that is no broken promise.
    let isPromised = digests.contains(where: \.hasBrokenPromise)
    if !isPromised { return "\(who) differs from how \(ids.count == 1 ? "its contract is" : "the contracts are") read" }
    return "\(who) broke \(tally.failed == 1 ? "a promise" : "promises")"
  }

  /// The ids of the providers with a suite like that, in the run's order.
  private func providers(where isIncluded: (HTMLDigest) -> Bool) -> [String] {
    var ids: [String] = []
    for (suite, digest) in zip(report.suites, digests) where isIncluded(digest) {
      if !ids.contains(suite.endpoint.providerID) { ids.append(suite.endpoint.providerID) }
    }
    return ids
  }

  private func isMock(_ id: String) -> Bool { context.subjects[id]?.isMock ?? false }

  private func names(_ ids: [String]) -> String {
    if ids.count > 4 { return "\(ids.count) providers" }
    return Words.list(ids.map { context.subjects[$0]?.name ?? $0 })
  }

  /// Names keep their letters, `sFOX` too; only a sentence that begins with an id of ours begins with a capital.
  private func capitalised(_ names: String) -> String {
    guard let first = names.first, !context.subjects.values.contains(where: { names.hasPrefix($0.name) }) else {
      return names
    }
    return first.uppercased() + names.dropFirst()
  }

  func writeHeader(_ html: inout HTMLWriter) {
    html.element("header", ["class": "verdict \(state.name)"]) { html in
      html.element("div", ["class": "wide"]) { html in
        html.element("p", ["class": "eyebrow"]) { html in
          html.text("Assay contract run · ")
          html.element("time", ["datetime": report.info.startedAt], text: Words.moment(report.info.startedAt))
          html.text(" · took \(Words.duration(report.duration))")
        }
        html.element("h1") { html in
          html.element("span", ["class": "stamp \(state.name)", "aria-hidden": "true"], text: state.symbol)
          html.element("span") { html in
            // A narrow window breaks between the judgement and its numbers, if it must break.
            html.element("span", ["class": "part"], text: judgement + ":")
            html.text(" ")
            html.element("span", ["class": "part"], text: numbers)
          }
        }
        writeTally(&html)
        writeTargets(&html)
      }
    }
    writeNavigation(&html)
  }

  private func writeTally(_ html: inout HTMLWriter) {
    let tally = report.tally
    html.element("ul", ["class": "tally"]) { html in
      for (state, count) in [
        (HTMLState.failed, tally.failed), (.error, tally.errors), (.skipped, tally.skipped), (.passed, tally.passed),
      ] where count > 0 {
        html.element("li") { html in
          html.symbol(state)
          html.element("b", text: Words.number(count))
          html.text(" \(state.word)")
        }
      }
      if tally.warnings > 0 {
        html.element("li") { html in
          html.symbol(.warned)
          html.element("b", text: Words.number(tally.warnings))
          html.text(tally.warnings == 1 ? " warning" : " warnings")
        }
      }
    }
  }

  private func writeTargets(_ html: inout HTMLWriter) {
    var targets: [String] = []
    for suite in report.suites where !targets.contains(suite.target) && targets.count < 6 {
      targets.append(suite.target)
    }
    html.element("p", ["class": "soft"]) { html in
      html.text("\(Words.count(report.suites.count, "endpoint")) at ")
      for (index, target) in targets.enumerated() {
        if index > 0 { html.text(", ") }
        html.code(target)
      }
      if targets.count == 6 { html.text(" and others") }
    }
  }

  private func writeNavigation(_ html: inout HTMLWriter) {
    var links: [(String, String)] = []
    if digests.contains(where: \.isTroubled) { links.append(("#trouble", "What broke")) }
    if context.changes != nil { links.append(("#changes", "What changed")) }
    links.append(("#matrix", "Matrix"))
    if context.trend.count > 1 { links.append(("#trend", "Trend")) }
    if context.mutation != nil { links.append(("#mutation", "Mutation score")) }
    links.append(("#endpoints", "Endpoints"))
    html.element("nav", ["aria-label": "On this page"]) { html in
      html.element("ul", ["class": "wide"]) { html in
        for (address, name) in links {
          html.element("li") { $0.element("a", ["href": address], text: name) }
        }
      }
    }
  }
}
