public import AssayHTTP
import AssayJudge
public import AssayPlan
import AssaySpec
import Synchronization

/// Asks every case of a plan and tells what came of it.
///
/// A worker is a thread with a connection of its own to each target; cases are dealt to workers one by one, the most
/// telling first. Threads, clocks, chance and waiting are passed in.
public struct Runner: Sendable {
  public struct Configuration: Sendable {
    public var jobs = 4
    /// For one request, from the call to the end of the answer.
    public var timeout: Duration = .seconds(30)
    public var isStrict = false
    /// How often a documented passing failure is asked again.
    public var retries = 3
    /// The wait before the first repetition; each further one is twice as long, less some chance.
    public var backoff: Duration = .milliseconds(250)
    /// How long one case may wait for a throttle or a recipient's cooldown.
    public var maxWait: Duration = .seconds(60)
    /// Requests a second toward one target; `nil` is as fast as it goes.
    public var rate: Double?

    public init() {}
  }

  /// What the runner needs of the machine.
  public struct Machine: Sendable {
    /// The time since some fixed moment.
    public var now: @Sendable () -> Duration
    public var sleep: @Sendable (Duration) -> Void
    /// Runs a body once for each worker, at the same time, and returns when all are done.
    public var parallel: @Sendable (_ workers: Int, _ body: @escaping @Sendable (Int) -> Void) -> Void
    /// Seconds since 1970.
    public var wallClock: @Sendable () -> Int64
    /// A number from 0 to 1, for jitter.
    public var random: @Sendable () -> Double
    /// Why no further request may leave (an interrupt), or `nil`.
    public var isStopped: @Sendable () -> String?
    /// The moment, on `now`'s clock, at which the whole run ends.
    public var deadline: Duration?

    public init(
      now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) -> Void,
      parallel: @escaping @Sendable (Int, @escaping @Sendable (Int) -> Void) -> Void,
      wallClock: @escaping @Sendable () -> Int64 = { 0 }, random: @escaping @Sendable () -> Double = { 1 },
      isStopped: @escaping @Sendable () -> String? = { nil }, deadline: Duration? = nil
    ) {
      self.now = now
      self.sleep = sleep
      self.parallel = parallel
      self.wallClock = wallClock
      self.random = random
      self.isStopped = isStopped
      self.deadline = deadline
    }

    /// Why the run ends here, or `nil`.
    func stopReason() -> String? {
      if let reason = isStopped() { return reason }
      if let deadline, now() >= deadline { return "the run's time (--deadline) was up" }
      return nil
    }

    /// Waits, though not beyond the end of the run; gives the reason when the run ends here.
    func pause(_ duration: Duration) -> String? {
      let left = deadline.map { min(duration, $0 - now()) } ?? duration
      if left > .zero { sleep(left) }
      return stopReason()
    }

