import AssayPlatform
import Synchronization

/// A file that is written in pieces and appears complete or not at all.
///
/// The pieces go to a temporary file in the same folder. `commit` syncs it and renames it to the path; without a commit
/// it is removed.
package final class AtomicFile {
  package let path: String
  private let temporary: String
  private var file: Int32
  private var buffer: [UInt8] = []
  /// The temporary files that exist now.
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

  /// Removes all uncommitted temporary files, before the process exits without finishing.
  package static func discardAll() {
    unfinished.withLock { for path in $0 { unlink(path) } }
  }

  private func discard() {
    unlink(temporary)
    Self.unfinished.withLock { _ = $0.remove(temporary) }
  }

  /// Appends bytes.
  package func write(_ bytes: [UInt8]) throws(SystemError) {
    buffer += bytes
    if buffer.count >= 1 << 18 { try flush() }
  }

  /// Puts the written content at the path.
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
  /// Writes a file so that readers see the old or the new content, never a part, even after a power failure.
  package static func writeAtomically(_ path: String, _ content: [UInt8]) throws(SystemError) {
    let file = try AtomicFile(path)
    try file.write(content)
    try file.commit()
  }

  /// The same in pieces, so that only one is in memory.
  package static func writeAtomically(
    _ path: String, _ produce: (_ write: ([UInt8]) -> Void) -> Void
  ) throws(SystemError) {
    let file = try AtomicFile(path)
    var failure: SystemError?
    produce { piece in
      // After a failure the rest is dropped.
      guard failure == nil else { return }
      do throws(SystemError) { try file.write(piece) } catch { failure = error }
    }
    if let failure { throw failure }
    try file.commit()
  }
}
