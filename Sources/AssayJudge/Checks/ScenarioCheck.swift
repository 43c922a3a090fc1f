import AssayContract
import AssayHTTP
import AssayJSON
import AssayPlan
import AssaySpec

/// A response of a scenario must meet the success criteria of its step, and have the outputs that later steps need.
enum ScenarioCheck {
  static func violations(
    in response: Response, to index: Int, of testCase: TestCase, _ endpoint: Endpoint, _ exchanges: [Exchange],
    _ codes: [Int: String]
  ) -> [Violation] {
    let step = testCase.steps[index]
    guard let scenario = step.scenario, step.expectation.accepts(response.status, among: endpoint.responses) else {
      return []
    }
    let document = try? JSONDocument(parsing: response.body)
    var violations: [Violation] = []
    func add(_ code: String, _ place: Violation.Place, _ expected: String, _ found: String) {
      violations.append(
        Violation(
          code, at: place, expected: TextSanitizer.text(expected), found: TextSanitizer.text(found),
          evidence: scenario.evidence))
    }
    for criterion in scenario.criteria where !criterion.isMet(by: response, after: exchanges, codes: codes) {
      var place = Violation.Place.body
      switch criterion.place {
      case .header(let name): place = .header(name)
      case .body(let pointer):
        if let node = document?.node(at: pointer) { place = .value(pointer, node.location) }
      }
      add("criterion", place, criterion.words, criterion.value(in: response)?.serialized() ?? "nothing")
    }
    for output in scenario.outputs where output.capture.value(in: response, code: codes[index]) == nil {
      if output.capture == .code {
        let channel = scenario.code.map { " by \($0.channel.rawValue)" } ?? ""
        add("code-missing", .timing, "a code\(channel) after the response", "none arrived")
      } else {
        add("output-missing", .body, "the output \(output.name), from \(output.capture.words)", "nothing")
      }
    }
    return violations
  }
}
