import AssaySystem

/// The folder that a command writes to, checked before the first request is sent.
enum OutputFolder {
  /// Makes the folder and checks it.
  ///
  /// - Parameters:
  ///   - files: Names of files that will be written: what is there may be a file or a symbolic link, which is replaced.
  ///   - folders: Names of folders that will be written to.
  static func prepare(_ folder: String, files: [String], folders: [String] = []) throws(SystemError) {
    try Files.createDirectories(folder)
    try checkWritable(folder)
    for name in files { try check(folder + "/" + name) }
    for name in folders {
      let path = folder + "/" + name
      switch Files.kind(path) {
      case nil: continue
      case .folder: try checkWritable(path)
      // Old files of ours are removed, and the folder that a link names may be used for something else.
      case let kind?: throw refusal(path, kind)
      }
    }
  }

  /// Checks that a path is free, a file, or a symbolic link.
  static func check(_ path: String) throws(SystemError) {
    switch Files.kind(path) {
    case nil, .file, .link: return
    case let kind?: throw refusal(path, kind)
    }
  }

  private static func checkWritable(_ folder: String) throws(SystemError) {
    if Files.isWritable(folder) { return }
    throw SystemError(operation: "write to", path: folder, code: SystemError.accessDenied)
  }

  private static func refusal(_ path: String, _ kind: Files.Kind) -> SystemError {
    SystemError(
      operation: "write to", path: path, code: SystemError.invalid,
      detail: "it is \(kind.rawValue); remove it or choose another path")
  }
}
