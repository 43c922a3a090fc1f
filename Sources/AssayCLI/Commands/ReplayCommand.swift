import AssayContract
import AssayNet
import AssayPlan
import AssayReport
import AssayRun
import AssaySpec
import AssaySystem

extension Subcommand {
  static let replay = Subcommand(
    "replay", operand: "CASE", "run one case of the last run again and say whether it is fixed",
    options: RunSettings.options.filter { $0.lifetime != .once }
  ) { try ReplayCommand(catalog: $0.catalog, console: $0.console).run($0.arguments) }
}

/// `assay replay CASE`: sends one case of the last run again and says what has become of it.
struct ReplayCommand {
  let catalog: Catalog
  let console: Console

  func run(_ arguments: Arguments) throws -> ExitStatus {
    let id = arguments.operands[0]
    let folder = arguments.last("--output") ?? "Reports"
    let last = try ResultsFile.results(folder)
    let all = last.suites.flatMap { suite in suite.cases.map { (suite: suite.header, record: $0) } }
    guard let (suite, before) = all.first(where: { $0.record.id == id }) else {
      throw UsageError.unknown("case", id, among: all.map(\.record.id), command: "replay")
    }
    let (repeated, catalog) = try self.arguments(arguments, repeating: id, of: suite, last.header, in: folder)
    // The results of an earlier replay must not be taken for those of this one.
    let results = folder + "/replay/results.json"
    if Files.exists(results) { try Files.remove(results) }
    let status = try RunCommand(catalog: catalog, console: console).run(repeated)
    guard Files.exists(results), let now = try ResultsFile.results(results).cases.first(where: { $0.id == id })
    else { return status }
    console.print(
      "\n\(id) was \(before.outcome.rawValue) and is \(now.outcome.rawValue): \(words(before, now, status))\n")
    return status
  }

  /// The arguments that repeat one case of the recorded run, and its contracts; arguments given now override recorded ones.
  ///
  /// - Throws: ``UsageError`` for what is not recorded, cannot be read, or has to be given again.
  private func arguments(
    _ given: Arguments, repeating id: String, of suite: SuiteHeader, _ header: RunHeader, in folder: String
  ) throws -> (Arguments, Catalog) {
    let file = folder + "/results.json"
    guard let settings = header.settings else {
      throw UsageError(
        "\(file) does not hold the settings of its run, because an older assay wrote it: run assay again",
        command: "replay")
    }
    func invalid(_ member: String, _ message: String) -> UsageError {
      UsageError("\(file): /run/settings/\(member): \(message)", command: "replay")
    }
    var arguments = given
    do throws(UsageError) {
      arguments.fill(
        from: try Arguments(
          settings.options, for: Subcommand("replay", "", options: RunSettings.recordedOptions) { _ in .wrong }))
    } catch {
      throw invalid("options", error.message)
    }
    let catalog = try OpenAPIFiles.catalog(arguments) ?? catalog
    if !given.has("--target") {
      guard let target = settings.targets[suite.provider] else {
        throw invalid("targets", "there is none for \(suite.provider)")
      }
      do throws(Origin.Invalid) { if target != "mock" { _ = try Origin(target) } } catch {
        throw invalid("targets/\(suite.provider)", error.message)
      }
      arguments.replace(["--target": ["\(suite.provider)=\(target)"]])
    }
    // A value given now replaces the recorded ones of its fixture; `name#2` is a fixture's second value.
    let replaced = Set(given.all("--var").map { $0.prefix { $0 != "=" } })
    let variables = settings.variables.sorted { $0.key < $1.key }
      .map { (name: $0.key.prefix { $0 != "#" }, value: $0.value) }
      .filter { !replaced.contains($0.name) }.map { "\($0.name)=\($0.value)" }
    arguments.replace([
      "--only": [id], "--var": variables + given.all("--var"),
      // Beside the run's own reports, which stay as they are.
      "--output": [folder + "/replay"],
    ])
    let missing = try missingValues(id, suite, settings, arguments, catalog)
    guard missing.isEmpty else {
      throw UsageError(
        """
        \(id) cannot be sent again without these values; those that are secret or personal are not recorded:
        \(missing.map { "  \($0.needed)" }.joined(separator: "\n"))
        Give them; nothing was sent
        """, command: "replay")
    }
    return (arguments, catalog)
  }

  /// The fixtures without a value now that the case needs, or had a value for in the recorded run.
  private func missingValues(
    _ id: String, _ suite: SuiteHeader, _ settings: RunHeader.Settings, _ arguments: Arguments, _ catalog: Catalog
  ) throws -> [Fixture] {
    let now = try RunSettings(arguments, catalog, environment: Machine.environment)
    guard var provider = catalog.provider(suite.provider) else {
      throw UsageError("the contracts have no provider \(suite.provider) any more", command: "replay")
    }
    if suite.id != provider.scenarioSuite {
      provider.endpoints.removeAll { $0.id != suite.id }
      provider.scenarios = []
    }
    if provider.endpoints.isEmpty {
      throw UsageError("the contracts have no endpoint \(suite.id) any more", command: "replay")
    }
    let plan = try Planner(values: { now.planValues(for: $0) }).plan(Catalog([provider]))
    guard let repeated = plan.suites.first(where: { $0.id == suite.id }),
      let testCase = repeated.cases().first(where: { $0.id == id })
    else { throw UsageError("the contracts have no case \(id) any more", command: "replay") }
    let endpoints = Set(testCase.steps.map(\.endpoint)).map { repeated.endpoints[$0] }
    let isMock = now.targets[provider.id] == .mock
    return provider.fixtures.filter { fixture in
      if testCase.skip?.missing.contains(fixture.name) ?? false { return true }
      guard settings.withheld.contains(fixture.name), now.variables.values[fixture.name] == nil,
        endpoints.contains(where: { $0.needs(fixture) })
      else { return false }
      // Without it the case would be sent with another value than in the recorded run.
      return isMock && !fixture.isSecret || fixture.live != nil
        || endpoints.contains { $0.signature?.fixtures.contains(fixture.name) ?? false }
    }
  }

  private func words(_ before: CaseRecord, _ now: CaseRecord, _ status: ExitStatus) -> String {
    switch (before.outcome, now.outcome) {
    case (_, .error), (_, .skipped): "it cannot be judged: \(now.reason ?? "no reason is known")"
    case (.failed, .passed), (.error, .passed):
      status == .passed ? "fixed" : "not known to be fixed, since the endpoint could not be tested"
    case (.failed, .failed):
      now.fingerprint == before.fingerprint ? "still failing, in the same way" : "still failing, in another way"
    case (_, .failed): "failing now"
    case (_, .passed): "passing"
    }
  }
}
