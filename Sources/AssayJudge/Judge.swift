import AssayContract
import AssayHTTP
import AssayJSON
import AssayPlan
import AssaySchema
import AssaySpec
/// Judges what came back against what a case expects: a pure function of its inputs.
package struct Judge: Sendable {
  package let contract: CompiledEndpoint
  /// Whether warnings fail a case too.
  package let isStrict: Bool

  // Lent, not copied: workers that count references to one contract wait for each other's caches.
  var endpoint: Endpoint { _read { yield contract.endpoint } }

  package init(_ contract: CompiledEndpoint, isStrict: Bool = false) {
    self.contract = contract
    self.isStrict = isStrict
  }

  /// The verdict on a case from its exchanges, one for each time it was sent.
  package func verdict(on one: TestCase, _ exchanges: [Exchange]) -> Verdict {
    var violations: [Violation] = []
    for index in exchanges.indices {
      switch exchanges[index].outcome {
      case .unanswered(let error):
        return Verdict(.error, violations: violations, reason: error.message)
      case .garbled(let malformed):
        violations.append(
          Violation(.garbled(reason: malformed.reason), at: .framing, evidence: Self.protocolEvidence))
      case .answered(let response):
        var found = self.violations(in: response, of: one)
        if let budget = endpoint.latencyBudget, exchanges[index].timings.total > budget.duration {
          found.append(
            Violation(
              .tooSlow(took: exchanges[index].timings.total, budget: budget.duration), at: .timing,
              evidence: budget.evidence))
        }
        if exchanges.count > 1 { for position in found.indices { found[position].attempt = index + 1 } }
        // Nothing is wrong with most, and adding nothing to an empty list makes a list all the same.
        if !found.isEmpty { violations += found }
      }
    }
    if let repeated = repetition(of: one, exchanges) { violations.append(repeated) }
    let isBroken = violations.contains { isStrict || $0.severity == .failure }
    return Verdict(isBroken ? .failed : .passed, violations: violations)
  }

  /// Everything that one answer does wrong, each at its root.
  func violations(in response: Response, of one: TestCase) -> [Violation] {
    var violations = framingViolations(in: response)
    let position = one.expectation.responses.first { endpoint.responses[$0].status.contains(response.status) }
    if position == nil, let violation = statusViolation(response, one.expectation) {
      violations.append(violation)
      if case .redirect = violation.cause { return violations }
    }
    // An answer that this case cannot have is still held to its own documented shape.
    let described = position ?? endpoint.responses.firstIndex { $0.status.contains(response.status) }
    if let described {
      let found =
        headerViolations(in: response, described)
        + bodyViolations(in: response, described, one.expectation, isExpected: position != nil)
      if !found.isEmpty { violations += found }
    }
    return violations
  }

  /// The same request twice must be answered alike where the document calls that harmless.
  private func repetition(of one: TestCase, _ exchanges: [Exchange]) -> Violation? {
    guard one.sends > 1, let first = exchanges.first?.response, let evidence = endpoint.idempotent else { return nil }
    guard let other = exchanges.dropFirst().compactMap(\.response).first(where: { $0.status != first.status })
    else { return nil }
    return Violation(.notIdempotent(first: first.status, second: other.status), at: .status, evidence: evidence)
  }

  private func statusViolation(
    _ response: Response, _ expectation: Expectation
  ) -> Violation? {
    let status = response.status
    if expectation.tolerated.contains(where: { $0.status.contains(status) }) { return nil }
    let patterns = expectation.responses.map { endpoint.responses[$0].status }
    let documented = endpoint.responses.first { $0.status.contains(status) }
    if (300..<400).contains(status), documented == nil {
      return Violation(
        .redirect(status, to: response.headers["Location"]), at: .status,
        evidence: Self.evidenceAgainstNoAnswer(expectation))
    }
    let mustRefuse = patterns.isEmpty ? expectation.validity == .invalid : patterns.allSatisfy(\.isError)
    if (200..<300).contains(status), mustRefuse {
      return Violation(.acceptedInvalid(status, expected: patterns), at: .status, evidence: expectation.evidence)
    }
    let evidence = status >= 500 ? Self.evidenceAgainstNoAnswer(expectation) : expectation.statusEvidence
    guard documented != nil else {
      return Violation(
        .undocumentedStatus(status, documented: endpoint.responses.map(\.status)), at: .status, evidence: evidence)
    }
    let isRefusal = status >= 400 && expectation.validity == .valid && !mustRefuse
    return Violation(
      isRefusal ? .refusedValid(status, expected: patterns) : .unexpectedStatus(status, expected: patterns),
      at: .status, evidence: evidence)
  }

  /// What a redirect or a failure of the server breaks, which neither accepts the request nor refuses it: the rule that
  /// makes the request valid or invalid, and HTTP's own meaning of these codes where that rule is only our reading.
  private static func evidenceAgainstNoAnswer(_ expectation: Expectation) -> Evidence {
    expectation.evidence.level == .assumed
      ? .documented("RFC 9110, sections 15.4 and 15.6: neither accepts the request nor refuses it")
      : expectation.evidence
  }

  /// What the wire's own rules stand on.
  static let protocolEvidence = Evidence.documented("RFC 9112, HTTP/1.1")
}
