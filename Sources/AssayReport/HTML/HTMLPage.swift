import AssayRun
import AssaySpec

/// The page of a run as one HTML file that needs no network and no script, for a person to read.
///
/// What failed comes first: the conclusion, the failures and since when, the matrix of endpoints and kinds of cases, then
/// each endpoint with its failures in full. Cases that passed stand in compact lists, so that a large page opens at once.
struct HTMLPage {
  /// An endpoint as the page shows it.
  struct Section {
    let suite: RunSummary.Suite
    let results: EndpointResults
    let anchor: String
    let contract: Endpoint?
    let coverage: Coverage?

    var id: String { suite.header.id }
    var counts: OutcomeCounts { suite.counts }
    var state: HTMLState { HTMLState(counts) }

    /// The anchor of a case that is shown in full.
    func anchor(of record: CaseRecord) -> String { "\(anchor)-\(record.index)" }
    /// A case's name in the section: its id without the endpoint's.
    func name(_ id: String) -> String { JUnitCase.name(of: id, in: self.id) }
  }

  let summary: RunSummary
  /// The earlier runs, the oldest first.
  let earlier: [History.Run]
  let mutation: MutationFile.Score?
  /// Those with failures first.
  let sections: [Section]
  let latencyScale: LatencyScale

  /// - Parameters:
  ///   - endpoints: The results of the summary's suites.
  ///   - contracts: By the endpoint's id.
  init(
    _ endpoints: [EndpointResults], _ summary: RunSummary, contracts: [String: Endpoint], earlier: [History.Run],
    mutation: MutationFile.Score?
  ) {
    self.summary = summary
    self.earlier = earlier
    self.mutation = mutation
    var taken: Set<String> = []
    let coverage = Dictionary(summary.coverage.map { ($0.endpoint, $0) }) { first, _ in first }
    let sections = zip(summary.suites, endpoints).map { suite, results in
      var anchor = "e-" + SafeFileName.text(suite.header.id)
      while !taken.insert(anchor).inserted { anchor += "_" }
      return Section(
        suite: suite, results: results, anchor: anchor, contract: contracts[suite.header.id],
        coverage: coverage[suite.header.id])
    }
    self.sections = sections.indices.sorted { (sections[$0].state, $0) < (sections[$1].state, $1) }
      .map { sections[$0] }
    latencyScale = LatencyScale(sections.map(\.results.latencies))
  }

  var state: HTMLState { HTMLState(summary) }
  var info: RunInfo { summary.header.info }
  var duration: String { Formatting.duration(.microseconds(summary.microseconds)) }

  func write(_ html: inout HTMLWriter) {
    html.markup("<!DOCTYPE html>\n")
    html.element("html", ["xmlns": "http://www.w3.org/1999/xhtml", "lang": "en"]) { html in
      html.element("head", content: writeHead)
      html.markup("\n")
      html.element("body") { html in
        html.element("a", ["class": "skip", "href": "#main"], text: "Skip to the results")
        writeHeader(&html)
        html.element("main", ["id": "main", "tabindex": "-1"]) { html in
          writeFailures(&html)
          writeNotTested(&html)
          writeChanges(&html)
          writeMatrix(&html)
          writeTrend(&html)
          writeMutationScore(&html)
          writeEndpoints(&html)
        }
        writeFooter(&html)
        html.element("p", ["id": "said", "role": "status", "class": "vh"], text: "")
        html.ownText("script", HTMLScript.text)
      }
    }
    html.markup("\n")
  }

  private func writeHead(_ html: inout HTMLWriter) {
    html.void("meta", ["charset": "utf-8"])
    html.void("meta", ["http-equiv": "Content-Security-Policy", "content": HTMLScript.policy])
    html.void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
    html.void("meta", ["name": "color-scheme", "content": "light dark"])
    html.void("meta", ["name": "referrer", "content": "no-referrer"])
    html.void("meta", ["name": "generator", "content": "assay \(info.toolVersion)"])
    html.element("title") { $0.plain("\(state.symbol) \(summary.headline): \(summary.numbers) · assay") }
    html.ownText("style", HTMLStyle.text)
  }

  /// The conclusion in words: the first thing that a reader sees.
  private func writeHeader(_ html: inout HTMLWriter) {
    html.element("header", ["class": "verdict \(state.name)"]) { html in
      html.element("div", ["class": "wide"]) { html in
        html.element("p", ["class": "eyebrow"]) { html in
          html.text("Assay contract run · ")
          html.time(info.startedAt)
          html.text(" · took \(duration)")
        }
        html.element("h1") { html in
          html.element("span", ["class": "stamp \(state.name)", "aria-hidden": "true"], text: state.symbol)
          html.element("span") { html in
            // A narrow window breaks the line between the conclusion and its numbers.
            html.element("span", ["class": "part"], text: summary.headline + ":")
            html.text(" ")
            html.element("span", ["class": "part"], text: summary.numbers)
          }
        }
        html.element("p", ["class": "soft"]) { html in
          html.text("\(Formatting.count(summary.suites.count, "endpoint")) at ")
          let targets = summary.suites.reduce(into: [String]()) { targets, suite in
            if !targets.contains(suite.header.target) { targets.append(suite.header.target) }
          }
          html.list(targets, limit: 6) { $1.code($0) }
        }
      }
    }
    let links: [(address: String, name: String, isShown: Bool)] = [
      ("#failures", "Failures", summary.counts.isBroken), ("#untested", "Not tested", !summary.untested.isEmpty),
      ("#changes", "Changes", !earlier.isEmpty), ("#matrix", "Matrix", true),
      ("#trend", "Trend", !earlier.isEmpty), ("#mutation", "Mutation score", mutation != nil),
      ("#endpoints", "Endpoints", true),
    ]
    html.element("nav", ["aria-label": "On this page"]) { html in
      html.element("ul", ["class": "wide"]) { html in
        for link in links where link.isShown {
          html.element("li") { $0.element("a", ["href": link.address], text: link.name) }
        }
      }
    }
  }

