public import AssaySpec

extension Plan {
  /// Cases that are in memory together, in the order in which they are asked.
  public struct Batch: Sendable {
    /// The places of its suites in the plan.
    public let suites: Range<Int>
    public private(set) var cases: [Case] = []
    /// For each case the place of its suite in the plan and its own place there.
    public private(set) var places: [(suite: Int, index: Int)] = []

    fileprivate init(_ plan: Plan, _ outline: Outline) {
      suites = outline.suites
      let made = plan.suites[suites].map { $0.cases() }
      var ranked: [[(suite: Int, index: Int)]] = Case.Kind.ranks.map { _ in [] }
      for (suite, cases) in zip(suites, made) {
        for index in cases.indices { ranked[cases[index].kind.rank].append((suite, index)) }
      }
      places = outline.rank.map { ranked[$0] } ?? ranked.flatMap(\.self)
      cases = places.map { made[$0.suite - suites.lowerBound][$0.index] }
    }
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
