/// Takes the cases of a run as they finish, in any order, and feeds every report, in flat memory.
package struct RunStream: Sendable {
  /// What a run has to say about its cases besides their verdicts.
  package struct Context: Sendable {
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

  /// The reports that are written while the run goes on.
  package struct Outputs: Sendable {
    package var junit: JUnitStream?
    package var results: ResultsStream?
    package var tap: TAPStream?

    package init(junit: JUnitStream? = nil, results: ResultsStream? = nil, tap: TAPStream? = nil) {
      self.junit = junit
      self.results = results
      self.tap = tap
    }
  }

  /// A case with what each output will write of it.
  package struct EncodedCase: Sendable {
    package fileprivate(set) var record: CaseRecord
    fileprivate var suite: Int
    fileprivate var index: Int
    /// Among all cases of this run.
    fileprivate var place: Int
    /// Whether it failed when it was last judged and was judged again in this run.
    fileprivate var isJudgedAgain: Bool
    /// Whether the baseline has an entry for it.
    fileprivate var isListed: Bool
    fileprivate var junit: [UInt8]?
    fileprivate var results: [UInt8]?
    fileprivate var tap: [UInt8]?
  }

  /// Prepares cases: this is most of the work, and needs nothing of what came before.
  ///
  /// Many workers finish cases at once: each prepares its own, and only what is ready waits for the others.
  package struct Preparer: Sendable {
    fileprivate let startedAt: String
    fileprivate let context: Context
    /// Where the first case of each suite stands among all cases of this run.
    fileprivate let starts: [Int]
    fileprivate let junit: JUnitStream.Encoder?
    fileprivate let hasResults: Bool
    fileprivate let hasTAP: Bool

    /// Prepares a case by the place of its suite in this run and its own place in that suite.
    package func prepare(_ record: CaseRecord, suite: Int, index: Int) -> EncodedCase {
      var record = record
      let since = context.failingSince[record.id]
      switch record.outcome {
      // Moments of this form are in order as texts.
      case .failed: record.failingSince = [record.failingSince, since, startedAt].compactMap { $0 }.min()
      // There is no verdict in this run, so the last known failure stands.
      case .error, .skipped: record.failingSince = record.failingSince ?? since
      case .passed: break
      }
      if let baseline = context.baseline { record.baseline = baseline.mark(record, today: context.today) }
      let place = starts[suite] + index
      return EncodedCase(
        record: record, suite: suite, index: index, place: place,
        isJudgedAgain: since != nil && (record.outcome == .passed || record.outcome == .failed),
        isListed: context.baseline?.entry(record.id) != nil, junit: junit?.bytes(of: record, suite: suite),
        results: hasResults ? ResultsStream.bytes(of: record) : nil,
        tap: hasTAP ? TAPStream.bytes(of: record, at: place) : nil)
    }
  }

  package let preparer: Preparer
  package private(set) var outputs: Outputs
  package private(set) var overview: RunOverview
  package private(set) var page: HTMLReport
  /// The ids of the baseline's entries that came.
  private var listed: Set<String> = []
  /// The cases that failed when they were last judged and were judged again in this run.
  package private(set) var judgedAgain: Set<String> = []

  /// - Parameter counts: How many cases each suite of this run has.
  package init(
    header: RunHeader, suites: [SuiteHeader], counts: [Int], context: Context, outputs: Outputs
  ) {
    var start = 0
    let starts = counts.map { count in
      defer { start += count }
      return start
    }
    preparer = Preparer(
      startedAt: header.info.startedAt, context: context, starts: starts, junit: outputs.junit?.encoder,
      hasResults: outputs.results != nil, hasTAP: outputs.tap != nil)
    self.outputs = outputs
    overview = RunOverview(header: header, suites: suites)
    page = HTMLReport(suites: suites.count)
  }

  /// Takes a case by the place of its suite in this run and its own place in that suite.
  package mutating func add(_ record: CaseRecord, suite: Int, index: Int) throws {
    try add(preparer.prepare(record, suite: suite, index: index))
  }

  /// Takes a case that was prepared.
  ///
  /// Once an output could not take a case, there are no outputs any more; what comes is still counted.
  package mutating func add(_ prepared: EncodedCase) throws {
    let record = prepared.record
    if prepared.isJudgedAgain { judgedAgain.insert(record.id) }
    if prepared.isListed { listed.insert(record.id) }
    overview.add(record, suite: prepared.suite)
    page.add(record, suite: prepared.suite)
    do {
      if let bytes = prepared.junit {
        try outputs.junit?.add(record, bytes, suite: prepared.suite, at: prepared.index)
      }
      if let bytes = prepared.results {
        try outputs.results?.add(record, bytes, suite: prepared.suite, at: prepared.index)
      }
      if let bytes = prepared.tap { try outputs.tap?.add(bytes, at: prepared.place) }
    } catch {
      outputs = Outputs()
      throw error
    }
  }

  /// Ends the run; afterwards the outputs are complete.
  package mutating func finish(microseconds: Int64, ending: RunInfo.Ending) {
    overview.header.info.ending = ending
    overview.sort()
    overview.microseconds = microseconds
    if overview.header.isWhole, let baseline = preparer.context.baseline {
      overview.orphans = baseline.entries.filter { !listed.contains($0.id) }
    }
  }
}
