import AssayContract
import AssayRun
import AssaySpec

/// The table of endpoints and kinds of cases.
extension HTMLReport {
  func writeMatrix(_ html: inout HTMLWriter) {
    let isLong = report.suites.count > 8
    let hasFine = isLong && digests.contains { !$0.isTroubled } && digests.contains(where: \.isTroubled)
    html.element("section", ["id": "matrix", "class": "wide", "aria-labelledby": "matrix-h"]) { html in
      html.element("h2", ["id": "matrix-h"], text: "Endpoints and kinds of cases")
      if hasFine {
        html.element("p", ["class": "only"]) { html in
          html.void("input", ["type": "checkbox", "id": "only"])
          html.element("label", ["for": "only"], text: "Show only endpoints that failed or could not be judged")
        }
      }
      html.element(
        "p", ["class": "soft"],
        text: "How many cases of each kind came to what; a number such as 2/7 is 2 out of 7.")
      html.element(
        "div",
        ["class": "scroll\(isLong ? " long" : "")", "role": "region", "aria-labelledby": "matrix-h", "tabindex": "0"]
      ) { html in
        html.element("table", ["class": "matrix"]) { html in
          html.element("caption", ["class": "vh"], text: "Cases by endpoint and kind")
          writeHead(of: &html)
          html.element("tbody") { html in
            for suite in page.order { writeRow(suite, &html) }
          }
          if report.suites.count > 1 { writeSums(&html) }
        }
      }
      writeLegend(&html)
    }
  }

  private var kinds: [CaseKind] { page.validKinds + page.invalidKinds }

  private func writeHead(of html: inout HTMLWriter) {
    html.element("thead") { html in
      html.element("tr") { html in
        html.element("th", ["scope": "col", "rowspan": "2", "class": "id"], text: "Endpoint")
        html.element("th", ["scope": "col", "rowspan": "2"], text: "All")
        for (kinds, title) in [
          (page.validKinds, "Requests that keep the contract"), (page.invalidKinds, "Requests that break it"),
        ] where !kinds.isEmpty {
          html.element("th", ["scope": "colgroup", "colspan": "\(kinds.count)", "class": "group"], text: title)
        }
      }
      html.element("tr") { html in
        for (index, kind) in kinds.enumerated() {
          let edge = index == 0 || index == page.validKinds.count ? "kind edge" : "kind"
          html.element("th", ["scope": "col", "class": edge]) { $0.element("span", text: kind.rawValue) }
        }
      }
    }
  }

  private func writeRow(_ suite: Int, _ html: inout HTMLWriter) {
    let digest = digests[suite]
    html.element("tr", ["class": digest.isTroubled ? nil : "fine"]) { html in
      html.element("th", ["scope": "row", "class": "id"]) { html in
        html.element("a", ["href": "#" + page.anchors[suite]]) { $0.breakable(report.suites[suite].endpoint.id) }
      }
      writeCell(digest.counts, &html)
      for (index, kind) in kinds.enumerated() {
        writeCell(
          digest[kind]?.counts, isEdge: index == 0 || index == page.validKinds.count, link: link(suite, kind), &html)
      }
    }
    html.markup("\n")
  }

  /// Where a cell with trouble leads: to the first case of the kind that is shown in full.
  private func link(_ suite: Int, _ kind: CaseKind) -> String? {
    guard digests[suite][kind]?.counts.isBroken ?? false else { return nil }
    let first = page.shown[suite].filter { digests[suite].details[$0]?.testCase.kind == kind }.min()
    return "#" + (first.map { page.anchor(suite, case: $0) } ?? page.anchors[suite])
  }

  private func writeCell(_ counts: OutcomeCounts?, isEdge: Bool = false, link: String? = nil, _ html: inout HTMLWriter)
  {
    guard let counts, counts.total > 0 else {
      return html.element("td", ["class": isEdge ? "edge" : nil], text: "")
    }
    let state = HTMLState(counts)
    let count = state.count(in: counts)
    // Sums over a thousand endpoints would be wider than any of their cells: they leave out of how many.
    let text = "\(state.symbol) \(count)" + (count == counts.total || counts.total > 999 ? "" : "/\(counts.total)")
    html.element("td", ["class": state.name + (isEdge ? " edge" : "")]) { html in
      guard let link else { return html.text(text) }
      html.element(
        "a", ["href": link, "aria-label": "\(count) of \(counts.total) \(state.word)"], text: text)
    }
  }

  private func writeSums(_ html: inout HTMLWriter) {
    html.element("tfoot") { html in
      html.element("tr") { html in
        html.element("th", ["scope": "row", "class": "id"], text: "All endpoints")
        writeCell(report.counts, &html)
        for (index, kind) in kinds.enumerated() {
          var sum = OutcomeCounts()
          for digest in digests { sum += digest[kind]?.counts ?? OutcomeCounts() }
          writeCell(sum, isEdge: index == 0 || index == page.validKinds.count, &html)
        }
      }
    }
  }

  private func writeLegend(_ html: inout HTMLWriter) {
    html.element("ul", ["class": "legend"]) { html in
      for state in [HTMLState.passed, .warned, .known, .failed, .error, .skipped] {
        html.element("li") { html in
          html.symbol(state)
          html.text(state.word)
        }
      }
    }
    html.element("details") { html in
      html.element("summary", text: "What the kinds are")
      html.element("dl", ["class": "facts"]) { html in
        for kind in kinds {
          if let meaning = Self.meanings[kind] { html.term(kind.rawValue, meaning) }
        }
      }
    }
  }

  /// The words of `CaseKind`, for readers who have no source at hand.
  private static let meanings: [CaseKind: String] = [
    .example: "a request of the provider's own document, replayed",
    .answer: "a request that must bring one documented answer",
    .idempotent: "the same request twice",
    .optional: "a valid request with fewer or more of the optional members",
    .choice: "a valid request for each value of an enum",
    .boundary: "a valid request with a value at the edge of what is allowed",
    .spelling: "a valid body spelt in another way that JSON allows",
    .missing: "a required part left out",
    .null: "null where a value is required",
    .empty: "an empty value where one is required",
    .type: "a value of another JSON type",
    .enum: "a value that is none of an enum's",
    .range: "a value beyond its range, its length or its integer format",
    .format: "a value that its format does not allow",
    .body: "a body that is not what the contract calls a body",
    .contentType: "another media type than the contract's, or none",
    .credential: "a credential that is missing or wrong",
  ]
}
