import AssayHTTP
import AssayPlan
import AssayRun
import AssaySpec
import AssaySpecs
import Foundation
import Synchronization

/// A target that answers what the test says, and remembers what it was asked.
final class Script: Target {
  let name: String
  private let took: Duration
  private let answer: @Sendable (_ number: Int, Request) -> Outcome
  private let state = Mutex(State())

  struct State {
    var requests: [Request] = []
    var timeouts: Set<Duration> = []
    var connections = 0
  }

  /// `answer` gets the number of the request, from 0; `took` is how long each exchange says that it lasted.
  init(
    name: String = "script", took: Duration = .zero, _ answer: @escaping @Sendable (_ number: Int, Request) -> Outcome
  ) {
    self.name = name
    self.took = took
    self.answer = answer
  }

  /// Answers with these statuses, the last one for ever.
  convenience init(statuses: Int...) {
    self.init { number, _ in .answered(Response(statuses[min(number, statuses.count - 1)])) }
  }

  var requests: [Request] { state.withLock { $0.requests } }
  var timeouts: Set<Duration> { state.withLock { $0.timeouts } }
  var connections: Int { state.withLock { $0.connections } }

  func connect() -> any Transport {
    state.withLock { $0.connections += 1 }
    return Line(self)
  }

  private final class Line: Transport {
    let script: Script
    init(_ script: Script) { self.script = script }

    func send(_ request: Request, timeout: Duration, isRepeatable: Bool) -> Exchange {
      let number = script.state.withLock { state in
        state.requests.append(request)
        state.timeouts.insert(timeout)
        return state.requests.count - 1
      }
      var exchange = Exchange(request: request, outcome: script.answer(number, request))
      exchange.timings.total = script.took
      return exchange
    }
  }
}

/// A environment whose clock stands still but for waiting, and that remembers how long it waited.
final class FakeEnvironment: Sendable {
  private let naps = Mutex<[Duration]>([])
  private let workers = Mutex<[Int]>([])

  var sleeps: [Duration] { naps.withLock { $0 } }
  /// How many workers were asked for, once a run.
  var askedWorkers: [Int] { workers.withLock { $0 } }

  var environment: RunEnvironment {
    RunEnvironment(
      now: { self.naps.withLock { $0.reduce(.zero, +) } },
      sleep: { time in self.naps.withLock { $0.append(time) } },
      parallel: { count, body in
        self.workers.withLock { $0.append(count) }
        let group = DispatchGroup()
        for worker in 0..<count {
          group.enter()
          Thread.detachNewThread {
            body(worker)
            group.leave()
          }
        }
        group.wait()
      })
  }
}

/// Plans of the real contracts, and their runs.
enum Bench {
  static let catalog = try! Planner(values: FixtureValues(isMock: true)).plan(.all)

  /// Values for every secret, since no request leaves with a placeholder.
  static let secrets = Dictionary(
    uniqueKeysWithValues: Catalog.all.providers.flatMap(\.fixtures).filter(\.isSecret).map {
      ($0.environmentName, $0.mock)
    })

  static func plan(_ globs: String...) -> Plan { catalog.selecting(only: globs.map { Glob($0) }, skip: []) }

  static func run(
    _ plan: Plan, at target: any Target, secrets: [String: String] = [:],
    on environment: FakeEnvironment = FakeEnvironment(),
    _ configure: (inout Runner.Configuration) -> Void = { _ in }
  ) -> [CaseRecord] { collect(plan, at: target, secrets: secrets, on: environment, configure).all }

  /// The records with their indices.
  static func collect(
    _ plan: Plan, at target: any Target, secrets: [String: String] = [:],
    on environment: FakeEnvironment = FakeEnvironment(),
    _ configure: (inout Runner.Configuration) -> Void = { _ in }
  ) -> Collected {
    var configuration = Runner.Configuration()
    configuration.jobs = 1
    configure(&configuration)
    let runner = Runner(
      plan: plan, targets: plan.suites.map { _ in target }, secrets: Secrets(Self.secrets.merging(secrets) { $1 }),
      configuration: configuration,
      environment: environment.environment)
    let results = Collected()
    runner.run(emit: results.add)
    return results
  }
}

/// A target that counts its connections.
final class Counting: Target {
  let target: any Target
  private let count = Mutex(0)

  init(_ target: any Target) { self.target = target }

  var name: String { target.name }
  var connections: Int { count.withLock { $0 } }

  func connect() -> any Transport {
    count.withLock { $0 += 1 }
    return target.connect()
  }
}
