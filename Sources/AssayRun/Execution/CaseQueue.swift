import AssayPlan
import Synchronization

/// Gives the cases of a plan to workers, and makes the next endpoint's before the last ones have run out.
final class CaseQueue: Sendable {
  private let plan: Plan
  private let batches: [Plan.Batch]
  private let workers: Int
  /// The cases that are made and not taken, the next one last.
  private let waiting = Mutex<[PlannedCase]>([])
  /// How many batches were made. Locked while one is made, so that a worker without a case waits for it.
  private let madeCount = Mutex(0)

  init(_ plan: Plan, workers: Int) {
    self.plan = plan
    self.workers = workers
    batches = plan.batches.filter { !plan.suites[$0.suite].isScenarios }
  }

  /// The next cases, the first of them last; none when all are taken.
  ///
  /// More than one while many wait: a lock for each case would cost more than the case.
  func take() -> [PlannedCase] {
    while true {
      let (next, left) = waiting.withLock { waiting in
        let next = Array(waiting.suffix(max(1, min(16, waiting.count / (4 * workers)))))
        waiting.removeLast(next.count)
        return (next, waiting.count)
      }
      if !next.isEmpty {
        // One worker makes further cases while the others execute those that are left.
        if left < workers { _ = madeCount.withLockIfAvailable { makeBatch(&$0) } }
        return next
      }
      guard madeCount.withLock({ makeBatch(&$0) }) else { return [] }
    }
  }

  /// Makes the next batch that has cases, unless another worker just did; `false` when there is none.
  private func makeBatch(_ madeCount: inout Int) -> Bool {
    if waiting.withLock({ $0.count }) >= workers { return true }
    while madeCount < batches.count {
      let cases = plan.cases(in: batches[madeCount])
      madeCount += 1
      if cases.isEmpty { continue }
      waiting.withLock { $0.insert(contentsOf: cases.reversed(), at: 0) }
      return true
    }
    return waiting.withLock { !$0.isEmpty }
  }
}
