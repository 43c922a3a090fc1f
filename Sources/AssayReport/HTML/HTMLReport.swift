import AssayContract
import AssayRun
import AssaySpec

/// Writes a run as one HTML file that needs no network and no script, for a person to read.
///
/// What needs somebody comes first: the verdict in words, what broke and since when, the matrix of endpoints and kinds of
/// cases, then each endpoint with its failures in full. Cases that passed are told in compact lists, so that a page of
/// fifty thousand cases still opens at once.
package struct HTMLReport {
  let report: RunReport
  let overview: RunOverview
  let context: Context
  let digests: [SuiteSummary]
  let page: HTMLPagePlan
  let latencyScale: LatencyScale
  let newlyFailing: Set<String>
  /// Since when a case fails, by its id.
  let failingSince: [String: String]

  init(_ report: RunReport, _ overview: RunOverview, _ context: Context) {
    self.report = report
    self.overview = overview
    self.context = context
    digests = report.suites.map(\.digest)
    page = HTMLPagePlan(report, digests)
    newlyFailing = Set(context.changes?.newlyFailing ?? [])
    failingSince = Dictionary((context.changes?.stillFailing ?? []).map { ($0.id, $0.since) }) { min($0, $1) }
    latencyScale = LatencyScale(digests.flatMap { [$0.latencies.fastest, $0.latencies.slowest].compactMap(\.self) })
  }

  /// Gives the page piece by piece, each of some 64 KiB.
  package static func write(
    _ report: RunReport, _ overview: RunOverview, _ context: Context = Context(), to write: ([UInt8]) -> Void
  ) {
    withoutActuallyEscaping(write) { write in
      var html = HTMLWriter(to: write)
      HTMLReport(report, overview, context).writePage(&html)
      html.finish()
    }
  }

  private func writePage(_ html: inout HTMLWriter) {
    html.markup("<!DOCTYPE html>\n")
    html.element("html", ["xmlns": "http://www.w3.org/1999/xhtml", "lang": "en"]) { html in
      html.element("head", content: writeHead)
      html.markup("\n")
      html.element("body") { html in
        html.element("a", ["class": "skip", "href": "#main"], text: "Skip to what was found")
        writeHeader(&html)
        html.element("main", ["id": "main", "tabindex": "-1"]) { html in
          writeTrouble(&html)
          writeUntested(&html)
          writeChanges(&html)
          writeMatrix(&html)
          writeTrend(&html)
          writeMutation(&html)
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
    html.void("meta", ["name": "generator", "content": "assay \(report.info.toolVersion)"])
    html.element("title") { $0.plain("\(state.symbol) \(verdict) · assay") }
    html.ownText("style", HTMLStyle.text)
  }

  private func writeFooter(_ html: inout HTMLWriter) {
    let info = report.info
    html.element("footer") { html in
      html.element("h2", text: "About this run")
      html.element("dl", ["class": "facts"]) { html in
        html.term("Began") { $0.element("time", ["datetime": info.startedAt], text: Words.moment(info.startedAt)) }
        html.term("Took", Words.duration(report.duration))
        html.term("On", info.hostname)
        html.term("Assay", info.toolVersion)
        html.term("Seed", "\(info.seed)")
        switch overview.header.info.ending {
        case .completed: break
        case .interrupted: html.term("Ended", "by an interrupt, before its cases did")
        case .cutOff: html.term("Ended", "before its cases did, without a word; rebuilt from its journal")
        }
        html.term("Strict", info.isStrict ? "yes: warnings fail a case" : "no: warnings do not fail a case")
      }
      html.element(
        "p",
        text: "A case fails when the provider breaks a promise that its document makes or a sample shows. Where the "
          + "document is silent and our reading does not hold, that is a warning. A case without an answer is an error "
          + "and says nothing about the provider.")
    }
  }
}

extension HTMLWriter {
  /// One term of a description list.
  mutating func term(_ name: String, _ value: String) { term(name) { $0.text(value) } }

  mutating func term(_ name: String, _ value: (inout HTMLWriter) -> Void) {
    element("dt", text: name)
    element("dd", content: value)
  }

  mutating func element(_ name: StaticString, content: (inout HTMLWriter) -> Void) { element(name, [:], content) }
}
