import AssayContract
import AssayHTTP
import AssayMock
import AssayNet
import AssayPlan
import AssayReport
import AssayRun
import AssaySpec
import AssaySystem
import Synchronization

extension Subcommand {
  static let run = Subcommand(
    "run", "send the cases of every contract to a target and judge the responses (the default command)",
    options: RunSettings.options
  ) { try RunCommand(catalog: $0.catalog, console: $0.console).run($0.arguments) }

  static let coverage = Subcommand(
    "coverage", "run, and print which documented statuses, members, enum values, states and credentials were seen",
    options: RunSettings.options.filter { $0.name != "--dry-run" }
  ) { try RunCommand(catalog: $0.catalog, console: $0.console, printsCoverage: true).run($0.arguments) }
}

/// `assay run`: plans, sends, judges, reports.
struct RunCommand {
  let catalog: Catalog
  let console: Console
  /// Whether to print the coverage.
  var printsCoverage = false

  func run(_ arguments: Arguments) throws -> ExitStatus {
    let settings = try RunSettings(arguments, catalog, environment: Machine.environment)
    let tested = Catalog(catalog.providers.filter { settings.targets[$0.id] != nil })
    let planner = Planner(values: { settings.planValues(for: $0) })
    guard Linter().findings(in: tested).isEmpty else { return writeError(of: planner.findings(in: tested)) }
    let reached = try targets(of: tested, settings)
    let contracts: CompiledCatalog
    let plan: Plan
    do throws(SpecError) {
      contracts = try CompiledCatalog(tested)
      plan = try planner.plan(contracts)
    } catch {
      return writeError(of: planner.findings(in: tested))
    }
    let selected = plan.selecting(only: settings.only, skip: settings.skip)
    guard selected.caseCount > 0 else {
      console.writeError("assay: no case is selected: see assay list for the ids that --only and --skip match\n")
      return .nothing
    }
    try settings.hosts.checkSecrets(of: selected, at: reached)
    let tokens = try TokenEndpoints(selected, catalog, reached, settings)
    // The mock has a value for every fixture, and to look at the cases of a large plan means to make them again.
    let missing = reached.isEmpty ? nil : MissingValues(in: selected)
    if let missing, !settings.isDryRun { throw UsageError(missing.message, command: "run") }
    // What a request does on another machine is done; this one's servers are free.
    let isMetered = selected.suites.map { suite in
      reached[suite.provider.id].map { !HostPolicy.isThisMachine($0) } ?? false
    }
    let whole = selected.within(
      settings.allowances, isMetered: isMetered, maxWait: settings.configuration.maxWait)
    let folder = try ReportFolder(settings.output, settings.reports)
    let isWhole =
      settings.only.isEmpty && settings.skip.isEmpty && settings.targets.count == catalog.providers.count
    let share = ShardSelection(
      settings.reports.shard, of: whole, isWhole: isWhole, settings.allowances, isMetered, times: folder.times())
    let redactor = settings.redactor(for: catalog)
    if settings.isDryRun {
      DryRun(console: console, redactor: redactor).print(share.part.plan, settings)
      if let missing { throw UsageError(missing.message, command: "run") }
      return .passed
    }
    try folder.prepare()
    let mock = try settings.targets.values.contains(.mock) ? EmbeddedMock(tested, contracts, settings) : nil
    defer { mock?.stop() }
    let connections = ConnectionGroup()
    let isMock = share.part.plan.suites.map { reached[$0.provider.id] == nil }
    let targets = share.part.plan.suites.map { suite in
      var target = reached[suite.provider.id] ?? mock!.target
      target.connections = connections
      return target
    }
    watchInterrupts(connections, settings)
    defer { Signals.stopWatchingInterrupts() }
    return try run(
      share, targets, isMock: isMock,
      tokens, mock, folder, settings,
      settings.recorded(selected, reached, redactor),
      Repetition(
        settings: settings, arguments: arguments, catalog: catalog, redactor: redactor, program: Repetition.program,
        environment: Machine.environment))
  }

  /// Makes an interrupt end the run, and a second one the process.
  private func watchInterrupts(_ connections: ConnectionGroup, _ settings: RunSettings) {
    Signals.watchInterrupts { [console] count in
      if count == 1 {
        connections.cancel()
        console.writeError("assay: interrupted; the reports are being written (interrupt again to end at once)\n")
      } else {
        AtomicFile.discardAll()
        console.writeError(
          "assay: ended at once; assay report --output \(CurlLine.quote(settings.output)) makes the reports of what was judged\n"
        )
        Machine.exitAtOnce(ExitStatus.interrupted.rawValue)
      }
    }
  }

  private func writeError(of findings: [Linter.Finding]) -> ExitStatus {
    for finding in findings { console.writeError(finding.description + "\n") }
    console.writeError("assay: \(findings.count) findings in the contracts: correct them, or see assay lint\n")
    return .wrong
  }

  /// Where each provider's requests go, if not to the mock; throws for a host that this run may not reach.
  private func targets(of catalog: Catalog, _ settings: RunSettings) throws(UsageError) -> [String: HTTPTarget] {
    var targets: [String: HTTPTarget] = [:]
    for provider in catalog.providers {
      guard case .url(let text) = settings.targets[provider.id] else { continue }
      let target = try settings.network.target(text)
      try settings.hosts.check(target, for: provider, in: self.catalog)
      targets[provider.id] = target
    }
    return targets
  }

