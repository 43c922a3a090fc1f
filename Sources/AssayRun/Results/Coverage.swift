import AssayContract
import AssayHTTP
import AssayJSON
import AssayJudge
import AssayPlan
import AssaySchema
import AssaySpec
import Synchronization

/// What of an endpoint's contract a run has seen, and what not and why.
package struct Coverage: Sendable, Hashable {
  /// One documented thing that can be seen: a status, a member of an answer, a value of an enum, a state.
  package struct Item: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
      case status
      case member
      case value
      case state
    }

    package var kind: Kind
    /// `200`, `200 /data/email`, `200 /data/type = "sms"`, `email-verified`, `not email-verified`.
    package var name: String
    package var count: Int
    /// Why it was not seen, when it was not.
    package var reason: String?
  }

  package var endpoint: String
  package var items: [Item]

  package var seen: Int { items.count { $0.count > 0 } }
  package var missed: [Item] { items.filter { $0.count == 0 } }
}

/// Counts what is seen while a run goes on.
struct CoverageCounter: Sendable {
  /// What one case showed.
  struct Sighting: Sendable {
    var names: [String] = []
    /// Why the case was skipped, and its index among the cases.
    var skip: (index: Int, reason: String)?
  }

  private let endpoint: Endpoint
  private let states: [ProviderState]
  private var counts: [String: Int] = [:]
  /// Of the first case in the plan's order that was skipped.
  private var skip: (index: Int, reason: String)?

  init(_ endpoint: Endpoint, _ provider: Provider) {
    self.endpoint = endpoint
    let subjects = Set(endpoint.bindings.map(\.subject))
    states = provider.states.filter { subjects.contains($0.subject) }
  }

  mutating func count(_ sighting: Sighting) {
    for name in sighting.names { counts[name, default: 0] += 1 }
    if let new = sighting.skip, new.index < skip?.index ?? .max { skip = new }
  }

  func sighting(_ testCase: TestCase, _ verdict: Verdict, _ exchanges: [Exchange], _ index: Int) -> Sighting {
    var sighting = Sighting()
    if let reason = verdict.reason, verdict.outcome == .skipped { sighting.skip = (index, reason) }
    if !exchanges.isEmpty { sighting.names = testCase.given.map(Self.name) }
    for response in exchanges.lazy.compactMap(\.response) { see(response, &sighting.names) }
    return sighting
  }

  private func see(_ response: Response, _ names: inout [String]) {
    guard let spec = endpoint.responses.first(where: { $0.status.contains(response.status) }) else { return }
    names.append(spec.status.description)
    guard let schema = spec.body.schema, let document = try? JSONDocument(parsing: response.body) else { return }
    for place in schema.places {
      guard let node = document.node(at: place.pointer) else { continue }
      names.append("\(spec.status) \(place.pointer)")
      for value in place.property.schema.allowedValues where node.value == value {
        names.append(Self.name(spec, place, value))
      }
    }
  }

  var coverage: Coverage {
    var items: [Coverage.Item] = []
    func add(_ kind: Coverage.Item.Kind, _ name: String, _ reason: @autoclosure () -> String) {
      let count = counts[name] ?? 0
      items.append(Coverage.Item(kind: kind, name: name, count: count, reason: count > 0 ? nil : reason()))
    }
    for response in endpoint.responses {
      add(.status, response.status.description, whyNot(response))
      for place in response.body.schema?.places ?? [] {
        let isOptional = place.property.presence == .optional
        let why = isOptional ? "optional: no answer had it" : "no answer with \(response.status) had it"
        add(.member, "\(response.status) \(place.pointer)", why)
        for value in place.property.schema.allowedValues {
          add(.value, Self.name(response, place, value), "no answer with \(response.status) had this value")
        }
      }
    }
    for state in states {
      for condition in [StateCondition.holds(state), .not(state)] {
        add(.state, Self.name(condition), skip?.reason ?? "no case tests this state")
      }
    }
    return Coverage(endpoint: endpoint.id, items: items)
  }

  private func whyNot(_ response: ResponseSpec) -> String {
    for case .nothing(let reason) in response.triggers.map(\.trigger) { return reason }
    return skip?.reason ?? "no case brought it about"
  }

  private static func name(_ condition: StateCondition) -> String {
    condition.holds ? condition.state : "not \(condition.state)"
  }

  private static func name(_ response: ResponseSpec, _ place: MemberPlace, _ value: JSONValue) -> String {
    "\(response.status) \(place.pointer) = \(value.serialized())"
  }
}

/// The counters of a run's suites, shared by its workers.
final class CoverageCounters: Sendable {
  /// Never counted with: they only say what a case shows.
  private let empty: [CoverageCounter]
  private let counters: Mutex<[CoverageCounter]>

  init(_ plan: Plan) {
    empty = plan.suites.map { CoverageCounter($0.endpoint, $0.provider) }
    counters = Mutex(empty)
  }

  func count(_ testCase: TestCase, _ verdict: Verdict, _ exchanges: [Exchange], _ index: CaseIndex) {
    // The response is read without the lock.
    let sighting = empty[index.suite].sighting(testCase, verdict, exchanges, index.index)
    counters.withLock { $0[index.suite].count(sighting) }
  }

  var all: [Coverage] { counters.withLock { $0.map(\.coverage) } }
}
