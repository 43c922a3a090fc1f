import AssayPlan
import AssayReport
import AssayRun
import AssaySpec
import AssaySystem
import Synchronization

/// Takes the results of a run from the workers and feeds the reports and the console's progress.
final class RunRecorder: Sendable {
  private struct State {
    var stream: RunStream
    var coverage: [CoverageCounter]
    var done = 0
    var notWell = 0
    var clock: ProgressClock
    /// Why a report could not be written any further; told at the end, since the run is not to stop for it.
    var error: (any Error)?
  }

  let files: ReportFiles
  private let journal: AppendHandle
  private let attachments: Attachments?
  private let part: PlanSlice
  private let screen: ConsoleReport
  private let suites: [SuiteHeader]
  private let curl: [CurlLine.Destination]
  private let preparer: RunStream.Preparer
  /// Never counted with: they only say what a case shows.
  private let counters: [CoverageCounter]
  private let started = SystemClock.monotonic()
  private let state: Mutex<State>

  /// - Parameter curl: How curl reaches the target of each suite.
  init(
    _ share: ShardSelection, _ files: ReportFiles, targets: [String], isMock: [Bool], info: RunInfo,
    settings: RunHeader.Settings, screen: ConsoleReport, curl: [CurlLine.Destination]
  ) throws {
    self.curl = curl
    self.part = share.part
    self.files = files
    self.screen = screen
    let part = share.part
    let shard = share.shard.map {
      RunHeader.ShardIdentity(number: $0.number, count: $0.count, times: Self.digest(of: share.times))
    }
    let folder = try Files.workingDirectory()
    let suites = part.plan.suites.enumerated().map { index, suite in
      SuiteHeader(
        suite, index: part.suiteInWhole(index), target: targets[index], isMock: isMock[index], folder: folder)
    }
    let header = RunHeader(
      id: RunHeader.newID(), info: info, plan: .init(share.whole, isWhole: share.isWhole), shard: shard,
      settings: settings)
    let stream = try files.stream(header, suites, counts: part.plan.suites.map(\.count))
    journal = try files.beginJournal(header, suites, of: part.plan)
    self.suites = suites
    attachments = try files.attachments()
    preparer = stream.preparer
    counters = part.plan.suites.map { CoverageCounter($0.endpoint, $0.provider) }
    state = Mutex(
      State(
        stream: stream, coverage: counters, clock: ProgressClock(interval: screen.progressInterval)))
  }

  /// Takes a result; called from the workers' threads.
  ///
  /// What takes time is done before the others are made to wait. Nothing of a result is kept but what its reports show.
  func record(_ result: CaseResult) {
    var record = CaseRecord(
      result, target: curl[result.suite],
      index: part.indexInWhole(CaseIndex(suite: result.suite, index: result.index)).index)
    var failure: (any Error)?
    do {
      record.attachment = try attachments?.attach(result, record, endpoint: suites[result.suite].id)
    } catch {
      failure = error
    }
    let prepared = preparer.prepare(record, suite: result.suite, index: result.index)
    let sighting = counters[result.suite].sighting(in: result)
    do {
      try journal.write(Journal.line(record, suite: result.suite, place: result.index))
    } catch {
      failure = failure ?? error
    }
    state.withLock { state in
      do {
        try state.stream.add(prepared)
      } catch {
        failure = failure ?? error
      }
      state.error = state.error ?? failure
      state.coverage[result.suite].count(sighting)
      state.done += 1
      if result.verdict.outcome == .failed || result.verdict.outcome == .error { state.notWell += 1 }
      screen.tell(record)
      let elapsed = SystemClock.monotonic() - started
      guard state.clock.isDue(at: elapsed) else { return }
      screen.progress(done: state.done, of: part.plan.caseCount, notWell: state.notWell, elapsed: elapsed)
    }
  }

  /// Ends the run.
  func finish(duration: Duration, ending: RunInfo.Ending) -> (overview: RunOverview, coverage: [Coverage]) {
    state.withLock { state in
      let (seconds, attoseconds) = duration.components
      state.stream.finish(
        microseconds: seconds * 1_000_000 + attoseconds / 1_000_000_000_000, ending: ending)
      return (state.stream.overview, state.coverage.map(\.coverage))
    }
  }

  /// Writes the reports that stream, and gives their paths.
  ///
  /// - Throws: What kept a report from being written, now or while the run went on.
  func write(contracts: Catalog) throws -> [String] {
    try state.withLock { state in
      if let error = state.error { throw error }
      try journal.write(Journal.end(state.stream.overview))
      return try files.write(state.stream, contracts: contracts, coverage: state.coverage.map(\.coverage))
    }
  }

  private static func digest(of times: [String: Duration]) -> String? {
    if times.isEmpty { return nil }
    var hash = StableHash()
    for (id, time) in times.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      hash.add("\(id) \(time.components.seconds) \(time.components.attoseconds)")
    }
    return hash.hex
  }
}
