import Foundation

/// A finished process: its exit status and what it wrote.
package struct CommandResult: Sendable {
  package var status: Int32
  package var output: String
  package var errors: String

  package init(status: Int32, output: String, errors: String) {
    self.status = status
    self.output = output
    self.errors = errors
  }
}

package enum Command {
  /// Runs a program to its end and gives what it wrote; its standard input is empty.
  package static func run(
    _ program: String, _ arguments: [String], environment: [String: String] = [:], folder: String? = nil
  ) throws -> CommandResult {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    // A developer's own variables must not change what a test sees.
    var variables = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("ASSAY_") }
    variables.merge(environment) { $1 }
    process.environment = variables
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    // Both pipes are drained at the same time: a full one would stop the process.
    let drained = Drain(errors)
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let errorText = drained.finish()
    process.waitUntilExit()
    return CommandResult(
      status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
      errors: String(decoding: errorText, as: UTF8.self))
  }

  /// Runs the built `assay`.
  package static func assay(
    _ arguments: String..., environment: [String: String] = [:], folder: String? = nil
  ) throws -> CommandResult {
    try run(Repository.assay, arguments, environment: environment, folder: folder)
  }

  /// The full path of a program on the search path, or `nil` when this machine has none.
  package static func find(_ name: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}

/// Reads a pipe to its end on a thread of its own.
private final class Drain: @unchecked Sendable {
  private let done = DispatchSemaphore(value: 0)
  private var data = Data()

  init(_ pipe: Pipe) {
    Thread.detachNewThread { [self] in
      data = pipe.fileHandleForReading.readDataToEndOfFile()
      done.signal()
    }
  }

  func finish() -> Data {
    done.wait()
    return data
  }
}
