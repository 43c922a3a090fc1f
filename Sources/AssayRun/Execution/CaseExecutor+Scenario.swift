import AssayContract
import AssayHTTP
import AssayJSON
import AssayPlan
import AssaySpec

/// Scenarios: each step is sent when those before it went as expected, with what they produced.
extension CaseExecutor {
  func executeScenario(_ testCase: TestCase, _ context: SuiteContext, over transport: any Transport) -> Execution {
    var execution = Execution()
    var waited = Duration.zero
    if let reason = reserve(testCase, context.effectBudget, &waited) {
      execution.skip = reason
      return execution
    }
    context.codes?.begin(context.provider)
    var run = ScenarioRun(testCase: testCase)
    for index in testCase.steps.indices {
      let step = testCase.steps[index]
      if let reason = run.reasonToOmit(index, execution) {
        execution.exchanges.append(.omitted(step.request, reason))
        continue
      }
      if let reason = wait(before: index, of: testCase, context, &run) {
        execution.skip = execution.skip ?? reason
        if reason.kind == .interrupted || reason.kind == .deadline { return execution }
        execution.exchanges.append(.omitted(step.request, reason.text))
        continue
      }
      perform(index, context, transport, &run, &execution)
      if let kind = execution.skip?.kind, kind == .interrupted || kind == .deadline { return execution }
    }
    return execution
  }

  /// What a scenario knows while it is executed.
  private struct ScenarioRun {
    let testCase: TestCase
    /// The step that did not go as expected.
    var failed: Int?
    /// When each effect was last had.
    var sent: [PlannedEffect: Duration] = [:]
    /// When each step was sent, in seconds since 1970.
    var moments: [Int: Int64] = [:]

    /// Why a step is not sent; `nil` when it is.
    func reasonToOmit(_ index: Int, _ execution: Execution) -> String? {
      guard let scenario = testCase.steps[index].scenario else { return nil }
      if !scenario.isTeardown {
        if let skip = execution.skip { return "not sent: \(skip.text)" }
        if let failed { return "not sent: \(testCase.label(of: failed)) did not go as expected" }
      }
      if let (step, criterion) = scenario.condition {
        let response = execution.exchanges[step].response
        if !(response.map { criterion.isMet(by: $0, after: execution.exchanges, codes: execution.codes) } ?? false) {
          return "not sent: its condition on \(testCase.label(of: step)) does not hold"
        }
      }
      for input in testCase.steps[index].inputs {
        let response = execution.exchanges[input.step].response
        if response.flatMap({ input.value(in: $0, code: execution.codes[input.step]) }) == nil {
          return "skipped: \(testCase.label(of: input.step)) did not produce \(input.capture.words)"
        }
      }
      return nil
    }
  }

  /// Waits as long as the step says and as a recipient's cooldown takes; gives the reason when that is not allowed.
  private func wait(
    before index: Int, of testCase: TestCase, _ context: SuiteContext, _ run: inout ScenarioRun
  ) -> SkipReason? {
    guard let scenario = testCase.steps[index].scenario else { return nil }
    if scenario.wait > 0, !(context.codes?.advance(context.provider, by: scenario.wait) ?? false) {
      let wait = Duration.seconds(scenario.wait)
      guard wait <= configuration.maxWait else {
        return SkipReason(.budget, "\(testCase.label(of: index)) waits \(scenario.wait) s, and --max-wait is shorter")
      }
      if let reason = environment.pause(wait) { return reason }
    }
    guard context.effectBudget != nil, !scenario.isRefusal else { return nil }
    for effect in testCase.steps[index].effects {
      guard let last = run.sent[effect] else { continue }
      let left = last + .seconds(effect.cooldownSeconds) - environment.now()
      if left > .zero, let reason = environment.pause(left) { return reason }
    }
    return nil
  }

