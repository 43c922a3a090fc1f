import AssayContract
import AssayPlan
import AssaySpec

extension Subcommand {
  static let lint = Subcommand("lint", "check every contract and list what its document leaves open") {
    LintCommand(catalog: $0.catalog, console: $0.console).run()
  }
}

/// `assay lint`: whether the contracts hold together, and what their documents leave open.
struct LintCommand {
  let catalog: Catalog
  let console: Console

  func run() -> ExitStatus {
    let findings = Planner(values: FixtureValues(isMock: true)).findings(in: catalog)
    for finding in findings { console.print("\(finding)\n") }
    var count = 0
    for endpoint in catalog.endpoints {
      console.print("\(endpoint.id): \(endpoint.openQuestions.count) ambiguities\n")
      for ambiguity in endpoint.openQuestions {
        count += 1
        console.print("  \(ambiguity.kind.rawValue) at \(ambiguity.place): \(ambiguity.question)\n")
        for reading in ambiguity.readings { console.print("    - \(reading)\n") }
        console.print("    chosen: \(ambiguity.chosen)\n")
      }
      for response in endpoint.responses {
        for case .nothing(let reason) in response.triggers.map(\.trigger) {
          console.print("  not elicited: \(response.status): \(reason)\n")
        }
      }
    }
    console.print("\(catalog.endpoints.count) contracts, \(findings.count) findings, \(count) ambiguities\n")
    return findings.isEmpty ? .passed : .wrong
  }
}
