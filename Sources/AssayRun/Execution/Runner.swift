import AssayContract
import AssayHTTP
import AssayJudge
import AssayPlan
import AssaySpec
import Synchronization

/// Asks every case of a plan and tells what came of it.
///
/// A worker is a thread with a connection of its own to each target; cases are dealt to workers one by one, the most
/// telling first. Threads, clocks, chance and waiting are passed in.
package struct Runner: Sendable {
  package struct Configuration: Sendable {
    package var jobs = 4
    /// For one request, from the call to the end of the answer.
    package var timeout: Duration = .seconds(30)
    package var isStrict = false
    /// How often a documented passing failure is asked again.
    package var retries = 3
    /// The wait before the first repetition; each further one is twice as long, less some chance.
    package var backoff: Duration = .milliseconds(250)
    /// How long one case may wait for a throttle or a recipient's cooldown.
    package var maxWait: Duration = .seconds(60)
    /// Requests a second to each host and port; `nil` for no limit.
    package var rate: Double?

    package init() {}
  }

  let plan: Plan
  /// The target of each suite, in the plan's order.
  let targets: [any Target]
  let secrets: Secrets
  let configuration: Configuration
  let environment: RunEnvironment
  let redactor: Redactor
  private let executor: CaseExecutor
  private let largeBodies = LargeBodies()
  /// What may be done at each suite's target; `nil` where effects are free.
  let effectBudgets: [EffectBudget?]

  package init(
    plan: Plan, targets: [any Target], secrets: Secrets, configuration: Configuration, environment: RunEnvironment,
    redactor: Redactor = Redactor(secrets: [:]), effectBudget: EffectBudget? = nil, isMetered: [Bool]? = nil
  ) {
    precondition(targets.count == plan.suites.count, "each suite needs a target")
    self.plan = plan
    self.targets = targets
    self.secrets = secrets
    self.configuration = configuration
    self.environment = environment
    self.redactor = redactor
    executor = CaseExecutor(secrets: secrets, configuration: configuration, environment: environment)
    effectBudgets = plan.suites.indices.map { isMetered?[$0] ?? false ? effectBudget : nil }
  }

  /// Runs the plan; `emit` is called from the workers' threads, once a case.
  package func run(emit: @escaping @Sendable (RunEvent) -> Void) {
    let runContext = RunContext(self)
    let outages = Outages()
    let probed = probe(runContext, outages, emit)
    let queue = CaseQueue(plan.batches(isCutShort: environment.deadline != nil), runContext)
    let jobs = max(1, min(configuration.jobs, plan.caseCount))
    environment.parallel(jobs) { _ in
      var transports: [(any Transport)?] = Array(repeating: nil, count: targets.count)
      var hand = queue.hand()
      while let (deal, position) = hand.take() {
        let place = deal.batch.places[position]
        if probed.contains(where: { $0 == place }) { continue }
        let suiteContext = deal.suiteContext(place.suite)
        let transport = transports[suiteContext.target] ?? targets[suiteContext.target].connect()
        transports[suiteContext.target] = transport
        emit(.finished(result(deal.batch.cases[position], place, suiteContext, transport, outages)))
      }
    }
  }

  /// Sends a valid case to each target and with each credential before all others.
  ///
  /// A target that cannot be reached and a credential that is refused are then one error each, not one for each case.
  private func probe(
    _ runContext: RunContext, _ outages: Outages, _ emit: @Sendable (RunEvent) -> Void
  ) -> [(suite: Int, index: Int)] {
    var probed: [(suite: Int, index: Int)] = []
    var known: Set<Outages.Cause> = []
    for suite in plan.suites.indices {
      let suiteContext = runContext.suiteContext(suite)
      let isNew = suiteContext.causes.reduce(false) { known.insert($1).inserted || $0 }
      guard isNew else { continue }
      let cases = plan.suites[suite].cases()
      let promised = cases.firstIndex { $0.skip == nil && $0.sends == 1 && wantsSuccess($0, suite) }
      let expected = cases.firstIndex { $0.skip == nil && $0.expectsSuccess(of: plan.suites[suite].endpoint) }
      guard let index = promised ?? expected else { continue }
      probed.append((suite, index))
      var result = result(cases[index], (suite, index), suiteContext, targets[suite].connect(), outages)
      if let token = suiteContext.token, let status = result.exchanges.first?.status,
        status == 401 || status == 403 && promised != nil
      {
        let variable = plan.suites[suite].provider.fixture(token)?.environmentName ?? token
        let reason = "the token \(token) was refused with \(status): set a valid one in \(variable)"
        _ = outages.add(.credential(token), SkipReason(.credentialRefused, "not sent: \(reason)"))
        result.verdict = Verdict(.error, reason: reason)
      }
      emit(.finished(result))
    }
    return probed
  }

  private func wantsSuccess(_ testCase: TestCase, _ suite: Int) -> Bool {
    testCase.expectsSuccess(of: plan.suites[suite].endpoint) && testCase.expectation.statusEvidence.level != .assumed
  }

  private func result(
    _ testCase: consuming TestCase, _ place: (suite: Int, index: Int), _ suiteContext: SuiteContext,
    _ transport: any Transport,
    _ outages: Outages
  ) -> CaseResult {
    if let skip = testCase.skip ?? environment.stopReason() ?? outages.reason(suiteContext.causes) {
      let expectsSuccess = testCase.expectsSuccess(of: suiteContext.context.endpoint)
      return CaseResult(
        suite: place.suite, index: place.index, testCase: redactor.testCase(testCase), expectsSuccess: expectsSuccess,
        verdict: redactor.verdict(skipped: skip))
    }
    let started = environment.now()
    let answer = executor.ask(testCase, suiteContext.context, of: transport)
    if answer.exchanges.contains(where: { $0.memory != nil }) {
      return judgedAlone(testCase, place, suiteContext, answer, outages, started)
    }
    return judged(testCase, place, suiteContext, answer, outages, started)
  }

  /// Judges a large body. Judging takes many times the memory of the body, so one is judged at a time.
  private func judgedAlone(
    _ testCase: TestCase, _ place: (suite: Int, index: Int), _ suiteContext: SuiteContext,
    _ answer: CaseExecutor.Answer, _ outages: Outages,
    _ started: Duration
  ) -> CaseResult {
    largeBodies.judging.withLock { _ in judged(testCase, place, suiteContext, answer, outages, started) }
  }

  private func judged(
    _ testCase: consuming TestCase, _ place: (suite: Int, index: Int), _ suiteContext: SuiteContext,
    _ answer: CaseExecutor.Answer,
    _ outages: Outages, _ started: Duration
  ) -> CaseResult {
    let verdict: Verdict
    if let skip = answer.skip {
      verdict = Verdict(skipped: skip)
    } else if let error = answer.exchanges.last?.unreachable,
      let earlier = outages.add(.target(suiteContext.target), SkipReason(.unreachable, "not sent: \(error.message)"))
    {
      verdict = Verdict(skipped: earlier)
    } else {
      // A report shows what was planned, with the placeholders of secrets.
      let planned = testCase.expectation.echoes.isEmpty ? nil : testCase.expectation
      if let planned { testCase.expectation = secrets.fill(planned) }
      verdict = suiteContext.judge.verdict(on: testCase, answer.exchanges)
      if let planned { testCase.expectation = planned }
    }
    let expectsSuccess = testCase.expectsSuccess(of: suiteContext.context.endpoint)
    return CaseResult(
      suite: place.suite, index: place.index, testCase: redactor.testCase(testCase), expectsSuccess: expectsSuccess,
      verdict: redactor.verdict(verdict), exchanges: redactor.exchanges(answer.exchanges), retried: answer.retried,
      duration: environment.now() - started)
  }
}

