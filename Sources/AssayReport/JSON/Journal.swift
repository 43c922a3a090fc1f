import AssayJSON

/// The journal of a run: a line for the run, one for each suite, one for each case as its verdict falls, one for the end.
///
/// A process that is killed loses at most the line that it was writing; everything before it rebuilds every report.
package enum Journal {
  package static let schemaName = "assay-journal"
  package static let version = 2

  /// The first line: the run.
  package static func begin(_ header: RunHeader) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("schema")
    json.string(schemaName)
    json.key("version")
    json.int(version)
    json.key("results")
    json.raw(RecordWriter.begin(header) + Array("]}".utf8))
    json.endObject()
    return json.take() + newline
  }

  /// The line of a suite, which stands before the first verdict; the run's suites come in their order.
  ///
  /// - Parameter ids: The ids of its cases, in their order.
  package static func begin(_ suite: SuiteHeader, ids: [String]) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("suite")
    json.raw(RecordWriter.begin(suite) + Array("]}".utf8))
    json.key("ids")
    json.beginArray()
    for id in ids { json.string(id) }
    json.endArray()
    json.endObject()
    return json.take() + newline
  }

  /// The line of a verdict.
  ///
  /// - Parameters:
  ///   - suite: The place of the case's suite in this run.
  ///   - place: Its place in that suite in this run.
  package static func line(_ record: CaseRecord, suite: Int, place: Int) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("at")
    json.beginArray()
    json.int(suite)
    json.int(place)
    json.endArray()
    json.key("case")
    var inner = JSONWriter()
    RecordWriter.write(record, &inner)
    json.raw(inner.take())
    json.endObject()
    return json.take() + newline
  }

  /// The line that ends a run that was not cut off.
  package static func end(_ overview: RunOverview) -> [UInt8] {
    Array("{\"end\":\(overview.microseconds),\"ending\":\"\(overview.header.info.ending.rawValue)\"}\n".utf8)
  }

  private static let newline = Array("\n".utf8)
}

/// What a journal holds.
package struct JournalContents: Sendable {
  package var header: RunHeader
  package var suites: [SuiteHeader]
  /// The ids of each suite's cases, in their order.
  package var ids: [[String]]
  /// The records by suite and place; `nil` where no verdict fell.
  package var records: [[CaseRecord?]]
  /// How long the run took; `nil` when it was cut off.
  package var microseconds: Int64?

  /// Reads a journal; a last line that is not whole is what a killed process was writing, and is passed over.
  ///
  /// - Throws: ``RecordError`` for what is no journal, or has a line before the last that is not whole.
  package init(parsing bytes: [UInt8], file: String) throws(RecordError) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    // What follows the last line feed was not written whole; nothing follows it in a journal that was.
    lines.removeLast()
    guard let first = lines.first else {
      throw RecordError(
        file: file, line: 1, column: 1, message: "the journal has no whole line: the run was cut off before it began")
    }
    let top = try RecordFields(Array(first), file: file, schema: Journal.schemaName, version: Journal.version)
    header = try RunResults(parsing: Array(try top.object("results").node.value.serializedBytes()), file: file).header
    header.info.ending = .cutOff
    suites = []
    ids = []
    records = []
    for (index, line) in lines.enumerated().dropFirst() {
      do {
        try read(Array(line), file: file)
      } catch {
        // The place is that of the line in the journal.
        throw RecordError(
          file: file, line: index + 1, column: error.column, pointer: error.pointer, message: error.message)
      }
    }
  }

  private mutating func read(_ line: [UInt8], file: String) throws(RecordError) {
    let document: JSONDocument
    do {
      document = try JSONDocument(parsing: line)
    } catch {
      throw RecordError(file: file, line: 1, column: error.column, message: error.message)
    }
    let fields = try RecordFields(document.root, file: file)
    if let suite = try fields.optionalObject("suite") {
      suites.append(try RunResults.Suite(suite).header)
      ids.append(try fields.strings("ids"))
      records.append(Array(repeating: nil, count: ids[ids.count - 1].count))
    } else if let record = try fields.optionalObject("case") {
      let at = try fields.integers("at")
      guard at.count == 2, records.indices.contains(at[0]), records[at[0]].indices.contains(at[1]) else {
        throw fields.error("there is no such case in this run", at: "at")
      }
      records[at[0]][at[1]] = try CaseRecord(record)
    } else {
      microseconds = try fields.microseconds("end", ofRun: true)
      header.info.ending = try fields.choice("ending")
    }
  }

  /// How many verdicts fell.
  package var judged: Int { records.reduce(0) { $0 + $1.count { $0 != nil } } }

  /// The record of a case, or, where no verdict fell, one that says that the run was cut off.
  package func record(suite: Int, place: Int) -> CaseRecord {
    if let record = records[suite][place] { return record }
    let id = ids[suite][place]
    let rest = id.dropFirst(suites[suite].id.count + 1)
    return CaseRecord(
      id: id, kind: String(rest.prefix { $0 != "/" }), summary: "that was not sent", index: place, outcome: .skipped,
      reason: "the run was cut off before this case was judged", skip: .interrupted)
  }
}
