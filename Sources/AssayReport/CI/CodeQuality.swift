import AssayJSON
import AssayJudge
import AssayPlan

/// A run as GitLab's code quality report: an issue for each case that failed and each endpoint that was not tested.
///
/// docs.gitlab.com, "Code Quality", "Code Quality report format": an array, each issue with `description`,
/// `check_name`, a `fingerprint` that is unique and stable, `severity` and a relative path without `./`.
package enum CodeQuality {
  package static func bytes(of overview: RunOverview) -> [UInt8] {
    var json = JSONWriter(pretty: true)
    json.beginArray()
    for highlighted in overview.broken { write(highlighted, overview, &json) }
    for highlighted in overview.known { write(highlighted, overview, &json) }
    for suite in overview.suites where overview.header.shard == nil && suite.isUntested {
      write(
        suite.untestedReason, "not-tested", StableHash("not-tested \(suite.header.id)"), "minor", suite.header,
        &json)
    }
    json.endArray()
    return json.bytes + [UInt8(ascii: "\n")]
  }

  private static func write(
    _ highlighted: RunOverview.HighlightedCase, _ overview: RunOverview, _ json: inout JSONWriter
  ) {
    let record = highlighted.record
    let suite = overview.suites[highlighted.suite].header
    var hash = StableHash(record.id)
    hash.add(record.fingerprint ?? record.outcome.rawValue)
    write(
      "\(record.id): \(CaseText(record, source: nil).headline)",
      record.failures.first?.code ?? (record.outcome == .error ? "could-not-ask" : "stale-baseline"), hash,
      severity(record), suite, &json)
  }

  private static func write(
    _ description: String, _ check: String, _ fingerprint: StableHash, _ severity: String, _ suite: SuiteHeader,
    _ json: inout JSONWriter
  ) {
    json.beginObject()
    json.member("description", description)
    json.member("check_name", check)
    json.member("fingerprint", fingerprint.hex)
    json.member("severity", severity)
    json.key("location")
    json.beginObject()
    json.member("path", suite.file)
    json.key("lines")
    json.beginObject()
    json.key("begin")
    json.int(max(1, suite.line))
    json.endObject()
    json.endObject()
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
