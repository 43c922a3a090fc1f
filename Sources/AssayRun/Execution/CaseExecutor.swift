import AssayContract
import AssayHTTP
import AssayPlan
import AssaySpec

/// Asks one case: as often as it is to be sent, and again after a documented passing failure or a throttle.
package struct CaseExecutor: Sendable {
  let secrets: Secrets
  let configuration: Runner.Configuration
  let environment: RunEnvironment

  package init(secrets: Secrets, configuration: Runner.Configuration, environment: RunEnvironment) {
    self.secrets = secrets
    self.configuration = configuration
    self.environment = environment
  }

  /// What came of asking.
  package struct Answer: Sendable {
    /// Of the attempt that counts.
    package var exchanges: [Exchange] = []
    /// The statuses of the attempts before it: documented passing failures, and throttles.
    package var retried: [Int] = []
    /// Why the case counts as not tested, when it does.
    package var skip: SkipReason?

    /// Gives back the memory that other connections wait for, before this case waits.
    fileprivate mutating func dropLargeBodies() { exchanges.removeAll { $0.memory != nil } }
  }

  /// What the cases of an endpoint are asked by, and what may be done there; a class, since all workers share it.
  package final class Context: Sendable {
    package let contract: CompiledEndpoint
    package let throttles: [ThrottleSignal]
    /// `nil` where effects are free.
    package let effectBudget: EffectBudget?
    package let limiter: RateLimiter?

    var endpoint: Endpoint { _read { yield contract.endpoint } }

    package init(
      _ contract: CompiledEndpoint, throttles: [ThrottleSignal] = [], effectBudget: EffectBudget? = nil,
      limiter: RateLimiter? = nil
    ) {
      self.contract = contract
      self.throttles = throttles
      self.effectBudget = effectBudget
      self.limiter = limiter
    }
  }

  package func ask(_ testCase: TestCase, _ context: Context, of transport: any Transport) -> Answer {
    var request = secrets.fill(testCase.request)
    if context.endpoint.signature != nil {
      request = Signer(endpoint: context.endpoint, secrets: secrets.byName).sign(request)
    }
    var answer = Answer()
    if let (variable, place) = request.unfilled {
      let message =
        "not sent: the request's \(place) still has \(Placeholder.text(for: variable)): set \(variable) to its value in the environment"
      answer.exchanges = [
        Exchange(request: testCase.request, outcome: .unanswered(TransportError(.refusedToSend, message)))
      ]
      return answer
    }
    var failures = 0
    var throttles = 0
    var waited = Duration.zero
    while true {
      if let reason = reserve(testCase, context, &waited) {
        // What an earlier attempt showed is no verdict: the document says to ask again, and that is not allowed.
        answer.skip = reason
        return answer
      }
      let sent = send(request, testCase, context, transport)
      if let reason = sent.stop {
        // What came before the end of the run is no verdict: it might have been cut by that end.
        answer.skip = reason
        return answer
      }
      answer.exchanges = sent.exchanges
      if let (status, asked) = throttle(in: answer.exchanges, context) {
        // One that asks for no wait at all is left alone all the same, or it would be asked for ever.
        let wait = asked.flatMap { $0 > .zero ? $0 : nil } ?? configuration.backoff * (1 << min(throttles, 16))
        throttles += 1
        answer.retried.append(status)
        guard waited + wait <= configuration.maxWait else {
          answer.skip = SkipReason(.throttled, throttledReason(status, asked))
          return answer
        }
        waited += wait
        answer.dropLargeBodies()
        if let reason = environment.pause(wait) {
          answer.skip = reason
          return answer
        }
      } else if failures < configuration.retries, let status = passingFailure(in: answer.exchanges, context, testCase) {
        let share = 0.5 + 0.5 * environment.random()
        let wait = configuration.backoff * (1 << min(failures, 16))
        failures += 1
        answer.retried.append(status)
        answer.dropLargeBodies()
        let reason = environment.pause(
          .nanoseconds(Int64(Double(wait.components.attoseconds / 1_000_000_000) * share))
            + .seconds(Int64(Double(wait.components.seconds) * share)))
        if let reason {
          answer.skip = reason
          return answer
        }
      } else {
        return answer
      }
    }
  }

  /// Reserves what sending would do; gives the reason when it may not be done.
  private func reserve(_ testCase: TestCase, _ context: Context, _ waited: inout Duration) -> SkipReason? {
    guard let effectBudget = context.effectBudget, !testCase.effects.isEmpty else { return nil }
    while true {
      switch effectBudget.reserve(testCase.effects, times: testCase.sends, now: environment.now()) {
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

  /// Sends as often as the case says; `stop` is why the run ended before all was sent and answered.
  private func send(
    _ request: Request, _ testCase: TestCase, _ context: Context, _ transport: any Transport
  ) -> (exchanges: [Exchange], stop: SkipReason?) {
    let isRepeatable = request.method.isSafe && context.endpoint.effects.isEmpty
    var exchanges: [Exchange] = []
    for number in 0..<testCase.sends {
      if number > 0, context.effectBudget != nil, let reason = environment.pause(testCase.cooldown) {
        return (exchanges, reason)
      }
      if let limiter = context.limiter {
        let wait = limiter.takeSlot(now: environment.now())
        if wait > .zero, let reason = environment.pause(wait) { return (exchanges, reason) }
      }
      let limit = environment.remaining(configuration.timeout)
      context.effectBudget?.noteSending(testCase.effects, now: environment.now())
      var exchange = transport.send(request, timeout: limit, isRepeatable: isRepeatable)
      // A service that restarts refuses connections for a moment. Nothing was sent, so these count against no budget.
      for attempt in 0..<configuration.retries where exchange.isConnectionRefused {
        if let reason = environment.pause(configuration.backoff * (1 << min(attempt, 16))) {
          return (exchanges, reason)
        }
        exchange = transport.send(
          request, timeout: environment.remaining(configuration.timeout), isRepeatable: isRepeatable)
      }
      context.effectBudget?.noteSending(testCase.effects, now: environment.now())
      // An answer that the end of the run did not wait for says nothing of the provider.
      if limit < configuration.timeout, exchange.timings.total >= limit, let reason = environment.stopReason() {
        return (exchanges, reason)
      }
      if case .unanswered(let error) = exchange.outcome, error.kind == .cancelled, let reason = environment.stopReason()
      {
        return (exchanges, reason)
      }
      // What is kept is the request with its placeholders.
      exchange.request = testCase.request
      exchanges.append(exchange)
      guard case .answered = exchange.outcome else { break }
    }
    return (exchanges, nil)
  }

  /// The status of a throttle among the answers, and how long it asks to wait when it says so.
  private func throttle(in exchanges: [Exchange], _ context: Context) -> (status: Int, wait: Duration?)? {
    for exchange in exchanges.indices {
      guard let status = exchanges[exchange].status,
        status == 429 || status == 503 || context.throttles.contains(where: { $0.status == status }),
        let response = exchanges[exchange].response
      else { continue }
      let header = response.headers["Retry-After"].flatMap { RetryAfter.seconds($0, now: environment.wallClock()) }
      let asked = header.map { Duration.seconds(min($0, 1_000_000)) }
      if response.status == 429 || (response.status == 503 && asked != nil) { return (response.status, asked) }
      if let signal = context.throttles.first(where: { $0.matches(response) }) {
        return (response.status, asked ?? signal.waitSeconds.map { .seconds($0) })
      }
    }
    return nil
  }

  private func throttledReason(_ status: Int, _ asked: Duration?) -> String {
    let wait = asked.map { ", asking to wait \($0.components.seconds) s" } ?? ""
    return
      "throttled: the provider answered \(status)\(wait), and --max-wait is \(configuration.maxWait.components.seconds) s"
  }

  /// The status of an answer that the document calls passing and that this case does not want.
  private func passingFailure(in exchanges: [Exchange], _ context: Context, _ testCase: TestCase) -> Int? {
    exchanges.lazy.compactMap(\.status).first { status in
      let isWanted = testCase.expectation.responses.contains { context.endpoint.responses[$0].status.contains(status) }
      return !isWanted && context.endpoint.responses.contains { $0.isTransient && $0.status.contains(status) }
    }
  }
}

extension TestCase {
  /// How long its recipients are to be left alone between two of its sendings.
  var cooldown: Duration { .seconds(effects.map(\.cooldownSeconds).max() ?? 0) }
}
