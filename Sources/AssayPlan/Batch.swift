import AssayContract
import AssaySpec

extension Plan {
  /// Cases that are in memory together, in the order in which they are asked.
  package struct Batch: Sendable {
    /// The places of its suites in the plan.
    package let suites: Range<Int>
    package private(set) var cases: [TestCase] = []
    /// For each case the place of its suite in the plan and its own place there.
    package private(set) var places: [(suite: Int, index: Int)] = []

    fileprivate init(_ plan: Plan, _ outline: Outline) {
      suites = outline.suites
      let made = plan.suites[suites].map { $0.cases() }
      var prioritized: [[(suite: Int, index: Int)]] = CaseKind.priorities.map { _ in [] }
      for (suite, cases) in zip(suites, made) {
        for index in cases.indices { prioritized[cases[index].kind.priority].append((suite, index)) }
      }
      places = prioritized[outline.priorities].flatMap(\.self)
      cases = places.map { made[$0.suite - suites.lowerBound][$0.index] }
    }
  }

  /// What a batch is made of: suites, and which ranks of their cases.
  fileprivate struct Outline {
    var suites: Range<Int>
    var priorities: ClosedRange<Int>
  }

  /// A plan's cases batch by batch, each made when it is asked for.
  package struct Batches: RandomAccessCollection, Sendable {
    private let plan: Plan
    private let outlines: [Outline]

    fileprivate init(_ plan: Plan, _ outlines: [Outline]) {
      self.plan = plan
      self.outlines = outlines
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { outlines.count }
    package subscript(position: Int) -> Batch { Batch(plan, outlines[position]) }

    /// What follows a position, for a run that has ended: each suite's cases are made once, whatever their order.
    package func rest(from position: Int) -> Batches {
      var rest: [Int: Outline] = [:]
      for outline in outlines[position...] {
        let known = rest[outline.suites.lowerBound]?.priorities ?? outline.priorities
        rest[outline.suites.lowerBound] = Outline(
          suites: outline.suites,
          priorities: Swift.min(
            known.lowerBound, outline.priorities.lowerBound)...Swift.max(
              known.upperBound, outline.priorities.upperBound))
      }
      return Batches(plan, rest.sorted { $0.key < $1.key }.map(\.value))
    }
  }

  /// The cases in the order in which they are asked: first what says most about a provider, endpoint by endpoint.
  ///
  /// That holds for all cases of a plan that has them in memory, and of a larger one within each batch. What a run has
  /// no time for is then whole endpoints; where that matters, `isCutShort` asks for what says most about each of them
  /// first, for which the cases are made several times.
  package func batches(isCutShort: Bool = false) -> Batches {
    if suites.allSatisfy(\.isHeld) {
      return Batches(self, [Outline(suites: suites.indices, priorities: CaseKind.priorities)])
    }
    var groups: [Range<Int>] = []
    var start = 0
    var count = 0
    for (index, suite) in suites.enumerated() {
      count += suite.count
      guard count >= Self.batchSize || index == suites.count - 1 else { continue }
      groups.append(start..<index + 1)
      start = index + 1
      count = 0
    }
    guard isCutShort else { return Batches(self, groups.map { Outline(suites: $0, priorities: CaseKind.priorities) }) }
    let outlines = CaseKind.priorities.flatMap { priority in
      groups.filter { group in suites[group].contains { $0.priorities.contains(priority) } }
        .map { Outline(suites: $0, priorities: priority...priority) }
    }
    return Batches(self, outlines)
  }

  /// Few enough to be soon made, and enough for many workers.
  private static let batchSize = 500
}

extension CaseKind {
  private static let telling: [CaseKind] = [
    .example, .answer, .idempotent, .choice, .credential, .missing, .optional, .type, .enum,
  ]

  /// How much cases of this kind say about a provider: 0 says most.
  package var priority: Int { Self.telling.firstIndex(of: self) ?? Self.telling.count }

  static var priorities: ClosedRange<Int> { 0...telling.count }
}

/// Which ranks some cases have.
struct PrioritySet {
  private var bits: UInt16

  /// All ranks, as long as nobody looked.
  static let any = PrioritySet(bits: .max)

  private init(bits: UInt16) { self.bits = bits }

  init(of cases: [TestCase]) { bits = cases.reduce(0) { $0 | 1 << UInt16($1.kind.priority) } }

  func contains(_ priority: Int) -> Bool { bits & 1 << UInt16(priority) != 0 }
}
