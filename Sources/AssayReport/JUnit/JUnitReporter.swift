import AssayJudge
import AssayPlan
import AssayRun

/// Writes JUnit XML: `junit.xml`, and with the strict profile also a file a suite as Surefire does.
///
/// A `testsuite` begins with the counts of what follows, which are known only at the end, so each case is kept in a buffer
/// until then. The alternative, patching padded counts in the finished file, needs attributes with blanks in them, which
/// some readers take for no number.
package struct JUnitReporter: Reporter {
  private let profile: JUnitProfile
  private let limits: JUnitLimits
  private var suites: [SuiteHeader] = []
  private var cases: CaseBuffer
  private var written = 0

  package init(profile: JUnitProfile, limits: JUnitLimits = JUnitLimits(), buffer: any Buffer) {
    self.profile = profile
    self.limits = limits
    cases = CaseBuffer(buffer)
  }

  package func encode(_ record: CaseRecord, at index: CaseIndex) -> [UInt8] {
    encode(record, at: index, limit: limits.text)
  }

  private func encode(_ record: CaseRecord, at index: CaseIndex, limit: Int) -> [UInt8] {
    var xml = XMLWriter(depth: 2)
    JUnitCase(record: record, suite: suites[index.suite], profile: profile, limit: limit).write(&xml)
    return xml.take()
  }

  package mutating func handle(_ event: RunEvent, encoded: [UInt8], write: ReportWriter) throws {
    switch event {
    case .runStarted(_, let suites): self.suites = suites
    case .caseFinished(let record, let index):
      // In a file that has become long the case is written again, with a shorter text.
      let limit = limits.text(at: written)
      let bytes = limit < limits.text ? encode(record, at: index, limit: limit) : encoded
      written += bytes.count
      try cases.append(bytes, at: index)
    case .runFinished(let summary):
      try writeFile(summary) { try write(.file("junit.xml"), $0) }
      if profile == .strict { try writeSuites(summary, write) }
    }
  }

  /// One level of suites, a suite an endpoint.
  private mutating func writeFile(_ summary: RunSummary, _ write: ([UInt8]) throws -> Void) throws {
    let counts = summary.counts
    let own = Self.needsOwnSuite(summary) ? 1 : 0
    var attributes = [
      ("name", "assay"), ("tests", "\(counts.total + own)"), ("failures", "\(counts.failed)"),
      ("errors", "\(counts.errors + own)"),
    ]
    // Jenkins' schema has neither of these two at the root.
    if profile == .rich { attributes.append(("skipped", "\(counts.skipped + counts.known)")) }
    attributes.append(("time", Duration.microseconds(summary.microseconds).secondsText))
    if profile == .rich { attributes.append(("timestamp", Self.timestamp(summary))) }
    var xml = XMLWriter()
    xml.begin("testsuites", attributes)
    for index in suites.indices { try self.write(index, summary, &xml, write) }
    if own > 0 { writeOwnSuite(summary, &xml) }
    xml.end()
    try write(xml.take())
  }

  /// Writes each suite as a file of its own.
  private mutating func writeSuites(_ summary: RunSummary, _ write: ReportWriter) throws {
    if Self.needsOwnSuite(summary) {
      var xml = XMLWriter()
      writeOwnSuite(summary, &xml)
      try write(.file("surefire/TEST-assay.xml"), xml.take())
    }
    for (index, suite) in suites.enumerated() {
      let file = ReportDestination.file("surefire/TEST-\(SafeFileName.text(suite.id)).xml")
      var xml = XMLWriter()
      try self.write(index, summary, &xml) { try write(file, $0) }
      try write(file, xml.take())
    }
  }

  /// Whether the file would look like a success though the run was none: nothing was tested, or it did not end.
  private static func needsOwnSuite(_ summary: RunSummary) -> Bool {
    summary.counts.errors == 0 && [.nothingTested, .interrupted].contains(summary.conclusion)
  }

  private func writeOwnSuite(_ summary: RunSummary, _ xml: inout XMLWriter) {
    xml.begin(
      "testsuite",
      [
        ("name", "assay"), ("tests", "1"), ("failures", "0"), ("errors", "1"), ("skipped", "0"), ("time", "0.000"),
        ("timestamp", Self.timestamp(summary)),
      ])
    xml.begin("testcase", [("name", "run"), ("classname", "assay"), ("time", "0.000")])
    let text = "\(summary.headline) (\(summary.numbers))"
    xml.element("error", [("message", text), ("type", summary.conclusion.rawValue)], text: text)
    xml.end()
    xml.end()
  }

  private static func timestamp(_ summary: RunSummary) -> String { String(summary.header.info.startedAt.prefix(19)) }

  private mutating func write(
    _ index: Int, _ summary: RunSummary, _ xml: inout XMLWriter, _ write: ([UInt8]) throws -> Void
  ) throws {
    let suite = suites[index]
    let counts = summary.suites[index].counts
    var attributes = [
      ("name", suite.id), ("tests", "\(counts.total)"), ("failures", "\(counts.failed)"),
      ("errors", "\(counts.errors)"),
      ("skipped", "\(counts.skipped + counts.known)"),
      ("time", Duration.microseconds(counts.microseconds).secondsText),
      ("timestamp", Self.timestamp(summary)),
    ]
    if profile == .rich {
      attributes.append(("hostname", summary.header.info.hostname))
      if !suite.file.isEmpty { attributes.append(("file", suite.file)) }
    }
    xml.begin("testsuite", attributes)
    xml.properties(properties(suite, summary))
    try write(xml.take())
    try cases.forEach(in: index, write)
    xml.end()
  }

  private func properties(_ suite: SuiteHeader, _ summary: RunSummary) -> [(String, String)] {
    let info = summary.header.info
    var properties = [
      ("target", suite.target), ("seed", "\(info.seed)"), ("strict", "\(info.isStrict)"), ("assay", info.toolVersion),
      ("contract", suite.source.title), ("source", suite.source.url), ("retrieved", suite.source.retrieved),
    ]
    if let revision = suite.source.revision { properties.append(("revision", revision)) }
    // JUnit has no word for a run that is neither passed nor failed.
    properties.append(("conclusion", summary.conclusion.rawValue))
    // Surefire's schema has no hostname of a suite.
    if profile == .strict { properties.append(("hostname", info.hostname)) }
    if let shard = summary.header.shard { properties.append(("shard", "\(shard.number)/\(shard.count)")) }
    return properties
  }
}
