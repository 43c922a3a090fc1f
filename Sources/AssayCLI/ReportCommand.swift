import AssayPlan
import AssayReport
import AssayRun
import AssaySpec
import AssaySystem

/// `assay report`: makes every report of the last run anew from its journal, also of a run that was cut off.
struct ReportCommand {
  let catalog: Catalog
  let console: Console

  func run(_ arguments: Arguments) throws -> ExitStatus {
    let folder = arguments.last("--output") ?? "Reports"
    let path = folder + "/journal.jsonl"
    var journal = try JournalContents(parsing: Files.read(path), file: path)
    journal.header.info.isCutOff = journal.microseconds == nil
    let settings = try ReportSettings(arguments, command: "report", environment: Machine.environment)
    let files = try ReportFiles(folder, settings)
    var stream = try files.stream(journal.header, journal.suites, counts: journal.ids.map(\.count))
    var results: [CaseResult] = []
    for suite in journal.suites.indices {
      for place in journal.ids[suite].indices {
        let record = journal.record(suite: suite, place: place)
        try stream.add(record, suite: suite, index: place)
        results.append(record.restored(suite: suite, place: place))
      }
    }
    let judged = results.reduce(Duration.zero) { $0 + $1.duration }
    stream.finish(microseconds: journal.microseconds ?? microseconds(judged), isWhole: false)
    let overview = stream.overview
    var paths = try files.write(stream)
    if let plan = plan(of: journal) {
      let report = RunReport(
        plan: plan, targets: journal.suites.map(\.target), results: results, info: journal.header.info, duration: judged
      )
      let page = folder + "/report.html"
      let context = HTMLReport.Context(plan, overview, history: files.history, askedAgain: stream.askedAgain)
      try Files.writeAtomically(page) { write in HTMLReport.write(report, context, to: write) }
      paths.append(page)
    }
    let count = results.count
    console.print(
      journal.header.info.isCutOff
        ? "The run was cut off: \(journal.judged) of \(count) cases were judged.\n"
        : "The run is whole: \(count) cases.\n")
    for path in paths { console.print("\(path)\n") }
    // A run that was cut off says nothing of the cases that it did not come to.
    return journal.header.info.isCutOff ? .failed : ExitStatus(overview)
  }

  /// The contracts of the journal's suites, as this command knows them; `nil` when it does not know one.
  private func plan(of journal: JournalContents) -> Plan? {
    var suites: [Plan.Suite] = []
    for header in journal.suites {
      guard let provider = catalog.provider(header.provider),
        let endpoint = provider.endpoints.first(where: { $0.id == header.id }),
        let contract = try? CompiledEndpoint(endpoint)
      else { return nil }
      suites.append(Plan.Suite(provider: provider, contract: contract, cases: []))
    }
    return Plan(suites: suites)
  }

  private func microseconds(_ duration: Duration) -> Int64 {
    let (seconds, attoseconds) = duration.components
    return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
  }
}
