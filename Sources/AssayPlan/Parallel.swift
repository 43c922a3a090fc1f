import Synchronization

/// Several workers for the same work on many things, whose results are taken in order.
package struct Parallel: Sendable {
  private let workers: Int
  private let run: @Sendable (_ workers: Int, _ body: @escaping @Sendable (Int) -> Void) -> Void

  /// - Parameter run: Runs a body once for each worker, at the same time, and returns when all are done.
  package init(
    workers: Int, run: @escaping @Sendable (_ workers: Int, _ body: @escaping @Sendable (Int) -> Void) -> Void
  ) {
    self.workers = workers
    self.run = run
  }

  /// The calling thread alone.
  package static let none = Parallel(workers: 1) { _, body in body(0) }

  /// How many results are made before they are taken, and how many elements they may have: they are in memory together.
  private static let maxResults = 16
  private static let maxElements = 2000

  /// Makes a list for each number below `count` and takes what was made, in order; ends at the first error.
  func inOrder<Made: Collection & Sendable, Failure: Error>(
    _ count: Int, make: @escaping @Sendable (Int) throws(Failure) -> Made,
    take: (Int, Made) throws(Failure) -> Void
  ) throws(Failure) {
    var start = 0
    var size = workers
    while start < count {
      let round = Round<Made, Failure>(start..<min(count, start + size))
      run(min(workers, round.range.count)) { _ in
        while let place = round.next() {
          round.put(Result { () throws(Failure) in try make(place) }, at: place)
        }
      }
      var elements = 0
      for place in round.range {
        let made = try round.take(place)
        elements += made.count
        try take(place, made)
      }
      start = round.range.upperBound
      // Lists of one run are much alike. One worker alone gains nothing by waiting with what it made.
      let fitting = workers == 1 ? 1 : Self.maxElements * round.range.count / max(1, elements)
      size = max(workers, min(Self.maxResults, fitting))
    }
  }
}

/// The work that is under way at one time.
private final class Round<Made: Sendable, Failure: Error>: Sendable {
  let range: Range<Int>
  private let dealt = Atomic(0)
  private let results: Mutex<[Int: Result<Made, Failure>]> = Mutex([:])

  init(_ range: Range<Int>) { self.range = range }

  /// A number that nobody works on yet.
  func next() -> Int? {
    let place = range.lowerBound + dealt.wrappingAdd(1, ordering: .relaxed).oldValue
    return place < range.upperBound ? place : nil
  }

  func put(_ result: Result<Made, Failure>, at place: Int) { results.withLock { $0[place] = result } }

  func take(_ place: Int) throws(Failure) -> Made {
    try results.withLock { $0.removeValue(forKey: place)! }.get()
  }
}

extension Plan {
  /// Makes a list of the cases of each suite and takes it, suite by suite.
  package func forEachSuite<Made: Collection & Sendable>(
    _ parallel: Parallel = .none, make: @escaping @Sendable (Suite) -> Made,
    take: (Int, Made) throws -> Void
  ) throws {
    try parallel.inOrder(suites.count) { place throws(any Error) in
      make(suites[place])
    } take: { place, made throws(any Error) in
      try take(place, made)
    }
  }
}
