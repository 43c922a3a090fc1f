/// An amount of memory that threads share. A thread that needs some waits until it is free.
package final class MemoryBudget: @unchecked Sendable {
  /// A part of the budget; it is returned when the last reference goes.
  package final class Share: Sendable {
    private let budget: MemoryBudget
    private let bytes: Int

    fileprivate init(_ budget: MemoryBudget, _ bytes: Int) {
      self.budget = budget
      self.bytes = bytes
    }

    deinit { budget.giveBack(bytes) }
  }

  // Unchecked: `free` is touched only with the monitor's lock held.
  private let monitor = Monitor()
  private let total: Int
  private var free: Int

  package init(bytes: Int) {
    total = bytes
    free = bytes
  }

  /// Waits for a part of the budget and takes it. A part larger than the whole budget waits for all of it.
  ///
  /// - Parameter isStopped: Checked before and after each wait; when it is true, the part is given at once.
  package func take(_ bytes: Int, unless isStopped: () -> Bool) -> Share {
    monitor.withLock {
      while free < min(bytes, total), !isStopped() { monitor.wait() }
      free -= bytes
    }
    return Share(self, bytes)
  }

  /// Wakes every waiting thread, so that it checks whether it is stopped.
  package func wakeAll() { monitor.withLock { monitor.broadcast() } }

  private func giveBack(_ bytes: Int) {
    monitor.withLock {
      free += bytes
      monitor.broadcast()
    }
  }
}
