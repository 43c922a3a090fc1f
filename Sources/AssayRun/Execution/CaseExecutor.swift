import AssayContract
import AssayHTTP
import AssayPlan
import AssaySpec

/// Executes a case: sends its steps in order, and all of them again after a documented transient failure or a throttle.
package struct CaseExecutor: Sendable {
  let secrets: Secrets
  let configuration: Runner.Configuration
  let environment: RunEnvironment
  /// The access tokens that the run obtains; `nil` where `secrets` has them.
  let tokens: AccessTokens?

  package init(
    secrets: Secrets, configuration: Runner.Configuration, environment: RunEnvironment, tokens: AccessTokens? = nil
  ) {
    self.secrets = secrets
    self.configuration = configuration
    self.environment = environment
    self.tokens = tokens
  }

  /// The result of executing a case.
  package struct Execution: Sendable {
    /// The exchanges of the last attempt, one for each step that was sent.
    package var exchanges: [Exchange] = []
    /// The statuses that ended earlier attempts: documented transient failures, and throttles.
    package var retried: [Int] = []
    /// Why the case counts as not tested, when it does.
    package var skip: SkipReason?
    /// The codes that arrived, by step of a scenario.
    package var codes: [Int: String] = [:]
    /// Secrets that the case learned, by the variable that stands for them in reports.
    var captured: [String: String] = [:]
    /// Why there is no access token, when there is none.
    var tokenFailure: AccessTokens.Failure?
  }

  package func execute(_ testCase: TestCase, _ context: SuiteContext, over transport: any Transport) -> Execution {
    if testCase.kind == .scenario { return executeScenario(testCase, context, over: transport) }
    var execution = Execution()
    var requests: [Request]
    do throws(AccessTokens.Failure) {
      requests = try prepare(testCase, context.endpoint)
    } catch {
      execution.tokenFailure = error
      return execution
    }
    var isTokenRenewed = false
    for (request, step) in zip(requests, testCase.steps) {
      guard let (variable, part) = request.unfilled else { continue }
      let message =
        "not sent: the request's \(part) still has \(Placeholder.text(for: variable)): set \(variable) to its value in the environment"
      execution.exchanges = [
        Exchange(request: step.request, outcome: .unanswered(TransportError(.refusedToSend, message)))
      ]
      return execution
    }
    var failures = 0
    var throttles = 0
    var waited = Duration.zero
    while true {
      let attempt = send(requests, of: testCase, context, transport, &waited)
      if let reason = attempt.skip {
        // Earlier attempts are no verdict: the document says to send again, and that was not allowed or not possible.
        execution.skip = reason
        return execution
      }
      execution.exchanges = attempt.exchanges
      let wait: Duration
      if !isTokenRenewed, discardExpiredToken(in: attempt.exchanges, requests, context.endpoint) {
        isTokenRenewed = true
        do throws(AccessTokens.Failure) {
          requests = try prepare(testCase, context.endpoint)
        } catch {
          execution.tokenFailure = error
          return execution
        }
        execution.retried.append(401)
        wait = .zero
      } else if let (status, requested) = throttle(in: attempt.exchanges, context) {
        // A throttle that asks for no wait is waited for too: otherwise the case would be sent again without end.
        wait = requested.flatMap { $0 > .zero ? $0 : nil } ?? configuration.backoff * (1 << min(throttles, 16))
        throttles += 1
        execution.retried.append(status)
        waited += wait
        guard waited <= configuration.maxWait else {
          execution.skip = SkipReason(.throttled, throttledReason(status, requested))
          return execution
        }
      } else if failures < configuration.retries,
        let status = transientFailure(in: attempt.exchanges, testCase, context.endpoint)
      {
        wait = scaled(configuration.backoff * (1 << min(failures, 16)), by: 0.5 + 0.5 * environment.random())
        failures += 1
        execution.retried.append(status)
      } else {
        return execution
      }
      // Other connections may wait for the memory of a large body.
      execution.exchanges.removeAll { $0.memory != nil }
      if let reason = environment.pause(wait) {
        execution.skip = reason
        return execution
      }
    }
  }

  /// The requests as they are sent: with the values of secrets and access tokens, and signed.
  private func prepare(_ testCase: TestCase, _ endpoint: Endpoint) throws(AccessTokens.Failure) -> [Request] {
    var requests: [Request] = []
    for step in testCase.steps { requests.append(try prepare(step.request, endpoint)) }
    return requests
  }

  func prepare(_ request: Request, _ endpoint: Endpoint) throws(AccessTokens.Failure) -> Request {
    var filled = secrets.fill(request, endpoint.security, body: endpoint.body.placeholders(of: request))
    if let tokens {
      for grant in grants(of: request, endpoint) {
        let token = try tokens.token(of: grant)
        filled = Placeholder.fill(filled, with: [grant.variable: Placeholder.Value(token)])
      }
    }
    return endpoint.signature == nil ? filled : Signer(endpoint: endpoint, secrets: secrets.byName).sign(filled)
  }

  /// The grants of which a planned request has the token.
  private func grants(of request: Request, _ endpoint: Endpoint) -> [ClientCredentials] {
    endpoint.security.schemes.compactMap(\.grant).filter { grant in
      request.headers["Authorization"]?.contains(Placeholder.text(for: grant.variable)) ?? false
    }
  }

  /// Whether a response says that a token has expired that the run obtained, which is then obtained again.
  func discardExpiredToken(in exchanges: [Exchange], _ requests: [Request], _ endpoint: Endpoint) -> Bool {
    guard let tokens else { return false }
    var isExpired = false
    for (exchange, sent) in zip(exchanges, requests) where exchange.saysTokenExpired {
      for grant in grants(of: exchange.request, endpoint) {
        guard let text = sent.headers["Authorization"]?.split(separator: " ").last else { continue }
        tokens.discard(String(text), of: grant)
        isExpired = true
      }
    }
    return isExpired
  }

  /// Sends every step once. `skip` says why not all of them were sent; the exchanges are then not judged.
  ///
  /// - Parameter waited: How long the case has waited so far, for throttles and recipients' cooldowns.
  private func send(
    _ requests: [Request], of testCase: TestCase, _ context: SuiteContext, _ transport: any Transport,
    _ waited: inout Duration
  ) -> (exchanges: [Exchange], skip: SkipReason?) {
    if let reason = reserve(testCase, context.effectBudget, &waited) { return ([], reason) }
    var exchanges: [Exchange] = []
    for (index, var request) in requests.enumerated() {
      var step = testCase.steps[index]
      if !step.inputs.isEmpty {
        // Without a value there is nothing to send; the earlier response was judged for it.
        guard let next = step.request(after: exchanges, of: context.endpoint, under: context.basePath),
          let prepared = try? prepare(next, context.endpoint)
        else { break }
        step.request = next
        request = prepared
      }
      if index > 0, context.effectBudget != nil {
        let cooldown = testCase.steps[index - 1].effects.map(\.cooldownSeconds).max() ?? 0
        if let reason = environment.pause(.seconds(cooldown)) { return (exchanges, reason) }
      }
      let sent = exchange(of: request, step.effects, context, context.endpoint, transport)
      guard var exchange = sent.exchange else { return (exchanges, sent.skip) }
      // What is kept is the request with its placeholders.
      exchange.request = step.request
      exchanges.append(exchange)
      guard case .answered = exchange.outcome else { break }
    }
    return (exchanges, nil)
  }

  /// Sends one request, when its turn has come.
  func exchange(
    of request: Request, _ effects: [PlannedEffect], _ context: SuiteContext, _ endpoint: Endpoint,
    _ transport: any Transport
  ) -> (exchange: Exchange?, skip: SkipReason?) {
    if let wait = context.limiter?.takeSlot(now: environment.now()), wait > .zero,
      let reason = environment.pause(wait)
    {
      return (nil, reason)
    }
    let limit = environment.remaining(configuration.timeout)
    context.effectBudget?.noteSending(effects, now: environment.now())
    let isRepeatable = request.method.isSafe && endpoint.effects.isEmpty
    var exchange = transport.send(request, timeout: limit, isRepeatable: isRepeatable)
    // A service that restarts refuses connections for a moment. Nothing was sent, so these count against no budget.
    for attempt in 0..<configuration.retries where exchange.isConnectionRefused {
      if let reason = environment.pause(configuration.backoff * (1 << min(attempt, 16))) {
        return (nil, reason)
      }
      exchange = transport.send(
        request, timeout: environment.remaining(configuration.timeout), isRepeatable: isRepeatable)
    }
    context.effectBudget?.noteSending(effects, now: environment.now())
    if wasCut(exchange, limit), let reason = environment.stopReason() { return (nil, reason) }
    return (exchange, nil)
  }

  /// Reserves what the case does in the world; returns the reason when that is not allowed.
  func reserve(_ testCase: TestCase, _ effectBudget: EffectBudget?, _ waited: inout Duration) -> SkipReason? {
    guard let effectBudget else { return nil }
    let effects = testCase.effects
    while true {
      switch effectBudget.reserve(effects, now: environment.now()) {
      case .granted: return nil
      case .denied(let reason): return SkipReason(.budget, reason)
      case .wait(let wait):
        guard waited + wait <= configuration.maxWait else {
          return SkipReason(
            .budget, "the recipient's cooldown of \(wait.components.seconds) s more is longer than --max-wait")
        }
        waited += wait
        if let reason = environment.pause(wait) { return reason }
      }
    }
  }

  /// Whether the end of the run may have cut an exchange short: it then says nothing of the provider.
  func wasCut(_ exchange: Exchange, _ limit: Duration) -> Bool {
    if limit < configuration.timeout, exchange.timings.total >= limit { return true }
    if case .unanswered(let error) = exchange.outcome { return error.kind == .cancelled }
    return false
  }

  private func scaled(_ duration: Duration, by factor: Double) -> Duration {
    let (seconds, attoseconds) = duration.components
    return .seconds(Int64(Double(seconds) * factor))
      + .nanoseconds(Int64(Double(attoseconds / 1_000_000_000) * factor))
  }

  /// The status of a response that throttles, and how long it asks to wait when it says so.
  func throttle(in exchanges: [Exchange], _ context: SuiteContext) -> (status: Int, wait: Duration?)? {
    for exchange in exchanges.indices {
      guard let status = exchanges[exchange].status,
        status == 429 || status == 503 || context.throttles.contains(where: { $0.status == status }),
        let response = exchanges[exchange].response
      else { continue }
      let header = response.headers["Retry-After"].flatMap { RetryAfter.seconds($0, now: environment.wallClock()) }
      let requested = header.map { Duration.seconds(min($0, 1_000_000)) }
      if response.status == 429 || (response.status == 503 && requested != nil) { return (response.status, requested) }
      if let signal = context.throttles.first(where: { $0.matches(response) }) {
        return (response.status, requested ?? signal.waitSeconds.map { .seconds($0) })
      }
    }
    return nil
  }

  func throttledReason(_ status: Int, _ requested: Duration?) -> String {
    let wait = requested.map { ", asking to wait \($0.components.seconds) s" } ?? ""
    return
      "throttled: the provider responded with \(status)\(wait), and --max-wait is \(configuration.maxWait.components.seconds) s"
  }

  /// The status of a response that the document calls transient and that its step does not expect.
  private func transientFailure(in exchanges: [Exchange], _ testCase: TestCase, _ endpoint: Endpoint) -> Int? {
    zip(exchanges, testCase.steps).lazy.compactMap { exchange, step -> Int? in
      guard let status = exchange.status else { return nil }
      let isExpected = step.expectation.responses.contains { endpoint.responses[$0].status.contains(status) }
      return !isExpected && endpoint.responses.contains { $0.isTransient && $0.status.contains(status) } ? status : nil
    }.first
  }
}
