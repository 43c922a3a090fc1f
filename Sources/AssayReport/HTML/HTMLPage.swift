import AssayRun
import AssaySpec

/// The page of a run as one HTML file that needs no network and no script, for a person to read.
///
/// What failed comes first: the conclusion, the failures and since when, the matrix of endpoints and kinds of cases, then
/// each endpoint with its failures in full. Passed cases are compact lists, so that a large page opens at once.
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

  /// Writes the page in pieces.
  func write(_ put: (HTML) throws -> Void) rethrows {
    try put(
      """
      <!DOCTYPE html>
      <html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><meta charset="utf-8"/>\
      <meta http-equiv="Content-Security-Policy" content="\(HTMLScript.policy)"/>\
      <meta name="viewport" content="width=device-width, initial-scale=1"/>\
      <meta name="color-scheme" content="light dark"/>\
      <meta name="referrer" content="no-referrer"/>\
      <meta name="generator" content="assay \(info.toolVersion)"/>\
      <title>\(plain: "\(state.symbol) \(summary.headline): \(summary.numbers) · assay")</title>\
      <style>\(.own(HTMLStyle.text))</style></head>
      <body><a class="skip" href="#main">Skip to the results</a>\(header)\
      <main id="main" tabindex="-1">\(failuresSection)\(notTested)\(changes)
      """)
    try writeMatrix(put)
    try put("\(trend)\(mutationScore)\(.sectionStart("endpoints", "Endpoints"))")
    for section in sections { try put(article(section)) }
    try put(
      """
      </section></main>\(footer)<p id="said" role="status" class="vh"></p>\
      <script>\(.own(HTMLScript.text))</script></body></html>

      """)
  }

  /// The conclusion in words, which a reader sees first, and the links to the sections.
  private var header: HTML {
    let targets = summary.suites.reduce(into: [String]()) { targets, suite in
      if !targets.contains(suite.header.target) { targets.append(suite.header.target) }
    }
    let links: [(address: String, name: String, isShown: Bool)] = [
      ("#failures", "Failures", summary.counts.isBroken), ("#untested", "Not tested", !summary.untested.isEmpty),
      ("#changes", "Changes", !earlier.isEmpty), ("#matrix", "Matrix", true),
      ("#trend", "Trend", !earlier.isEmpty), ("#mutation", "Mutation score", mutation != nil),
      ("#endpoints", "Endpoints", true),
    ]
    // A narrow window breaks the line between the conclusion and its numbers.
    return """
      <header class="verdict \(state.name)"><div class="wide">\
      <p class="eyebrow">Assay contract run · \(.time(info.startedAt)) · took \(duration)</p>\
      <h1><span class="stamp \(state.name)" aria-hidden="true">\(state.symbol)</span>\
      <span><span class="part">\(summary.headline + ":")</span> <span class="part">\(summary.numbers)</span></span></h1>\
      <p class="soft">\(Formatting.count(summary.suites.count, "endpoint")) at \
      \(.list(targets, limit: 6) { .code($0) })</p></div></header>\
      <nav aria-label="On this page"><ul class="wide">\
      \(links.filter(\.isShown).map { "<li><a href=\"\($0.address)\">\($0.name)</a></li>" })</ul></nav>
      """
  }

  private var footer: HTML {
    let ending: String? =
      switch info.ending {
      case .completed: nil
      case .interrupted: "interrupted before all cases were tested"
      case .cutOff: "cut off before all cases were tested; rebuilt from the journal"
      }
    return """
      <footer><h2>About this run</h2><dl class="facts">\
      \(.term("Started", .time(info.startedAt)))\(.term("Duration", text: duration))\
      \(.term("Machine", text: info.hostname))\(.term("Assay", text: info.toolVersion))\
      \(.term("Seed", text: "\(info.seed)"))\(ending.map { .term("Ending", text: $0) })\
      \(.term("Strict", text: info.isStrict ? "yes: warnings fail a case" : "no: warnings do not fail a case"))</dl>\
      <p>A case fails when the provider breaks a promise that its document makes or a sample shows. A warning says \
      that the document is silent and our reading of it does not hold. An error says that there was no response to \
      judge; it says nothing about the provider.</p></footer>
      """
  }
}
