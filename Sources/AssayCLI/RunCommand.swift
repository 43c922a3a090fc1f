import AssayHTTP
import AssayMock
import AssayNet
import AssayPlan
import AssayReport
import AssayRun
import AssaySpec
import AssaySystem
import Synchronization

/// `assay run`: plans, asks, judges, reports.
struct RunCommand {
  let catalog: Catalog
  let console: Console

  func run(_ arguments: Arguments) throws -> ExitStatus {
    let settings = try RunSettings(arguments, catalog, environment: Machine.environment)
    let asked = Catalog(catalog.providers.filter { settings.targets[$0.id] != nil })
    let findings = Linter().findings(in: asked)
    guard findings.isEmpty else {
      for finding in findings {
        console.complain("\(finding.file):\(finding.line): \(finding.id): \(finding.message)\n")
      }
      console.complain("assay: \(findings.count) findings in the contracts: correct them, or see assay lint\n")
      return .wrong
    }
    let plan = try Planner(values: { settings.planValues(for: $0) }).plan(asked)
      .selecting(only: settings.only, skip: settings.skip)
    guard plan.caseCount > 0 else {
      console.complain("assay: no case is selected: see assay list for the ids that --only and --skip match\n")
      return .nothing
    }
    if settings.isDryRun {
      DryRun(console: console).print(plan, settings)
      return .passed
    }
    try Files.createDirectories(settings.output)
    let mock = try settings.targets.values.contains(.mock) ? EmbeddedMock(catalog: asked, settings) : nil
    defer { mock?.stop() }
    return try run(plan, settings, mock)
  }

  private func run(_ plan: Plan, _ settings: RunSettings, _ mock: EmbeddedMock?) throws -> ExitStatus {
    let targets = try plan.suites.map { suite in
      try target(settings.targets[suite.provider.id] ?? .mock, settings, mock)
    }
    let info = RunInfo(
      toolVersion: AssayCommand.version, startedAt: SystemClock.now().iso8601, hostname: Machine.hostName,
      seed: settings.seed, isStrict: settings.configuration.isStrict)
    let runner = Runner(
      plan: plan, targets: targets, secrets: settings.secrets(for: catalog), configuration: settings.configuration,
      machine: .system)
    let screen = ConsoleReport(isTerminal: console.isTerminal, write: { StandardStream.output.write($0) })
    screen.begin(plan, targets: targets.map(\.name), info)
    let results = Mutex<[CaseResult]>([])
    let started = SystemClock.monotonic()
    runner.run { event in
      guard case .finished(let result) = event else { return }
      results.withLock { results in
        results.append(result)
        screen.progress(done: results.count, of: plan.caseCount)
      }
    }
    let report = RunReport(
      plan: plan, targets: targets.map(\.name), results: results.withLock { $0 }, info: info,
      duration: SystemClock.monotonic() - started)
    let path = settings.output + "/junit.xml"
    try Files.writeAtomically(path, JUnitReport.bytes(of: report))
    screen.end(report, files: [path])
    return status(of: report.tally)
  }

  private func target(
    _ choice: TargetChoice, _ settings: RunSettings, _ mock: EmbeddedMock?
  ) throws -> any Target {
    switch choice {
    case .mock: return mock!.target
    case .url(let text): return try settings.network.target(text)
    }
  }

  private func status(of tally: Tally) -> ExitStatus {
    if tally.judged == 0 { return .nothing }
    return tally.failed + tally.errors > 0 ? .failed : .passed
  }
}

extension Runner.Machine {
  /// This machine's clock and threads.
  static let system = Runner.Machine(
    now: { SystemClock.monotonic() },
    sleep: { SystemClock.sleep($0) },
    parallel: { workers, body in
      do {
        try Threads.run(count: workers, body)
      } catch {
        // No thread can be had: this one does the work of all, one after the other.
        body(0)
      }
    })
}

/// The mock of the run's own providers, on a free port of this machine.
struct EmbeddedMock {
  let server: HTTPServer
  let target: HTTPTarget

  init(catalog: Catalog, _ settings: RunSettings) throws {
    let secretNames = Set(catalog.providers.flatMap(\.fixtures).filter(\.isSecret).map(\.name))
    let values = settings.given.filter { !secretNames.contains($0.key) }
    let mock = try Mock(catalog, values: values)
    let state = MockState(seededFrom: catalog, values: values)
    server = HTTPServer(bind: .loopback(port: 0)) { request in .response(mock.answer(request, state)) }
    let port = try server.start()
    target = HTTPTarget(Origin(scheme: .http, host: "127.0.0.1", port: port))
  }

  func stop() { server.stop() }
}
