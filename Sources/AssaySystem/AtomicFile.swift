import AssayPlatform
import Synchronization

/// A file that is written piece by piece and appears whole or not at all.
///
/// The pieces go to a temporary file of the same folder; `commit` syncs it and renames it onto the path. Without a
/// commit nothing is left.
package final class AtomicFile {
  package let path: String
  private let temporary: String
  private var file: Int32
  private var buffer: [UInt8] = []
  /// The temporary files that are there now.
  private static let unfinished = Mutex<Set<String>>([])

  package init(_ path: String) throws(SystemError) {
    self.path = path
    temporary = "\(path).\(Machine.processID).\(SystemClock.monotonicNanoseconds()).tmp"
    file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw SystemError(operation: "create", path: temporary, code: errno) }
    Self.unfinished.withLock { _ = $0.insert(temporary) }
  }

  deinit {
    guard file >= 0 else { return }
    systemClose(file)
    discard()
  }

  /// Removes the temporary files of all that is not committed, before a process ends without ending its work.
  package static func discardAll() {
    unfinished.withLock { for path in $0 { unlink(path) } }
  }

  private func discard() {
    unlink(temporary)
    Self.unfinished.withLock { _ = $0.remove(temporary) }
  }

  /// Adds bytes at the end.
  package func write(_ bytes: [UInt8]) throws(SystemError) {
    buffer += bytes
    if buffer.count >= 1 << 18 { try flush() }
  }

  /// Makes what was written the file of that path.
  package func commit() throws(SystemError) {
    try flush()
    let synced = fsync(file) == 0
    let code = errno
    let closed = close(file) == 0
    file = -1
    guard synced, closed, rename(temporary, path) == 0 else {
      let code = synced ? errno : code
      discard()
      throw SystemError(operation: "write", path: path, code: code)
    }
    Self.unfinished.withLock { _ = $0.remove(temporary) }
  }

  private func flush() throws(SystemError) {
    guard systemWrite(file, buffer) else { throw SystemError(operation: "write", path: path, code: errno) }
    buffer.removeAll(keepingCapacity: true)
  }
}

extension Files {
  /// Writes a file so that a reader sees the old content or the new one, never a part, even after a power cut.
  package static func writeAtomically(_ path: String, _ content: [UInt8]) throws(SystemError) {
    let file = try AtomicFile(path)
    try file.write(content)
    try file.commit()
  }

  /// The same piece by piece, so that memory holds one piece.
  package static func writeAtomically(
    _ path: String, _ produce: (_ write: ([UInt8]) -> Void) -> Void
  ) throws(SystemError) {
    let file = try AtomicFile(path)
    var failure: SystemError?
    produce { piece in
      // After a failure the rest is not worth writing.
      guard failure == nil else { return }
      do throws(SystemError) { try file.write(piece) } catch { failure = error }
    }
    if let failure { throw failure }
    try file.commit()
  }
}
