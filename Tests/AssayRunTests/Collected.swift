import AssayPlan
import AssayRun
import Synchronization

/// The records of a run, gathered from its workers.
final class Collected: Sendable {
  private let records = Mutex<[(record: CaseRecord, index: CaseIndex)]>([])

  func add(_ record: CaseRecord, _ index: CaseIndex) { records.withLock { $0.append((record, index)) } }

  var all: [CaseRecord] { records.withLock { $0.map(\.record) } }
  var indices: [CaseIndex] { records.withLock { $0.map(\.index) } }
}
