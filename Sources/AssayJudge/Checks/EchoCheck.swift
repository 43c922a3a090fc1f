import AssayHTTP
import AssayJSON
import AssayPlan

/// A success must repeat the values of the request that the document says it repeats.
enum EchoCheck: Check {
  static func check(_ response: Response, to step: Step, by judge: Judge, _ findings: inout Findings) {
    guard let document = findings.document, applies(to: response, of: step, findings) else { return }
    for echo in step.expectation.echoes {
      // A member that is missing, of another type or otherwise invalid is reported by the schema's check alone.
      guard let node = document.node(at: echo.pointer), node.value.typeName == echo.value.typeName,
        node.value != echo.value,
        !findings.violations.contains(where: { $0.place == .value(echo.pointer, node.location) })
      else { continue }
      findings.add(
        Violation(
          "echo", at: .value(echo.pointer, node.location),
          expected: "\(echo.value.serialized()), as in the request's \(echo.location)",
          found: TextSanitizer.text(node.value.serialized()), lasting: "\(echo.location)\n\(node.value.typeName)",
          evidence: echo.evidence, echoed: echo.location))
    }
  }

  /// Whether the response must repeat anything.
  static func applies(to response: Response, of step: Step, _ findings: Findings) -> Bool {
    findings.isExpected && (200..<300).contains(response.status) && !step.expectation.echoes.isEmpty
  }
}
