public import AssayHTTP
import AssayJudge
public import AssayPlan
import AssaySpec
import Synchronization

/// Asks every case of a plan and tells what came of it.
///
/// A worker is a thread with a connection of its own to each target; cases are dealt to workers one by one in the plan's
/// order. Threads, clocks and waiting are passed in.
public struct Runner: Sendable {
  public struct Configuration: Sendable {
    public var jobs = 4
    /// For one request, from the call to the end of the answer.
    public var timeout: Duration = .seconds(30)
    public var isStrict = false
    /// How often a documented passing failure is asked again.
    public var retries = 3
    /// The wait before the first repetition; each further one is twice as long.
    public var backoff: Duration = .milliseconds(250)

    public init() {}
  }

  /// What the runner needs of the machine.
  public struct Machine: Sendable {
    /// The time since some fixed moment.
    public var now: @Sendable () -> Duration
    public var sleep: @Sendable (Duration) -> Void
    /// Runs a body once for each worker, at the same time, and returns when all are done.
    public var parallel: @Sendable (_ workers: Int, _ body: @escaping @Sendable (Int) -> Void) -> Void

    public init(
      now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) -> Void,
      parallel: @escaping @Sendable (Int, @escaping @Sendable (Int) -> Void) -> Void
    ) {
      self.now = now
      self.sleep = sleep
      self.parallel = parallel
    }
  }

  let plan: Plan
  /// The target of each suite, in the plan's order.
  let targets: [any Target]
  let secrets: Secrets
  let configuration: Configuration
  let machine: Machine

  public init(
    plan: Plan, targets: [any Target], secrets: Secrets, configuration: Configuration, machine: Machine
  ) {
    precondition(targets.count == plan.suites.count, "each suite needs a target")
    self.plan = plan
    self.targets = targets
    self.secrets = secrets
    self.configuration = configuration
    self.machine = machine
  }

  /// Runs the plan; `emit` is called from the workers' threads, once a case.
  public func run(emit: @escaping @Sendable (RunEvent) -> Void) {
    let order = plan.suites.indices.flatMap { suite in
      plan.suites[suite].cases.indices.map { (suite: suite, index: $0) }
    }
    let judges = plan.suites.map { Judge($0.contract, isStrict: configuration.isStrict) }
    let dealt = Atomic<Int>(0)
    let jobs = max(1, min(configuration.jobs, order.count))
    machine.parallel(jobs) { _ in
      var transports: [String: any Transport] = [:]
      while true {
        let position = dealt.wrappingAdd(1, ordering: .relaxed).oldValue
        guard position < order.count else { return }
        let (suite, index) = order[position]
        let target = targets[suite]
        let transport = transports[target.name] ?? target.connect()
        transports[target.name] = transport
        emit(.finished(result(suite, index, judges[suite], transport)))
      }
    }
  }

  private func result(_ suite: Int, _ index: Int, _ judge: Judge, _ transport: any Transport) -> CaseResult {
    let test = plan.suites[suite].cases[index]
    if let reason = test.skipReason {
      return CaseResult(suite: suite, index: index, test: test, verdict: Verdict(.skipped, reason: reason))
    }
    let started = machine.now()
    let asker = Asker(secrets: secrets, configuration: configuration, sleep: machine.sleep)
    let (exchanges, retried) = asker.ask(test, judge.contract.endpoint, transport)
    return CaseResult(
      suite: suite, index: index, test: test, verdict: judge.verdict(on: test, exchanges), exchanges: exchanges,
      retried: retried, duration: machine.now() - started)
  }
}
