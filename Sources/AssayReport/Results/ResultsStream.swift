import AssayJSON

/// Writes `results.json` while a run goes on; what comes is kept in a spool, not in memory.
public struct ResultsStream: Sendable {
  private let header: RunHeader
  private let suites: [SuiteHeader]
  private var spool: SuiteSpool
  private var tallies: [RecordTally]

  public init(header: RunHeader, suites: [SuiteHeader], spool: any Spool) {
    self.header = header
    self.suites = suites
    self.spool = SuiteSpool(spool)
    tallies = Array(repeating: RecordTally(), count: suites.count)
  }

  /// Adds a case by its suite's place in `suites` and its own place in the suite.
  public mutating func add(_ record: CaseRecord, suite: Int, at place: Int) throws {
    try add(record, Self.bytes(of: record), suite: suite, at: place)
  }

  /// Adds a case that is written already.
  mutating func add(_ record: CaseRecord, _ bytes: [UInt8], suite: Int, at place: Int) throws {
    try spool.append(bytes, to: suite, at: place)
    tallies[suite].count(record)
  }

  static func bytes(of record: CaseRecord) -> [UInt8] {
    var writer = JSONWriter()
    RecordWriter.write(record, &writer)
    return writer.take()
  }

  /// Writes the file in pieces.
  public func finish(microseconds: Int64, write: ([UInt8]) throws -> Void) throws {
    let tally = tallies.reduce(into: RecordTally()) { $0 += $1 }
    try write(RecordWriter.begin(header, microseconds: microseconds, tally: tally))
    for (index, suite) in suites.enumerated() {
      try write(Array((index == 0 ? "\n" : ",\n").utf8) + RecordWriter.begin(suite, tally: tallies[index]))
      var isFirst = true
      try spool.copy(index) { record in
        try write(Array((isFirst ? "\n" : ",\n").utf8) + record)
        isFirst = false
      }
      try write(Array("\n]}".utf8))
    }
    try write(Array("\n]}\n".utf8))
  }
}
