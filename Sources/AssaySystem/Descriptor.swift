import AssayPlatform

/// A file descriptor of a socket or a pipe; it does not close itself.
package struct Descriptor: Sendable, Hashable {
  package let number: Int32
  package init(_ number: Int32) { self.number = number }

  /// Opens a pipe whose ends are closed on exec.
  static func pipe() throws(SystemError) -> (read: Descriptor, write: Descriptor) {
    var ends: [Int32] = [-1, -1]
    guard systemPipe(&ends) == 0 else { throw SystemError(operation: "open", path: "a pipe", code: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (Descriptor(ends[0]), Descriptor(ends[1]))
  }
}

private func systemPipe(_ ends: inout [Int32]) -> Int32 { pipe(&ends) }
