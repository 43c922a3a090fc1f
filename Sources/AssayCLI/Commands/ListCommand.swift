import AssayContract
import AssayPlan
import AssaySpec
import AssaySystem

extension Subcommand {
  static let list = Subcommand(
    "list", "list endpoints and their cases, or the variables that a live run needs",
    options: [
      .openAPI,
      .init(name: "--variables", help: "list the variables instead, and where each is set"),
      .init(name: "--config", value: "FILE", help: "settings and fixtures as JSON"),
    ]
  ) { try $0.list() }
}

/// `assay list`: lists endpoints and cases, or the variables that a live run needs.
extension Subcommand.Call {
  fileprivate func list() throws -> ExitStatus {
    if arguments.has("--variables") {
      try listVariables()
      return .passed
    }
    let plan = try Planner(values: FixtureValues(isMock: true)).plan(catalog)
    for suite in plan.suites {
      let request = suite.isScenarios ? "scenarios" : "\(suite.endpoint.method) \(suite.endpoint.path)"
      console.print("\(suite.id)  \(request)  (\(suite.count) cases)\n")
      for id in suite.caseIDs { console.print("  \(id)\n") }
    }
    return .passed
  }

  private func listVariables() throws {
    let config = try arguments.last("--config").map { try ConfigFile($0, catalog) }
    let variables = try VariableValues([], config, catalog, environment: Machine.environment)
    for provider in catalog.providers {
      for fixture in provider.fixtures {
        let users = provider.endpoints.filter { $0.needs(fixture) }.map(\.id)
        console.print("\(fixture.name)\n")
        console.print("  \(fixture.description)\n")
        console.print("  needed by \(users.isEmpty ? "none" : users.joined(separator: ", "))\n")
        let name = fixture.environmentName
        let how = fixture.isSecret ? "\(name) or \(name)_FILE" : "--var \(fixture.name)=VALUE or \(name)"
        let state =
          variables.origins[fixture.name]?.words ?? fixture.generator.map {
            "not set; the run makes it (\($0.description))"
          }
          ?? fixture.live.map { "not set; \($0) is used" } ?? "not set"
        console.print("  \(fixture.isSecret ? "secret, " : "")\(how): \(state)\n")
      }
    }
  }
}

extension Endpoint {
  /// Whether a live run of the endpoint can use the fixture.
  func needs(_ fixture: Fixture) -> Bool { sends(fixture) || signature?.fixtures.contains(fixture.name) ?? false }

  /// Whether a request of the endpoint can contain the fixture's value.
  func sends(_ fixture: Fixture) -> Bool {
    bindings.contains { $0.subject == fixture.subject }
      || security.schemes.contains { $0.fixtures.contains { $0.name == fixture.name } }
  }
}
