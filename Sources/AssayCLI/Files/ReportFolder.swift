import AssayReport
import AssayRun
import AssaySpec
import AssaySystem
import Synchronization

/// The folder of a run's reports: reads what earlier runs left there, and takes what reporters write.
final class ReportFolder: ReportOutput {
  private struct State {
    /// The file that the current reporter writes; it appears as a whole.
    var file: AtomicFile?
    var logs: [String: AppendHandle] = [:]
    var written: [String] = []

    mutating func commit(_ folder: String) throws {
      guard let file = self.file else { return }
      self.file = nil
      try file.commit()
      let name = file.path.dropFirst(folder.count + 1)
      // The history is for the tool, and there is a file for each of many suites.
      if name != "history.jsonl", !name.contains("/") { written.append(file.path) }
    }
  }

  let path: String
  let settings: ReportSettings
  let history: History
  private let baseline: Baseline?
  private let state = Mutex(State())

  /// Reads the history and the baseline; a file that cannot be used is an error before any request is sent.
  init(_ path: String, _ settings: ReportSettings) throws {
    self.path = path
    self.settings = settings
    history = try Self.history(in: path)
    baseline = try settings.baseline.map { try Baseline(parsing: ResultsFile.read($0, acceptsPipe: true), file: $0) }
  }

  /// What earlier runs and the baseline say of the cases.
  var background: EventStream.Background {
    .init(baseline: baseline, failingSince: history.failingSince, today: SystemClock.now().isoDate)
  }

  /// What the reporters of a command are made of; the command adds what it has.
  func setup(_ catalog: Catalog) -> ReportSetup {
    var setup = ReportSetup(catalog: catalog) { [path] in FileBuffer(file: try BufferFile(in: path)) }
    setup.formats = settings.formats
    setup.profile = settings.profile
    setup.stepSummary = settings.stepSummary
    setup.history = history
    setup.mutation = mutation
    setup.historyReporter = HistoryReporter { [path, history] in (try? Self.history(in: path)) ?? history }
    setup.token = String(UInt64.random(in: .min ... .max), radix: 36)
    return setup
  }

  /// The console's reporter with the settings of this machine.
  func console(
    _ scope: ConsoleReporter.Scope = .run, rerun: @escaping @Sendable ([String]) -> String = { _ in "" }
  ) -> ConsoleReporter {
    ConsoleReporter(
      isTerminal: StandardStream.output.isTerminal, style: settings.style, scope: scope, rerun: rerun,
      files: { self.state.withLock { $0.written } }, now: { SystemClock.monotonic() })
  }

  /// Makes the folder, checks that every report can be written, and removes the files a suite that an earlier run left,
  /// since their readers take all there are.
  func prepare() throws {
    let kinds = ReportKind.all.filter { $0.format.map(settings.formats.contains) ?? true }
    try OutputFolder.prepare(
      path, files: kinds.flatMap(\.files) + ["history.jsonl"],
      folders: settings.profile == .strict ? ["attachments", "surefire"] : ["attachments"])
    if settings.profile == .strict {
      try Files.createDirectories(path + "/surefire")
      for old in try oldSuites() { try OutputFolder.check(old) }
      for old in try oldSuites() { try Files.remove(old) }
    }
    if let path = settings.stepSummary { _ = try AppendHandle(path) }
  }

  /// Removes the reports of the last run: if the process were killed, a reader would take them for those of this one.
  func removeReports() throws {
    for old in try ReportKind.all.flatMap(\.files).map({ path + "/" + $0 }) + oldSuites() where Files.kind(old) != nil {
      try Files.remove(old)
    }
  }

  /// The folder of a new run's attachments; the strict profile has none, since no schema knows them.
  func attachments() throws -> Attachments? {
    let attachments = try Attachments(in: path, environment: Machine.environment)
    return settings.profile == .rich ? attachments : nil
  }

  /// Gives reporters the events of a run that was read from files.
  func report(_ results: RunResults, _ setup: ReportSetup, _ console: Console) throws -> ExitStatus {
    var results = results
    // An attachment may not be there, as when only a shard's results were kept, or may not be ours.
    for suite in results.suites.indices {
      for index in results.suites[suite].cases.indices {
        guard let path = results.suites[suite].cases[index].attachment else { continue }
        if Attachments.isOurs(path: path), Files.exists(path) { continue }
        results.suites[suite].cases[index].attachment = nil
      }
    }
    let (summary, error) = try results.replay(background, to: try setup.reporters(), self)
    if let error { throw error }
    if let warning = warning(summary) { console.writeError(warning) }
    return ExitStatus(summary.conclusion)
  }

  func write(_ destination: ReportDestination, _ bytes: [UInt8]) throws {
    switch destination {
    case .console: StandardStream.output.write(String(decoding: bytes, as: UTF8.self))
    case .file(let name):
      let path = path + "/" + name
      try state.withLock { state in
        if let file = state.file, file.path != path { try state.commit(self.path) }
        if state.file == nil { state.file = try AtomicFile(path) }
        try state.file?.write(bytes)
      }
    case .log(let name):
      let path = name.hasPrefix("/") ? name : path + "/" + name
      try state.withLock { state in
        if state.logs[path] == nil { state.logs[path] = try AppendHandle(path) }
        try state.logs[path]?.write(bytes)
      }
    }
  }

  func commit() throws { try state.withLock { try $0.commit(path) } }
  func discard() { state.withLock { $0.file = nil } }

  private static func history(in folder: String) throws -> History {
    let path = folder + "/history.jsonl"
    return Files.exists(path) ? try History(parsing: ResultsFile.read(path), file: path) : History()
  }

  /// The mutation score that `assay mutate` left in the folder; one that cannot be read counts as none.
  private var mutation: MutationFile.Score? {
    let path = path + "/mutation.json"
    guard Files.exists(path), let bytes = try? ResultsFile.read(path) else { return nil }
    return try? MutationFile.score(parsing: bytes, file: path)
  }

  /// How long each case took in the folder's last run, by id; nothing when that run was a shard or cannot be read.
  ///
  /// Times that only this machine knows would deal the cases otherwise than on the other machines.
  func times() -> [String: Duration] {
    let path = path + "/results.json"
    guard Files.exists(path), let bytes = try? ResultsFile.read(path),
      let last = try? RunResults(parsing: bytes, file: path), last.header.shard == nil
    else { return [:] }
    return last.times
  }

  /// The suites' files that an earlier run left.
  private func oldSuites() throws(SystemError) -> [String] {
    let folder = path + "/surefire"
    guard Files.kind(folder) == .folder else { return [] }
    return try Files.list(folder).filter { $0.hasPrefix("TEST-") && $0.hasSuffix(".xml") }.map { "\(folder)/\($0)" }
  }

  /// A warning about a file that its readers would refuse; `nil` when there is none.
  func warning(_ summary: RunSummary) -> String? {
    let file = path + "/junit.xml"
    let remedy = "use --shard, or --junit-profile strict and its files in \(path)/surefire"
    if summary.counts.total > JUnitLimits.gitLabCases {
      return "\(file) has \(summary.counts.total) cases, more than GitLab takes in one file: \(remedy)\n"
    }
    guard let size = Files.size(file), size > JUnitLimits.gitLabFileBytes else { return nil }
    return "\(file) has \(size / 1_000_000) MB, and GitLab reads at most 30 MB a file: \(remedy)\n"
  }
}

private struct FileBuffer: Buffer {
  let file: BufferFile

  func append(_ bytes: [UInt8]) throws { try file.append(bytes) }
  func read(at offset: Int, count: Int) throws -> [UInt8] { try file.read(at: offset, count: count) }
}
