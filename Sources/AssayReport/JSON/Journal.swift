import AssayJSON
import AssayPlan
import AssayRun

/// Writes `journal.jsonl`, the events of a run as they happen: a line for the run, one for each suite, one for each case
/// that finishes, one for the end.
///
/// A process that is killed loses at most the line that it was writing; everything before it rebuilds every report.
package struct JournalReporter: Reporter {
  private let ids: @Sendable (_ take: (_ suite: Int, [String]) throws -> Void) throws -> Void

  /// - Parameter ids: Gives the ids of each suite's cases, suite by suite.
  package init(ids: @escaping @Sendable (_ take: (_ suite: Int, [String]) throws -> Void) throws -> Void) {
    self.ids = ids
  }

  package func encode(_ record: CaseRecord, at index: CaseIndex) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.member("at", [index.suite, index.index])
    json.member("case", record)
    json.endObject()
    return json.take() + Self.newline
  }

  package mutating func handle(_ event: RunEvent, encoded: [UInt8], write: ReportWriter) throws {
    func put(_ line: [UInt8]) throws { try write(.log("journal.jsonl"), line) }
    switch event {
    case .runStarted(let header, let suites):
      try put(Self.begin(header))
      try ids { suite, ids in try put(Self.begin(suites[suite], ids)) }
    case .caseFinished: try put(encoded)
    case .runFinished(let summary):
      let info = summary.header.info
      try put(Array("{\"end\":\(info.microseconds),\"ending\":\"\(info.ending.rawValue)\"}\n".utf8))
    }
  }

  private static func begin(_ header: RunHeader) -> [UInt8] {
    var json = JSONWriter()
    json.begin(schema: Journal.schemaName, version: Journal.version)
    json.key("results")
    json.raw(ResultsReporter.begin(header) + Array("]}".utf8))
    json.endObject()
    return json.take() + newline
  }

  private static func begin(_ suite: SuiteHeader, _ ids: [String]) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("suite")
    json.raw(ResultsReporter.begin(suite) + Array("]}".utf8))
    json.member("ids", ids)
    json.endObject()
    return json.take() + newline
  }

  private static let newline = Array("\n".utf8)
}

/// Reads a journal.
package struct Journal {
  static let schemaName = "assay-journal"
  static let version = 2

  private var header: RunHeader
  private var suites: [SuiteHeader] = []
  /// The ids of each suite's cases, in their order.
  private var ids: [[String]] = []
  /// The records by suite and index; `nil` where the run was cut off.
  private var records: [[CaseRecord?]] = []
  private var hasEnded = false

  /// The run that a journal holds; a last line that is not whole is what a killed process was writing, and is skipped.
  ///
  /// - Throws: ``RecordError`` for what is no journal, or has a line before the last that is not whole.
  package static func results(parsing bytes: [UInt8], file: String) throws(RecordError) -> RunResults {
    try Journal(parsing: bytes, file: file).results
  }

  private init(parsing bytes: [UInt8], file: String) throws(RecordError) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    // What follows the last line feed was not written whole; nothing follows it in a journal that was.
    lines.removeLast()
    guard let first = lines.first else {
      throw RecordError(file: file, "the journal has no whole line: the run was cut off before it began")
    }
    let top = try RecordFields(Array(first), file: file, schema: Journal.schemaName, version: Journal.version)
    header = try RunResults(parsing: Array(try top.object("results").node.value.serializedBytes()), file: file).header
    header.info.ending = .cutOff
    for (index, line) in lines.enumerated().dropFirst() {
      do {
        try read(Array(line), file: file)
      } catch {
        // The position is that of the line in the journal.
        var error = error
        error.line = index + 1
        throw error
      }
    }
  }

  private mutating func read(_ line: [UInt8], file: String) throws(RecordError) {
    let document: JSONDocument
    do {
      document = try JSONDocument(parsing: line)
    } catch {
      throw RecordError(file: file, column: error.column, error.message)
    }
    let fields = try RecordFields(document.root, file: file)
    if fields["suite"] != nil {
      suites.append(try SuiteHeader(fields.object("suite")))
      ids.append(try fields.value("ids"))
      records.append(Array(repeating: nil, count: ids[ids.count - 1].count))
    } else if fields["case"] != nil {
      let at: [Int] = try fields.value("at")
      guard at.count == 2, records.indices.contains(at[0]), records[at[0]].indices.contains(at[1]) else {
        throw fields.error("there is no such case in this run", at: "at")
      }
      records[at[0]][at[1]] = try CaseRecord(fields.object("case"))
    } else {
      header.info.microseconds = try fields.value("end", .upTo(RunInfo.maxMicroseconds))
      header.info.ending = try fields.value("ending")
      hasEnded = true
    }
  }

  private var results: RunResults {
    let suites = self.suites.indices.map { suite in
      RunResults.Suite(
        header: self.suites[suite], cases: ids[suite].indices.map { record(CaseIndex(suite: suite, index: $0)) })
    }
    var header = header
    if !hasEnded {
      // Of a run that was cut off only the cases' own times are known.
      header.info.microseconds = suites.reduce(0) { $0 + $1.cases.reduce(0) { $0 + $1.microseconds } }
    }
    return RunResults(header: header, suites: suites)
  }

  /// The record of a case, or, where there is none, one that says that the run was cut off.
  private func record(_ index: CaseIndex) -> CaseRecord {
    if let record = records[index.suite][index.index] { return record }
    let id = ids[index.suite][index.index]
    let rest = id.dropFirst(suites[index.suite].id.count + 1)
    var record = CaseRecord.empty
    (record.id, record.kind, record.index) = (id, String(rest.prefix { $0 != "/" }), index.index)
    record.summary = "that was not sent"
    (record.skip, record.reason) = (.interrupted, "the run was cut off before this case was judged")
    return record
  }
}
