import AssayHTTP
import AssayPlan
import AssaySpec

/// The status must be one that the case can have.
enum StatusCheck: Check {
  static func check(_ response: Response, to step: Step, by judge: Judge, _ findings: inout Findings) {
    if findings.isExpected { return }
    let status = response.status
    let expectation = step.expectation
    if expectation.tolerated.contains(where: { $0.status.contains(status) }) { return }
    let expected = expectation.responses.map { judge.endpoint.responses[$0].status }
    let isDocumented = findings.documented != nil
    func add(_ code: String, _ text: String, _ evidence: Evidence, found: String? = nil) {
      findings.add(
        Violation(
          code, at: .status, expected: text, found: found ?? "\(status)", lasting: "\(text)\n\(status)",
          evidence: evidence))
    }
    if (300..<400).contains(status), !isDocumented {
      let target = response.headers["Location"].map { " to \(TextSanitizer.text($0))" } ?? ""
      return add(
        "redirect", "an answer, not a redirect", evidenceAgainstNoAnswer(expectation), found: "\(status)\(target)")
    }
    let mustRefuse = expected.isEmpty ? expectation.validity == .invalid : expected.allSatisfy(\.isError)
    if (200..<300).contains(status), mustRefuse {
      return add(
        "accepted-invalid", expected.isEmpty ? "a refusal" : "a refusal (\(list(expected)))", expectation.evidence,
        found: "\(status): the request was accepted")
    }
    let evidence = status >= 500 ? evidenceAgainstNoAnswer(expectation) : expectation.statusEvidence
    guard isDocumented else {
      let documented = list(judge.endpoint.responses.map(\.status))
      return add("undocumented-status", "a documented status (\(documented))", evidence)
    }
    let isRefusal = status >= 400 && expectation.validity == .valid && !mustRefuse
    add(isRefusal ? "refused-valid" : "unexpected-status", list(expected), evidence)
  }

  /// The evidence against a redirect or a server failure, which neither accept the request nor refuse it.
  ///
  /// It is that of the rule which makes the request valid or invalid; where that is only our reading, HTTP's own meaning of
  /// these codes.
  private static func evidenceAgainstNoAnswer(_ expectation: Expectation) -> Evidence {
    expectation.evidence.level == .assumed
      ? .documented(at: "RFC 9110, sections 15.4 and 15.6: neither accepts the request nor refuses it")
      : expectation.evidence
  }

  private static func list(_ statuses: [StatusRange]) -> String {
    statuses.isEmpty ? "none" : statuses.map(\.description).joined(separator: ", ")
  }
}
