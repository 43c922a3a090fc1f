import AssayPlatform

/// A lock with a condition variable, which the standard library's `Mutex` lacks.
final class Monitor: @unchecked Sendable {
  // Unchecked: both pointers are constant, and the calls on them are safe from every thread.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
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

  func withLock<Value>(_ body: () -> Value) -> Value {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }

  /// Waits for a signal. Call it with the lock held.
  func wait() { pthread_cond_wait(condition, mutex) }
  /// Wakes all threads that wait.
  func broadcast() { pthread_cond_broadcast(condition) }
}
