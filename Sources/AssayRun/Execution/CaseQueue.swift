import AssayContract
import AssayPlan
import AssaySpec
import Synchronization

/// Deals the cases of a plan to workers one by one, and has the next batch made while this one is asked.
final class CaseQueue: Sendable {
  /// The batch that is being dealt.
  final class Deal: Sendable {
    let batch: Plan.Batch
    private let suiteContexts: [SuiteContext]
    /// The batch's place among all.
    let number: Int
    fileprivate let dealt = Atomic(0)
    fileprivate let hasPreparer = Atomic(false)

    /// The desk of a suite of the batch, by its place in the plan.
    func suiteContext(_ suite: Int) -> SuiteContext { suiteContexts[suite - batch.suites.lowerBound] }

    fileprivate init(_ batch: Plan.Batch, _ number: Int, _ runContext: RunContext) {
      self.batch = batch
      self.number = number
      suiteContexts = batch.suites.map { runContext.suiteContext($0) }
    }
  }

  /// What one worker holds of the deal.
  struct Hand {
    private let queue: CaseQueue
    private var deal: Deal?

    fileprivate init(_ queue: CaseQueue) {
      self.queue = queue
      deal = queue.deal(after: nil)
    }

    /// The next case, by the deal and its position there; `nil` when all are dealt.
    ///
    /// Not the case itself: whoever takes it from the batch copies it once.
    mutating func take() -> (deal: Deal, position: Int)? {
      while let deal {
        let position = deal.dealt.wrappingAdd(1, ordering: .relaxed).oldValue
        if position < deal.batch.cases.count { return (deal, position) }
        self.deal = queue.deal(after: deal)
      }
      return nil
    }
  }

  /// What is not dealt yet.
  private struct Coming {
    var batches: Plan.Batches
    /// The place among `batches` of the next that is to be made.
    var position = 0
    /// The batch behind the current one, once it is made.
    var made: Deal?
    /// Whether nothing of it is asked any more, since the run has ended.
    var isReportedOnly = false
  }

  private let runContext: RunContext
  private let current = Mutex<Deal?>(nil)
  /// Locked while a batch is made, so that who needs it waits for it.
  private let coming: Mutex<Coming>

  init(_ batches: Plan.Batches, _ runContext: RunContext) {
    self.runContext = runContext
    coming = Mutex(Coming(batches: batches))
  }

  func hand() -> Hand { Hand(self) }

  /// The batch behind one that a worker found dealt; `nil` behind the last.
  private func deal(after last: Deal?) -> Deal? {
    let number = last.map { $0.number + 1 } ?? 0
    let deal =
      opened(number)
      ?? coming.withLock { coming in
        // While this worker waited, another may have opened it.
        if let deal = opened(number) { return deal }
        guard let deal = coming.made ?? make(number, of: &coming) else { return nil }
        coming.made = nil
        current.withLock { $0 = deal }
        return deal
      }
    if let deal { prepare(behind: deal) }
    return deal
  }

  private func opened(_ number: Int) -> Deal? { current.withLock { $0.flatMap { $0.number >= number ? $0 : nil } } }

  /// Makes the next batch, in the first of the workers that come here.
  private func prepare(behind deal: Deal) {
    guard !deal.hasPreparer.exchange(true, ordering: .relaxed) else { return }
    coming.withLock { coming in
      if coming.made == nil, current.withLock({ $0 === deal }) { coming.made = make(deal.number + 1, of: &coming) }
    }
  }

  private func make(_ number: Int, of coming: inout Coming) -> Deal? {
    guard coming.position < coming.batches.count else { return nil }
    if !coming.isReportedOnly, runContext.isClosed {
      coming.batches = coming.batches.rest(from: coming.position)
      coming.position = 0
      coming.isReportedOnly = true
    }
    defer { coming.position += 1 }
    return Deal(coming.batches[coming.position], number, runContext)
  }
}
