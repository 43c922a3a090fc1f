import AssayContract
import AssayHTTP
import AssayPlan

/// Where a response is documented with several media types, it must have one that the request accepts.
///
/// RFC 9110, section 12.5.1, lets a server ignore `Accept`; a document that names the types promises the choice. A request
/// that accepts none of them may be given any.
enum AcceptCheck: Check {
  static func check(_ response: Response, to step: Step, by judge: Judge, _ findings: inout Findings) {
    guard judge.contract.hasAlternatives, let accept = step.request.headers["Accept"],
      let index = findings.body
    else { return }
    let documented = judge.endpoint.responses[index]
    let accepted = AcceptedTypes(accept)
    let wanted = documented.body.alternatives.filter { accepted.accepts($0.mediaType) }
    guard let first = wanted.first, let type = response.headers["Content-Type"],
      let found = documented.body.alternative(of: type), !accepted.accepts(found.mediaType)
    else { return }
    let expected = "\(wanted.map(\.mediaType).joined(separator: " or ")), which the request accepts"
    findings.add(
      Violation(
        "content-type-not-accepted", at: .header("Content-Type"), expected: expected, found: TextSanitizer.text(type),
        lasting: "\(expected)\n\(found.mediaType)", evidence: first.mediaTypeEvidence ?? documented.evidence))
  }
}
