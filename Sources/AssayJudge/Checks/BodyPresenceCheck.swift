import AssayContract
import AssayHTTP
import AssayPlan
import AssaySpec

/// There must be a body where one is documented, and none where none is.
enum BodyPresenceCheck: Check {
  static func check(_ response: Response, to step: Step, by judge: Judge, _ findings: inout Findings) {
    guard let index = findings.body else { return }
    if let body = judge.contract.responses[index] {
      guard response.body.isEmpty, !body.mayBeEmpty else { return }
      findings.rejectBody(
        Violation(
          "body-missing", at: .body, expected: "a \(body.codec.name) body", found: "nothing",
          evidence: judge.endpoint.responses[index].evidence))
    } else if judge.endpoint.responses[index].body.content == .none, !response.body.isEmpty {
      findings.rejectBody(
        Violation(
          "body-forbidden", at: .body, expected: "no body", found: "\(response.body.count) bytes",
          evidence: judge.endpoint.responses[index].evidence))
    }
  }
}

extension Findings {
  /// The documented response whose body this one must have, and that body, while it can be read and is described.
  ///
  /// Of several bodies it is the one whose media type the response names.
  func described(of response: Response, by judge: Judge) -> (index: Int, body: CompiledBody)? {
    guard let index = body, let body = judge.contract.responses[index] else { return nil }
    if body.others.isEmpty { return (index, body) }
    return (index, body.alternative(of: response.headers["Content-Type"]) ?? body)
  }
}
