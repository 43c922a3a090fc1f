import AssayContract
import AssayHTTP
import AssayPlan
import AssaySpec

/// The values of a success must have the declared relations to each other and to the request.
enum RelationCheck: Check {
  static func check(_ response: Response, to step: Step, by judge: Judge, _ findings: inout Findings) {
    guard let document = findings.document, applies(to: response, of: step, findings) else { return }
    let body = document.value
    for relation in step.expectation.relations {
      guard let breach = relation.breach(in: body), let node = document.node(at: breach.pointer),
        // A value that is invalid in itself is reported by the schema's check alone.
        !findings.violations.contains(where: { $0.place == .value(breach.pointer, node.location) })
      else { continue }
      findings.add(
        Violation(
          "relation", at: .value(breach.pointer, node.location), expected: TextSanitizer.text(breach.expected),
          found: TextSanitizer.text(breach.found), lasting: breach.lasting, evidence: relation.relation.evidence,
          echoed: relation.relation.location))
    }
  }

  /// Whether any relation must hold.
  static func applies(to response: Response, of step: Step, _ findings: Findings) -> Bool {
    findings.isExpected && (200..<300).contains(response.status) && !step.expectation.relations.isEmpty
  }
}