    /// A time limit cut to what is left of the run's own.
    func remaining(_ timeout: Duration) -> Duration {
      guard let deadline else { return timeout }
      return min(timeout, max(.milliseconds(1), deadline - now()))
    }
  }

  let plan: Plan
  /// The target of each suite, in the plan's order.
  let targets: [any Target]
  let secrets: Secrets
  let configuration: Configuration
  let machine: Machine
  let redactor: Redactor
  private let asker: Asker
  /// What may be done at each suite's target; `nil` where effects are free.
  let ledgers: [EffectLedger?]

  public init(
    plan: Plan, targets: [any Target], secrets: Secrets, configuration: Configuration, machine: Machine,
    redactor: Redactor = Redactor(secrets: [:]), ledger: EffectLedger? = nil, isMetered: [Bool]? = nil
  ) {
    precondition(targets.count == plan.suites.count, "each suite needs a target")
    self.plan = plan
    self.targets = targets
    self.secrets = secrets
    self.configuration = configuration
    self.machine = machine
    self.redactor = redactor
    asker = Asker(secrets: secrets, configuration: configuration, machine: machine)
    ledgers = plan.suites.indices.map { isMetered?[$0] ?? false ? ledger : nil }
  }

  /// Runs the plan; `emit` is called from the workers' threads, once a case.
  public func run(emit: @escaping @Sendable (RunEvent) -> Void) {
    let office = Office(self)
    let refused = RefusedTokens()
    let probed = probeTokens(office, refused, emit)
    let dealer = Dealer(plan.batches(isCutShort: machine.deadline != nil), office)
    let jobs = max(1, min(configuration.jobs, plan.caseCount))
    machine.parallel(jobs) { _ in
      var transports: [(any Transport)?] = Array(repeating: nil, count: targets.count)
      var hand = dealer.hand()
      while let (deal, position) = hand.take() {
        let place = deal.batch.places[position]
        if probed.contains(where: { $0 == place }) { continue }
        let desk = deal.desk(place.suite)
        let transport = transports[desk.target] ?? targets[desk.target].connect()
        transports[desk.target] = transport
        emit(.finished(result(deal.batch.cases[position], place, desk, transport, refused)))
      }
    }
  }

  /// Asks a valid case with each credential before all others: a token that is not good is one error, not hundreds.
  private func probeTokens(
    _ office: Office, _ refused: RefusedTokens, _ emit: @Sendable (RunEvent) -> Void
  ) -> [(suite: Int, index: Int)] {
    var probed: [(suite: Int, index: Int)] = []
    var tokens: Set<String> = []
    for suite in plan.suites.indices {
      guard let token = plan.suites[suite].token, !tokens.contains(token) else { continue }
      let cases = plan.suites[suite].cases()
      let telling = cases.indices.filter { cases[$0].skipReason == nil && wantsSuccess(cases[$0], suite) }
      guard let index = telling.min(by: { (cases[$0].kind.rank, $0) < (cases[$1].kind.rank, $1) }) else { continue }
      let test = cases[index]
      tokens.insert(token)
      probed.append((suite, index))
      var result = result(test, (suite, index), office.desk(suite), targets[suite].connect(), refused)
      if let status = result.exchanges.first?.status, status == 401 || status == 403 {
        let variable = plan.suites[suite].provider.fixture(token)?.environmentName ?? token
        let reason = "the token \(token) was refused with \(status): set a good one in \(variable)"
        refused.add(token, reason)
        result.verdict = Verdict(.error, reason: reason)
      }
      emit(.finished(result))
    }
    return probed
  }

  private func wantsSuccess(_ test: Case, _ suite: Int) -> Bool {
    let responses = plan.suites[suite].endpoint.responses
    return test.expectation.validity == .valid
      && test.expectation.responses.allSatisfy { responses[$0].status.isSuccess }
      && test.expectation.statusEvidence.level != .assumed
  }

  private func result(
    _ test: consuming Case, _ place: (suite: Int, index: Int), _ desk: Desk, _ transport: any Transport,
    _ refused: RefusedTokens
  ) -> CaseResult {
    let skipReason =
      test.skipReason ?? machine.stopReason()
      ?? desk.token.flatMap { token in refused.reason(token).map { "not asked: \($0)" } }
    if let skipReason {
      return CaseResult(
        suite: place.suite, index: place.index, test: redactor.test(test),
        verdict: Verdict(.skipped, reason: redactor.ownText(skipReason)))
    }
    let started = machine.now()
    let answer = asker.ask(test, desk.context, of: transport)
    let verdict =
      answer.skipReason.map { Verdict(.skipped, reason: $0) } ?? desk.judge.verdict(on: test, answer.exchanges)
    return CaseResult(
      suite: place.suite, index: place.index, test: redactor.test(test), verdict: redactor.verdict(verdict),
      exchanges: redactor.exchanges(answer.exchanges), retried: answer.retried, duration: machine.now() - started)
  }
}

/// The tokens that a provider did not take, with the reason to give for each case that is not asked therefore.
private final class RefusedTokens: Sendable {
  private let reasons = Mutex<[String: String]>([:])
  /// Whether there are any, so that most runs take no lock for each case.
  private let hasAny = Atomic(false)

  func add(_ token: String, _ reason: String) {
    reasons.withLock { $0[token] = reason }
    hasAny.store(true, ordering: .releasing)
  }

  func reason(_ token: String) -> String? {
    hasAny.load(ordering: .acquiring) ? reasons.withLock { $0[token] } : nil
  }
}

extension Plan.Suite {
  /// The fixture of the bearer token that the endpoint asks for.
  var token: String? {
    if case .bearer(let token) = endpoint.security.scheme { token } else { nil }
  }
}
