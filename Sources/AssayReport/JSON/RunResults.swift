import AssayPlan
import AssayRun

/// A whole run as `results.json` or a journal holds it.
package struct RunResults: Sendable, Hashable {
  package struct Suite: Sendable, Hashable {
    package var header: SuiteHeader
    /// In the plan's order.
    package var cases: [CaseRecord]

    package init(header: SuiteHeader, cases: [CaseRecord]) {
      self.header = header
      self.header.cases = cases.count
      self.cases = cases
    }
  }

  package var header: RunHeader
  /// From the start of the run to its end, in microseconds.
  package var microseconds: Int64
  package var suites: [Suite]

  /// The name that stands in the file's member `schema`.
  package static let schemaName = "assay-results"
  /// The version of the format; a reader takes its own and no other.
  package static let version = 2

  /// The largest whole number that every reader of JSON takes: 285 years.
  package static let maxMicroseconds: Int64 = (1 << 53) - 1

  package init(header: RunHeader, microseconds: Int64, suites: [Suite]) {
    self.header = header
    self.microseconds = microseconds
    self.suites = suites
  }

  package var cases: [CaseRecord] { suites.flatMap(\.cases) }

  /// How long each judged case took, by id.
  package var times: [String: Duration] {
    var times: [String: Duration] = [:]
    for record in suites.lazy.flatMap(\.cases) where record.isJudged { times[record.id] = record.duration }
    return times
  }

  /// Gives reporters the events of the run again.
  ///
  /// - Returns: The summary, and the first error that kept a report from being written.
  package func replay(
    _ background: EventStream.Background, to reporters: [any Reporter], _ output: any ReportOutput
  ) throws -> (summary: RunSummary, error: (any Error)?) {
    let stream = try EventStream(
      header, suites.map(\.header), background: background, reporters: reporters, output: output)
    for (suite, content) in suites.enumerated() {
      for (index, record) in content.cases.enumerated() {
        stream.caseFinished(record, at: CaseIndex(suite: suite, index: index))
      }
    }
    return stream.finish(microseconds: microseconds, ending: header.info.ending)
  }
}
