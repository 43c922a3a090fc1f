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
    // An assumed media type does not make an assumption of the body that the document shows.
    let mediaType = documented.body.mediaTypeEvidence.flatMap { $0.level == .assumed ? nil : $0 }
    findings.rejectBody(
      Violation(
        "markup", at: .body, expected: body.codec.name, found: TextSanitizer.text(TextSanitizer.beginning(of: start)),
        evidence: mediaType ?? documented.evidence))
  }
}
