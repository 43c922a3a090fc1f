import AssayJSON

/// Writes `results.json` while a run goes on; what comes is kept in a spool, not in memory.
public struct ResultsStream: Sendable {
  private let header: RunHeader
  private let suites: [SuiteHeader]
  private var spool: SuiteSpool
  private var tallies: [RecordTally]
  private var writer = JSONWriter()

  public init(header: RunHeader, suites: [SuiteHeader], spool: any Spool) {
    self.header = header
    self.suites = suites
    self.spool = SuiteSpool(spool)
    tallies = Array(repeating: RecordTally(), count: suites.count)
  }

  /// Adds a case of a suite, by the suite's place in `suites`.
  public mutating func add(_ record: CaseRecord, suite: Int) throws {
    RecordWriter.write(record, &writer)
    let separator = tallies[suite].outcomes.total == 0 ? "\n" : ",\n"
    try spool.append(Array(separator.utf8) + writer.take(), to: suite)
    tallies[suite].count(record)
  }

  /// Writes the file in pieces.
  public func finish(microseconds: Int64, write: ([UInt8]) throws -> Void) throws {
    let tally = tallies.reduce(into: RecordTally()) { $0 += $1 }
    try write(RecordWriter.begin(header, microseconds: microseconds, tally: tally))
    for (index, suite) in suites.enumerated() {
      try write(Array((index == 0 ? "\n" : ",\n").utf8) + RecordWriter.begin(suite, tally: tallies[index]))
      try spool.copy(index, to: write)
      try write(Array("\n]}".utf8))
    }
    try write(Array("\n]}\n".utf8))
  }
}
