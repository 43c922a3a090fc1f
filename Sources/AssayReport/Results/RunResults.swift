/// A whole run as `results.json` holds it.
public struct RunResults: Sendable, Hashable {
  public struct Suite: Sendable, Hashable {
    public var header: SuiteHeader
    /// In the plan's order.
    public var cases: [CaseRecord]

    public init(header: SuiteHeader, cases: [CaseRecord]) {
      self.header = header
      self.cases = cases
    }
  }

  public var header: RunHeader
  /// From the start of the run to its end, in microseconds.
  public var microseconds: Int64
  public var suites: [Suite]

  /// The name that stands in the file's member `schema`.
  public static let schemaName = "assay-results"
  /// The version of the format; a reader takes its own and no other.
  public static let version = 2

  /// The largest whole number that every reader of JSON takes: 285 years.
  public static let mostMicroseconds: Int64 = (1 << 53) - 1

  public init(header: RunHeader, microseconds: Int64, suites: [Suite]) {
    self.header = header
    self.microseconds = microseconds
    self.suites = suites
  }

  public var cases: [CaseRecord] { suites.flatMap(\.cases) }

  /// How long each case took that was asked, by id.
  public var times: [String: Duration] {
    var times: [String: Duration] = [:]
    for suite in suites {
      for record in suite.cases where record.outcome == .passed || record.outcome == .failed {
        times[record.id] = record.duration
      }
    }
    return times
  }
}