/// The lock that a thread holds while it judges a large body.
private final class LargeBodies: Sendable {
  let judging = Mutex(())
}

/// The targets that could not be reached and the credentials that were refused: what depends on them is skipped.
final class Outages: Sendable {
  enum Cause: Hashable, Sendable {
    /// By the index of the first suite that has the target.
    case target(Int)
    /// By the fixture's name.
    case credential(String)
  }

  private let reasons = Mutex<[Cause: SkipReason]>([:])
  /// Whether there are any, so that most runs take no lock for each case.
  private let hasAny = Atomic(false)

  /// Adds an outage; returns the reason of an earlier one with the same cause, if any.
  func add(_ cause: Cause, _ reason: SkipReason) -> SkipReason? {
    defer { hasAny.store(true, ordering: .releasing) }
    return reasons.withLock { reasons in
      if let earlier = reasons[cause] { return earlier }
      reasons[cause] = reason
      return nil
    }
  }

  func reason(_ causes: [Cause]) -> SkipReason? {
    guard hasAny.load(ordering: .acquiring) else { return nil }
    let reasons = reasons.withLock { $0 }
    return causes.lazy.compactMap { reasons[$0] }.first
  }
}

extension Exchange {
  /// The error of an exchange that never reached the target.
  var unreachable: TransportError? {
    if case .unanswered(let error) = outcome, error.kind.isUnreachable { error } else { nil }
  }

  /// Whether the connection was refused or the name not found, which the next attempt may not meet.
  var isConnectionRefused: Bool { unreachable?.kind == .connectFailed || unreachable?.kind == .nameNotResolved }
}

extension Plan.Suite {
  /// The fixture of the bearer token that the endpoint asks for.
  var token: String? {
    if case .bearer(let token) = endpoint.security.scheme { token } else { nil }
  }
}
