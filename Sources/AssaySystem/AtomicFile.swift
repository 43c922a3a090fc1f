#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that is written piece by piece and appears whole or not at all.
///
/// The pieces go to a temporary file of the same folder; `commit` syncs it and renames it onto the path. Without a
/// commit nothing is left.
public final class AtomicFile {
  public let path: String
  private let temporary: String
  private var file: Int32
  private var buffer: [UInt8] = []

  public init(_ path: String) throws(SystemError) {
    self.path = path
    temporary = "\(path).\(Machine.processID).\(SystemClock.monotonicNanoseconds()).tmp"
    file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw SystemError(operation: "create", path: temporary, code: errno) }
  }

  deinit {
    guard file >= 0 else { return }
    systemClose(file)
    unlink(temporary)
  }

  /// Adds bytes at the end.
  public func write(_ bytes: [UInt8]) throws(SystemError) {
    buffer += bytes
    if buffer.count >= 1 << 18 { try flush() }
  }

  /// Makes what was written the file of that path.
  public func commit() throws(SystemError) {
    try flush()
    let synced = fsync(file) == 0
    let code = errno
    let closed = close(file) == 0
    file = -1
    guard synced, closed, rename(temporary, path) == 0 else {
      let code = synced ? errno : code
      unlink(temporary)
      throw SystemError(operation: "write", path: path, code: code)
    }
  }

  private func flush() throws(SystemError) {
    guard systemWrite(file, buffer) else { throw SystemError(operation: "write", path: path, code: errno) }
    buffer.removeAll(keepingCapacity: true)
  }
}