  private func writeFooter(_ html: inout HTMLWriter) {
    html.element("footer") { html in
      html.element("h2", text: "About this run")
      html.element("dl", ["class": "facts"]) { html in
        html.term("Started") { $0.time(info.startedAt) }
        html.term("Duration", duration)
        html.term("Machine", info.hostname)
        html.term("Assay", info.toolVersion)
        html.term("Seed", "\(info.seed)")
        switch info.ending {
        case .completed: break
        case .interrupted: html.term("Ending", "interrupted before all cases were tested")
        case .cutOff: html.term("Ending", "cut off before all cases were tested; rebuilt from the journal")
        }
        html.term("Strict", info.isStrict ? "yes: warnings fail a case" : "no: warnings do not fail a case")
      }
      html.element(
        "p",
        text:
          "A case fails when the provider breaks a promise that its document makes or a sample shows. A warning says "
          + "that the document is silent and our reading of it does not hold. An error says that there was no response "
          + "to judge; it says nothing about the provider.")
    }
  }
}

extension HTMLWriter {
  mutating func element(_ name: StaticString, content: (inout HTMLWriter) -> Void) { element(name, [:], content) }

  /// A section of the page with its heading.
  mutating func section(_ id: String, _ title: String, _ content: (inout HTMLWriter) -> Void) {
    element("section", ["id": id, "class": "wide", "aria-labelledby": id + "-h"]) { html in
      html.element("h2", ["id": id + "-h"], text: title)
      content(&html)
    }
  }

  /// Content that is shown when the reader opens it.
  mutating func fold(
    _ title: String, _ state: HTMLState? = nil, isOpen: Bool = false, _ content: (inout HTMLWriter) -> Void
  ) {
    element("details", ["class": "fold", "open": isOpen ? "open" : nil]) { html in
      html.element("summary") { html in
        if let state { html.symbol(state) }
        html.text(title)
      }
      content(&html)
    }
  }

  /// A table that scrolls by itself where the window is narrow.
  ///
  /// - Parameter row: Writes the cells of a row.
  mutating func table<Row>(
    _ caption: String, _ columns: [String], _ rows: [Row], isFigures: Bool = false,
    _ row: (Row, inout HTMLWriter) -> Void
  ) {
    element("div", ["class": "scroll", "role": "region", "tabindex": "0", "aria-label": caption]) { html in
      html.element("table", ["class": isFigures ? "list figures" : "list"]) { html in
        html.element("caption", text: caption)
        html.element("thead") { html in
          html.element("tr") { html in
            for name in columns { html.element("th", ["scope": "col"], text: name) }
          }
        }
        html.element("tbody") { html in
          for one in rows { html.element("tr") { row(one, &$0) } }
        }
      }
    }
  }

  mutating func rowHeader(_ text: String) { element("th", ["scope": "row"], text: text) }

  /// Items with commas between them, and how many there are beyond the limit.
  ///
  /// - Parameter count: How many there are in all, when there are more than `items`.
  mutating func list<Item>(
    _ items: [Item], limit: Int, count: Int? = nil, _ content: (Item, inout HTMLWriter) -> Void
  ) {
    for (index, item) in items.prefix(limit).enumerated() {
      if index > 0 { text(", ") }
      content(item, &self)
    }
    let rest = (count ?? items.count) - min(limit, items.count)
    if rest > 0 { text("\(items.isEmpty ? "" : " and ")\(Formatting.number(rest)) more") }
  }

  mutating func more(_ text: String) { element("p", ["class": "more"], text: text) }

  mutating func link(_ anchor: String, _ text: String) { element("a", ["href": "#" + anchor]) { $0.breakable(text) } }

  /// One term of a description list.
  mutating func term(_ name: String, _ value: String) { term(name) { $0.text(value) } }

  mutating func term(_ name: String, _ value: (inout HTMLWriter) -> Void) {
    element("dt", text: name)
    element("dd", content: value)
  }

  mutating func time(_ moment: String) { element("time", ["datetime": moment], text: Formatting.moment(moment)) }

  /// An id or a pointer that may break behind its dots and slashes.
  mutating func breakable(_ text: String) {
    var rest = Substring(text)
    while let index = rest.firstIndex(where: { $0 == "." || $0 == "/" }) {
      let end = rest.index(after: index)
      self.text(String(rest[..<end]))
      if end < rest.endIndex { void("wbr") }
      rest = rest[end...]
    }
    self.text(String(rest))
  }
}
