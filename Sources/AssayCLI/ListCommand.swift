import AssayPlan
import AssaySpec
import AssaySystem

/// `assay list`: what can be asked, and what a live run needs for it.
struct ListCommand {
  let catalog: Catalog
  let console: Console

  func run(_ arguments: Arguments) throws -> ExitStatus {
    if arguments.has("--variables") {
      listVariables()
      return .passed
    }
    let plan = try Planner(values: FixtureValues(isMock: true)).plan(catalog)
    for suite in plan.suites {
      console.print(
        "\(suite.endpoint.id)  \(suite.endpoint.method) \(suite.endpoint.path)  (\(suite.cases.count) cases)\n")
      for test in suite.cases { console.print("  \(test.id)\n") }
    }
    return .passed
  }

  private func listVariables() {
    for provider in catalog.providers {
      for fixture in provider.fixtures {
        let users = provider.endpoints.filter { endpoint in
          endpoint.bindings.contains { $0.subject == fixture.subject }
            || endpoint.security.scheme == .bearer(token: fixture.name)
        }.map(\.id)
        let isSet = Machine.environment(fixture.environmentName).map { !$0.isEmpty } ?? false
        console.print("\(fixture.name)\n")
        console.print("  \(fixture.description)\n")
        console.print("  needed by \(users.isEmpty ? "none" : users.joined(separator: ", "))\n")
        let how =
          fixture.isSecret ? fixture.environmentName : "--var \(fixture.name)=VALUE or \(fixture.environmentName)"
        let state = isSet ? "set in the environment" : fixture.live.map { "not set; \($0) is used" } ?? "not set"
        console.print("  \(fixture.isSecret ? "secret, " : "")\(how): \(state)\n")
      }
    }
  }
}
