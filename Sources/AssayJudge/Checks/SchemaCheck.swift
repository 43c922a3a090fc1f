import AssayContract
import AssayHTTP
import AssayJSON
import AssayPlan
import AssaySchema
import AssaySpec

/// A body must match the documented schema.
enum SchemaCheck: Check {
  static func check(_ response: Response, to step: Step, by judge: Judge, _ findings: inout Findings) {
    guard let document = findings.document, let (index, body) = findings.described(of: response, by: judge)
    else { return }
    let evidence = judge.endpoint.responses[index].evidence
    let (found, omitted) = body.schema.violations(in: document, atMost: Judge.maxReported)
    if found.contains(where: { !$0.isUndocumentedMember }),
      let other = responseThatFits(document, otherThan: index, judge)
    {
      let expected = "the body documented for \(response.status)"
      return findings.add(
        Violation(
          "body-of-another-answer", at: .body, expected: expected, found: "the body documented for \(other)",
          lasting: "\(expected)\n\(other)", evidence: evidence))
    }
    for violation in found {
      var evidence = violation.evidence ?? evidence
      evidence.source = body.schema.schema.source(of: violation.pointer).or(evidence.source)
      findings.add(
        Violation(
          violation.validationError.code, at: .value(violation.pointer, violation.location), violation.validationError,
          as: violation.kind, evidence: evidence,
          severity: violation.isUndocumentedMember ? .warning : nil))
    }
    findings.addOmitted(omitted, evidence)
  }

  /// The status of a documented response of the opposite kind (success or error) whose schema the body matches exactly.
  private static func responseThatFits(
    _ document: JSONDocument, otherThan index: Int, _ judge: Judge
  ) -> StatusRange? {
    let wantsSuccess = judge.endpoint.responses[index].status.isError
    for (other, spec) in judge.endpoint.responses.enumerated()
    where other != index && spec.status.isSuccess == wantsSuccess {
      if let body = judge.contract.responses[other], body.schema.violations(in: document, atMost: 1).reported.isEmpty {
        return spec.status
      }
    }
    return nil
  }
}

extension Violation {
  /// A value that does not match its schema.
  ///
  /// - Parameter kind: The kind of the discriminated object that the value lies in: `"type" is "card"`.
  init(
    _ code: String, at place: Place, _ error: ValidationError, as kind: String? = nil, evidence: Evidence,
    severity: Severity? = nil
  ) {
    let expected = error.expected + (kind.map { ", as \($0)" } ?? "")
    self.init(
      code, at: place, expected: expected, found: error.found, lasting: "\(expected)\n\(error.lasting)",
      evidence: evidence, severity: severity)
  }
}
