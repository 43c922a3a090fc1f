import AssayPlatform

/// A temporary file that is appended to and read at any offset.
///
/// It is unlinked as soon as it is open, so that a killed run leaves nothing behind.
package final class BufferFile: Sendable {
  private let path: String
  private let file: Int32

  /// Opens a file in a folder, which should be on the disk of the reports.
  package init(in folder: String) throws(SystemError) {
    path = "\(folder)/.\(Machine.processID).\(SystemClock.monotonicNanoseconds()).spool"
    file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_APPEND, 0o600)
    guard file >= 0 else { throw SystemError(operation: "create", path: path, code: errno) }
    unlink(path)
  }

  deinit { systemClose(file) }

  /// Appends all bytes.
  package func append(_ bytes: [UInt8]) throws(SystemError) {
    guard systemWrite(file, bytes) else { throw SystemError(operation: "write", path: path, code: errno) }
  }

  /// Reads a range that was written before.
  package func read(at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let more = pread(file, buffer.baseAddress! + filled, count - filled, off_t(offset + filled))
        if more > 0 {
          filled += more
        } else if more == 0 || errno != EINTR {
          code = more == 0 ? EIO : errno
          return
        }
      }
    }
    if code != 0 { throw SystemError(operation: "read", path: path, code: code) }
    return bytes
  }
}

extension Files {
  /// The size of a file in bytes; `nil` when it cannot be determined.
  package static func size(_ path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }
}
