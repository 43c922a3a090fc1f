import AssayPlan
import AssayRun
import AssaySpec

/// Writes `report.html`.
package struct HTMLReporter: Reporter {
  private var context: HTMLReport.Context
  private let history: History
  private var report = HTMLReport(suites: 0)

  /// - Parameters:
  ///   - catalog: The contracts, which the page shows beside the results.
  ///   - mutation: The mutation score, when one is known.
  package init(catalog: Catalog, history: History, mutation: MutationFile.Score?) {
    let contracts = Dictionary(catalog.endpoints.map { ($0.id, $0) }) { first, _ in first }
    context = HTMLReport.Context(contracts: contracts, mutation: mutation)
    self.history = history
  }

  package mutating func handle(_ event: RunEvent, encoded: [UInt8], write: ReportWriter) throws {
    switch event {
    case .runStarted(let header, let suites):
      report = HTMLReport(suites: suites.count)
      context.earlier = history.runs(except: header)
    case .caseFinished(let record, let index): report.add(record, suite: index.suite)
    case .runFinished(let summary):
      context.judgedAgain = summary.judgedAgain
      context.coverage = summary.coverage
      var failure: (any Error)?
      report.write(summary, context) { bytes in
        do { if failure == nil { try write(.file("report.html"), bytes) } } catch { failure = error }
      }
      if let failure { throw failure }
    }
  }
}
