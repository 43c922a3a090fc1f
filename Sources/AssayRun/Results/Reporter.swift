import AssayPlan

/// What happens in a run, in this order: it starts, cases finish in any order, it ends.
package enum RunEvent: Sendable {
  case runStarted(RunHeader, [SuiteHeader])
  /// A case, by the position of its suite among those of `runStarted` and its own position in that suite.
  case caseFinished(CaseRecord, CaseIndex)
  case runFinished(RunSummary)
}

/// Handles the events of a run and writes one report through a function that it is given.
package protocol Reporter: Sendable {
  /// What the report has of a case, as bytes.
  ///
  /// This is the slow part, so several threads do it at once, each for another case and before the case's event. It may
  /// use what the reporter knows since the run started, and nothing of other cases.
  func encode(_ record: CaseRecord, at index: CaseIndex) -> [UInt8]

  /// Handles an event; events come one at a time.
  ///
  /// - Parameters:
  ///   - encoded: What ``encode(_:at:)`` made of the event's case; empty for other events.
  ///   - write: Takes what is to be written.
  /// - Throws: What kept the report from being written; it then gets no further event.
  mutating func handle(_ event: RunEvent, encoded: [UInt8], write: ReportWriter) throws
}

extension Reporter {
  package func encode(_ record: CaseRecord, at index: CaseIndex) -> [UInt8] { [] }
}

/// Takes bytes of a report, for their destination.
package typealias ReportWriter = (ReportDestination, [UInt8]) throws -> Void

/// Where bytes of a report go.
package enum ReportDestination: Sendable, Hashable {
  /// A file by its name in the folder of the reports, which is there as a whole once the run has ended, or not at all.
  case file(String)
  /// A file by its name, to which the bytes are appended at once.
  case log(String)
  /// Standard output.
  case console
}

/// Takes the bytes of reports.
package protocol ReportOutput: Sendable {
  func write(_ destination: ReportDestination, _ bytes: [UInt8]) throws
  /// Puts the files into place that a reporter has written as a whole.
  func commit() throws
  /// Drops what a reporter has written of such files before it failed.
  func discard()
}
