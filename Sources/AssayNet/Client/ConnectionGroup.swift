import Synchronization

/// Connections that are cancelled together, such as those of a run.
package final class ConnectionGroup: Sendable {
  private struct Member: Sendable {
    weak var connection: HTTPConnection?
  }

  private struct State {
    var isCancelled = false
    var members: [Member] = []
  }

  private let state = Mutex(State())

  package init() {}

  /// Cancels every connection, from any thread. Connections added later are cancelled at once.
  package func cancel() {
    let members = state.withLock { state in
      state.isCancelled = true
      return state.members
    }
    for member in members { member.connection?.cancel() }
  }

  func add(_ connection: HTTPConnection) {
    let isCancelled = state.withLock { state in
      state.members.removeAll { $0.connection == nil }
      state.members.append(Member(connection: connection))
      return state.isCancelled
    }
    if isCancelled { connection.cancel() }
  }
}
