#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A pipe to wake a thread that waits in `poll`; it closes itself.
package final class WakePipe: Sendable {
  /// The end to wait on.
  package let readEnd: Descriptor
  private let writeEnd: Descriptor

  package init() throws(SystemError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw SystemError(operation: "open", path: "a pipe", code: errno) }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    readEnd = Descriptor(ends[0])
    writeEnd = Descriptor(ends[1])
  }

  deinit {
    Sockets.close(readEnd)
    Sockets.close(writeEnd)
  }

  /// Makes the reading end readable; it stays so until `drain`.
  package func wake() {
    var byte: UInt8 = 1
    _ = write(writeEnd.number, &byte, 1)
  }

  package func drain() {
    withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { block in
      while systemRead(readEnd.number, block) == block.count {}
    }
  }
}
