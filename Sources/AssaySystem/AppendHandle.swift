import AssayPlatform
import Synchronization

/// A file that is only appended to. Each `write` is one piece, from any thread.
package final class AppendHandle: Sendable {
  package let path: String
  private let file: Mutex<Int32>

  /// Opens a file for appending, or creates it. Anything but a regular file is an error, and so is a dangling link.
  package convenience init(_ path: String) throws(SystemError) {
    // Non-blocking, because opening a named pipe would wait for its reader.
    let file = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    if file < 0, errno == ENOENT {
      try self.init(creating: path)
      return
    }
    guard file >= 0 else { throw SystemError(operation: "open", path: path, code: errno) }
    var status = stat()
    let kind = fstat(file, &status) == 0 ? Files.Kind(status.st_mode) : nil
    guard kind == .file else {
      systemClose(file)
      throw SystemError(
        operation: "append to", path: path, code: EINVAL, detail: "it is \(kind?.rawValue ?? "unknown"), not a file")
    }
    self.init(path, file)
  }

  /// Creates the file, which must not exist, not even as a dangling link.
  package convenience init(creating path: String) throws(SystemError) {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw SystemError(operation: "create", path: path, code: errno) }
    self.init(path, file)
  }

  private init(_ path: String, _ file: Int32) {
    self.path = path
    self.file = Mutex(file)
  }

  deinit { close() }

  /// Appends all bytes. Other threads that write to this handle wait.
  package func write(_ bytes: [UInt8]) throws(SystemError) {
    let code: Int32 = file.withLock { file in
      if file < 0 { return EBADF }
      return systemWrite(file, bytes) ? 0 : errno
    }
    if code != 0 { throw SystemError(operation: "append to", path: path, code: code) }
  }

  /// Closes the file; writing afterwards is an error.
  package func close() {
    file.withLock { file in
      if file >= 0 { systemClose(file) }
      file = -1
    }
  }
}
