import AssayPlan
import Synchronization

/// Passes the events of a run to its reporters, with what earlier runs say of each case, and sums them up.
package final class EventStream: Sendable {
  /// What is known of the cases from outside the run.
  package struct Background: Sendable {
    package var baseline: Baseline?
    /// The cases that failed when they were last judged, with the start of the run in which that began.
    package var failingSince: [String: String]
    /// The day, as `yyyy-mm-dd`.
    package var today: String

    package init(baseline: Baseline? = nil, failingSince: [String: String] = [:], today: String) {
      self.baseline = baseline
      self.failingSince = failingSince
      self.today = today
    }
  }

  private struct State {
    /// `nil` for a reporter that could not write.
    var reporters: [(any Reporter)?]
    var summary: RunSummary
    /// The ids of the baseline's entries that the run has.
    var listed: Set<String> = []
    var error: (any Error)?

    mutating func handle(_ event: RunEvent, _ encoded: [[UInt8]]?, _ output: any ReportOutput) {
      for index in reporters.indices {
        do {
          try reporters[index]?.handle(event, encoded: encoded?[index] ?? [], write: output.write)
          if case .runFinished = event { try output.commit() }
        } catch {
          output.discard()
          reporters[index] = nil
          self.error = self.error ?? error
        }
      }
    }
  }

  private let background: Background
  private let startedAt: String
  /// As they were when the run had started; they encode and handle nothing.
  private let encoders: [any Reporter]
  private let output: any ReportOutput
  private let state: Mutex<State>

  /// Starts the run: every reporter handles `runStarted`.
  ///
  /// - Throws: What keeps a report from being written.
  package init(
    _ header: RunHeader, _ suites: [SuiteHeader], background: Background, reporters: [any Reporter],
    output: any ReportOutput
  ) throws {
    var reporters = reporters
    // Who handles the end last handles the start first, so that what it prints encloses what the others print.
    for index in reporters.indices.reversed() {
      try reporters[index].handle(.runStarted(header, suites), encoded: [], write: output.write)
    }
    self.background = background
    startedAt = header.info.startedAt
    encoders = reporters
    self.output = output
    state = Mutex(State(reporters: reporters, summary: RunSummary(header: header, suites: suites)))
  }

  /// Takes a case, from any thread.
  package func caseFinished(_ record: CaseRecord, at index: CaseIndex) {
    let since = background.failingSince[record.id]
    let record = annotated(record, since)
    let encoded = encoders.map { $0.encode(record, at: index) }
    state.withLock { state in
      state.summary.add(record, suite: index.suite, failedBefore: since != nil)
      if background.baseline?.entry(record.id) != nil { state.listed.insert(record.id) }
      state.handle(.caseFinished(record, index), encoded, output)
    }
  }

  /// Remembers what kept something from being written; the run goes on, and its end says it.
  package func recordFailure(_ error: any Error) { state.withLock { $0.error = $0.error ?? error } }

  /// Ends the run: every reporter handles `runFinished`.
  ///
  /// - Returns: The summary, and the first error that kept a report from being written.
  package func finish(
    microseconds: Int64, ending: RunInfo.Ending, coverage: [Coverage] = []
  ) -> (summary: RunSummary, error: (any Error)?) {
    state.withLock { state in
      let orphans = background.baseline?.entries.filter { !state.listed.contains($0.id) } ?? []
      state.summary.finish(microseconds: microseconds, ending: ending, orphans: orphans, coverage: coverage)
      state.handle(.runFinished(state.summary), nil, output)
      return (state.summary, state.error)
    }
  }

  /// The record with what the baseline and the runs before this one say of the case.
  private func annotated(_ record: CaseRecord, _ since: String?) -> CaseRecord {
    var record = record
    switch record.outcome {
    // Moments of this form are in order as texts.
    case .failed: record.failingSince = [record.failingSince, since, startedAt].compactMap { $0 }.min()
    // There is no verdict in this run, so the last known failure is kept.
    case .error, .skipped: record.failingSince = record.failingSince ?? since
    case .passed: break
    }
    if let baseline = background.baseline { record.baseline = baseline.mark(record, today: background.today) }
    return record
  }
}
