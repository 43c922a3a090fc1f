import AssaySpec

/// One machine's part of a run that several share: shard 2 of 4.
public struct Shard: Sendable, Hashable, CustomStringConvertible {
  /// From 1 to `count`.
  public let number: Int
  public let count: Int

  /// How many shards a run may have.
  public static let most = 1024

  /// Shard `number` of `count`, or `nil` when there is no such shard.
  public init?(_ number: Int, of count: Int) {
    guard 1...Self.most ~= count, 1...count ~= number else { return nil }
    self.number = number
    self.count = count
  }

  /// A shard of its text form `K/N`, K from 1 to N, or `nil`.
  public init?(parsing text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[0]), let count = Int(parts[1]) else { return nil }
    self.init(number, of: count)
  }

  public var description: String { "\(number)/\(count)" }

  /// This shard's share of a budget that all shards together must not exceed: the shares add up to the budget exactly.
  public func share(of budget: Int) -> Int {
    budget / count + (number <= budget % count ? 1 : 0)
  }
}

/// A part of a plan that still knows where its cases stand in the whole.
public struct PlanPart: Sendable {
  public var plan: Plan
  /// The place of each of the part's suites in the whole plan.
  public var suites: [Int]
  /// The place of each of the part's cases in its suite of the whole plan.
  public var cases: [CaseSelection]

  /// The whole plan as its own part.
  public init(whole plan: Plan) {
    self.plan = plan
    suites = Array(plan.suites.indices)
    cases = plan.suites.map { .all($0.count) }
  }

  /// The cases of a plan that a shard has; a plan without any suite when it has none.
  ///
  /// Cases that touch the same recipient stay in one shard, since they must keep their distance in time. The groups are
  /// dealt from the longest to the shortest, each to the shard that has least to do so far; without times every case
  /// counts the same and the order is that of the ids' hashes. Every machine comes to the same deal from the same plan
  /// and the same times.
  ///
  /// - Parameter times: How long each case took, by id, where that is known.
  public init(_ shard: Shard, of plan: Plan, times: [String: Duration] = [:]) {
    let dealt = Deal(plan, times).shards(shard.count)
    var builder = PlanBuilder(mostHeld: plan.mostHeld)
    suites = []
    cases = []
    for (index, suite) in plan.suites.enumerated() {
      let kept = dealt[index].indices.filter { dealt[index][$0] == shard.number }
      if kept.isEmpty { continue }
      let all = suite.cases()
      builder.add(suite.keeping(kept), kept.map { all[$0] })
      suites.append(index)
      cases.append(.some(kept))
    }
    self.plan = builder.plan
  }
}

/// Which shard each case of a plan goes to.
private struct Deal {
  /// Cases that stay together.
  struct Group {
    /// Of the id of its first case.
    var hash: UInt64
    var weight: Int64 = 0
    var count = 0
  }

  /// In the order of their first cases.
  private var groups: [Group] = []
  /// The group of each case by suite and index.
  private var places: [[Int32]] = []

  init(_ plan: Plan, _ times: [String: Duration]) {
    let weigh = Self.weights(times)
    // Which recipients belong together is known only when all cases were seen.
    var links = Links()
    for suite in plan.suites {
      for test in suite.cases() { links.join(test.effects.map(\.recipient)) }
    }
    var known: [Int: Int] = [:]
    for suite in plan.suites {
      var places: [Int32] = []
      places.reserveCapacity(suite.count)
      for test in suite.cases() {
        let root = test.effects.first.map { links.root(of: $0.recipient) }
        let position = root.flatMap { known[$0] } ?? groups.count
        if position == groups.count {
          groups.append(Group(hash: StableHash(test.id).value))
          if let root { known[root] = position }
        }
        groups[position].weight += weigh(test)
        groups[position].count += 1
        places.append(Int32(position))
      }
      self.places.append(places)
    }
  }

  /// Microseconds of a case; one that is new counts as the mean of those that are known.
  private static func weights(_ times: [String: Duration]) -> (Case) -> Int64 {
    func microseconds(_ time: Duration) -> Int64 {
      max(1, time.components.seconds * 1_000_000 + time.components.attoseconds / 1_000_000_000_000)
    }
    let mean = times.isEmpty ? 1 : times.values.reduce(0) { $0 + microseconds($1) } / Int64(times.count)
    return { test in
      if test.skipReason != nil { return 0 }
      return times[test.id].map(microseconds) ?? mean * Int64(max(1, test.sends))
    }
  }

  /// The shard, from 1, of each case by suite and index.
  func shards(_ count: Int) -> [[Int]] {
    let order = groups.indices.sorted { left, right in
      let (one, other) = (groups[left], groups[right])
      if one.weight != other.weight { return one.weight > other.weight }
      if one.hash != other.hash { return one.hash < other.hash }
      return left < right
    }
    var dealt = [Int](repeating: 0, count: groups.count)
    var load = [(weight: Int64, cases: Int)](repeating: (0, 0), count: count)
    for position in order {
      // Among equals the one with fewer cases: skipped ones weigh nothing and are spread all the same.
      let least = load.indices.min { (load[$0].weight, load[$0].cases) < (load[$1].weight, load[$1].cases) }!
      load[least].weight += groups[position].weight
      load[least].cases += groups[position].count
      dealt[position] = least + 1
    }
    return places.map { $0.map { dealt[Int($0)] } }
  }
}

/// Recipients that some case names together (union-find).
private struct Links {
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
