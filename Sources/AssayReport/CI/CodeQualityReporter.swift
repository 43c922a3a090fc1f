import AssayJSON
import AssayJudge
import AssayPlan
import AssayRun
import AssaySchema

/// Writes a run as GitLab's code quality report: an issue for each case that failed and each endpoint that was not tested.
///
/// docs.gitlab.com, "Code Quality", "Code Quality report format": an array, each issue with `description`,
/// `check_name`, a `fingerprint` that is unique and stable, `severity` and a relative path without `./`.
package struct CodeQualityReporter: Reporter {
  package init() {}

  package mutating func handle(_ event: RunEvent, encoded: [UInt8], write: ReportWriter) throws {
    if case .runFinished(let summary) = event {
      try write(.file("gl-code-quality-report.json"), Self.bytes(of: summary))
    }
  }

  private static func bytes(of summary: RunSummary) -> [UInt8] {
    var json = JSONWriter(pretty: true)
    json.beginArray()
    for highlighted in summary.broken { write(highlighted, summary, &json) }
    for highlighted in summary.known { write(highlighted, summary, &json) }
    for suite in summary.suites where summary.header.shard == nil && suite.isUntested {
      write(
        suite.untestedReason, "not-tested", StableHash("not-tested \(suite.header.id)"), "minor",
        SourceLine(suite.header.file, suite.header.line),
        &json)
    }
    json.endArray()
    return json.bytes + [UInt8(ascii: "\n")]
  }

  private static func write(
    _ highlighted: RunSummary.HighlightedCase, _ summary: RunSummary, _ json: inout JSONWriter
  ) {
    let record = highlighted.record
    let suite = summary.suites[highlighted.suite].header
    var hash = StableHash(record.id)
    hash.add(record.fingerprint ?? record.outcome.rawValue)
    write(
      "\(record.id): \(CaseText(record, source: nil).headline)",
      record.failures.first?.code ?? (record.outcome == .error ? "could-not-ask" : "stale-baseline"), hash,
      severity(record), suite.source(of: record), &json)
  }

  private static func write(
    _ description: String, _ check: String, _ fingerprint: StableHash, _ severity: String, _ source: SourceLine,
    _ json: inout JSONWriter
  ) {
    json.beginObject()
    json.member("description", description)
    json.member("check_name", check)
    json.member("fingerprint", fingerprint.hex)
    json.member("severity", severity)
    json.object("location") { json in
      json.member("path", source.file)
      json.object("lines") { $0.member("begin", max(1, source.line)) }
    }
    json.endObject()
  }

  private static func severity(_ record: CaseRecord) -> String {
    switch record.reported {
    case .failed: "major"
    case .error: "minor"
    case .passed, .skipped: "info"
    }
  }
}
