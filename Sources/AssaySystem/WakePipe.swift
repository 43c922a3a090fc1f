import AssayPlatform

/// A pipe that wakes a thread in `poll`. It is closed when it is released.
package final class WakePipe: Sendable {
  /// The end to wait on.
  package let readEnd: Descriptor
  private let writeEnd: Descriptor

  package init() throws(SystemError) {
    (readEnd, writeEnd) = try Descriptor.pipe()
    for end in [readEnd, writeEnd] { _ = fcntl(end.number, F_SETFL, O_NONBLOCK) }
  }

  deinit {
    Sockets.close(readEnd)
    Sockets.close(writeEnd)
  }

  /// Makes the read end readable until `drain`.
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
