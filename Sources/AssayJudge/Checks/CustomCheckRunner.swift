import AssayContract
import AssayHTTP
import AssayJSON
import AssayPlan
import AssaySpec

/// Runs the checks that an endpoint declares itself.
enum CustomCheckRunner {
  static func violations(in exchanges: [Exchange], of testCase: TestCase, _ endpoint: Endpoint) -> [Violation] {
    zip(exchanges, testCase.steps).enumerated().flatMap { index, pair -> [Violation] in
      let (exchange, step) = pair
      guard let response = exchange.response else { return [] }
      let document = try? JSONDocument(parsing: response.body)
      let seen = CustomCheck.Exchange(
        testCase: testCase.id, isValid: step.expectation.validity == .valid, request: exchange.request,
        status: response.status, headers: response.headers, body: response.body, json: document?.value)
      return endpoint.checks.flatMap { check in
        check.breaches(seen).prefix(Judge.maxReported).map { breach in
          let node = breach.pointer.flatMap { document?.node(at: $0) }
          var violation = Violation(
            check.name, at: node.map { .value(breach.pointer ?? .root, $0.location) } ?? .body,
            expected: TextSanitizer.text(breach.expected), found: TextSanitizer.text(breach.found),
            evidence: check.evidence)
          if exchanges.count > 1 { violation.attempt = index + 1 }
          return violation
        }
      }
    }
  }
}
