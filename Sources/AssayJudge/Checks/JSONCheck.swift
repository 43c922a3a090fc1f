import AssayHTTP
import AssayJSON
import AssayPlan
import AssaySpec

/// A JSON body must be well-formed (RFC 8259).
///
/// Most bodies are valid, which one pass without a tree shows; only the others are parsed for the checks that follow.
enum JSONCheck: Check {
  static func check(_ response: Response, to step: Step, by judge: Judge, _ findings: inout Findings) {
    guard let index = findings.jsonBody(by: judge) else { return }
    if !EchoCheck.applies(to: response, of: step, findings),
      judge.contract.responses[index]?.accept(bytes: response.body) == .valid
    {
      return
    }
    do {
      findings.document = try JSONDocument(parsing: response.body)
    } catch {
      let code =
        switch error.kind {
        case .invalidUTF8: "invalid-utf8"
        case .byteOrderMark: "byte-order-mark"
        case .trailingBytes: "trailing-bytes"
        default: "malformed-json"
        }
      let expected = "well-formed JSON (RFC 8259)"
      findings.rejectBody(
        Violation(
          code, at: .value(.root, error.location), expected: expected, found: error.message,
          lasting: "\(expected)\n\(error.kind.rawValue)", evidence: judge.endpoint.responses[index].evidence))
    }
  }
}

/// An object in a JSON body must not have the same member twice.
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
