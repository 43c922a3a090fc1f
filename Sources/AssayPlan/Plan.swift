import AssayContract
import AssaySpec

/// Everything that a run will ask, in order.
///
/// A plan of many cases holds only the first of them: the others are made anew, the same each time, when they are wanted.
package struct Plan: Sendable {
  /// One suite an endpoint, in the catalogue's order.
  package private(set) var suites: [Suite]
  package let caseCount: Int
  /// How many cases a plan made of this one may hold.
  let maxHeld: Int

  /// Ten thousand cases take some 10 MB; to make them anew takes a tenth of a second.
  package static let maxHeld = 10_000

  package init(suites: [Suite]) { self.init(suites: suites, maxHeld: Self.maxHeld) }

  init(suites: [Suite], maxHeld: Int) {
    self.suites = suites
    self.maxHeld = maxHeld
    caseCount = suites.reduce(0) { $0 + $1.count }
  }

  /// The plan with only the cases whose endpoint id or case id matches one of `only` (all when empty) and none of `skip`.
  package func selecting(only: [Glob], skip: [Glob]) -> Plan {
    if only.isEmpty, skip.isEmpty { return self }
    func matches(_ globs: [Glob], _ endpoint: String, _ id: String) -> Bool {
      globs.contains { $0.matches(endpoint) || $0.matches(id) }
    }
    var builder = PlanBuilder(maxHeld: maxHeld)
    for suite in suites {
      let cases = suite.cases()
      let endpoint = suite.endpoint.id
      let kept = cases.indices.filter { index in
        let id = cases[index].id
        return (only.isEmpty || matches(only, endpoint, id)) && !matches(skip, endpoint, id)
      }
      if !kept.isEmpty { builder.add(suite.keeping(kept), kept.map { cases[$0] }) }
    }
    return builder.plan
  }

  /// Lets a case be skipped for a reason that lies in the run.
  package mutating func refuse(suite: Int, index: Int, because reason: SkipReason) {
    suites[suite].refuse(index, because: reason)
  }
}

/// Puts a plan together and decides which of its cases it holds.
struct PlanBuilder {
  private var suites: [Plan.Suite] = []
  private let maxHeld: Int
  private var room: Int

  init(maxHeld: Int) {
    self.maxHeld = maxHeld
    room = maxHeld
  }

  /// Adds a suite, whose cases are these.
  mutating func add(_ suite: Plan.Suite, _ cases: [TestCase]) {
    let isHeld = cases.count <= room
    if isHeld { room -= cases.count }
    suites.append(suite.with(cases, isHeld: isHeld))
  }

  var plan: Plan { Plan(suites: suites, maxHeld: maxHeld) }
}
