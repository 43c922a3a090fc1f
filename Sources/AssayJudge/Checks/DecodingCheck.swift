import AssayHTTP
import AssayJSON
import AssayPlan
import AssaySpec

/// A body must be what its encoding says, such as well-formed JSON (RFC 8259).
///
/// Most bodies are valid, which one pass without a tree shows; only the others are decoded for the checks that follow.
enum DecodingCheck: Check {
  static func check(_ response: Response, to step: Step, by judge: Judge, _ findings: inout Findings) {
    guard let (index, body) = findings.described(of: response, by: judge) else { return }
    let mustBeRead =
      EchoCheck.applies(to: response, of: step, findings) || RelationCheck.applies(to: response, of: step, findings)
    if !mustBeRead, body.accepts(response.body) { return }
    do {
      findings.document = try body.decode(response.body, contentType: response.headers["Content-Type"])
    } catch {
      let code =
        switch error.reason {
        case .invalidUTF8: "invalid-utf8"
        case .byteOrderMark: "byte-order-mark"
        case .trailingBytes: "trailing-bytes"
        default: "malformed-\(body.codec.name.lowercased())"
        }
      findings.rejectBody(
        Violation(
          code, at: .value(.root, error.location), expected: body.codec.rule, found: error.message,
          lasting: "\(body.codec.rule)\n\(error.lasting)", evidence: judge.endpoint.responses[index].evidence))
    }
  }
}

/// An object in a body must not have the same member twice.
enum DuplicateKeyCheck: Check {
  private static let evidence = Evidence.documented(
    "The names within an object SHOULD be unique.", at: "RFC 8259, section 4")

  static func check(_ response: Response, to step: Step, by judge: Judge, _ findings: inout Findings) {
    guard let index = findings.body, let document = findings.document else { return }
    for duplicate in document.duplicateKeys(atMost: Judge.maxReported) {
      let key = TextSanitizer.text(JSONValue.string(duplicate.key).serialized())
      findings.add(
        Violation(
          "duplicate-key", at: .value(duplicate.pointer.appending(duplicate.key), duplicate.location),
          expected: "the member \(key) once", found: "it again", evidence: evidence))
    }
    findings.addOmitted(
      document.duplicateKeyCount - Judge.maxReported, judge.endpoint.responses[index].evidence)
  }
}
