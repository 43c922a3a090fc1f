import AssayJSON
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
  package var suites: [Suite]

  /// The value of the file's member `schema`.
  package static let schemaName = "assay-results"
  /// The version of the format; a reader takes its own and no other.
  package static let version = 2

  package init(header: RunHeader, suites: [Suite]) {
    self.header = header
    self.suites = suites
  }

  /// Reads `results.json`; members that this version does not know are passed over.
  ///
  /// - Parameter file: What errors call the file.
  /// - Throws: ``RecordError`` with the position of what is not JSON, cut off, of another version or missing.
  package init(parsing bytes: [UInt8], file: String) throws(RecordError) {
    let top = try RecordFields(bytes, file: file, schema: Self.schemaName, version: Self.version)
    var known: Set<String> = []
    header = try RunHeader(top)
    suites = try top.objects("suites").map { (suite) throws(RecordError) in
      let cases = try suite.objects("cases").map { (fields) throws(RecordError) in
        let record = try CaseRecord(fields)
        guard known.insert(record.id).inserted else {
          throw fields.error("the case \(record.id) is listed twice", at: "id")
        }
        return record
      }
      return Suite(header: try SuiteHeader(suite), cases: cases)
    }
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
    return stream.finish(microseconds: header.info.microseconds, ending: header.info.ending)
  }
}
