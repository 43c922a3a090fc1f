import AssayJSON
import AssaySchema

/// Measures validation, compared with orjson and jsonschema-rs, and with parsing alone by pysimdjson.
struct JudgeRows {
  let rounds: Rounds
  let python: PythonPeer?
  let folder: WorkFolder

  var rows: [Row] {
    [Row(name: "small", title: Corpus.small.title) { try lines(of: .small) }]
      + Corpus.large.map { corpus in Row(name: corpus.name, title: corpus.title) { try lines(of: corpus) } }
      + [Row(name: "broken", title: Corpus.broken.title) { [try brokenLine()] }]
  }

  private func lines(of corpus: Corpus) throws -> [Line] {
    let schema = try CompiledSchema(corpus.schema)
    let body = corpus.body()
    guard schema.accept(bytes: body) == .valid else {
      let document = try JSONDocument(parsing: body)
      throw Unavailable("the body is not valid: \(schema.violations(in: document, atMost: 1).reported)")
    }
    let pair = try rounds.measure(
      { if schema.accept(bytes: body) != .valid { fatalError("\(corpus.name) is not valid") } },
      beside: python.map { python in { try python.nanoseconds("judge", corpus, in: folder) } })
    let isSmall = corpus.name == "small"
    let isVaried = corpus.name == "varied"
    let rate = Double(body.count) / pair.ours
    let speed =
      isSmall
      ? Goal.atMost(50, "ns", found: pair.ours) : isVaried ? Goal.atLeast(1.5, "GB/s", found: rate) : nil
    let figure = isSmall ? "\(Figures.short(pair.ours)) ns" : "\(Figures.short(rate)) GB/s"
    var lines = [Line(what: corpus.title, figure: figure, goal: speed)]
    if let theirs = pair.theirs, let ratio = pair.ratio {
      let peer =
        isSmall ? "\(Figures.short(theirs)) ns" : "\(Figures.short(Double(body.count) / theirs)) GB/s"
      lines.append(
        Line(
          what: "", figure: "", peer: "orjson+jsonschema-rs \(peer)", ratio: ratio,
          goal: .atLeast(isSmall ? 10 : isVaried ? 6 : 2, "×", found: ratio)))
    }
    if isVaried, let python {
      let parse = try rounds.measure(
        { _ = schema.accept(bytes: body) }, beside: { try python.nanoseconds("parse", corpus, in: folder) })
      let theirs = Double(body.count) / parse.theirs!
      lines.append(
        Line(
          what: "", figure: "", peer: "pysimdjson, parse only \(Figures.short(theirs)) GB/s", ratio: parse.ratio,
          goal: .atLeast(0.6, "×", found: parse.ratio!)))
    }
    return lines
  }

  /// The full validator: every violation with its pointer, line and column.
  private func brokenLine() throws -> Line {
    let schema = try CompiledSchema(Corpus.broken.schema)
    let body = Corpus.broken.body()
    let pair = try rounds.measure {
      if Self.violations(of: body, by: schema) != 3 { fatalError("not three violations") }
    }
    return Line(
      what: Corpus.broken.title, figure: "\(Figures.short(pair.ours / 1000)) µs",
      goal: .atMost(1.5, "µs", found: pair.ours / 1000))
  }

  /// Validates as the judge does: the fast pass first, then every violation.
  static func violations(of body: [UInt8], by schema: CompiledSchema) -> Int {
    if schema.accept(bytes: body) == .valid { return 0 }
    guard let document = try? JSONDocument(parsing: body) else { return -1 }
    return schema.violations(in: document, atMost: 100).reported.count
  }
}
