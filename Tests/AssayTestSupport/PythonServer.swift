import Foundation

/// A server of the fixtures, in Python: it says where it listens, and ends when its standard input does.
package final class PythonServer: @unchecked Sendable {
  /// The last word of each line that it began with: its addresses.
  package let addresses: [String]
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var isStopped = false

  /// Starts `Tests/Fixtures/NAME` and reads as many lines as it says where it listens in.
  package init(_ name: String, _ arguments: [String], lines: Int = 1) throws {
    process.executableURL = URL(fileURLWithPath: ForeignProvider.python ?? "/usr/bin/python3")
    process.arguments = [Repository.root + "/Tests/Fixtures/" + name] + arguments
    process.standardOutput = output
    process.standardInput = input
    try process.run()
    var addresses: [String] = []
    for _ in 0..<lines {
      var line = Data()
      while let byte = try output.fileHandleForReading.read(upToCount: 1), byte.first != 10 { line.append(byte) }
      guard let word = String(decoding: line, as: UTF8.self).split(separator: " ").last else {
        throw CocoaError(.executableLoad)
      }
      addresses.append(String(word))
    }
    self.addresses = addresses
  }

  deinit { stop() }

  /// The port of an address.
  package func port(_ index: Int = 0) -> String { String(addresses[index].split(separator: ":").last ?? "") }

  /// Ends the server and gives what it had to say at the end.
  @discardableResult
  package func stop() -> String {
    if isStopped { return "" }
    isStopped = true
    try? input.fileHandleForWriting.close()
    let words = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: words, as: UTF8.self)
  }
}
