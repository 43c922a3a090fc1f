import AssayRun
import AssaySpec

/// A kind of report. Commands, options and the checks of the reports' folder all read the list of kinds.
package struct ReportKind: Sendable {
  /// What `--format` calls it; `nil` when no option asks for it.
  package var format: String?
  /// What that is, where the name does not say it.
  package var summary: String?
  /// Its files in the folder of the reports. A new run removes those of the last.
  package var files: [String] = []
  /// Makes the reporter; `nil` when the command has no use for it.
  var reporter: @Sendable (ReportSetup) throws -> (any Reporter)?

  /// Every kind, in the order in which their reporters handle events; the start of a run in the reverse order.
  package static let all: [ReportKind] = [
    ReportKind(files: ["journal.jsonl"]) { $0.journal },
    ReportKind(files: ["junit.xml"]) { JUnitReporter(profile: $0.profile, buffer: try $0.buffer()) },
    ReportKind(files: ["results.json"]) { ResultsReporter(buffer: try $0.buffer()) },
    ReportKind(files: ["summary.md"]) { SummaryReporter(stepSummary: $0.stepSummary) },
    ReportKind(format: "tap", files: ["results.tap"]) { TAPReporter(buffer: try $0.buffer()) },
    ReportKind(format: "gitlab", summary: "code quality", files: ["gl-code-quality-report.json"]) { _ in
      CodeQualityReporter()
    },
    ReportKind(files: ["report.html"]) {
      HTMLReporter(catalog: $0.catalog, history: $0.history, mutation: $0.mutation)
    },
    ReportKind { $0.historyReporter },
    ReportKind { $0.console },
    ReportKind(format: "github", summary: "annotations") { GitHubReporter(token: $0.token) },
    ReportKind { $0.printsCoverage ? CoverageReporter() : nil },
  ]
}

/// What the reporters of a command are made of.
package struct ReportSetup {
  package var catalog: Catalog
  /// The kinds of reports to write beside those that are always written, by ``ReportKind/format``.
  package var formats: Set<String> = []
  package var profile = JUnitProfile.rich
  package var stepSummary: String?
  package var history = History()
  package var mutation: MutationFile.Score?
  package var journal: JournalReporter?
  package var historyReporter: HistoryReporter?
  package var console: ConsoleReporter?
  package var printsCoverage = false
  /// A random word, which no provider can guess.
  package var token = ""
  /// Where a reporter keeps what it needs until the run has ended.
  package var buffer: () throws -> any Buffer

  package init(catalog: Catalog, buffer: @escaping () throws -> any Buffer) {
    self.catalog = catalog
    self.buffer = buffer
  }

  package func reporters() throws -> [any Reporter] {
    try ReportKind.all.filter { $0.format.map(formats.contains) ?? true }.compactMap { try $0.reporter(self) }
  }
}
