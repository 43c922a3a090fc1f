import AssayContract
import AssayHTTP
import AssayJudge
import AssayPlan
import AssayReport
import AssayRun
import AssaySchema
import AssaySpec

extension Subcommand {
  static let show = Subcommand(
    "show", operand: "ID", "show one contract, or one case with its request", options: [.openAPI]
  ) { try $0.show() }
}

/// `assay show ID`: shows one contract or one case.
extension Subcommand.Call {
  fileprivate func show() throws -> ExitStatus {
    let id = arguments.operands[0]
    let plan = try Planner(values: FixtureValues(isMock: true)).plan(catalog)
    for suite in plan.suites {
      if suite.id == id, !suite.isScenarios {
        show(suite)
        return .passed
      }
      if let testCase = suite.cases().first(where: { $0.id == id }) {
        show(testCase, suite)
        return .passed
      }
    }
    throw UsageError.unknown(
      "id", id, among: plan.suites.flatMap { ($0.isScenarios ? [] : [$0.id]) + $0.caseIDs }, command: "list")
  }

  private func show(_ suite: Plan.Suite) {
    let endpoint = suite.endpoint
    line("\(endpoint.id): \(endpoint.title)")
    line("\(endpoint.method) \(endpoint.path)")
    let revision = endpoint.document.revision.map { ", \($0)" } ?? ""
    line("source: \(endpoint.title)\(revision), read \(endpoint.document.retrieved): \(endpoint.document.url)")
    line("security: \(endpoint.security.description) (\(words(endpoint.security.evidence)))")
    if endpoint.security.schemes.contains(where: \.needsClientCertificate) {
      line("  the mock speaks no TLS and does not ask for the certificate; a live run shows it with --cert and --key")
    }
    if let signature = endpoint.signature {
      line("signature: header \(signature.header) with the key \(signature.key.name) (\(words(signature.evidence)))")
    }
    for effect in endpoint.effects {
      line("effect: \(effect.kind.rawValue) to \(effect.recipient) (\(words(effect.evidence)))")
    }
    if let evidence = endpoint.idempotency { line("idempotent (\(words(evidence)))") }
    if let promise = endpoint.repeatedResponse {
      let varying = promise.varying.map(\.description).joined(separator: ", ")
      line("repeated response: the same\(varying.isEmpty ? "" : " except \(varying)") (\(words(promise.evidence)))")
    }
    if !endpoint.parameters.isEmpty { line("\nparameters:") }
    for parameter in endpoint.parameters {
      line(
        "  \(parameter.location): \(SchemaText.short(parameter.schema))\(parameter.isRequired ? ", required" : "")"
          + (parameter.isStructured && parameter.location.kind == .query ? ", style \(parameter.style)" : "")
          + (parameter.isDeprecated ? ", deprecated" : "")
          + (parameter.isFromResponses ? ", from responses only" : "")
          + (parameter.defaultValue.map { ", default \($0)" } ?? "") + " (\(words(parameter.evidence)))")
    }
    if endpoint.body.schema != nil {
      line("\nrequest body\(endpoint.body.isOptional ? ", which may be left out" : ""):")
      console.print(SchemaText.body(endpoint.body, indent: "  "))
    }
    if !endpoint.dependencies.isEmpty { line("\ndependencies:") }
    for dependency in endpoint.dependencies { line("  \(dependency.words) (\(words(dependency.evidence)))") }
    line("\nresponses:")
    for response in endpoint.responses {
      line("  \(response.status) \(response.description) (\(words(response.evidence)))")
      for header in response.headers {
        line("    header \(header.name): \(SchemaText.header(header)) (\(words(header.evidence)))")
      }
      console.print(SchemaText.body(response.body, indent: "    "))
      for transition in response.transitions {
        line("    then \(transition.words)" + (transition.evidence.map { " (\(words($0)))" } ?? ""))
      }
      for echo in response.echoes { line("    \(echo.pointer) repeats the request's \(echo.location)") }
    }
    if !endpoint.relations.isEmpty { line("\nrelations:") }
    for relation in endpoint.relations { line("  \(relation.words) (\(words(relation.evidence)))") }
    if let paging = endpoint.paging { line("\npaging: \(paging.words) (\(words(paging.evidence)))") }
    if !endpoint.checks.isEmpty { line("\nchecks:") }
    for check in endpoint.checks { line("  \(check.name) (\(words(check.evidence)))") }
    if !endpoint.cases.isEmpty { line("\nown cases:") }
    for custom in endpoint.cases {
      line("  \(custom.name): a request \(custom.summary) brings \(custom.status) (\(words(custom.evidence)))")
    }
    if !endpoint.notes.isEmpty { line("\nnotes:") }
    for note in endpoint.notes { line("  \(note.text) (\(words(note.evidence)))") }
    if !endpoint.openQuestions.isEmpty { line("\nopen questions:") }
    for question in endpoint.openQuestions {
      line("  \(question.kind.rawValue) at \(question.place): \(question.question)")
      line("    assumed: \(question.assumed)")
    }
    line("\ncases:")
    for id in suite.caseIDs { line("  \(id)") }
  }

  private func show(_ testCase: TestCase, _ suite: Plan.Suite) {
    line("\(testCase.id)")
    line(suite.isScenarios ? "A scenario: \(testCase.summary)." : "A request \(testCase.summary).")
    for (index, step) in testCase.steps.enumerated() {
      if testCase.steps.count > 1 { line("\n\(testCase.label(of: index)):") }
      if let scenario = step.scenario { show(scenario, testCase) }
      line("\n\(step.request.method) \(step.request.target)")
      for input in step.inputs { line("(with what the response to step \(input.step + 1) has: \(input.words))") }
      for header in step.request.headers { line("\(header.name): \(header.value)") }
      if let body = step.request.body, !body.isEmpty { line("\n\(String(decoding: body, as: UTF8.self))") }
      let statuses =
        step.expectation.responses.map { suite.contract(of: step).endpoint.responses[$0].status.description }
        + (step.scenario == nil ? [] : step.expectation.tolerated.map(\.status.description))
      line("\nexpected: \(statuses.joined(separator: " or ")) (\(words(step.expectation.statusEvidence)))")
      if step.expectation.evidence != step.expectation.statusEvidence {
        line("because of the rule: \(words(step.expectation.evidence))")
      }
      for effect in step.effects { line("effect: \(effect.kind.rawValue) to \(effect.recipient)") }
      line("\n" + CurlLine.text(for: step.request, target: .init(Placeholder.text(for: "ASSAY_TARGET"))))
    }
  }

  private func show(_ scenario: PlannedStep, _ testCase: TestCase) {
    if scenario.isTeardown { line("(teardown: sent in any case)") }
    if scenario.wait > 0 { line("(after \(scenario.wait) s)") }
    if let condition = scenario.condition {
      line("(only if \(testCase.label(of: condition.step)) shows \(condition.criterion.words))")
    }
    if let retry = scenario.retry { line("(again every \(retry.interval) s, for at most \(retry.limit) s)") }
    for criterion in scenario.criteria { line("criterion: \(criterion.words)") }
    for output in scenario.outputs { line("output: \(output.name), from \(output.capture.words)") }
  }

  private func line(_ text: String) { console.print(text + "\n") }

  private func words(_ evidence: Evidence) -> String {
    "\(evidence.level.rawValue): \(evidence.place)" + (evidence.quote.map { ": \"\($0)\"" } ?? "")
  }
}
