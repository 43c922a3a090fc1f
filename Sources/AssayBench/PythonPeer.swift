import AssaySystem

/// Python with orjson, jsonschema-rs and pysimdjson, as one process for the whole benchmark, so that it is warm.
final class PythonPeer {
  private let process: ChildProcess
  private var loaded: Set<String> = []

  /// Starts `$ASSAY_BENCH_PYTHON`, or `python3`.
  init() throws {
    let name = Machine.environment("ASSAY_BENCH_PYTHON") ?? "python3"
    guard let path = name.contains("/") ? name : ChildProcess.path(of: name) else {
      throw Unavailable("python3 is not here")
    }
    let script = String(#filePath.dropLast("PythonPeer.swift".count)) + "peer.py"
    process = try ChildProcess(path, ["-u", script])
  }

  /// Nanoseconds for one body: `judge` parses and validates it, `parse` parses it alone with pysimdjson.
  func nanoseconds(_ task: String, _ corpus: Corpus, in folder: WorkFolder) throws -> Double {
    if loaded.insert(corpus.name).inserted {
      let schema = try folder.write("\(corpus.name).schema.json", corpus.schema.jsonSchema.serializedBytes())
      let body = try folder.write("\(corpus.name).json", corpus.body())
      let answer = try ask("load \(corpus.name) \(schema) \(body)")
      guard answer == "ok" else {
        loaded.remove(corpus.name)
        throw Unavailable("\(answer): install them with pip and name that Python in ASSAY_BENCH_PYTHON")
      }
    }
    let answer = try ask("\(task) \(corpus.name)")
    guard let nanoseconds = Double(answer) else { throw Unavailable("Python says: \(answer)") }
    return nanoseconds
  }

  private func ask(_ line: String) throws -> String {
    process.write(line: line)
    guard let answer = process.readLine() else { throw Unavailable("Python ended early") }
    return answer
  }

  deinit { _ = process.wait() }
}

/// A temporary folder for the benchmark's files.
final class WorkFolder {
  let path: String

  init() throws {
    path = "\(Machine.environment("TMPDIR") ?? "/tmp")/assay-bench-\(Machine.processID)"
    try Files.createDirectories(path)
  }

  func write(_ name: String, _ content: [UInt8]) throws -> String {
    try Files.writeAtomically("\(path)/\(name)", content)
    return "\(path)/\(name)"
  }

  deinit { Self.remove(path) }

  private static func remove(_ path: String) {
    if Files.isDirectory(path) { for name in (try? Files.list(path)) ?? [] { remove("\(path)/\(name)") } }
    try? Files.remove(path)
  }
}
