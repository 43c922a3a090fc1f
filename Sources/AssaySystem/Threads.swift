import AssayPlatform

/// Threads of the operating system, for work that blocks (Swift's own pool must not be blocked).
package enum Threads {
  /// Starts a thread; it is to be joined once through the handle, or left to run.
  ///
  /// - Parameter stackSize: bytes; 8 MB, as a main thread has, unless told otherwise.
  /// - Throws: `SystemError` when the system has no room for another thread.
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

  /// Runs the body on `count` threads at once, with their numbers 0..<count, and returns when all have ended.
  ///
  /// - Throws: `SystemError` when not even one thread could be started; with fewer threads than asked for, the body
  ///   still runs for every number, the missing ones on the calling thread.
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

/// A thread that was started; `join` waits for its end.
package final class ThreadHandle: @unchecked Sendable {
  // Unchecked: `pthread_t` is a pointer on some systems, and a number that any thread may use on all.
  private let thread: pthread_t

  init(_ thread: pthread_t) { self.thread = thread }

  /// Waits until the thread has ended; to be called once at most.
  package func join() { pthread_join(thread, nil) }

  /// Lets the system free the thread when it ends; to be called instead of `join`.
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
