public import AssaySpec

extension Plan {
  /// Cases that are in memory together, in the order in which they are asked.
  public struct Batch: Sendable {
    public let order: [(suite: Int, index: Int)]
    /// The places of its suites in the plan.
    public let suites: Range<Int>
    private let cases: [[Case]]

    fileprivate init(_ plan: Plan, _ outline: Outline) {
      suites = outline.suites
      cases = plan.suites[outline.suites].map { $0.cases() }
      var ranked: [(rank: Int, suite: Int, index: Int)] = []
      for (suite, cases) in zip(suites, cases) {
        for (index, test) in cases.enumerated() where outline.rank == nil || outline.rank == test.kind.rank {
          ranked.append((test.kind.rank, suite, index))
        }
      }
      ranked.sort { ($0.rank, $0.suite, $0.index) < ($1.rank, $1.suite, $1.index) }
      order = ranked.map { ($0.suite, $0.index) }
    }

    /// A case of the batch by the place of its suite in the plan and its own place there.
    public subscript(suite: Int, index: Int) -> Case { _read { yield cases[suite - suites.lowerBound][index] } }
  }

  /// What a batch is made of: suites, and of their cases all or those of one rank.
  fileprivate struct Outline {
    var suites: Range<Int>
    var rank: Int?
  }

  /// A plan's cases batch by batch, each made when it is asked for.
  public struct Batches: RandomAccessCollection, Sendable {
    private let plan: Plan
    private let outlines: [Outline]

    fileprivate init(_ plan: Plan, _ outlines: [Outline]) {
      self.plan = plan
      self.outlines = outlines
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { outlines.count }
    public subscript(position: Int) -> Batch { Batch(plan, outlines[position]) }
  }

  /// The cases in the order in which they are asked: first what says most about a provider, endpoint by endpoint.
  ///
  /// That holds for all cases of a plan that has them in memory, and of a larger one within each batch. What a run has
  /// no time for is then whole endpoints; where that matters, `isCutShort` asks for what says most about each of them
  /// first, for which the cases are made several times.
  public func batches(isCutShort: Bool = false) -> Batches {
    if suites.allSatisfy(\.isHeld) { return Batches(self, [Outline(suites: suites.indices)]) }
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
    guard isCutShort else { return Batches(self, groups.map { Outline(suites: $0) }) }
    return Batches(
      self, Case.Kind.ranks.flatMap { rank in groups.map { Outline(suites: $0, rank: rank) } })
  }

  /// Few enough to be soon made, and enough for many workers.
  private static let batchSize = 500
}

extension Case.Kind {
  private static let telling: [Case.Kind] = [
    .example, .answer, .idempotent, .choice, .credential, .missing, .optional, .type, .enum,
  ]

  /// How much cases of this kind say about a provider: 0 says most.
  public var rank: Int { Self.telling.firstIndex(of: self) ?? Self.telling.count }

  static var ranks: ClosedRange<Int> { 0...telling.count }
}
