import AssayJudge
import AssayRun
import AssaySpec

/// Writes a run as JUnit XML: one suite an endpoint, one test case a case.
public enum JUnitReport {
  public static func bytes(of report: RunReport) -> [UInt8] {
    var xml = XMLWriter()
    let tally = report.tally
    xml.begin(
      "testsuites",
      [
        ("name", "assay"), ("tests", "\(tally.total)"), ("failures", "\(tally.failed)"), ("errors", "\(tally.errors)"),
        ("time", seconds(report.duration)),
      ])
    for suite in report.suites { write(suite, report, &xml) }
    xml.end()
    return xml.bytes
  }

  private static func write(_ suite: RunReport.Suite, _ report: RunReport, _ xml: inout XMLWriter) {
    let tally = suite.tally
    xml.begin(
      "testsuite",
      [
        ("name", suite.endpoint.id), ("tests", "\(tally.total)"), ("failures", "\(tally.failed)"),
        ("errors", "\(tally.errors)"), ("skipped", "\(tally.skipped)"), ("time", seconds(suite.duration)),
        ("timestamp", String(report.info.startedAt.prefix(19))),
      ])
    xml.begin("properties")
    for (name, value) in properties(suite, report.info) {
      xml.begin("property", [("name", name), ("value", value)])
      xml.end()
    }
    xml.end()
    for result in suite.results { write(result, suite, &xml) }
    xml.end()
  }

  private static func properties(_ suite: RunReport.Suite, _ info: RunInfo) -> [(String, String)] {
    let source = suite.endpoint.source
    return [
      ("target", suite.target), ("seed", "\(info.seed)"), ("strict", "\(info.isStrict)"),
      ("assay", info.toolVersion), ("contract", source.title), ("source", source.url),
      ("retrieved", source.retrieved),
    ] + (source.revision.map { [("revision", $0)] } ?? [])
  }

  private static func write(_ result: CaseResult, _ suite: RunReport.Suite, _ xml: inout XMLWriter) {
    xml.begin(
      "testcase",
      [
        ("name", String(result.test.id.dropFirst(suite.endpoint.id.count + 1))), ("classname", suite.endpoint.id),
        ("time", seconds(result.duration)),
      ])
    let text = CaseText(result, target: suite.target)
    switch result.verdict.outcome {
    case .passed: break
    case .failed:
      let code = (result.verdict.failures.first ?? result.verdict.violations.first)?.code ?? "violation"
      xml.element("failure", [("message", text.headline), ("type", code)], text: text.full)
    case .error:
      xml.element("error", [("message", text.headline), ("type", "could-not-ask")], text: text.full)
    case .skipped:
      let reason = result.verdict.reason ?? ""
      xml.element("skipped", [("message", reason)], text: reason)
    }
    if result.verdict.outcome == .passed, let notes = text.notes { xml.element("system-out", text: notes) }
    xml.end()
  }

  /// Seconds with three decimals and a dot, whatever the locale.
  public static func seconds(_ duration: Duration) -> String {
    let (whole, fraction) = duration.components
    let milliseconds = fraction / 1_000_000_000_000_000
    let digits = String(milliseconds)
    return "\(whole)." + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
