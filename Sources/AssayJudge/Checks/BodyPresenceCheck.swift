import AssayHTTP
import AssayPlan
import AssaySpec

/// There must be a body where one is documented, and none where none is.
enum BodyPresenceCheck: Check {
  static func check(_ response: Response, to step: Step, by judge: Judge, _ findings: inout Findings) {
    guard let index = findings.body else { return }
    switch judge.endpoint.responses[index].body.content {
    case .undocumented: break
    case .none:
      guard !response.body.isEmpty else { return }
      findings.rejectBody(
        Violation(
          "body-forbidden", at: .body, expected: "no body", found: "\(response.body.count) bytes",
          evidence: judge.endpoint.responses[index].evidence))
    case .json:
      guard response.body.isEmpty else { return }
      findings.rejectBody(
        Violation(
          "body-missing", at: .body, expected: "a JSON body", found: "nothing",
          evidence: judge.endpoint.responses[index].evidence))
    }
  }
}

extension Findings {
  /// The documented response whose JSON body this one must have, while the body can be read.
  func jsonBody(by judge: Judge) -> Int? {
    guard let body, judge.contract.responses[body] != nil else { return nil }
    return body
  }
}
