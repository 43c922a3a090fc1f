import AssayPlatform
import Synchronization

/// The process's standard output and standard error.
package enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  private static let outputFailure = Atomic<Int32>(0)

  /// The first write error of standard output, after which nothing more is written.
  package static var outputError: SystemError? {
    let code = outputFailure.load(ordering: .relaxed)
    return code == 0 ? nil : SystemError(operation: "write", path: "to standard output", code: code)
  }

  /// Opens standard streams that are closed at the start, so that no file or socket gets their numbers.
  ///
  /// Writing to them remains an error.
  package static func openMissing() {
    for number: Int32 in 0...2 where fcntl(number, F_GETFD) < 0 { _ = open("/dev/null", O_RDONLY) }
  }

  /// Writes all bytes; `false` when the pipe is closed or the write fails.
  ///
  /// Waits for a slow reader, but after an interrupt only briefly.
  @discardableResult
  package func write(_ bytes: [UInt8]) -> Bool {
    if self == .output, Self.outputError != nil { return false }
    var rest = bytes[...]
    while !rest.isEmpty {
      // A writable pipe accepts this much without blocking.
      let piece = rest.prefix(4096)
      guard waitForRoom(), systemWrite(rawValue, Array(piece)) else {
        if self == .output { Self.outputFailure.store(errno, ordering: .relaxed) }
        return false
      }
      rest = rest.dropFirst(piece.count)
    }
    return true
  }

  /// Waits until something can be written; `false` with `errno` set after an interrupt.
  private func waitForRoom() -> Bool {
    var waits = 0
    var entry = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
    while true {
      let count = poll(&entry, 1, 100)
      if count > 0 || count < 0 && errno != EINTR { return true }
      waits = Signals.wasInterrupted ? waits + 1 : 0
      if waits == 5 {
        errno = EINTR
        return false
      }
    }
  }

  /// Writes the text as UTF-8; `false` as for bytes.
  @discardableResult
  package func write(_ text: String) -> Bool { write(Array(text.utf8)) }

  /// Whether it is a terminal and not a file or a pipe.
  package var isTerminal: Bool { isatty(rawValue) == 1 }

  /// The width of the terminal in columns; `nil` when it is unknown.
  package var columns: Int? {
    var size = winsize()
    guard ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
