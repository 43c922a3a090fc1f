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
    /// Requests a second to each host and port; `nil` for no limit.
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
    func stopReason() -> SkipReason? {
      if let reason = isStopped() { return SkipReason(.interrupted, reason) }
      if let deadline, now() >= deadline { return SkipReason(.deadline, "the run's time (--deadline) was up") }
      return nil
    }

    /// Waits, though not beyond the end of the run; gives the reason when the run ends here.
    func pause(_ duration: Duration) -> SkipReason? {
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
  private let largeBodies = LargeBodies()
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
    let outages = Outages()
    let probed = probe(office, outages, emit)
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
        emit(.finished(result(deal.batch.cases[position], place, desk, transport, outages)))
      }
    }
  }

  /// Sends a valid case to each target and with each credential before all others.
  ///
  /// A target that cannot be reached and a credential that is refused are then one error each, not one for each case.
  private func probe(
    _ office: Office, _ outages: Outages, _ emit: @Sendable (RunEvent) -> Void
  ) -> [(suite: Int, index: Int)] {
    var probed: [(suite: Int, index: Int)] = []
    var known: Set<Outages.Cause> = []
    for suite in plan.suites.indices {
      let desk = office.desk(suite)
      let isNew = desk.causes.reduce(false) { known.insert($1).inserted || $0 }
      guard isNew else { continue }
      let cases = plan.suites[suite].cases()
      let promised = cases.firstIndex { $0.skip == nil && $0.sends == 1 && wantsSuccess($0, suite) }
      let expected = cases.firstIndex { $0.skip == nil && $0.expectsSuccess(of: plan.suites[suite].endpoint) }
      guard let index = promised ?? expected else { continue }
      probed.append((suite, index))
      var result = result(cases[index], (suite, index), desk, targets[suite].connect(), outages)
      if let token = desk.token, let status = result.exchanges.first?.status,
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

  private func wantsSuccess(_ test: Case, _ suite: Int) -> Bool {
    test.expectsSuccess(of: plan.suites[suite].endpoint) && test.expectation.statusEvidence.level != .assumed
  }

  private func result(
    _ test: consuming Case, _ place: (suite: Int, index: Int), _ desk: Desk, _ transport: any Transport,
    _ outages: Outages
  ) -> CaseResult {
    if let skip = test.skip ?? machine.stopReason() ?? outages.reason(desk.causes) {
      let expectsSuccess = test.expectsSuccess(of: desk.context.endpoint)
      return CaseResult(
        suite: place.suite, index: place.index, test: redactor.test(test), expectsSuccess: expectsSuccess,
        verdict: redactor.verdict(skipped: skip))
    }
    let started = machine.now()
    let answer = asker.ask(test, desk.context, of: transport)
    if answer.exchanges.contains(where: { $0.memory != nil }) {
      return judgedAlone(test, place, desk, answer, outages, started)
    }
    return judged(test, place, desk, answer, outages, started)
  }

  /// Judges a large body. Judging takes many times the memory of the body, so one is judged at a time.
  private func judgedAlone(
    _ test: Case, _ place: (suite: Int, index: Int), _ desk: Desk, _ answer: Asker.Answer, _ outages: Outages,
    _ started: Duration
  ) -> CaseResult {
    largeBodies.judging.withLock { _ in judged(test, place, desk, answer, outages, started) }
  }

  private func judged(
    _ test: consuming Case, _ place: (suite: Int, index: Int), _ desk: Desk, _ answer: Asker.Answer,
    _ outages: Outages, _ started: Duration
  ) -> CaseResult {
    let verdict: Verdict
    if let skip = answer.skip {
      verdict = Verdict(skipped: skip)
    } else if let error = answer.exchanges.last?.unreachable,
      let earlier = outages.add(.target(desk.target), SkipReason(.unreachable, "not sent: \(error.message)"))
    {
      verdict = Verdict(skipped: earlier)
    } else {
      // A report shows what was planned, with the placeholders of secrets.
      let planned = test.expectation.echoes.isEmpty ? nil : test.expectation
      if let planned { test.expectation = secrets.fill(planned) }
      verdict = desk.judge.verdict(on: test, answer.exchanges)
      if let planned { test.expectation = planned }
    }
    let expectsSuccess = test.expectsSuccess(of: desk.context.endpoint)
    return CaseResult(
      suite: place.suite, index: place.index, test: redactor.test(test), expectsSuccess: expectsSuccess,
      verdict: redactor.verdict(verdict), exchanges: redactor.exchanges(answer.exchanges), retried: answer.retried,
      duration: machine.now() - started)
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
