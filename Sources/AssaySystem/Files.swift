import AssayPlatform

/// Files and folders by path; every failure is a `SystemError` that names the path.
package enum Files {
  /// The kind of a file system entry.
  package enum Kind: String, Sendable {
    case file = "a file"
    case folder = "a folder"
    case link = "a symbolic link"
    case pipe = "a named pipe"
    case socket = "a socket"
    case device = "a device"

    init(_ mode: mode_t) {
      switch mode & S_IFMT {
      case S_IFREG: self = .file
      case S_IFDIR: self = .folder
      case S_IFLNK: self = .link
      case S_IFIFO: self = .pipe
      case S_IFSOCK: self = .socket
      default: self = .device
      }
    }
  }

  /// The kind of the entry at a path, without following symbolic links; `nil` when there is none to be seen.
  package static func kind(_ path: String) -> Kind? {
    var status = stat()
    return lstat(path, &status) == 0 ? Kind(status.st_mode) : nil
  }

  /// Reads a whole file.
  ///
  /// - Parameters:
  ///   - limit: The most bytes; a longer file is an error.
  ///   - acceptsPipe: Whether pipes and devices are read too, as `<(command)` gives one. Otherwise they are an error.
  ///   - patience: How long a pipe may take until its end.
  package static func read(
    _ path: String, limit: Int, acceptsPipe: Bool = false, patience: Duration = .seconds(30)
  ) throws(SystemError) -> [UInt8] {
    // Non-blocking, because opening a named pipe would wait for its writer.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard file >= 0 else { throw SystemError(operation: "open", path: path, code: errno) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw SystemError(operation: "read", path: path, code: errno) }
    let kind = Kind(status.st_mode)
    if kind == .folder { throw SystemError(operation: "read", path: path, code: EISDIR) }
    guard kind == .file || acceptsPipe else {
      throw SystemError(operation: "read", path: path, code: EINVAL, detail: "it is \(kind.rawValue), not a file")
    }
    let tooLong = SystemError(
      operation: "read", path: path, code: EFBIG, detail: "it is longer than \(limit) bytes, the most that is read")
    if kind == .file, Int(status.st_size) > limit { throw tooLong }
    var content: [UInt8] = []
    content.reserveCapacity(kind == .file ? max(0, Int(status.st_size)) : 0)
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { block.deallocate() }
    let deadline = SystemClock.monotonicNanoseconds() &+ patience.clampedNanoseconds
    while true {
      if kind != .file, PollSet.wait(for: .readable, on: Descriptor(file), until: deadline).isEmpty {
        throw SystemError(
          operation: "read", path: path, code: ETIMEDOUT,
          detail: "it is \(kind.rawValue) that did not end within \(patience.components.seconds) s")
      }
      // The size is only a hint: files in /proc have none, and a file may grow.
      let count = systemRead(file, block)
      if count == 0 { return content }
      if count < 0, errno == EAGAIN, kind != .file { continue }
      guard count > 0 else { throw SystemError(operation: "read", path: path, code: errno) }
      content.append(contentsOf: block[..<count])
      if content.count > limit { throw tooLong }
    }
  }

  /// Creates a folder and its parents. An existing folder is no error.
  package static func createDirectories(_ path: String) throws(SystemError) {
    var made = path.utf8.first == UInt8(ascii: "/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty || made.utf8.last == UInt8(ascii: "/")) ? String(part) : "/" + part
      if mkdir(made, 0o777) != 0 {
        // An existing entry that is not a folder is reported as that.
        let code = errno == EEXIST ? ENOTDIR : errno
        if !isDirectory(made) { throw SystemError(operation: "create the folder", path: made, code: code) }
      }
    }
  }

  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  package static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && (status.st_mode & S_IFMT) == S_IFDIR
  }

  /// The names in a folder, without `.` and `..`, sorted by their bytes.
  package static func list(_ path: String) throws(SystemError) -> [String] {
    guard let folder = opendir(path) else { throw SystemError(operation: "list", path: path, code: errno) }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether this process may create and replace files in a folder.
  package static func isWritable(_ folder: String) -> Bool { access(folder, W_OK | X_OK) == 0 }

  /// Removes a file, a symbolic link or an empty folder.
  package static func remove(_ path: String) throws(SystemError) {
    let result = kind(path) == .folder ? rmdir(path) : unlink(path)
    if result != 0 { throw SystemError(operation: "remove", path: path, code: errno) }
  }

  /// The process's working directory.
  package static func workingDirectory() throws(SystemError) -> String {
    guard let text = getcwd(nil, 0) else { throw SystemError(operation: "name", path: "the folder", code: errno) }
    defer { free(text) }
    return String(cString: text)
  }
}
