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
  /// Whether the coverage is what the user asked for.
  var printsCoverage = false

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
    let files = try ReportFiles(settings.output, settings.reports)
    let times = settings.reports.shard == nil ? [:] : files.times()
    let part = settings.reports.shard.map { PlanPart($0, of: plan, times: times) } ?? PlanPart(whole: plan)
    if settings.isDryRun {
      DryRun(console: console).print(part.plan, settings)
      return .passed
    }
    try Files.createDirectories(settings.output)
    let mock = try settings.targets.values.contains(.mock) ? EmbeddedMock(catalog: asked, settings) : nil
    defer { mock?.stop() }
    return try run(part, of: plan, settings, files, times, mock, repetition: Repetition.command(arguments))
  }

  private func run(
    _ part: PlanPart, of whole: Plan, _ settings: RunSettings, _ files: ReportFiles, _ times: [String: Duration],
    _ mock: EmbeddedMock?, repetition: [String]
  ) throws -> ExitStatus {
    let plan = part.plan
    let targets = try plan.suites.map { suite in
      try target(settings.targets[suite.provider.id] ?? .mock, mock)
    }
    let info = RunInfo(
      toolVersion: AssayCommand.version, startedAt: SystemClock.now().iso8601, hostname: Machine.hostName,
      seed: settings.seed, isStrict: settings.configuration.isStrict)
    let runner = Runner(
      plan: plan, targets: targets, secrets: settings.secrets(for: catalog), configuration: settings.configuration,
      machine: .system)
    let silence = GitHubAnnotations.silence(token: String(UInt64.random(in: .min ... .max), radix: 36))
    let isOnGitHub = settings.reports.formats.contains(.github)
    let screen = ConsoleReport(
      isTerminal: console.isTerminal, style: settings.reports.style, write: { StandardStream.output.write($0) })
    let recorder = try RunRecorder(
      part, of: whole, files, times: times, targets: targets.map(\.name), info: info, screen: screen)
    if isOnGitHub { console.print(silence.begin) }
    screen.begin(plan, targets: targets.map(\.name), info)
    let results = Mutex<[CaseResult]>([])
    let started = SystemClock.monotonic()
    runner.run { event in
      guard case .finished(let result) = event else { return }
      results.withLock { $0.append(result) }
      recorder.record(result)
    }
    let report = RunReport(
      plan: plan, targets: targets.map(\.name), results: results.withLock { $0 }, info: info,
      duration: SystemClock.monotonic() - started)
    let isWhole =
      settings.reports.shard == nil && settings.only.isEmpty && settings.skip.isEmpty
      && settings.targets.count == catalog.providers.count
    let (overview, paths) = try recorder.finish(duration: report.duration, isWhole: isWhole)
    screen.end(
      report, files: paths, ending: RunEnding.text(of: overview, command: repetition, style: settings.reports.style),
      summary: overview.tally.words)
    if isOnGitHub { console.print(silence.end + GitHubAnnotations.text(of: overview)) }
    if let complaint = files.complaint(overview) { console.complain(complaint) }
    if printsCoverage { console.print("\n" + CoverageText.text(of: report.coverage)) }
    // A shard may have none of the cases that can be judged; whether anything was judged is for merge to say.
    let status = ExitStatus(overview)
    return status == .nothing && settings.reports.shard != nil && !overview.isBroken ? .passed : status
  }

  private func target(_ choice: TargetChoice, _ mock: EmbeddedMock?) throws -> any Target {
    switch choice {
    case .mock: return mock!.target
    case .url(let text):
      do {
        return HTTPTarget(try Origin(text))
      } catch {
        throw UsageError("--target \(text): \(error.message)", command: "run")
      }
    }
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