  private func run(
    _ share: ShardSelection, _ targets: [HTTPTarget], isMock: [Bool],
    _ tokens: TokenEndpoints, _ mock: EmbeddedMock?, _ folder: ReportFolder,
    _ settings: RunSettings,
    _ recorded: RunHeader.Settings, _ repetition: Repetition
  ) throws -> ExitStatus {
    let part = share.part
    let plan = part.plan
    var header = RunHeader.empty
    header.id = RunHeader.newID()
    header.info.toolVersion = AssayCommand.version
    header.info.startedAt = SystemClock.now().iso8601
    header.info.hostname = Machine.hostName
    header.info.seed = settings.seed
    header.info.isStrict = settings.configuration.isStrict
    header.info.allowsSkips = settings.allowsSkips
    header.plan = .init(share.whole, isWhole: share.isWhole)
    header.shard = share.identity
    header.settings = recorded
    let workingDirectory = try Files.workingDirectory()
    let suites = plan.suites.enumerated().map { index, suite in
      SuiteHeader(
        suite, index: part.suiteInWhole(index), target: targets[index].name, isMock: isMock[index],
        folder: workingDirectory)
    }
    let started = SystemClock.monotonic()
    let own = mock?.target
    var codes: [String: any CodeSource] = [:]
    if let mock {
      for (suite, isMock) in zip(plan.suites, isMock) where isMock { codes[suite.provider.id] = mock.sessions }
    }
    let secrets = settings.secrets(for: catalog)
    let environment = RunEnvironment.system(seed: settings.seed, deadline: settings.deadline.map { started + $0 })
    let accessTokens =
      tokens.isEmpty
      ? nil
      : AccessTokens(secrets: secrets, configuration: settings.configuration, environment: environment) { grant in
        tokens.endpoint(of: grant, own: own)
      }
    let runner = Runner(
      plan: plan, targets: targets, secrets: secrets, configuration: settings.configuration, environment: environment,
      redactor: repetition.redactor, effectBudget: EffectBudget(share.allowances), isMetered: share.isMetered,
      // The embedded mock ends with the run, so a line that repeats a case leaves the target to a variable.
      curl: targets.map { target in
        target.isOwnServer
          ? .init(Placeholder.text(for: "ASSAY_TARGET")) : .init(target.name, options: settings.network.curlOptions)
      },
      tokens: accessTokens, codes: codes, wholeIndex: { part.indexInWhole($0).index })
    try folder.removeReports()
    var setup = folder.setup(catalog)
    setup.journal = JournalReporter { take in
      for (suite, planned) in plan.suites.enumerated() { try take(suite, planned.caseIDs) }
    }
    setup.console = folder.console { repetition.line(for: $0) }
    setup.printsCoverage = printsCoverage
    let stream = try EventStream(
      header, suites, background: folder.background, reporters: try setup.reporters(), output: folder)
    let attachments = try folder.attachments()
    let coverage = runner.run { record, index in
      var record = record
      do {
        try attachments?.attach(&record, endpoint: suites[index.suite].id)
      } catch {
        stream.recordFailure(error)
      }
      stream.caseFinished(record, at: index)
    }
    let (summary, error) = stream.finish(
      microseconds: (SystemClock.monotonic() - started).microseconds,
      ending: Signals.wasInterrupted ? .interrupted : .completed, coverage: coverage)
    // The result of the run is printed even when it cannot be written.
    if let error { throw error }
    if let warning = folder.warning(summary) { console.writeError(warning) }
    return summary.header.info.ending == .interrupted ? .interrupted : ExitStatus(summary.conclusion)
  }
}

extension RunEnvironment {
  /// This machine's clock and threads; chance follows the seed.
  static func system(seed: UInt64, deadline: Duration?) -> RunEnvironment {
    let state = Atomic<UInt64>(seed)
    return RunEnvironment(
      now: { SystemClock.monotonic() },
      sleep: { sleepUnlessInterrupted($0) },
      parallel: { Threads.runOrAlone(count: $0, $1) },
      wallClock: { SystemClock.now().seconds },
      random: {
        Double(splitMix(state.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue) >> 11) / 0x1p53
      },
      isStopped: { Signals.wasInterrupted ? "the run was interrupted" : nil },
      deadline: deadline)
  }

  /// The output function of SplitMix64 (Steele, Lea and Flood, 2014).
  private static func splitMix(_ state: UInt64) -> UInt64 {
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  private static func sleepUnlessInterrupted(_ duration: Duration) {
    let end = SystemClock.monotonic() + duration
    while !Signals.wasInterrupted {
      let left = end - SystemClock.monotonic()
      if left <= .zero { return }
      SystemClock.sleep(min(left, .milliseconds(50)))
    }
  }
}

extension Threads {
  /// Runs the body on so many threads; where no thread can be had, this one does the work of all, one after the other.
  fileprivate static func runOrAlone(count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    if count == 1 { return body(0) }
    do { try run(count: count, body) } catch { body(0) }
  }
}

/// The mock of the run's own providers, on a free port of this machine.
struct EmbeddedMock {
  let server: HTTPServer
  let target: HTTPTarget
  /// What scenarios change, and the codes that were sent.
  let sessions: MockSessions

  init(_ catalog: Catalog, _ contracts: CompiledCatalog, _ settings: RunSettings) throws {
    let secretNames = Set(catalog.providers.flatMap(\.fixtures).filter(\.isSecret).map(\.name))
    let values = settings.variables.values.filter { !secretNames.contains($0.key) }
    let mock = try Mock(contracts, values: values)
    let sessions = MockSessions(mock, MockState(seededFrom: catalog, values: values))
    self.sessions = sessions
    server = HTTPServer(bind: .loopback(port: 0)) { request in .response(sessions.answer(request)) }
    let port = try server.start()
    target = HTTPTarget(Origin(scheme: .http, host: "127.0.0.1", port: port), isOwnServer: true)
  }

  func stop() { server.stop() }
}
