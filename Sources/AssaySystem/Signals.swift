import AssayPlatform
import Synchronization

/// The signals that concern a command-line tool: interrupts and failed writes.
package enum Signals {
  private struct Watch {
    var respond: (@Sendable (Int) -> Void)?
    var answered = 0

    /// The next interrupt that was not responded to.
    mutating func next(of count: Int) -> (respond: (@Sendable (Int) -> Void)?, count: Int)? {
      if answered >= count { return nil }
      answered += 1
      return (respond, answered)
    }
  }

  private static let interrupts = Atomic<Int>(0)
  private static let watch = Mutex(Watch())
  /// Woken by the signal handler. Created once, with the thread that waits on it.
  private static let wake: WakePipe? = {
    guard let pipe = try? WakePipe(), (try? Threads.start { respondToInterrupts(pipe) }.detach()) != nil else {
      return nil
    }
    return pipe
  }()

  /// Makes a write to a closed pipe or beyond the file size limit fail instead of ending the process.
  package static func ignoreFailedWrites() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Counts SIGINT and SIGTERM instead of ending the process. The third ends it in any case, with status 130.
  ///
  /// - Parameter respond: Called with the count on a separate thread.
  package static func watchInterrupts(_ respond: @escaping @Sendable (_ count: Int) -> Void) {
    // Initialized here, because the lazy initialization of a global is not safe in a signal handler.
    _ = wake
    interrupts.store(0, ordering: .relaxed)
    watch.withLock { $0 = Watch(respond: respond) }
    // A process inherits blocked signals from its parent.
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, SIGINT)
    sigaddset(&set, SIGTERM)
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
    signal(SIGINT) { _ in Signals.noteInterrupt() }
    signal(SIGTERM) { _ in Signals.noteInterrupt() }
  }

  /// Lets SIGINT and SIGTERM end the process again.
  package static func stopWatchingInterrupts() {
    signal(SIGINT, SIG_DFL)
    signal(SIGTERM, SIG_DFL)
    watch.withLock { $0.respond = nil }
  }

  /// How many interrupts came since `watchInterrupts`.
  package static var interruptCount: Int { interrupts.load(ordering: .relaxed) }

  package static var wasInterrupted: Bool { interruptCount > 0 }

  private static func noteInterrupt() {
    // In a signal handler `write` and `_exit` are safe (POSIX.1-2017, section 2.4.3); locks and `exit` are not.
    if interrupts.wrappingAdd(1, ordering: .relaxed).newValue > 2 { _exit(130) }
    let code = errno
    wake?.wake()
    errno = code
  }

  private static func respondToInterrupts(_ pipe: WakePipe) {
    while true {
      _ = PollSet.wait(for: .readable, on: pipe.readEnd, until: .max)
      pipe.drain()
      while let next = watch.withLock({ $0.next(of: interruptCount) }) { next.respond?(next.count) }
    }
  }
}
