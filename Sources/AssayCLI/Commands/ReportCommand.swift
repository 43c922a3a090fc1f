import AssayContract
import AssayReport
import AssaySpec
import AssaySystem

extension Subcommand {
  static let report = Subcommand(
    "report", "write every report of the last run again from its journal, even if the run was interrupted",
    options: [.output] + ReportSettings.options
  ) { try ReportCommand(catalog: $0.catalog, console: $0.console).run($0.arguments) }
}

/// `assay report`: makes every report of the last run anew from its journal, also of a run that was cut off.
struct ReportCommand {
  let catalog: Catalog
  let console: Console

  func run(_ arguments: Arguments) throws -> ExitStatus {
    let folder = arguments.last("--output") ?? "Reports"
    let path = folder + "/journal.jsonl"
    let journal = try JournalContents(parsing: Files.read(path, limit: 2 << 30), file: path)
    let settings = try ReportSettings(arguments, command: "report", environment: Machine.environment)
    let files = try ReportFiles(folder, settings)
    try files.prepare()
    var stream = try files.stream(journal.header, journal.suites, counts: journal.ids.map(\.count))
    var suites: [(header: SuiteHeader, cases: [CaseRecord])] = []
    for suite in journal.suites.indices {
      let records = journal.ids[suite].indices.map { journal.record(suite: suite, place: $0) }
      for (place, record) in records.enumerated() {
        try stream.add(ReportFiles.withoutLostAttachment(record), suite: suite, index: place)
      }
      suites.append((journal.suites[suite], records))
    }
    // Of a run that was cut off only the cases' own times are known.
    let judged = suites.reduce(Int64(0)) { $0 + $1.cases.reduce(0) { $0 + $1.microseconds } }
    stream.finish(microseconds: journal.microseconds ?? judged, ending: journal.header.info.ending)
    let overview = stream.overview
    let paths = try files.write(stream, contracts: catalog)
    console.print("\(overview.headline)\n\(overview.counts.text)\n")
    for path in paths { console.print("\(path)\n") }
    return ExitStatus(overview.conclusion)
  }
}
