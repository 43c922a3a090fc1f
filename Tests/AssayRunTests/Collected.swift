import AssayRun
import Synchronization

/// The results of a run, gathered from its workers.
final class Collected: Sendable {
  private let results = Mutex<[CaseResult]>([])

  func add(_ event: RunEvent) {
    guard case .finished(let result) = event else { return }
    results.withLock { $0.append(result) }
  }

  var all: [CaseResult] { results.withLock { $0 } }
}
