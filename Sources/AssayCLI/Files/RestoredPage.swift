import AssayContract
import AssayPlan
import AssayReport
import AssayRun
import AssaySpec
import AssaySystem

/// The page of a run of which only records are left: from a journal, or from several machines.
struct RestoredPage {
  let catalog: Catalog
  let folder: String
  let files: ReportFiles

  /// Writes `report.html` and gives its path; `nil` when a suite is of a contract that this command does not know.
  func write(
    _ suites: [(header: SuiteHeader, cases: [CaseRecord])], _ overview: RunOverview, judgedAgain: Set<String>
  ) throws -> String? {
    guard let plan = plan(of: suites) else { return nil }
    var report = RunReport(plan: plan, targets: suites.map(\.header.target), info: overview.header.info)
    for (suite, content) in suites.enumerated() {
      for (place, record) in content.cases.enumerated() {
        report.add(record.restored(suite: suite, place: place), baseline: record.baseline)
      }
    }
    report.finish(duration: .microseconds(overview.microseconds))
    let page = folder + "/report.html"
    var context = HTMLReport.Context(plan, overview, history: files.history, judgedAgain: judgedAgain)
    context.mutation = files.mutation
    try Files.writeAtomically(page) { write in HTMLReport.write(report, overview, context, to: write) }
    return page
  }

  /// The contracts of the suites, as this command knows them.
  private func plan(of known: [(header: SuiteHeader, cases: [CaseRecord])]) -> Plan? {
    var suites: [Plan.Suite] = []
    for (header, records) in known {
      guard let provider = catalog.provider(header.provider),
        let endpoint = provider.endpoints.first(where: { $0.id == header.id }),
        let contract = try? CompiledEndpoint(endpoint)
      else { return nil }
      suites.append(Plan.Suite(provider: provider, contract: contract, cases: records.map(\.restoredCase)))
    }
    return Plan(suites: suites)
  }
}
