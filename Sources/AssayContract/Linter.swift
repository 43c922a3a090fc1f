import AssaySchema
import AssaySpec

/// Checks contracts before they are used: what is written must hold together and be able to be asked.
package struct Linter: Sendable {
  package struct Finding: Sendable, Hashable, CustomStringConvertible {
    /// The endpoint's or the provider's id.
    package var id: String
    package var file: String
    package var line: Int
    /// What is wrong and what to do.
    package var message: String

    package var description: String { "\(file):\(line): \(id): \(message)" }

    package init(id: String, file: String, line: Int, message: String) {
      self.id = id
      self.file = file
      self.line = line
      self.message = message
    }
  }

  package init() {}

  /// Everything that is wrong with a catalogue; nothing when it may be used.
  package func findings(in catalog: Catalog) -> [Finding] {
    var findings: [Finding] = []
    var seen: Set<String> = []
    for provider in catalog.providers {
      func report(_ message: String, _ source: SourceLine) {
        let source = source.or(provider.source)
        findings.append(Finding(id: provider.id, file: source.file, line: source.line, message: message))
      }
      if !seen.insert(provider.id).inserted {
        report("another provider has the id \(provider.id): give it its own", .unknown)
      }
      checkFixtures(of: provider, report)
      for endpoint in provider.endpoints {
        func report(_ message: String, _ source: SourceLine = .unknown) {
          let source = source.or(SourceLine(endpoint.file, endpoint.line))
          findings.append(Finding(id: endpoint.id, file: source.file, line: source.line, message: message))
        }
        let route = Self.route(of: endpoint)
        if provider.endpoints.first(where: { Self.route(of: $0) == route })?.id != endpoint.id {
          report("another endpoint of \(provider.id) has \(route): requests cannot tell them apart")
        }
        if !seen.insert(endpoint.id).inserted { report("another endpoint has the id \(endpoint.id): give it its own") }
        if endpoint.providerID != provider.id {
          report("the id \(endpoint.id) must begin with its provider's: \(provider.id).")
        }
        EndpointLinter(endpoint: endpoint, provider: provider, finding: report).check()
      }
      for scenario in provider.scenarios {
        let id = provider.caseID(of: scenario)
        func report(_ message: String, _ source: SourceLine = .unknown) {
          let source = source.or(scenario.source)
          findings.append(Finding(id: id, file: source.file, line: source.line, message: message))
        }
        if !seen.insert(id).inserted { report("another scenario has the id \(scenario.id): give it its own") }
        ScenarioLinter(scenario: scenario, provider: provider, finding: report).check()
      }
    }
    return findings
  }

  /// The method and the path without the names of its parameters.
  private static func route(of endpoint: Endpoint) -> String {
    endpoint.path.segments.reduce(into: "\(endpoint.method) ") { route, segment in
      switch segment {
      case .literal(let text): route += "/" + text
      case .parameter: route += "/{}"
      }
    }
  }

  private func checkFixtures(of provider: Provider, _ report: (String, SourceLine) -> Void) {
    var names: Set<String> = []
    for fixture in provider.fixtures {
      if !names.insert(fixture.environmentName).inserted {
        report(
          "the fixture \(fixture.name) shares the variable \(fixture.environmentName) with another: rename one",
          fixture.source)
      }
      if provider.fixture(fixture.subject) == nil {
        report(
          "the fixture \(fixture.name) is of \(fixture.subject), and no fixture of that name is the ordinary one",
          fixture.source)
      }
      for state in fixture.states where provider.state(state) == nil {
        let hint = NearestName.hint(for: state, among: provider.states.map(\.id))
        report(
          "the fixture \(fixture.name) is in the state \(state), which the provider does not declare\(hint)",
          fixture.source)
      }
    }
    for state in provider.states {
      let fixtures = provider.fixtures.filter { $0.subject == state.subject }
      if !fixtures.contains(where: { $0.states.contains(state.id) }) {
        report(
          "no fixture is in the state \(state.id): declare one, so that the state can be tested", state.evidence.source)
      }
      if !fixtures.contains(where: { !$0.states.contains(state.id) }) {
        report(
          "no fixture is out of the state \(state.id): declare one, so that its absence can be tested",
          state.evidence.source)
      }
    }
    if provider.endpoints.isEmpty { report("the provider has no endpoint", .unknown) }
  }
}
