public import AssaySpec

extension Plan {
  /// The cases that are asked of one endpoint.
  public struct Suite: Sendable {
    public let provider: Provider
    private let contracts: ContractStore
    /// The endpoint's place in the store.
    private let place: Int
    /// How many cases there are.
    public let count: Int
    private var source: Source
    /// What the cases ask; `nil` as long as nobody looked at all of them.
    private var asked: StableHash?
    /// The ids of the cases; `nil` until all cases have been made once.
    private var named: StableHash?
    /// The ranks of the cases.
    private(set) var ranks = RankSet.any

    public var endpoint: Endpoint { _read { yield contracts.endpoints[place] } }
    /// The endpoint's contract; to be held by whoever wants it more than once.
    public var contract: CompiledEndpoint { contracts[place] }

    private enum Source: Sendable {
      case held([Case])
      /// Some of what a planner makes, and why some of that is not asked though it could be, by its place there.
      case made(Planner, CaseSelection, Refusals)
    }

    /// A suite that holds its cases.
    public init(provider: Provider, contract: CompiledEndpoint, cases: [Case]) {
      self.init(provider, ContractStore(contract), 0, .held(cases), cases.count)
    }

    /// A suite of all the cases that a planner makes of the endpoint at a place; `count` is how many those are.
    init(provider: Provider, contracts: ContractStore, place: Int, madeBy planner: Planner, count: Int) {
      self.init(provider, contracts, place, .made(planner, .all(count), Refusals()), count)
    }

    private init(_ provider: Provider, _ contracts: ContractStore, _ place: Int, _ source: Source, _ count: Int) {
      self.provider = provider
      self.contracts = contracts
      self.place = place
      self.source = source
      self.count = count
    }

    var isHeld: Bool { if case .held = source { true } else { false } }

    /// The cases in their order; a suite that does not hold them makes them anew, which takes its time.
    public func cases() -> [Case] {
      switch source {
      case .held(let cases): return cases
      case .made(let planner, let selection, let refusals):
        guard var cases = try? planner.cases(provider, contracts, place, areChecked: true) else {
          preconditionFailure("an endpoint that was planned once can be planned again")
        }
        refusals.mark(&cases)
        return selection.of(cases)
      }
    }

    /// The suite with only the cases at these places, which rise.
    func keeping(_ kept: [Int]) -> Suite {
      switch source {
      case .held(let cases): Suite(provider, contracts, place, .held(kept.map { cases[$0] }), kept.count)
      case .made(let planner, let selection, let refusals):
        Suite(provider, contracts, place, .made(planner, selection.keeping(kept), refusals), kept.count)
      }
    }

    /// The suite with what is known when somebody has its cases before him.
    func with(_ cases: [Case], isHeld: Bool) -> Suite {
      var suite = self
      suite.asked = StableHash(asking: cases)
      suite.named = StableHash(ids: cases.lazy.map(\.id))
      suite.ranks = RankSet(of: cases)
      if isHeld { suite.source = .held(cases) }
      return suite
    }

    mutating func refuse(_ index: Int, because reason: SkipReason) {
      asked = hash
      asked?.add("\(index) \(reason.text)")
      switch source {
      case .held(var cases):
        // The suite lets go of the array first, or the change of one case would copy them all.
        source = .held([])
        cases[index].skip = reason
        source = .held(cases)
      case .made(let planner, let selection, var refusals):
        source = .held([])
        refusals.add(reason, at: selection[index])
        source = .made(planner, selection, refusals)
      }
    }

    /// What the cases ask, and which of them are refused.
    var hash: StableHash { asked ?? StableHash(asking: cases()) }
    /// The ids of the cases, in their order.
    var ids: StableHash { named ?? StableHash(ids: cases().lazy.map(\.id)) }
  }
}

/// Which cases of a list: all of them, or those at some places, which rise.
public struct CaseSelection: Sendable {
  private let places: [Int]?
  public let count: Int

  private init(_ places: [Int]?, _ count: Int) {
    self.places = places
    self.count = count
  }

  public static func all(_ count: Int) -> CaseSelection { CaseSelection(nil, count) }
  public static func some(_ places: [Int]) -> CaseSelection { CaseSelection(places, places.count) }

  /// The place in the whole list of one of the selected.
  public subscript(index: Int) -> Int { places?[index] ?? index }

  func of(_ cases: [Case]) -> [Case] { places?.map { cases[$0] } ?? cases }

  func keeping(_ kept: [Int]) -> CaseSelection { .some(places.map { places in kept.map { places[$0] } } ?? kept) }
}

/// Why some of a list's cases are not asked: a run may refuse most of a million, for few reasons.
private struct Refusals {
  private var reasons: [SkipReason] = []
  /// The number of each case's reason from 1, or 0; no longer than it must be.
  private var numbers: [UInt16] = []

  mutating func add(_ reason: SkipReason, at place: Int) {
    let number = reasons.firstIndex(of: reason) ?? reasons.count
    if number == reasons.count { reasons.append(reason) }
    if place >= numbers.count { numbers += Array(repeating: 0, count: place + 1 - numbers.count) }
    numbers[place] = UInt16(number + 1)
  }

  func mark(_ cases: inout [Case]) {
    for (place, number) in numbers.enumerated() where number > 0 { cases[place].skip = reasons[Int(number) - 1] }
  }
}
