import AssayRun
/// The table of endpoints and kinds of cases.
extension HTMLPage {
  func writeMatrix(_ html: inout HTMLWriter) {
    let present = sections.reduce(into: Set<String>()) { $0.formUnion($1.results.kinds.keys) }
    let known = Set((Self.validKinds + Self.invalidKinds).map(\.name))
    let others = present.subtracting(known).sorted().map { (name: $0, meaning: "") }
    let valid = (Self.validKinds + others).filter { present.contains($0.name) }
    let invalid = Self.invalidKinds.filter { present.contains($0.name) }
    let kinds = (valid + invalid).map(\.name)
    /// A line divides the columns before these.
    let edges: Set = [0, valid.count]
    let isLong = sections.count > 8
    html.section("matrix", "Endpoints and kinds of cases") { html in
      let broken = sections.count { $0.counts.isBroken }
      if isLong, 0 < broken, broken < sections.count {
        html.element("p", ["class": "only"]) { html in
          html.void("input", ["type": "checkbox", "id": "only"])
          html.element("label", ["for": "only"], text: "Show only endpoints with failures or errors")
        }
      }
      html.element("p", ["class": "soft"], text: "The result of the cases of each kind; 2/7 is 2 out of 7 cases.")
      html.element(
        "div",
        ["class": "scroll\(isLong ? " long" : "")", "role": "region", "aria-labelledby": "matrix-h", "tabindex": "0"]
      ) { html in
        html.element("table", ["class": "matrix"]) { html in
          html.element("caption", ["class": "vh"], text: "Cases by endpoint and kind")
          html.element("thead") { html in
            html.element("tr") { html in
              html.element("th", ["scope": "col", "rowspan": "2", "class": "id"], text: "Endpoint")
              html.element("th", ["scope": "col", "rowspan": "2"], text: "All")
              for (title, count) in [("Valid requests", valid.count), ("Invalid requests", invalid.count)]
              where count > 0 {
                html.element("th", ["scope": "colgroup", "colspan": "\(count)", "class": "group"], text: title)
              }
            }
            html.element("tr") { html in
              for (index, kind) in kinds.enumerated() {
                html.element("th", ["scope": "col", "class": edges.contains(index) ? "kind edge" : "kind"]) {
                  $0.element("span", text: kind)
                }
              }
            }
          }
          html.element("tbody") { html in
            for section in sections {
              html.element("tr", ["class": section.counts.isBroken ? nil : "fine"]) { html in
                html.element("th", ["scope": "row", "class": "id"]) { $0.link(section.anchor, section.id) }
                writeCell(section.counts, &html)
                for (index, kind) in kinds.enumerated() {
                  let counts = section.results.kinds[kind] ?? OutcomeCounts()
                  writeCell(counts, isEdge: edges.contains(index), link: link(section, kind, counts), &html)
                }
              }
              html.markup("\n")
            }
          }
          if sections.count > 1 {
            html.element("tfoot") { html in
              html.element("tr") { html in
                html.element("th", ["scope": "row", "class": "id"], text: "All endpoints")
                writeCell(summary.counts, &html)
                for (index, kind) in kinds.enumerated() {
                  let sum = sections.reduce(into: OutcomeCounts()) { $0 += $1.results.kinds[kind] ?? OutcomeCounts() }
                  writeCell(sum, isEdge: edges.contains(index), &html)
                }
              }
            }
          }
        }
      }
      html.element("ul", ["class": "legend"]) { html in
        for state in [HTMLState.passed, .warned, .known, .failed, .error, .skipped] {
          html.element("li") { html in
            html.symbol(state)
            html.text(state.word)
          }
        }
      }
      html.element("details") { html in
        html.element("summary", text: "The kinds of cases")
        html.element("dl", ["class": "facts"]) { html in
          for kind in valid + invalid where !kind.meaning.isEmpty { html.term(kind.name, kind.meaning) }
        }
      }
    }
  }

  /// Where a cell with a failure leads: to the first case of the kind that is shown in full, else to the endpoint.
  private func link(_ section: Section, _ kind: String, _ counts: OutcomeCounts) -> String? {
    guard counts.isBroken else { return nil }
    let records = section.results.groups(.failed, .error).flatMap(\.details.values).filter { $0.kind == kind }
    return records.min { $0.index < $1.index }.map(section.anchor) ?? section.anchor
  }

  private func writeCell(
    _ counts: OutcomeCounts, isEdge: Bool = false, link: String? = nil, _ html: inout HTMLWriter
  ) {
    guard counts.total > 0 else { return html.element("td", ["class": isEdge ? "edge" : nil], text: "") }
    let state = HTMLState(counts)
    let count = state.count(in: counts)
    // Sums over a thousand endpoints would be wider than their cells, so they leave out the total.
    let text = "\(state.symbol) \(count)" + (count == counts.total || counts.total > 999 ? "" : "/\(counts.total)")
    html.element("td", ["class": state.name + (isEdge ? " edge" : "")]) { html in
      guard let link else { return html.text(text) }
      html.element(
        "a", ["href": "#" + link, "aria-label": "\(count) of \(counts.total): \(state.word)"], text: text)
    }
  }

  /// The kinds of cases, in the order of the columns.
  private static let validKinds: [(name: String, meaning: String)] = [
    ("example", "a request from the provider's document"),
    ("answer", "a request that must get one documented response"),
    ("idempotent", "the same request twice"),
    ("optional", "a valid request with fewer or more of the optional members"),
    ("choice", "a valid request for each value of an enum"),
    ("boundary", "a valid request with a value at the edge of what is allowed"),
    ("spelling", "a valid body written in another way that JSON allows"),
  ]
  private static let invalidKinds: [(name: String, meaning: String)] = [
    ("missing", "a required part left out"),
    ("null", "null where a value is required"),
    ("empty", "an empty value where one is required"),
    ("type", "a value of another JSON type"),
    ("enum", "a value that the enum does not have"),
    ("range", "a value beyond its range, its length or its integer format"),
    ("format", "a value that its format does not allow"),
    ("body", "a body that the contract does not allow"),
    ("content-type", "no media type, or another than the contract's"),
    ("credential", "a missing or wrong credential"),
  ]
}
