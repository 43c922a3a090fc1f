import AssayPlan
import AssayRun
import AssaySpec

/// Writes `report.html`: collects what the page shows while the cases finish, and writes it when the run has ended.
///
/// What it keeps does not grow with the number of cases of an endpoint.
package struct HTMLReporter: Reporter {
  private let catalog: Catalog
  private let history: History
  private let mutation: MutationFile.Score?
  private(set) var endpoints: [EndpointResults] = []
  /// How many groups of cases may still be opened beyond the first of each kind in an endpoint.
  private var groupsLeft = 5000
  /// How many more cases may be shown with their requests and responses.
  private var detailsLeft = 1200

  /// - Parameters:
  ///   - catalog: An endpoint that is not in it is shown without its contract.
  ///   - history: The earlier runs; may include this one.
  ///   - mutation: The mutation score, when one is known.
  package init(catalog: Catalog, history: History = History(), mutation: MutationFile.Score? = nil) {
    self.catalog = catalog
    self.history = history
    self.mutation = mutation
  }

  package mutating func handle(_ event: RunEvent, encoded: [UInt8] = [], write: ReportWriter) throws {
    switch event {
    case .runStarted(_, let suites): endpoints = Array(repeating: EndpointResults(), count: suites.count)
    case .caseFinished(let record, let index):
      endpoints[index.suite].add(record, groupsLeft: &groupsLeft, detailsLeft: &detailsLeft)
    case .runFinished(let summary): try page(summary).write { try write(.file("report.html"), $0.bytes) }
    }
  }

  func page(_ summary: RunSummary) -> HTMLPage {
    let contracts = catalog.providers.flatMap(\.endpoints).map { ($0.id, $0) }
    return HTMLPage(
      endpoints, summary, contracts: Dictionary(contracts) { first, _ in first },
      earlier: history.runs(except: summary.header), mutation: mutation)
  }
}
