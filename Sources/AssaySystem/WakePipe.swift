import AssayPlatform

/// A pipe to wake a thread that waits in `poll`; it closes itself.
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
