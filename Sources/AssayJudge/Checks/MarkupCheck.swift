import AssayHTTP
import AssayPlan

/// A JSON body must not be HTML or XML, such as a proxy's error page.
enum MarkupCheck: Check {
  static func check(_ response: Response, to step: Step, by judge: Judge, _ findings: inout Findings) {
    guard let index = findings.jsonBody(by: judge) else { return }
    let start = response.body.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
    guard start.first == UInt8(ascii: "<") else { return }
    let documented = judge.endpoint.responses[index]
    findings.rejectBody(
      Violation(
        "markup", at: .body, expected: "JSON", found: TextSanitizer.text(TextSanitizer.beginning(of: start)),
        evidence: documented.body.mediaTypeEvidence ?? documented.evidence))
  }
}
