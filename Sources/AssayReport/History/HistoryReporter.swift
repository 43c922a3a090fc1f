import AssayRun

/// Adds a run to `history.jsonl`.
package struct HistoryReporter: Reporter {
  private let read: @Sendable () -> History

  /// - Parameter read: Reads the history again, since another run may have ended after this one began.
  package init(read: @escaping @Sendable () -> History) { self.read = read }

  package mutating func handle(_ event: RunEvent, encoded: [UInt8], write: ReportWriter) throws {
    guard case .runFinished(let summary) = event else { return }
    var history = read()
    history.add(summary)
    try write(.file("history.jsonl"), history.bytes)
  }
}
