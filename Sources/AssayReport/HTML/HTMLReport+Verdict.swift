import AssayContract
import AssayRun
import AssaySpec

/// The verdict in words, and the first thing that a reader sees.
extension HTMLReport {
  var state: HTMLState { HTMLState(overview) }

  /// The run in one sentence: who, what, how many.
  var verdict: String { "\(overview.headline): \(overview.numbers)" }

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
            html.element("span", ["class": "part"], text: overview.headline + ":")
            html.text(" ")
            html.element("span", ["class": "part"], text: overview.numbers)
          }
        }
        writeTally(&html)
        writeTargets(&html)
      }
    }
    writeNavigation(&html)
  }

  private func writeTally(_ html: inout HTMLWriter) {
    let counts = overview.counts
    html.element("ul", ["class": "tally"]) { html in
      for (state, count) in [
        (HTMLState.failed, counts.failed), (.error, counts.errors), (.known, counts.known), (.skipped, counts.skipped),
        (.passed, counts.passed),
      ] where count > 0 {
        html.element("li") { html in
          html.symbol(state)
          html.element("b", text: Words.number(count))
          html.text(" \(state.word)")
        }
      }
      if counts.warnings > 0 {
        html.element("li") { html in
          html.symbol(.warned)
          html.element("b", text: Words.number(counts.warnings))
          html.text(counts.warnings == 1 ? " warning" : " warnings")
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
    if !overview.untested.isEmpty { links.append(("#untested", "Not tested")) }
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
