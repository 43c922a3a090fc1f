import AssayContract
import AssayHTTP
import AssayJudge
import AssayPlan
import AssaySpec
import Synchronization

/// Executes every case of a plan and emits its record.
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
    /// How long a scenario waits for a code to arrive.
    package var codeWait: Duration = .seconds(30)

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
  private let tokens: AccessTokens?
  private let executor: CaseExecutor
  private let outages = Outages()
  /// Locked while a large body is judged, which takes many times the body's memory: one is judged at a time.
  private let judgingLargeBody = Mutex(())
  /// How curl reaches the target of each suite.
  private let curl: [CurlLine.Destination]
  /// The index of a case in its suite of the whole plan, of which this one may be a part.
  private let wholeIndex: @Sendable (CaseIndex) -> Int

  package init(
    plan: Plan, targets: [any Target], secrets: Secrets, configuration: Configuration, environment: RunEnvironment,
    redactor: Redactor = Redactor(secrets: [:]), effectBudget: EffectBudget? = nil, isMetered: [Bool]? = nil,
    curl: [CurlLine.Destination]? = nil, tokens: AccessTokens? = nil, codes: [String: any CodeSource] = [:],
    wholeIndex: @escaping @Sendable (CaseIndex) -> Int = { $0.index }
  ) {
    precondition(targets.count == plan.suites.count, "each suite needs a target")
    self.plan = plan
    self.targets = targets
    self.secrets = secrets
    self.configuration = configuration
    self.environment = environment
    self.redactor = redactor
    self.curl = curl ?? targets.map { CurlLine.Destination($0.name) }
    self.wholeIndex = wholeIndex
    self.tokens = tokens
    executor = CaseExecutor(
      secrets: secrets, configuration: configuration, environment: environment, tokens: tokens)
    contexts = SuiteContext.all(of: plan, targets, configuration, effectBudget, isMetered: isMetered, secrets, codes)
  }

  /// Runs the plan.
  ///
  /// - Parameter emit: Takes the record of each case once, from the workers' threads.
  /// - Returns: How much of each endpoint's contract was seen.
  @discardableResult
  package func run(emit: @escaping @Sendable (CaseRecord, CaseIndex) -> Void) -> [Coverage] {
    let unseen = plan.suites.map { CoverageCounter($0.contract, $0.provider) }
    var seen = unseen
    let probed = probe(&seen, emit)
    let coverage = Mutex(seen)
    let jobs = max(1, min(configuration.jobs, plan.caseCount))
    let queue = CaseQueue(plan, workers: jobs)
    environment.parallel(jobs) { [self] _ in
      // A counter that workers share would make them wait for each other.
      var seen = unseen
      // By the context's target.
      var transports: [Int: any Transport] = [:]
      while case let taken = queue.take(), !taken.isEmpty {
        for next in taken.reversed() where !probed.contains(next.index) {
          let target = contexts[next.index.suite].target
          let transport = transports[target] ?? targets[target].connect()
          transports[target] = transport
          emit(record(of: next, over: transport, &seen), next.index)
        }
      }
      coverage.withLock { for suite in $0.indices { $0[suite].add(seen[suite]) } }
    }
    let seenInScenarios = runScenarios(unseen, emit)
    coverage.withLock { for suite in $0.indices { $0[suite].add(seenInScenarios[suite]) } }
    return coverage.withLock { seen in
      seen.indices.filter { !plan.suites[$0].isScenarios }.map { seen[$0].coverage }
    }
  }

  /// Runs the scenarios of each provider one after the other: their steps share users and codes, and they change the
  /// states that other cases are made in.
  private func runScenarios(
    _ unseen: [CoverageCounter], _ emit: (CaseRecord, CaseIndex) -> Void
  ) -> [CoverageCounter] {
    var seen = unseen
    for suite in plan.suites.indices where plan.suites[suite].isScenarios {
      let transport = targets[suite].connect()
      for (index, testCase) in plan.suites[suite].cases().enumerated() {
        let planned = PlannedCase(index: CaseIndex(suite: suite, index: index), testCase: testCase)
        emit(record(of: planned, over: transport, &seen), planned.index)
      }
    }
    return seen
  }

  /// Executes a valid case at each target and with each credential before all others, and returns which.
  ///
  /// A target that cannot be reached and a credential that is refused are then one error each, not one for each case.
  private func probe(_ seen: inout [CoverageCounter], _ emit: (CaseRecord, CaseIndex) -> Void) -> Set<CaseIndex> {
    var probed: Set<CaseIndex> = []
    var known: Set<Outages.Cause> = []
    for (suite, context) in contexts.enumerated() where !plan.suites[suite].isScenarios {
      let isNew = context.causes.reduce(false) { known.insert($1).inserted || $0 }
      guard isNew else { continue }
      guard let (planned, isDocumented) = success(of: suite) else { continue }
      probed.insert(planned.index)
      let record = record(of: planned, over: targets[suite].connect(), &seen) { exchanges in
        guard !context.credentials.isEmpty, let status = exchanges.first?.status,
          status == 401 || status == 403 && isDocumented
        else { return nil }
        let reason = Self.refusal(of: context.credentials, with: status)
        _ = outages.add(
          .credential(context.credentials.map(\.name)), SkipReason(.credentialRefused, "not sent: \(reason)"))
        return Verdict(.error, reason: reason)
      }
      emit(record, planned.index)
    }
    return probed
  }

  /// The first case of a suite that must succeed by a promise of the document, or else the first that must succeed.
  private func success(of suite: Int) -> (PlannedCase, isDocumented: Bool)? {
    typealias Candidate = (index: Int, testCase: TestCase)
    func mustSucceed(_ candidate: Candidate) -> Bool {
      candidate.testCase.skip == nil && candidate.testCase.expectsSuccess(of: contexts[suite].endpoint)
    }
    func isDocumented(_ candidate: Candidate) -> Bool {
      candidate.testCase.steps.count == 1 && candidate.testCase.expectation.statusEvidence.level != .assumed
        && mustSucceed(candidate)
    }
    func planned(_ candidate: Candidate) -> PlannedCase {
      PlannedCase(index: CaseIndex(suite: suite, index: candidate.index), testCase: candidate.testCase)
    }
    if let first = plan.suites[suite].firstRound.first(where: isDocumented) { return (planned(first), true) }
    // Only where the first round has none are all cases made.
    let cases = plan.suites[suite].cases().enumerated().map { (index: $0, testCase: $1) }
    if let first = cases.first(where: isDocumented) { return (planned(first), true) }
    return cases.first(where: mustSucceed).map { (planned($0), false) }
  }

  /// Executes and judges a case, unless it is to be skipped, and redacts the result.
  ///
  /// - Parameter refusal: The verdict instead of the judge's when the exchanges show that the credential is refused.
  private func record(
    of planned: PlannedCase, over transport: any Transport, _ seen: inout [CoverageCounter],
    refusal: ([Exchange]) -> Verdict? = { _ in nil }
  ) -> CaseRecord {
    let testCase = planned.testCase
    let context = contexts[planned.index.suite]
    let verdict: Verdict
    var redactor = redactor
    var exchanges: [Exchange] = []
    var retried: [Int] = []
    var duration = Duration.zero
    if let skip = testCase.skip ?? environment.stopReason() ?? outages.reason(for: context) {
      verdict = redactor.verdict(skipped: skip)
    } else {
      let started = environment.now()
      let execution = executor.execute(testCase, context, over: transport)
      if let tokens { redactor = tokens.redactor(redactor) }
      if !execution.captured.isEmpty { redactor = redactor.adding(execution.captured) }
      func judged() -> Verdict {
        redactor.verdict(refusal(execution.exchanges) ?? self.verdict(on: testCase, execution, context))
      }
      let isLarge = execution.exchanges.contains { $0.memory != nil }
      verdict = isLarge ? judgingLargeBody.withLock { _ in judged() } : judged()
      exchanges = redactor.exchanges(execution.exchanges)
      retried = execution.retried
      duration = environment.now() - started
    }
    count(testCase, verdict, exchanges, at: planned.index, &seen)
    return CaseRecord(
      redactor.testCase(testCase.sent(in: exchanges)), in: context.endpoint.file, verdict, exchanges,
      expectsSuccess: testCase.expectsSuccess(of: context.endpoint),
      retried: retried, duration: duration, target: curl[planned.index.suite],
      index: wholeIndex(planned.index))
  }

  /// Counts what a case showed of its endpoint; a scenario shows something of each that its steps are sent to.
  private func count(
    _ testCase: TestCase, _ verdict: Verdict, _ exchanges: [Exchange], at index: CaseIndex,
    _ seen: inout [CoverageCounter]
  ) {
    guard testCase.kind == .scenario else {
      return seen[index.suite].count(testCase, verdict, exchanges, at: index.index)
    }
    for (step, exchange) in zip(testCase.steps, exchanges) {
      let id = contexts[index.suite].contract(of: step).endpoint.id
      guard let suite = plan.suites.firstIndex(where: { $0.id == id }) else { continue }
      var single = testCase
      (single.steps, single.given) = ([step], [])
      seen[suite].count(single, verdict, [exchange], at: .max)
    }
  }

  private func verdict(on testCase: TestCase, _ execution: CaseExecutor.Execution, _ context: SuiteContext) -> Verdict {
    if let skip = execution.skip { return Verdict(skipped: skip) }
    if let failure = execution.tokenFailure {
      let skip = SkipReason(.credentialRefused, "not sent: \(failure.message)")
      return outages.add(.credential(context.credentials.map(\.name)), skip).map { Verdict(skipped: $0) }
        ?? Verdict(.error, reason: failure.message)
    }
    if let error = execution.exchanges.last?.unreachable,
      let earlier = outages.add(.target(context.target), SkipReason(.unreachable, "not sent: \(error.message)"))
    {
      return Verdict(skipped: earlier)
    }
    // Reports show the case as planned, with the placeholders of secrets.
    var filled = testCase
    for index in testCase.steps.indices {
      let expectation = testCase.steps[index].expectation
      if expectation.echoes.isEmpty && expectation.relations.isEmpty { continue }
      filled.steps[index].expectation = secrets.fill(expectation)
    }
    return context.judge.verdict(on: filled, execution.exchanges, codes: execution.codes)
  }
}

extension Runner {
  /// What to do when a provider refuses the credentials of a valid request.
  private static func refusal(of fixtures: [CredentialFixture], with status: Int) -> String {
    let parts = fixtures.map { "the \($0.role) \($0.name)" }.joined(separator: " and ")
    let variables = fixtures.map { Fixture.environmentName(of: $0.name) }.joined(separator: " and ")
    return fixtures.count == 1
      ? "\(parts) was refused with \(status): set a valid one in \(variables)"
      : "\(parts) were refused with \(status): set valid ones in \(variables)"
  }
}
