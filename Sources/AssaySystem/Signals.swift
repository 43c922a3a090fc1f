#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

import Synchronization

/// The signals a command line tool has to do with: a closed pipe, and a person who presses Control-C.
public enum Signals {
  private static let interrupts = Atomic<Int>(0)

  /// Makes writing to a closed pipe or socket an error of that call instead of the end of the process.
  public static func ignoreBrokenPipe() { signal(SIGPIPE, SIG_IGN) }

  /// Counts SIGINT and SIGTERM from now on instead of ending the process; the second one ends it at once (status 130).
  public static func watchInterrupts() {
    // Touched here so that the handler never runs the lazy start of a global, which is not safe in a signal.
    _ = interruptCount
    // Whoever started this process may have blocked them, and a process inherits that.
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, SIGINT)
    sigaddset(&set, SIGTERM)
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
    signal(SIGINT) { _ in Signals.noteInterrupt() }
    signal(SIGTERM) { _ in Signals.noteInterrupt() }
  }

  /// Gives SIGINT and SIGTERM their usual meaning back: the end of the process.
  public static func stopWatchingInterrupts() {
    signal(SIGINT, SIG_DFL)
    signal(SIGTERM, SIG_DFL)
  }

  /// How many interrupts came since `watchInterrupts`.
  public static var interruptCount: Int { interrupts.load(ordering: .relaxed) }

  public static var wasInterrupted: Bool { interruptCount > 0 }

  private static func noteInterrupt() {
    // `_exit` is safe in a signal handler (POSIX.1-2017, section 2.4.3), `exit` is not.
    if interrupts.wrappingAdd(1, ordering: .relaxed).newValue > 1 { _exit(130) }
  }
}
