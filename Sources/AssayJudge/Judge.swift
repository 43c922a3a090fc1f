import AssayContract
import AssayHTTP
import AssayPlan
import AssaySpec

/// Judges the responses to a case by its expectation: a pure function of its inputs.
package struct Judge: Sendable {
  package let contract: CompiledEndpoint
  /// Whether warnings fail a case too.
  package let isStrict: Bool

  /// The provider's other endpoints, which steps of scenarios name by index from 1.
  private let others: [CompiledEndpoint]

  // Borrowed through `_read` to avoid reference counting.
  var endpoint: Endpoint { _read { yield contract.endpoint } }

  package init(_ contract: CompiledEndpoint, isStrict: Bool = false, others: [CompiledEndpoint] = []) {
    self.others = others
    self.contract = contract
    self.isStrict = isStrict
  }

  /// The verdict on a case from its exchanges, one for each step that was sent.
  ///
  /// - Parameter codes: The codes that arrived, by step of a scenario.
  package func verdict(on testCase: TestCase, _ exchanges: [Exchange], codes: [Int: String] = [:]) -> Verdict {
    if testCase.kind == .scenario { return scenarioVerdict(on: testCase, exchanges, codes) }
    var violations: [Violation] = []
    for index in exchanges.indices {
      switch exchanges[index].outcome {
      case .unanswered(let error): return Verdict(.error, violations: violations, reason: error.message)
      case .garbled(let malformed): violations.append(FramingCheck.violation(malformed))
      case .answered(let response):
        let duration = exchanges[index].timings.total
        var found =
          testCase.steps[index].inputs.isEmpty
          ? self.violations(in: response, to: testCase.steps[index], duration)
          : self.violations(in: response, to: testCase.steps[index].completed(from: exchanges), duration)
        // Appending an empty array still allocates.
        if found.isEmpty { continue }
        if exchanges.count > 1 { for position in found.indices { found[position].attempt = index + 1 } }
        violations += found
      }
    }
    if let violation = RepetitionCheck.violation(in: exchanges, of: testCase, endpoint) { violations.append(violation) }
    if endpoint.paging != nil { violations += PagingCheck.violations(in: exchanges, of: testCase, endpoint) }
    if !endpoint.checks.isEmpty { violations += CustomCheckRunner.violations(in: exchanges, of: testCase, endpoint) }
    let isBroken = violations.contains { isStrict || $0.severity == .failure }
    return Verdict(isBroken ? .failed : .passed, violations: violations)
  }

  /// The verdict on a chain of steps, some of which may have been left out.
  private func scenarioVerdict(on testCase: TestCase, _ exchanges: [Exchange], _ codes: [Int: String]) -> Verdict {
    var violations: [Violation] = []
    for index in exchanges.indices where !exchanges[index].isOmitted {
      if case .unanswered(let error) = exchanges[index].outcome {
        return Verdict(.error, violations: violations, reason: "\(testCase.label(of: index)): \(error.message)")
      }
      let position = exchanges[...index].count { !$0.isOmitted }
      violations += self.violations(ofStep: index, of: testCase, exchanges, codes: codes).map { violation in
        var violation = violation
        violation.attempt = position
        return violation
      }
    }
    let isBroken = violations.contains { isStrict || $0.severity == .failure }
    return Verdict(isBroken ? .failed : .passed, violations: violations)
  }

  /// What the response to one step of a scenario breaks.
  package func violations(
    ofStep index: Int, of testCase: TestCase, _ exchanges: [Exchange], codes: [Int: String]
  ) -> [Violation] {
    let step = testCase.steps[index].completed(from: exchanges)
    let judge = step.endpoint == 0 ? self : Judge(others[step.endpoint - 1], isStrict: isStrict)
    var violations: [Violation] = []
    switch exchanges[index].outcome {
    case .unanswered: return []
    case .garbled(let malformed): violations.append(FramingCheck.violation(malformed))
    case .answered(let response):
      violations = judge.violations(in: response, to: step, exchanges[index].timings.total)
      violations += ScenarioCheck.violations(
        in: response, to: index, of: testCase, judge.endpoint, exchanges, codes)
    }
    if violations.isEmpty { return [] }
    let label = testCase.label(of: index)
    return violations.map { violation in
      var violation = violation
      violation.step = label
      return violation
    }
  }

  private func violations(in response: Response, to step: Step, _ duration: Duration) -> [Violation] {
    // A response that this step cannot have is still held to its own documented shape.
    let (documented, isExpected) = contract.response(for: response, expecting: step.expectation.responses)
    var findings = Findings(response, documented: documented, isExpected: isExpected, duration: duration)
    for check in Self.checks { check.check(response, to: step, by: self, &findings) }
    return findings.violations
  }
}