  /// Sends a step, again while it is to be retried, and reads the code that it made the provider send.
  private func perform(
    _ index: Int, _ context: SuiteContext, _ transport: any Transport, _ run: inout ScenarioRun,
    _ execution: inout Execution
  ) {
    let step = run.testCase.steps[index]
    let endpoint = context.contract(of: step).endpoint
    guard let scenario = step.scenario,
      let planned = step.request(after: execution.exchanges, of: endpoint, codes: execution.codes)
    else { return }
    for input in step.inputs where input.capture == .code && input.alteration > 0 {
      let response = execution.exchanges[input.step].response
      if let value = response.flatMap({ input.value(in: $0, code: execution.codes[input.step]) }) {
        let name = run.testCase.steps[input.step].scenario?.name ?? ""
        execution.captured[Fixture.environmentName(of: "wrong.code.\(name).\(input.alteration)")] = Parameter.text(
          of: value)
      }
    }
    execution.exchanges.append(.omitted(planned, "not sent"))
    let started = environment.now()
    var throttled = Duration.zero
    var failures = 0
    var retries = 0
    var isTokenRenewed = false
    while true {
      let request: Request
      do throws(AccessTokens.Failure) {
        request = try prepare(planned, endpoint)
      } catch {
        execution.tokenFailure = error
        run.failed = index
        return
      }
      if let (variable, part) = request.unfilled {
        let message =
          "not sent: the request's \(part) still has \(Placeholder.text(for: variable)): set \(variable) to its value in the environment"
        execution.exchanges[index].outcome = .unanswered(TransportError(.refusedToSend, message))
        run.failed = index
        return
      }
      run.moments[index] = environment.wallClock()
      let sent = exchange(of: request, step.effects, context, endpoint, transport)
      for effect in step.effects { run.sent[effect] = environment.now() }
      guard var exchange = sent.exchange else {
        execution.skip = sent.skip
        return
      }
      exchange.request = planned
      execution.exchanges[index] = exchange
      if !isTokenRenewed, discardExpiredToken(in: [exchange], [request], endpoint) {
        isTokenRenewed = true
        continue
      }
      let isExpected = exchange.status.map { step.expectation.accepts($0, among: endpoint.responses) } ?? false
      var pause: Duration?
      if !isExpected, let (status, requested) = throttle(in: [exchange], context) {
        let wait = requested.flatMap { $0 > .zero ? $0 : nil } ?? configuration.backoff
        throttled += wait
        guard throttled <= configuration.maxWait else {
          execution.skip = SkipReason(.throttled, throttledReason(status, requested))
          return
        }
        execution.retried.append(status)
        pause = wait
      } else if !isExpected, failures < configuration.retries, let status = exchange.status,
        endpoint.responses.contains(where: { $0.isTransient && $0.status.contains(status) })
      {
        failures += 1
        execution.retried.append(status)
        pause = configuration.backoff * (1 << min(failures, 16))
      } else if let retry = scenario.retry, !isAsExpected(index, context, run, execution) {
        let interval = Duration.seconds(max(1, retry.interval))
        retries += 1
        // The clock may stand still.
        if max(environment.now() - started + interval, interval * retries) <= .seconds(retry.limit) {
          pause = interval
        }
      }
      guard let pause else { break }
      if let reason = environment.pause(pause) {
        execution.skip = reason
        return
      }
    }
    if scenario.code != nil, isAsExpected(index, context, run, execution) {
      readCode(of: index, endpoint, context, run, &execution)
    }
    if execution.skip == nil,
      !isAsExpected(index, context, run, execution) || scenario.code != nil && execution.codes[index] == nil
    {
      run.failed = run.failed ?? index
    }
  }

  /// Whether a response has a status that its step expects and breaks no promise. A code may still arrive.
  private func isAsExpected(
    _ index: Int, _ context: SuiteContext, _ run: ScenarioRun, _ execution: Execution
  ) -> Bool {
    let step = run.testCase.steps[index]
    guard let status = execution.exchanges[index].status,
      step.expectation.accepts(status, among: context.contract(of: step).endpoint.responses)
    else { return false }
    let found = context.judge.violations(
      ofStep: index, of: run.testCase, execution.exchanges, codes: execution.codes)
    return !found.contains { $0.severity == .failure && $0.code != "code-missing" || $0.code == "criterion" }
  }

  /// Waits for the code that a step made the provider send.
  private func readCode(
    of index: Int, _ endpoint: Endpoint, _ context: SuiteContext, _ run: ScenarioRun, _ execution: inout Execution
  ) {
    let step = run.testCase.steps[index]
    guard let scenario = step.scenario, let code = scenario.code, let codes = context.codes else { return }
    let request = secrets.fill(
      execution.exchanges[index].request, endpoint.security,
      body: endpoint.body.placeholders(of: execution.exchanges[index].request))
    let reading = context.contract(of: step).read(request, credentials: [], explaining: false)
    let recipient = reading?[code.recipient].map(Parameter.text) ?? ""
    let started = environment.now()
    do throws(CodeSourceError) {
      while true {
        if let text = try codes.code(channel: code.channel, recipient: recipient, after: run.moments[index] ?? 0) {
          execution.codes[index] = text
          execution.captured[Fixture.environmentName(of: "code.\(scenario.name)")] = text
          return
        }
        if environment.now() - started >= configuration.codeWait { return }
        if let reason = environment.pause(.milliseconds(500)) {
          execution.skip = reason
          return
        }
      }
    } catch {
      execution.skip = SkipReason(.noCodeSource, error.message)
    }
  }
}

extension Exchange {
  /// A request that was left out.
  fileprivate static func omitted(_ request: Request, _ reason: String) -> Exchange {
    Exchange(request: request, outcome: .unanswered(TransportError(.omitted, reason)))
  }
}
