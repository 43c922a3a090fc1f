import AssayRun

/// The table of endpoints and kinds of cases.
extension HTMLPage {
  /// The columns: the kinds of cases that the run has, first those of valid requests.
  private struct Columns {
    var valid: [(name: String, meaning: String)]
    var invalid: [(name: String, meaning: String)]
    var names: [String] { (valid + invalid).map(\.name) }
    /// Whether a line divides the columns before this one.
    func isEdge(_ index: Int) -> Bool { index == 0 || index == valid.count }
  }

  func writeMatrix(_ put: (HTML) throws -> Void) rethrows {
    let present = sections.reduce(into: Set<String>()) { $0.formUnion($1.results.kinds.keys) }
    let known = Set((Self.validKinds + Self.invalidKinds).map(\.name))
    let others = present.subtracting(known).sorted().map { (name: $0, meaning: "") }
    let columns = Columns(
      valid: (Self.validKinds + others).filter { present.contains($0.name) },
      invalid: Self.invalidKinds.filter { present.contains($0.name) })
    let isLong = sections.count > 8
    let broken = sections.count { $0.counts.isBroken }
    let filter: HTML = """
      <p class="only"><input type="checkbox" id="only"/>\
      <label for="only">Show only endpoints with failures or errors</label></p>
      """
    try put(
      """
      \(.sectionStart("matrix", "Endpoints and kinds of cases"))\
      \(when: isLong && 0 < broken && broken < sections.count, filter)\
      <p class="soft">The result of the cases of each kind; 2/7 is 2 out of 7 cases.</p>\
      <div class="scroll\(isLong ? " long" : "")" role="region" aria-labelledby="matrix-h" tabindex="0">\
      <table class="matrix"><caption class="vh">Cases by endpoint and kind</caption>\(head(columns))<tbody>
      """)
    for section in sections { try put(row(section, columns)) }
    let sums = columns.names.map { kind in
      sections.reduce(into: OutcomeCounts()) { $0 += $1.results.kinds[kind] ?? OutcomeCounts() }
    }
    let foot: HTML = """
      <tfoot><tr><th scope="row" class="id">All endpoints</th>\(cell(summary.counts))\
      \(sums.enumerated().map { cell($1, isEdge: columns.isEdge($0)) })</tr></tfoot>
      """
    let states: [HTMLState] = [.passed, .warned, .known, .failed, .error, .skipped]
    let meanings = (columns.valid + columns.invalid).filter { !$0.meaning.isEmpty }
    try put(
      """
      </tbody>\(when: sections.count > 1, foot)</table></div>\
      <ul class="legend">\(states.map { "<li>\(.symbol($0))\($0.word)</li>" })</ul>\
      <details><summary>The kinds of cases</summary>\
      <dl class="facts">\(meanings.map { .term($0.name, text: $0.meaning) })</dl></details></section>

      """)
  }

  private func head(_ columns: Columns) -> HTML {
    let titles = [("Valid requests", columns.valid.count), ("Invalid requests", columns.invalid.count)]
    let groups: [HTML] = titles.filter { $0.1 > 0 }.map { title, count in
      "<th scope=\"colgroup\" colspan=\"\(count)\" class=\"group\">\(title)</th>"
    }
    let kinds: [HTML] = columns.names.enumerated().map { index, kind in
      "<th scope=\"col\" class=\"\(columns.isEdge(index) ? "kind edge" : "kind")\"><span>\(kind)</span></th>"
    }
    return """
      <thead><tr><th scope="col" rowspan="2" class="id">Endpoint</th><th scope="col" rowspan="2">All</th>\(groups)</tr>\
      <tr>\(kinds)</tr></thead>
      """
  }

  private func row(_ section: Section, _ columns: Columns) -> HTML {
    let cells = columns.names.enumerated().map { index, kind in
      let counts = section.results.kinds[kind] ?? OutcomeCounts()
      return cell(counts, isEdge: columns.isEdge(index), link: link(section, kind, counts))
    }
    return """
      <tr\(attribute: "class", section.counts.isBroken ? nil : "fine")>\
      <th scope="row" class="id">\(.link(section.anchor, section.id))</th>\(cell(section.counts))\(cells)</tr>

      """
  }

  /// Where a cell with a failure leads: to the first case of the kind that is shown in full, else to the endpoint.
  private func link(_ section: Section, _ kind: String, _ counts: OutcomeCounts) -> String? {
    guard counts.isBroken else { return nil }
    let records = section.results.groups(.failed, .error).flatMap(\.details.values).filter { $0.kind == kind }
    return records.min { $0.index < $1.index }.map(section.anchor) ?? section.anchor
  }

  private func cell(_ counts: OutcomeCounts, isEdge: Bool = false, link: String? = nil) -> HTML {
    guard counts.total > 0 else { return "<td\(attribute: "class", isEdge ? "edge" : nil)></td>" }
    let state = HTMLState(counts)
    let count = state.count(in: counts)
    // Sums over a thousand endpoints would be wider than their cells, so they leave out the total.
    let text = "\(state.symbol) \(count)" + (count == counts.total || counts.total > 999 ? "" : "/\(counts.total)")
    let content: HTML? = link.map { link in
      "<a href=\"#\(link)\" aria-label=\"\(count) of \(counts.total): \(state.word)\">\(text)</a>"
    }
    return "<td class=\"\(state.name)\(isEdge ? " edge" : "")\">\(content ?? "\(text)")</td>"
  }

  /// The kinds of cases, in the order of the columns.
  private static let validKinds: [(name: String, meaning: String)] = [
    ("example", "a request from the provider's document"),
    ("answer", "a request that must get one documented response"),
    ("idempotent", "the same request twice"),
    ("conditional", "the same request again, on condition that the resource has changed"),
    ("optional", "a valid request with fewer or more of the optional members"),
    ("choice", "a valid request for each value of an enum"),
    ("boundary", "a valid request with a value at the edge of what is allowed"),
    ("spelling", "a valid body written in another way that its encoding allows"),
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
