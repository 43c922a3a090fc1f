#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Files and folders by path; every failure is a `SystemError` that names the path.
public enum Files {
  /// The whole content of a file.
  public static func read(_ path: String) throws(SystemError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw SystemError(operation: "open", path: path, code: errno) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw SystemError(operation: "read", path: path, code: errno) }
    var content: [UInt8] = []
    content.reserveCapacity(max(0, Int(status.st_size)))
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { block.deallocate() }
    while true {
      // The announced size is only a hint: files of /proc have none, and a file may grow.
      let count = systemRead(file, block)
      if count == 0 { return content }
      guard count > 0 else { throw SystemError(operation: "read", path: path, code: errno) }
      content.append(contentsOf: block[..<count])
    }
  }

  /// Writes a file so that a reader sees the old content or the new one, never a part, even after a power cut.
  ///
  /// The bytes go to a temporary file of the same folder, which is synced and then renamed onto the path.
  public static func writeAtomically(_ path: String, _ content: [UInt8]) throws(SystemError) {
    let temporary = "\(path).\(Machine.processID).\(SystemClock.monotonicNanoseconds()).tmp"
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw SystemError(operation: "create", path: temporary, code: errno) }
    let written = systemWrite(file, content) && fsync(file) == 0
    let writeCode = errno
    let closed = close(file) == 0
    guard written, closed, rename(temporary, path) == 0 else {
      let code = written ? errno : writeCode
      unlink(temporary)
      throw SystemError(operation: "write", path: path, code: code)
    }
  }

  /// Makes a folder and those above it; one that is there already is no error.
  public static func createDirectories(_ path: String) throws(SystemError) {
    var made = path.utf8.first == UInt8(ascii: "/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty || made.utf8.last == UInt8(ascii: "/")) ? String(part) : "/" + part
      if mkdir(made, 0o777) != 0 {
        // What is there and is no folder is told as what it is: no folder.
        let code = errno == EEXIST ? ENOTDIR : errno
        if !isDirectory(made) { throw SystemError(operation: "create the folder", path: made, code: code) }
      }
    }
  }

  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  public static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && (status.st_mode & S_IFMT) == S_IFDIR
  }

  /// The names in a folder, without `.` and `..`, sorted by their bytes so that every run sees one order.
  public static func list(_ path: String) throws(SystemError) -> [String] {
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

  /// Removes a file or an empty folder.
  public static func remove(_ path: String) throws(SystemError) {
    let result = isDirectory(path) ? rmdir(path) : unlink(path)
    if result != 0 { throw SystemError(operation: "remove", path: path, code: errno) }
  }

  /// The folder the process works in.
  public static func workingDirectory() throws(SystemError) -> String {
    guard let text = getcwd(nil, 0) else { throw SystemError(operation: "name", path: "the folder", code: errno) }
    defer { free(text) }
    return String(cString: text)
  }
}
