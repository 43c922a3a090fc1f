import AssayJSON
import AssayReport
import AssaySystem

/// Reads the files of earlier runs.
enum ResultsFile {
  /// The results of a `results.json`, or of the one in a folder.
  static func results(_ path: String) throws -> RunResults {
    let file = Files.isDirectory(path) ? path + "/results.json" : path
    return try RunResults(parsing: read(file, acceptsPipe: true), file: file)
  }

  /// A file of ours that is one JSON document, or has one a line.
  static func read(_ path: String, acceptsPipe: Bool = false) throws(SystemError) -> [UInt8] {
    try Files.read(path, limit: JSONLimits.maxBytes, acceptsPipe: acceptsPipe)
  }
}
