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
      places = ranked[outline.ranks].flatMap(\.self)
      cases = places.map { made[$0.suite - suites.lowerBound][$0.index] }
    }
  }

  /// What a batch is made of: suites, and which ranks of their cases.
  fileprivate struct Outline {
    var suites: Range<Int>
    var ranks: ClosedRange<Int>
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

    /// What follows a position, for a run that has ended: each suite's cases are made once, whatever their order.
    public func rest(from position: Int) -> Batches {
      var rest: [Int: Outline] = [:]
      for outline in outlines[position...] {
        let known = rest[outline.suites.lowerBound]?.ranks ?? outline.ranks
        rest[outline.suites.lowerBound] = Outline(
          suites: outline.suites,
          ranks: Swift.min(
            known.lowerBound, outline.ranks.lowerBound)...Swift.max(known.upperBound, outline.ranks.upperBound))
      }
      return Batches(plan, rest.sorted { $0.key < $1.key }.map(\.value))
    }
  }

  /// The cases in the order in which they are asked: first what says most about a provider, endpoint by endpoint.
  ///
  /// That holds for all cases of a plan that has them in memory, and of a larger one within each batch. What a run has
  /// no time for is then whole endpoints; where that matters, `isCutShort` asks for what says most about each of them
  /// first, for which the cases are made several times.
  public func batches(isCutShort: Bool = false) -> Batches {
    if suites.allSatisfy(\.isHeld) { return Batches(self, [Outline(suites: suites.indices, ranks: Case.Kind.ranks)]) }
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
    guard isCutShort else { return Batches(self, groups.map { Outline(suites: $0, ranks: Case.Kind.ranks) }) }
    let outlines = Case.Kind.ranks.flatMap { rank in
      groups.filter { group in suites[group].contains { $0.ranks.contains(rank) } }
        .map { Outline(suites: $0, ranks: rank...rank) }
    }
    return Batches(self, outlines)
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

/// Which ranks some cases have.
struct RankSet {
  private var bits: UInt16

  /// All ranks, as long as nobody looked.
  static let any = RankSet(bits: .max)

  private init(bits: UInt16) { self.bits = bits }

  init(of cases: [Case]) { bits = cases.reduce(0) { $0 | 1 << UInt16($1.kind.rank) } }

  func contains(_ rank: Int) -> Bool { bits & 1 << UInt16(rank) != 0 }
}
