import AssayPlatform

/// Operating system threads, for work that blocks; Swift's cooperative pool must not be blocked.
package enum Threads {
  /// Starts a thread. Join it once through the handle, or detach it.
  ///
  /// - Parameter stackSize: In bytes; 8 MB by default, as a main thread has.
  /// - Throws: `SystemError` when the thread cannot be created.
  @discardableResult
  package static func start(
    stackSize: Int = 8 << 20, _ body: @escaping @Sendable () -> Void
  ) throws(SystemError) -> ThreadHandle {
    let box = Unmanaged.passRetained(ThreadBody(body))
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
    #if canImport(Darwin)
      var thread: pthread_t?
      let code = pthread_create(&thread, &attributes, { runThreadBody($0) }, box.toOpaque())
    #else
      var thread = pthread_t()
      let code = pthread_create(&thread, &attributes, { runThreadBody($0) }, box.toOpaque())
    #endif
    guard code == 0 else {
      box.release()
      throw SystemError(operation: "start", path: "a thread", code: code)
    }
    #if canImport(Darwin)
      return ThreadHandle(thread!)
    #else
      return ThreadHandle(thread)
    #endif
  }

  /// Runs the body on `count` threads with the numbers 0..<count, and returns when all have ended.
  ///
  /// - Throws: `SystemError` when no thread can be started. With fewer threads than requested, the calling thread runs
  ///   the body for the missing numbers.
  package static func run(count: Int, _ body: @escaping @Sendable (Int) -> Void) throws(SystemError) {
    var handles: [ThreadHandle] = []
    var missing: [Int] = []
    for index in 0..<count {
      do {
        handles.append(try start { body(index) })
      } catch {
        if handles.isEmpty { throw error }
        missing.append(index)
      }
    }
    for index in missing { body(index) }
    for handle in handles { handle.join() }
  }
}

/// A started thread.
package final class ThreadHandle: @unchecked Sendable {
  // Unchecked: `pthread_t` may be a pointer, but any thread may use it.
  private let thread: pthread_t

  init(_ thread: pthread_t) { self.thread = thread }

  /// Waits until the thread has ended. Call it at most once.
  package func join() { pthread_join(thread, nil) }

  /// Lets the system free the thread when it ends. Call it instead of `join`.
  package func detach() { pthread_detach(thread) }
}

private final class ThreadBody {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private func runThreadBody(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let argument { Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run() }
  return nil
}
