import AssayPlan
import AssayReport
import AssayRun
import AssaySystem
import Synchronization

/// Takes the results of a run from the workers and feeds the reports and the console's progress.
final class RunRecorder: Sendable {
  private struct State {
    var stream: RunStream
    var done = 0
    var notWell = 0
    var lastShown: Duration = .zero
    /// Why a report could not be written any further; told at the end, since the run is not to stop for it.
    var error: (any Error)?
  }

  let files: ReportFiles
  private let journal: AppendHandle
  private let part: PlanPart
  private let screen: ConsoleReport
  private let suites: [SuiteHeader]
  private let started = SystemClock.monotonic()
  private let state: Mutex<State>

  init(_ share: RunShare, _ files: ReportFiles, targets: [String], info: RunInfo, screen: ConsoleReport) throws {
    self.part = share.part
    self.files = files
    self.screen = screen
    let part = share.part
    let shard = share.shard.map {
      RunHeader.ShardIdentity(number: $0.number, count: $0.count, times: Self.digest(of: share.times))
    }
    let folder = try Files.workingDirectory()
    let suites = part.plan.suites.enumerated().map { index, suite in
      SuiteHeader(suite, index: part.suites[index], target: targets[index], folder: folder)
    }
    let header = RunHeader(info: info, plan: .init(share.whole), shard: shard)
    let stream = try files.stream(header, suites, counts: part.cases.map(\.count))
    journal = try files.beginJournal(header, suites, ids: part.plan.suites.map { $0.cases.map(\.id) })
    self.suites = suites
    state = Mutex(State(stream: stream))
  }

  /// Takes a result; called from the workers' threads.
  func record(_ result: CaseResult) {
    state.withLock { state in
      if state.error == nil {
        do {
          let record = CaseRecord(
            result, target: suites[result.suite].target, index: part.cases[result.suite][result.index])
          try journal.write(Journal.line(record, suite: result.suite, place: result.index))
          try state.stream.add(record, suite: result.suite, index: result.index)
        } catch {
          state.error = error
        }
      }
      state.done += 1
      if result.verdict.outcome == .failed || result.verdict.outcome == .error { state.notWell += 1 }
      let elapsed = SystemClock.monotonic() - started
      // Ten times a second is as often as a person sees a change.
      guard elapsed - state.lastShown > .milliseconds(100) else { return }
      state.lastShown = elapsed
      screen.progress(done: state.done, of: part.plan.caseCount, notWell: state.notWell, elapsed: elapsed)
    }
  }

  /// What a run came to, and where it was written.
  struct Told {
    var overview: RunOverview
    var paths: [String]
    /// The cases that were not well in an earlier run and were asked again in this one.
    var askedAgain: Set<String>
  }

  /// Writes the reports that stream.
  ///
  /// - Parameter isWhole: Whether every case of every contract was asked.
  func finish(duration: Duration, isWhole: Bool) throws -> Told {
    try state.withLock { state in
      if let error = state.error { throw error }
      let (seconds, attoseconds) = duration.components
      let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
      try journal.write(Journal.end(microseconds: microseconds))
      state.stream.finish(microseconds: microseconds, isWhole: isWhole)
      return Told(
        overview: state.stream.overview, paths: try files.write(state.stream), askedAgain: state.stream.askedAgain)
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
