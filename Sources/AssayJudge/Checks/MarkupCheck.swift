import AssayHTTP
import AssayPlan

/// A body that is no text must not be HTML or XML, such as a proxy's error page.
enum MarkupCheck: Check {
  static func check(_ response: Response, to step: Step, by judge: Judge, _ findings: inout Findings) {
    let start = response.body.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
    guard start.first == UInt8(ascii: "<"), let (index, body) = findings.described(of: response, by: judge),
      !body.mayBeMarkup
    else { return }
    let documented = judge.endpoint.responses[index]
    findings.rejectBody(
      Violation(
        "markup", at: .body, expected: body.codec.name, found: TextSanitizer.text(TextSanitizer.beginning(of: start)),
        evidence: documented.body.mediaTypeEvidence ?? documented.evidence))
  }
}
