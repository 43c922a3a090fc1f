import AssayJSON

/// Writes `results.json` while a run goes on; what comes is kept in a spool, not in memory.
package struct ResultsStream: Sendable {
  private let header: RunHeader
  private let suites: [SuiteHeader]
  private var buffer: SuiteBuffer

  package init(header: RunHeader, suites: [SuiteHeader], buffer: any Buffer) {
    self.header = header
    self.suites = suites
    self.buffer = SuiteBuffer(buffer)
  }

  /// Adds a case by its suite's place in `suites` and its own place in the suite.
  package mutating func add(_ record: CaseRecord, suite: Int, at place: Int) throws {
    try add(record, Self.bytes(of: record), suite: suite, at: place)
  }

  /// Adds a case that is written already.
  mutating func add(_ record: CaseRecord, _ bytes: [UInt8], suite: Int, at place: Int) throws {
    try buffer.append(bytes, to: suite, at: place)
  }

  static func bytes(of record: CaseRecord) -> [UInt8] {
    var writer = JSONWriter()
    RecordWriter.write(record, &writer)
    return writer.take()
  }

  /// Writes the file in pieces.
  package func finish(_ overview: RunOverview, write: ([UInt8]) throws -> Void) throws {
    try write(RecordWriter.begin(header, overview: overview))
    for (index, suite) in suites.enumerated() {
      try write(
        Array((index == 0 ? "\n" : ",\n").utf8) + RecordWriter.begin(suite, counts: overview.suites[index].counts))
      var isFirst = true
      try buffer.copy(index) { record in
        try write(Array((isFirst ? "\n" : ",\n").utf8) + record)
        isFirst = false
      }
      try write(Array("\n]}".utf8))
    }
    try write(Array("\n]}\n".utf8))
  }
}
