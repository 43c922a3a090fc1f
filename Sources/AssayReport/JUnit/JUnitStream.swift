import AssayJudge

/// Writes JUnit XML while a run goes on; what comes is kept in a spool, not in memory.
///
/// A `testsuite` begins with the counts of what follows, which are known only at the end. So each case is written into
/// the spool as it comes, and at the end heads and cases are copied together, once. The alternative, patching padded
/// counts in the finished file, needs attributes with blanks in them, which some readers take for no number.
package struct JUnitStream: Sendable {
  private let header: RunHeader
  /// What writes the cases, one apart from the other.
  let encoder: Encoder
  private var buffer: SuiteBuffer
  private var written = 0

  private var suites: [SuiteHeader] { encoder.suites }
  private var profile: JUnitProfile { encoder.profile }

  package init(
    header: RunHeader, suites: [SuiteHeader], profile: JUnitProfile, limits: JUnitLimits = JUnitLimits(),
    buffer: any Buffer
  ) {
    self.header = header
    encoder = Encoder(suites: suites, profile: profile, limits: limits)
    self.buffer = SuiteBuffer(buffer)
  }

  /// Adds a case by its suite's place in `suites` and its own place in the suite.
  package mutating func add(_ record: CaseRecord, suite: Int, at place: Int) throws {
    try add(record, encoder.bytes(of: record, suite: suite), suite: suite, at: place)
  }

  /// Adds a case that is written already, with its whole text; in a file that has become long it is written again.
  mutating func add(_ record: CaseRecord, _ bytes: [UInt8], suite: Int, at place: Int) throws {
    let isLong = encoder.limits.text(at: written) < encoder.limits.text
    let bytes = isLong ? encoder.bytes(of: record, suite: suite, at: written) : bytes
    written += bytes.count
    try buffer.append(bytes, to: suite, at: place)
  }

  /// Writes cases as elements; what was written before counts only by its length.
  struct Encoder: Sendable {
    let suites: [SuiteHeader]
    let profile: JUnitProfile
    let limits: JUnitLimits

    func bytes(of record: CaseRecord, suite: Int, at written: Int = 0) -> [UInt8] {
      var xml = XMLWriter(depth: 2)
      JUnitCase(record: record, suite: suites[suite], profile: profile, limit: limits.text(at: written)).write(&xml)
      return xml.take()
    }
  }

  /// Writes the whole file in pieces: one level of suites, a suite an endpoint.
  package func finish(_ overview: RunOverview, write: ([UInt8]) throws -> Void) throws {
    let counts = overview.counts
    let own = Self.needsOwnSuite(overview) ? 1 : 0
    var attributes = [
      ("name", "assay"), ("tests", "\(counts.total + own)"), ("failures", "\(counts.failed)"),
      ("errors", "\(counts.errors + own)"),
    ]
    // Jenkins' schema has neither of these two at the root.
    if profile == .rich { attributes.append(("skipped", "\(counts.skipped + counts.known)")) }
    attributes.append(("time", JUnitReport.seconds(.microseconds(overview.microseconds))))
    if profile == .rich { attributes.append(("timestamp", timestamp)) }
    var xml = XMLWriter()
    xml.begin("testsuites", attributes)
    for index in suites.indices { try self.write(index, overview, &xml, write) }
    if own > 0 { writeOwnSuite(overview, &xml) }
    xml.end()
    try write(xml.take())
  }

  /// Writes one suite as a document of its own, as Surefire does with its `TEST-*.xml`.
  package func finish(suite: Int, of overview: RunOverview, write: ([UInt8]) throws -> Void) throws {
    var xml = XMLWriter()
    try self.write(suite, overview, &xml, write)
    try write(xml.take())
  }

  /// Whether the file would look like a success though the run was none: nothing was tested, or it did not end.
  package static func needsOwnSuite(_ overview: RunOverview) -> Bool {
    overview.counts.errors == 0 && [.nothingTested, .interrupted].contains(overview.conclusion)
  }

  /// Writes the suite of one error that tells so as a document of its own.
  package func finishOwnSuite(_ overview: RunOverview, write: ([UInt8]) throws -> Void) throws {
    var xml = XMLWriter()
    writeOwnSuite(overview, &xml)
    try write(xml.take())
  }

  private func writeOwnSuite(_ overview: RunOverview, _ xml: inout XMLWriter) {
    xml.begin(
      "testsuite",
      [
        ("name", "assay"), ("tests", "1"), ("failures", "0"), ("errors", "1"), ("skipped", "0"), ("time", "0.000"),
        ("timestamp", timestamp),
      ])
    xml.begin("testcase", [("name", "run"), ("classname", "assay"), ("time", "0.000")])
    let text = "\(overview.headline) (\(overview.numbers))"
    xml.element("error", [("message", text), ("type", overview.conclusion.rawValue)], text: text)
    xml.end()
    xml.end()
  }

  private var timestamp: String { String(header.info.startedAt.prefix(19)) }

  private func write(
    _ index: Int, _ overview: RunOverview, _ xml: inout XMLWriter, _ write: ([UInt8]) throws -> Void
  ) throws {
    let suite = suites[index]
    let counts = overview.suites[index].counts
    var attributes = [
      ("name", suite.id), ("tests", "\(counts.total)"), ("failures", "\(counts.failed)"),
      ("errors", "\(counts.errors)"),
      ("skipped", "\(counts.skipped + counts.known)"),
      ("time", JUnitReport.seconds(.microseconds(counts.microseconds))),
      ("timestamp", timestamp),
    ]
    if profile == .rich {
      attributes.append(("hostname", header.info.hostname))
      if !suite.file.isEmpty { attributes.append(("file", suite.file)) }
    }
    xml.begin("testsuite", attributes)
    xml.begin("properties")
    for (name, value) in properties(suite, overview) {
      xml.begin("property", [("name", name), ("value", value)])
      xml.end()
    }
    xml.end()
    try write(xml.take())
    try buffer.copy(index) { try write(Array($0)) }
    xml.end()
  }

  private func properties(_ suite: SuiteHeader, _ overview: RunOverview) -> [(String, String)] {
    let info = header.info
    var properties = [
      ("target", suite.target), ("seed", "\(info.seed)"), ("strict", "\(info.isStrict)"), ("assay", info.toolVersion),
      ("contract", suite.source.title), ("source", suite.source.url), ("retrieved", suite.source.retrieved),
    ]
    if let revision = suite.source.revision { properties.append(("revision", revision)) }
    // JUnit has no word for a run that is neither passed nor failed.
    properties.append(("conclusion", overview.conclusion.rawValue))
    // Surefire's schema has no hostname of a suite.
    if profile == .strict { properties.append(("hostname", info.hostname)) }
    if let shard = header.shard { properties.append(("shard", "\(shard.number)/\(shard.count)")) }
    return properties
  }
}
