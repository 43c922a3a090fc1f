import AssayHTTP
import AssaySystem

/// A connection for async code: its exchanges run on one thread of its own, never on Swift's shared pool.
///
/// The thread is a task executor, so a task that runs on it (`run`) calls `send` without any change of thread.
package final class AsyncHTTPClient: Sendable {
  private let connection: HTTPConnection
  private let executor: ThreadExecutor

  /// - Throws: `SystemError` when the system has no room for another thread.
  package init(
    _ origin: Origin, limits: HTTPLimits = HTTPLimits(), tls: TLSOptions = TLSOptions()
  ) throws(SystemError) {
    connection = HTTPConnection(origin, limits: limits, tls: tls)
    executor = try ThreadExecutor()
  }

  deinit {
    connection.cancel()
    executor.stop()
  }

  /// Sends one request; several at once wait for each other, because a connection carries one exchange at a time.
  ///
  /// Cancelling the task ends the exchange at once and the client for good: every later `send` gives `cancelled`.
  package func send(_ request: Request, timeout: Duration) async -> Exchange {
    await withTaskCancellationHandler {
      await withTaskExecutorPreference(executor) { await onExecutor(request, timeout) }
    } onCancel: {
      connection.cancel()
    }
  }

  /// Runs a whole conversation on the client's thread: what costs least when many requests follow one another.
  package func run<R: Sendable>(_ body: @Sendable (AsyncHTTPClient) async throws -> R) async rethrows -> R {
    try await withTaskExecutorPreference(executor) { try await body(self) }
  }

  // A nonisolated async function runs where the task prefers to: on the thread.
  private nonisolated func onExecutor(_ request: Request, _ timeout: Duration) async -> Exchange {
    connection.send(request, timeout: timeout)
  }
}
