/// Takes the cases of a run as they finish, in any order, and feeds every report, in flat memory.
public struct RunStream: Sendable {
  /// What a run has to say about its cases besides their verdicts.
  public struct Context: Sendable {
    public var baseline: Baseline?
    /// The cases that were not well at the end of the last run, with the start of the run in which that began.
    public var failingSince: [String: String]
    /// The day, as `yyyy-mm-dd`.
    public var today: String

    public init(baseline: Baseline? = nil, failingSince: [String: String] = [:], today: String) {
      self.baseline = baseline
      self.failingSince = failingSince
      self.today = today
    }
  }

  /// The reports that are written while the run goes on.
  public struct Outputs: Sendable {
    public var junit: JUnitStream?
    public var results: ResultsStream?
    public var tap: TAPStream?

    public init(junit: JUnitStream? = nil, results: ResultsStream? = nil, tap: TAPStream? = nil) {
      self.junit = junit
      self.results = results
      self.tap = tap
    }
  }

  private let header: RunHeader
  private let context: Context
  /// Where the first case of each suite stands among all cases of this run.
  private let starts: [Int]
  public private(set) var outputs: Outputs
  public private(set) var overview: RunOverview

  /// - Parameter counts: How many cases each suite of this run has.
  public init(
    header: RunHeader, suites: [SuiteHeader], counts: [Int], context: Context, outputs: Outputs
  ) {
    self.header = header
    self.context = context
    self.outputs = outputs
    var start = 0
    starts = counts.map { count in
      defer { start += count }
      return start
    }
    overview = RunOverview(header: header, suites: suites)
  }

  /// Takes a case that is a record already.
  ///
  /// - Parameters:
  ///   - suite: The place of its suite in this run.
  ///   - index: Its place in that suite in this run.
  public mutating func add(_ record: CaseRecord, suite: Int, index: Int) throws {
    try pass(record, suite, index)
  }

  /// Ends the run; afterwards the outputs are complete.
  ///
  /// - Parameter isWhole: Whether the run had every case of every contract, so that a baseline can name no other.
  public mutating func finish(microseconds: Int64, isWhole: Bool) {
    overview.sort()
    overview.microseconds = microseconds
    if isWhole, let baseline = context.baseline {
      overview.orphans = baseline.entries.filter { !seen.contains($0.id) }
    }
  }

  /// The ids of the baseline's entries that came.
  private var seen: Set<String> = []
  /// The cases that were not well in an earlier run and were asked again in this one.
  public private(set) var askedAgain: Set<String> = []

  private mutating func pass(_ record: CaseRecord, _ suite: Int, _ index: Int) throws {
    var record = record
    let since = context.failingSince[record.id]
    if record.outcome == .failed || record.outcome == .error {
      // Moments of this form are in order as texts.
      record.failingSince = [record.failingSince, since, header.info.startedAt].compactMap { $0 }.min()
    }
    if since != nil, record.outcome != .skipped { askedAgain.insert(record.id) }
    if let baseline = context.baseline {
      record.baseline = baseline.mark(record, today: context.today)
      if baseline.entry(record.id) != nil { seen.insert(record.id) }
    }
    overview.add(record, suite: suite)
    try outputs.junit?.add(record, suite: suite, at: index)
    try outputs.results?.add(record, suite: suite, at: index)
    let place = starts[suite] + index
    try outputs.tap?.add(record, at: place)
  }
}
