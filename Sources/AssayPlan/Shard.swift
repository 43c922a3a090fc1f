import AssayContract
import AssayHTTP
import AssaySpec

/// One machine's part of a run that several machines share: shard 2 of 4.
package struct Shard: Sendable, Hashable, CustomStringConvertible {
  /// From 1 to `count`.
  package let number: Int
  package let count: Int

  /// The most shards that a run may have.
  package static let maxCount = 1024

  /// Shard `number` of `count`, or `nil` when there is no such shard.
  package init?(_ number: Int, of count: Int) {
    guard 1...Self.maxCount ~= count, 1...count ~= number else { return nil }
    self.number = number
    self.count = count
  }

  /// A shard of its text form `K/N`, K from 1 to N, or `nil`.
  package init?(parsing text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[0]), let count = Int(parts[1]) else { return nil }
    self.init(number, of: count)
  }

  package var description: String { "\(number)/\(count)" }

  /// This shard's share of a budget that all shards together must not exceed: the shares add up to the budget exactly.
  package func share(of budget: Int) -> Int {
    budget / count + (number <= budget % count ? 1 : 0)
  }
}

/// A part of a plan, with the index of each of its cases in the whole plan.
package struct PlanSlice: Sendable {
  package let plan: Plan
  /// The index of each of the part's suites in the whole plan.
  private let suites: [Int]
  /// The indices of each suite's cases in the suite of the whole plan; `nil` when the part is the whole.
  private let cases: [[Int]]?

  /// The whole plan.
  package init(whole plan: Plan) {
    self.plan = plan
    suites = Array(plan.suites.indices)
    cases = nil
  }

  /// The cases of one shard.
  ///
  /// Cases that affect the same recipient stay in one shard, since they must keep their distance in time. Such groups are
  /// assigned from the largest to the smallest, each to the shard with the least load so far. Groups that spend a budget
  /// come first and are assigned by the plan alone: machines with different times would otherwise send a case twice and
  /// together spend more than the budget. The others are assigned by how long their cases took; without times every case
  /// counts the same. Groups of the same size are in the order of their ids' hashes.
  ///
  /// - Parameters:
  ///   - isMetered: Whether the effects of each suite's cases count against a budget.
  ///   - times: How long each case took, by id, where that is known.
  package init(_ shard: Shard, of plan: Plan, isMetered: [Bool], times: [String: Duration] = [:]) {
    let assigned = ShardAssignment(plan, isMetered, times).shards(shard.count)
    var suites: [Int] = []
    var cases: [[Int]] = []
    for (index, shards) in assigned.enumerated() {
      let kept = shards.indices.filter { shards[$0] == shard.number }
      if kept.isEmpty { continue }
      suites.append(index)
      cases.append(kept)
    }
    self.plan = Plan(suites: zip(suites, cases).map { plan.suites[$0].keeping($1) })
    self.suites = suites
    self.cases = cases
  }

  /// The index in the whole plan of a suite of this part.
  package func suiteInWhole(_ suite: Int) -> Int { suites[suite] }

  /// The index in the whole plan of a case of this part.
  package func indexInWhole(_ index: CaseIndex) -> CaseIndex {
    CaseIndex(suite: suites[index.suite], index: cases?[index.suite][index.index] ?? index.index)
  }
}

/// Which shard each case of a plan goes to.
private struct ShardAssignment {
  /// Cases that stay together.
  struct Group {
    /// The hash of its first case's id.
    var hash: UInt64 = 0
    /// How many requests of its cases have an effect that counts against a budget.
    var effects = 0
    /// How long its cases take, in microseconds.
    var time: Int64 = 0
    var count = 0

    mutating func add(_ other: Group) {
      effects += other.effects
      time += other.time
      count += other.count
    }
  }

  /// In the order of their first cases.
  private var groups: [Group] = []
  /// The group of each case by suite and index.
  private var groupOfCase: [[Int]] = []

  init(_ plan: Plan, _ isMetered: [Bool], _ times: [String: Duration]) {
    let weigh = Self.weights(times)
    // All cases must be seen before it is known which recipients belong together.
    var recipients = RecipientGroups()
    var cases: [[(recipient: String?, group: Group)]] = []
    for (suite, isMetered) in zip(plan.suites, isMetered) {
      cases.append(
        suite.cases().map { testCase in
          let affected = testCase.effects.map(\.recipient)
          recipients.join(affected)
          let effects = isMetered && testCase.skip == nil ? testCase.steps.count { !$0.effects.isEmpty } : 0
          return (
            affected.first,
            Group(hash: StableHash(testCase.id).value, effects: effects, time: weigh(testCase), count: 1)
          )
        })
    }
    var known: [Int: Int] = [:]
    for suite in cases {
      groupOfCase.append(
        suite.map { recipient, alone in
          let root = recipient.map { recipients.root(of: $0) }
          guard let group = root.flatMap({ known[$0] }) else {
            groups.append(alone)
            if let root { known[root] = groups.count - 1 }
            return groups.count - 1
          }
          groups[group].add(alone)
          return group
        })
    }
  }

  /// Microseconds of a case; a new case counts as the mean of the known ones.
  private static func weights(_ times: [String: Duration]) -> (TestCase) -> Int64 {
    let times = times.mapValues { max(1, $0.microseconds) }
    let mean = times.isEmpty ? 1 : times.values.reduce(0, +) / Int64(times.count)
    return { testCase in
      if testCase.skip != nil { return 0 }
      return times[testCase.id] ?? mean * Int64(testCase.steps.count)
    }
  }

  /// The shard, from 1, of each case by suite and index.
  func shards(_ count: Int) -> [[Int]] {
    var shardOfGroup = [Int](repeating: 0, count: groups.count)
    var loads = [Group](repeating: Group(), count: count)
    func assign(_ indices: [Int], by size: (Group) -> Int64) {
      let order = indices.sorted { left, right in
        let (one, other) = (groups[left], groups[right])
        if size(one) != size(other) { return size(one) > size(other) }
        return one.hash != other.hash ? one.hash < other.hash : left < right
      }
      for index in order {
        // Of equal loads the one with fewer cases, so that skipped cases, which take no time, are spread too.
        let least = loads.indices.min { (size(loads[$0]), loads[$0].count) < (size(loads[$1]), loads[$1].count) }!
        loads[least].add(groups[index])
        shardOfGroup[index] = least + 1
      }
    }
    // By the plan alone: times may differ between machines.
    assign(groups.indices.filter { groups[$0].effects > 0 }) { Int64($0.effects) }
    assign(groups.indices.filter { groups[$0].effects == 0 }, by: \.time)
    return groupOfCase.map { $0.map { shardOfGroup[$0] } }
  }
}

/// Groups of recipients that one case affects together (union-find).
private struct RecipientGroups {
  private var numbers: [String: Int] = [:]
  private var parents: [Int] = []

  mutating func join(_ names: [String]) {
    guard let first = names.first else { return }
    let root = root(of: first)
    for name in names.dropFirst() { parents[self.root(of: name)] = root }
  }

  mutating func root(of name: String) -> Int {
    var number = numbers[name] ?? parents.count
    if number == parents.count {
      numbers[name] = number
      parents.append(number)
    }
    while parents[number] != number { number = parents[number] }
    return number
  }
}
