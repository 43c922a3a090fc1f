import AssayHTTP
import AssayPlan
import AssaySpec

/// The same request sent twice must get the same status where the document says that a repetition is harmless.
enum RepetitionCheck {
  static func violation(in exchanges: [Exchange], of testCase: TestCase, _ endpoint: Endpoint) -> Violation? {
    guard testCase.kind == .idempotent, let first = exchanges.first?.status, let evidence = endpoint.idempotency,
      let other = exchanges.dropFirst().compactMap(\.status).first(where: { $0 != first })
    else { return nil }
    let expected = "\(first) again, as the first time"
    return Violation(
      "not-idempotent", at: .status, expected: expected, found: "\(other)", lasting: "\(expected)\n\(other)",
      evidence: evidence)
  }
}
