#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An amount of memory that threads share: a thread that needs some waits until it is free.
public final class MemoryBudget: @unchecked Sendable {
  /// A part of the budget, free again when nothing refers to it any more.
  public final class Share: Sendable {
    private let budget: MemoryBudget
    private let bytes: Int

    fileprivate init(_ budget: MemoryBudget, _ bytes: Int) {
      self.budget = budget
      self.bytes = bytes
    }

    deinit { budget.giveBack(bytes) }
  }

  // Unchecked: `free` is touched only with `mutex` held.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let total: Int
  private var free: Int

  public init(bytes: Int) {
    total = bytes
    free = bytes
    mutex.initialize(to: pthread_mutex_t())
    condition.initialize(to: pthread_cond_t())
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Takes a part of the budget and waits for it; one that is larger than the whole budget waits for all of it.
  ///
  /// - Parameter isStopped: Looked at before and after each wait; when it is true, the part is given at once.
  public func take(_ bytes: Int, unless isStopped: () -> Bool) -> Share {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while free < min(bytes, total), !isStopped() { pthread_cond_wait(condition, mutex) }
    free -= bytes
    return Share(self, bytes)
  }

  /// Wakes every waiting thread, so that it checks whether it is stopped.
  public func wakeAll() {
    pthread_mutex_lock(mutex)
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }

  private func giveBack(_ bytes: Int) {
    pthread_mutex_lock(mutex)
    free += bytes
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }
}
