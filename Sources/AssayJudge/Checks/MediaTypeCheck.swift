import AssayHTTP
import AssayPlan
import AssaySpec

/// A described body must have the documented media type.
enum MediaTypeCheck: Check {
  static func check(_ response: Response, to step: Step, by judge: Judge, _ findings: inout Findings) {
    guard let (index, body) = findings.described(of: response, by: judge) else { return }
    if response.headers.holdOnly(body.body.mediaType, for: "Content-Type") { return }
    let expected = judge.endpoint.responses[index].body.mediaTypes
    let values = response.headers.values(named: "Content-Type")
    let evidence = judge.endpoint.responses[index].body.mediaTypeEvidence ?? judge.endpoint.responses[index].evidence
    func add(_ code: String, _ found: String, lasting: String? = nil) {
      findings.add(
        Violation(
          code, at: .header("Content-Type"), expected: expected, found: found, lasting: lasting, evidence: evidence))
    }
    guard let value = values.first else { return add("content-type-missing", "no Content-Type") }
    guard values.count == 1, let type = MediaType(parsing: value) else {
      let text = values.joined(separator: ", ")
      return add("content-type-ill-formed", TextSanitizer.text(text.isEmpty ? "nothing" : text))
    }
    if type.essence == MediaType(parsing: body.body.mediaType)?.essence { return }
    add("content-type-wrong", TextSanitizer.text(value), lasting: "\(expected)\n\(type.essence)")
  }
}
