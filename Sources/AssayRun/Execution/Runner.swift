import AssayContract
import AssayHTTP
import AssayJudge
import AssayPlan
import AssaySpec
import Synchronization

/// Executes every case of a plan and emits what came of it.
///
/// A worker is a thread with a connection of its own to each target; workers take cases one by one. Threads, clocks,
/// random numbers and waiting come from the environment.
package final class Runner: Sendable {
  package struct Configuration: Sendable {
    package var jobs = 4
    /// For one request, from the call to the end of the response.
    package var timeout: Duration = .seconds(30)
    package var isStrict = false
    /// How often a case is sent again after a documented transient failure.
    package var retries = 3
    /// The wait before the first retry; each further one is twice as long, less some random part.
    package var backoff: Duration = .milliseconds(250)
    /// How long one case may wait for a throttle or a recipient's cooldown.
    package var maxWait: Duration = .seconds(60)
    /// Requests a second to each host and port; `nil` for no limit.
    package var rate: Double?

    package init() {}
  }

  private let plan: Plan
  /// The target of each suite, in the plan's order.
  private let targets: [any Target]
  /// What the cases of each suite are executed with, in the plan's order.
  private let contexts: [SuiteContext]
  private let secrets: Secrets
  private let configuration: Configuration
  private let environment: RunEnvironment
  private let redactor: Redactor
  private let executor: CaseExecutor
  private let outages = Outages()
  /// Locked while a large body is judged, which takes many times the body's memory: one is judged at a time.
  private let judgingLargeBody = Mutex(())

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
    contexts = SuiteContext.all(of: plan, targets, configuration, effectBudget, isMetered: isMetered)
  }

  /// Runs the plan; `emit` is called from the workers' threads, once a case.
  package func run(emit: @escaping @Sendable (RunEvent) -> Void) {
    let probed = probe(emit)
    let jobs = max(1, min(configuration.jobs, plan.caseCount))
    let queue = CaseQueue(plan, workers: jobs)
    environment.parallel(jobs) { [self] _ in
      // By the context's target.
      var transports: [Int: any Transport] = [:]
      while let next = queue.take() {
        if probed.contains(next.index) { continue }
        let target = contexts[next.index.suite].target
        let transport = transports[target] ?? targets[target].connect()
        transports[target] = transport
        emit(.finished(result(of: next, over: transport)))
      }
    }
  }

  /// Executes a valid case at each target and with each credential before all others, and returns which.
  ///
  /// A target that cannot be reached and a credential that is refused are then one error each, not one for each case.
  private func probe(_ emit: (RunEvent) -> Void) -> Set<CaseIndex> {
    var probed: Set<CaseIndex> = []
    var known: Set<Outages.Cause> = []
    for (suite, context) in contexts.enumerated() {
      let isNew = context.causes.reduce(false) { known.insert($1).inserted || $0 }
      guard isNew else { continue }
      let cases = plan.suites[suite].cases()
      let successes = cases.indices.filter { cases[$0].skip == nil && cases[$0].expectsSuccess(of: context.endpoint) }
      let documented = successes.first {
        cases[$0].steps.count == 1 && cases[$0].expectation.statusEvidence.level != .assumed
      }
      guard let index = documented ?? successes.first else { continue }
      let planned = PlannedCase(index: CaseIndex(suite: suite, index: index), testCase: cases[index])
      probed.insert(planned.index)
      var result = result(of: planned, over: targets[suite].connect())
      if let scheme = context.endpoint.security.scheme, let status = result.exchanges.first?.status,
        status == 401 || status == 403 && documented != nil
      {
        let reason = scheme.refused(with: status)
        _ = outages.add(.credential(scheme.fixtures.map(\.name)), SkipReason(.credentialRefused, "not sent: \(reason)"))
        result.verdict = Verdict(.error, reason: reason)
      }
      emit(.finished(result))
    }
    return probed
  }

  /// Executes and judges a case, unless it is to be skipped.
  private func result(of planned: PlannedCase, over transport: any Transport) -> CaseResult {
    let testCase = planned.testCase
    let context = contexts[planned.index.suite]
    if let skip = testCase.skip ?? environment.stopReason() ?? outages.reason(for: context) {
      return CaseResult(
        suite: planned.index.suite, index: planned.index.index, testCase: redactor.testCase(testCase),
        expectsSuccess: testCase.expectsSuccess(of: context.endpoint), verdict: redactor.verdict(skipped: skip))
    }
    let started = environment.now()
    let execution = executor.execute(testCase, context, over: transport)
    func judged() -> CaseResult {
      CaseResult(
        suite: planned.index.suite, index: planned.index.index, testCase: redactor.testCase(testCase),
        expectsSuccess: testCase.expectsSuccess(of: context.endpoint),
        verdict: redactor.verdict(verdict(on: testCase, execution, context)),
        exchanges: redactor.exchanges(execution.exchanges), retried: execution.retried,
        duration: environment.now() - started)
    }
    let isLarge = execution.exchanges.contains { $0.memory != nil }
    return isLarge ? judgingLargeBody.withLock { _ in judged() } : judged()
  }

  private func verdict(on testCase: TestCase, _ execution: CaseExecutor.Execution, _ context: SuiteContext) -> Verdict {
    if let skip = execution.skip { return Verdict(skipped: skip) }
    if let error = execution.exchanges.last?.unreachable,
      let earlier = outages.add(.target(context.target), SkipReason(.unreachable, "not sent: \(error.message)"))
    {
      return Verdict(skipped: earlier)
    }
    // Reports show the case as planned, with the placeholders of secrets.
    var filled = testCase
    for index in testCase.steps.indices where !testCase.steps[index].expectation.echoes.isEmpty {
      filled.steps[index].expectation = secrets.fill(testCase.steps[index].expectation)
    }
    return context.judge.verdict(on: filled, execution.exchanges)
  }
}

extension CredentialScheme {
  /// What to do when a provider refuses the credential of a valid request.
  fileprivate func refused(with status: Int) -> String {
    let parts = fixtures.map { "the \($0.role) \($0.name)" }.joined(separator: " and ")
    let variables = fixtures.map { Fixture.environmentName(of: $0.name) }.joined(separator: " and ")
    return fixtures.count == 1
      ? "\(parts) was refused with \(status): set a valid one in \(variables)"
      : "\(parts) were refused with \(status): set valid ones in \(variables)"
  }
}
