import AssayJSON
import AssayPlan
import AssayReport
import AssayRun
import AssaySpec
import AssaySystem

/// The files of a run's reports in one folder: what is read before the run and written while it goes on and at its end.
struct ReportFiles {
  let folder: String
  let settings: ReportSettings
  let history: History
  let baseline: Baseline?

  /// Reads the history and the baseline; a file that cannot be used is an error before anything is asked.
  init(_ folder: String, _ settings: ReportSettings) throws {
    self.folder = folder
    self.settings = settings
    history = try Self.history(in: folder)
    baseline = try settings.baseline.map { try Baseline(parsing: Self.read($0, acceptsPipe: true), file: $0) }
  }

  /// The results of a `results.json`, or of the one in a folder.
  static func results(_ path: String) throws -> RunResults {
    let file = Files.isDirectory(path) ? path + "/results.json" : path
    return try RunResults(parsing: read(file, acceptsPipe: true), file: file)
  }

  /// A file of ours that is one JSON document, or has one a line.
  static func read(_ path: String, acceptsPipe: Bool = false) throws(SystemError) -> [UInt8] {
    try Files.read(path, limit: JSONLimits.maxBytes, acceptsPipe: acceptsPipe)
  }

  /// Makes the folder, and checks that every report can be written.
  func prepare() throws {
    var names = ["junit.xml", "results.json", "summary.md", "report.html", "history.jsonl", "journal.jsonl"]
    if settings.formats.contains(.tap) { names.append("results.tap") }
    if settings.formats.contains(.gitlab) { names.append("gl-code-quality-report.json") }
    try OutputFolder.prepare(
      folder, files: names, folders: settings.profile == .strict ? ["attachments", "surefire"] : ["attachments"])
    if settings.profile == .strict { for path in try oldSuites() { try OutputFolder.check(path) } }
    if let path = settings.stepSummary { _ = try AppendHandle(path) }
  }

  /// The journal of a new run with its first lines written; the journal and the reports of the last run go.
  func beginJournal(_ header: RunHeader, _ suites: [SuiteHeader], of plan: Plan) throws -> AppendHandle {
    let path = folder + "/journal.jsonl"
    // If the process were killed, a reader would take the reports of an earlier run for those of this one.
    let reports = [
      "junit.xml", "results.json", "summary.md", "report.html", "results.tap", "gl-code-quality-report.json",
    ]
    for old in try reports.map({ folder + "/" + $0 }) + [path] + oldSuites() where Files.kind(old) != nil {
      try Files.remove(old)
    }
    let journal = try AppendHandle(creating: path)
    try journal.write(Journal.begin(header))
    for (header, suite) in zip(suites, plan.suites) {
      try journal.write(Journal.begin(header, ids: suite.cases().map(\.id)))
    }
    return journal
  }

  /// The folder of a new run's attachments; the strict profile has none, since no schema knows them.
  func attachments() throws -> Attachments? {
    let attachments = try Attachments(in: folder, environment: Machine.environment)
    return settings.profile == .rich ? attachments : nil
  }

  /// The record without an attachment that is not there, as when only a shard's results were kept, or is not ours.
  static func withoutLostAttachment(_ record: CaseRecord) -> CaseRecord {
    guard let path = record.attachment, !(Attachments.isOurs(path: path) && Files.exists(path)) else { return record }
    var record = record
    record.attachment = nil
    return record
  }

  private static func history(in folder: String) throws -> History {
    let path = folder + "/history.jsonl"
    return Files.exists(path) ? try History(parsing: read(path), file: path) : History()
  }

  /// The mutation score that `assay mutate` left in the folder; one that cannot be read is as good as none.
  private var mutation: MutationFile.Score? {
    let path = folder + "/mutation.json"
    guard Files.exists(path), let bytes = try? Self.read(path) else { return nil }
    return try? MutationFile.score(parsing: bytes, file: path)
  }

  /// How long each case took in the folder's last run, by id; nothing when that run was a shard or cannot be read.
  ///
  /// Times that only this machine knows would deal the cases otherwise than on the other machines.
  func times() -> [String: Duration] {
    let path = folder + "/results.json"
    guard Files.exists(path), let bytes = try? Self.read(path),
      let last = try? RunResults(parsing: bytes, file: path), last.header.shard == nil
    else { return [:] }
    return last.times
  }

