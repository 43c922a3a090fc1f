import AssayContract
import AssayPlan
import AssaySpec

extension Subcommand {
  static let lint = Subcommand(
    "lint", "check every contract and list what its document leaves open", options: [.openAPI]
  ) { $0.lint() }
}

/// `assay lint`: checks the contracts, and lists the open questions of their documents.
extension Subcommand.Call {
  fileprivate func lint() -> ExitStatus {
    let findings = Planner(values: FixtureValues(isMock: true)).findings(in: catalog)
    for finding in findings { console.print("\(finding)\n") }
    var count = 0
    for endpoint in catalog.endpoints {
      console.print("\(endpoint.id): \(endpoint.openQuestions.count) open questions\n")
      for question in endpoint.openQuestions {
        count += 1
        console.print("  \(question.kind.rawValue) at \(question.place): \(question.question)\n")
        for reading in question.readings { console.print("    - \(reading)\n") }
        console.print("    assumed: \(question.assumed)\n")
      }
      for response in endpoint.responses {
        for case .nothing(let reason) in response.triggers.map(\.trigger) {
          console.print("  not triggered: \(response.status): \(reason)\n")
        }
      }
    }
    console.print("\(catalog.endpoints.count) contracts, \(findings.count) findings, \(count) open questions\n")
    return findings.isEmpty ? .passed : .wrong
  }
}
