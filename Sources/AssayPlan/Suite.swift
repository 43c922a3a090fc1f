import AssayContract
import AssaySpec

extension Plan {
  /// The cases that are asked of one endpoint.
  package struct Suite: Sendable {
    package let provider: Provider
    private let contracts: CompiledContractCache
    /// The endpoint's place in the store.
    private let place: Int
    /// How many cases there are.
    package let count: Int
    private var source: Source
    /// What the cases ask; `nil` as long as nobody looked at all of them.
    private var asked: StableHash?
    /// The ids of the cases; `nil` until all cases have been made once.
    private var named: StableHash?
    /// The ranks of the cases.
    private(set) var priorities = PrioritySet.any

    package var endpoint: Endpoint { _read { yield contracts.endpoints[place] } }
    /// The endpoint's contract; to be held by whoever wants it more than once.
    package var contract: CompiledEndpoint { contracts[place] }

    private enum Source: Sendable {
      case held([TestCase])
      /// Some of what a planner makes, and why some of that is not asked though it could be, by its place there.
      case made(Planner, CaseSelection, Refusals)
    }

    /// A suite that holds its cases.
    package init(provider: Provider, contract: CompiledEndpoint, cases: [TestCase]) {
      self.init(provider, CompiledContractCache(contract), 0, .held(cases), cases.count)
    }

    /// A suite of all the cases that a planner makes of the endpoint at a place; `count` is how many those are.
    init(provider: Provider, contracts: CompiledContractCache, place: Int, madeBy planner: Planner, count: Int) {
      self.init(provider, contracts, place, .made(planner, .all(count), Refusals()), count)
    }

    private init(_ provider: Provider, _ contracts: CompiledContractCache, _ place: Int, _ source: Source, _ count: Int)
    {
      self.provider = provider
      self.contracts = contracts
      self.place = place
      self.source = source
      self.count = count
    }

    var isHeld: Bool { if case .held = source { true } else { false } }

    /// The cases in their order; a suite that does not hold them makes them anew, which takes its time.
    package func cases() -> [TestCase] {
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
    func with(_ cases: [TestCase], isHeld: Bool) -> Suite {
      var suite = self
      suite.asked = StableHash(asking: cases)
      suite.named = StableHash(ids: cases.lazy.map(\.id))
      suite.priorities = PrioritySet(of: cases)
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
package struct CaseSelection: Sendable {
  private let places: [Int]?
  package let count: Int

  private init(_ places: [Int]?, _ count: Int) {
    self.places = places
    self.count = count
  }

  package static func all(_ count: Int) -> CaseSelection { CaseSelection(nil, count) }
  package static func some(_ places: [Int]) -> CaseSelection { CaseSelection(places, places.count) }

  /// The place in the whole list of one of the selected.
  package subscript(index: Int) -> Int { places?[index] ?? index }

  func of(_ cases: [TestCase]) -> [TestCase] { places?.map { cases[$0] } ?? cases }

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

  func mark(_ cases: inout [TestCase]) {
    for (place, number) in numbers.enumerated() where number > 0 { cases[place].skip = reasons[Int(number) - 1] }
  }
}