  /// The stream that takes the run's cases; everything large goes to disk.
  ///
  /// - Parameter counts: How many cases each suite has.
  func stream(_ header: RunHeader, _ suites: [SuiteHeader], counts: [Int]) throws -> RunStream {
    let buffer = { () throws(SystemError) -> any Buffer in FileBuffer(file: try BufferFile(in: folder)) }
    var outputs = RunStream.Outputs()
    outputs.junit = JUnitStream(header: header, suites: suites, profile: settings.profile, buffer: try buffer())
    outputs.results = ResultsStream(header: header, suites: suites, buffer: try buffer())
    if settings.formats.contains(.tap) { outputs.tap = TAPStream(count: counts.reduce(0, +), buffer: try buffer()) }
    let context = RunStream.Context(
      baseline: baseline, failingSince: history.failingSince, today: SystemClock.now().isoDate)
    return RunStream(header: header, suites: suites, counts: counts, context: context, outputs: outputs)
  }

  /// Writes everything, each file whole or not at all, and gives the paths.
  func write(_ stream: RunStream, contracts: Catalog, coverage: [Coverage] = []) throws -> [String] {
    var paths: [String] = []
    let overview = stream.overview
    func write(_ name: String, _ body: (AtomicFile) throws -> Void) throws {
      let file = try AtomicFile(folder + "/" + name)
      try body(file)
      try file.commit()
      paths.append(folder + "/" + name)
    }
    if let junit = stream.outputs.junit {
      try write("junit.xml") { file in
        try junit.finish(overview) { try file.write($0) }
      }
      if settings.profile == .strict { try writeSuites(junit, overview) }
    }
    if let results = stream.outputs.results {
      try write("results.json") { file in
        try results.finish(overview) { try file.write($0) }
      }
    }
    let summary = SummaryMarkdown.text(of: overview)
    try write("summary.md") { try $0.write(Array(summary.utf8)) }
    if let tap = stream.outputs.tap {
      try write("results.tap") { file in try tap.finish(overview) { try file.write($0) } }
    }
    if settings.formats.contains(.gitlab) {
      try write("gl-code-quality-report.json") { try $0.write(CodeQuality.bytes(of: overview)) }
    }
    if let path = settings.stepSummary { try AppendHandle(path).write(Array(summary.utf8)) }
    // Another run may have ended here since this one began.
    var history = (try? Self.history(in: folder)) ?? history
    history.add(overview, judgedAgain: stream.judgedAgain)
    try Files.writeAtomically(folder + "/history.jsonl", history.bytes)
    let endpoints = contracts.providers.flatMap(\.endpoints).map { ($0.id, $0) }
    let context = HTMLReport.Context(
      contracts: Dictionary(endpoints) { first, _ in first }, earlier: self.history.runs(except: overview.header),
      judgedAgain: stream.judgedAgain, mutation: mutation, coverage: coverage)
    let page = folder + "/report.html"
    try Files.writeAtomically(page) { write in stream.page.write(overview, context, to: write) }
    return paths + [page]
  }

  /// A file a suite, as Surefire names them; those of an earlier run go first, since a reader takes all there are.
  private func writeSuites(_ junit: JUnitStream, _ overview: RunOverview) throws {
    let place = folder + "/surefire"
    try Files.createDirectories(place)
    for path in try oldSuites() { try Files.remove(path) }
    if JUnitStream.needsOwnSuite(overview) {
      let file = try AtomicFile("\(place)/TEST-assay.xml")
      try junit.finishOwnSuite(overview) { try file.write($0) }
      try file.commit()
    }
    for (index, suite) in overview.suites.enumerated() {
      let file = try AtomicFile("\(place)/TEST-\(SafeFileName.text(suite.header.id)).xml")
      try junit.finish(suite: index, of: overview) { try file.write($0) }
      try file.commit()
    }
  }

  /// The suites' files that an earlier run left.
  private func oldSuites() throws(SystemError) -> [String] {
    let place = folder + "/surefire"
    guard Files.kind(place) == .folder else { return [] }
    return try Files.list(place).filter { $0.hasPrefix("TEST-") && $0.hasSuffix(".xml") }.map { "\(place)/\($0)" }
  }

  /// A warning about a file that its readers would refuse; `nil` when there is none.
  func complaint(_ overview: RunOverview) -> String? {
    let path = folder + "/junit.xml"
    let remedy = "use --shard, or --junit-profile strict and its files in \(folder)/surefire"
    if overview.counts.total > JUnitLimits.gitLabCases {
      return "\(path) has \(overview.counts.total) cases, more than GitLab takes in one file: \(remedy)\n"
    }
    guard let size = Files.size(path), size > JUnitLimits.gitLabFileBytes else { return nil }
    return "\(path) has \(size / 1_000_000) MB, and GitLab reads at most 30 MB a file: \(remedy)\n"
  }
}

/// A spool on disk.
private struct FileBuffer: Buffer {
  let file: BufferFile

  func append(_ bytes: [UInt8]) throws { try file.append(bytes) }
  func read(at offset: Int, count: Int) throws -> [UInt8] { try file.read(at: offset, count: count) }
}
