/// A whole run as `results.json` holds it.
package struct RunResults: Sendable, Hashable {
  package struct Suite: Sendable, Hashable {
    package var header: SuiteHeader
    /// In the plan's order.
    package var cases: [CaseRecord]

    package init(header: SuiteHeader, cases: [CaseRecord]) {
      self.header = header
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

  /// How long each case took that was asked, by id.
  package var times: [String: Duration] {
    var times: [String: Duration] = [:]
    for suite in suites {
      for record in suite.cases where record.outcome == .passed || record.outcome == .failed {
        times[record.id] = record.duration
      }
    }
    return times
  }
}
