import Foundation

/// The providers' behaviour by another hand: a server in Python that shares no code with the product.
package final class ForeignProvider: @unchecked Sendable {
  package private(set) var url: String
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()

  /// The Python that runs it, or `nil` when this machine has none.
  package static let python: String? = {
    guard let found = Command.find("python3") else { return nil }
    // What stands on the search path may be a script that looks for the real one, every time.
    let reported = try? Command.run(found, ["-c", "import sys; print(sys.executable)"])
    let real = reported?.output.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
    return FileManager.default.isExecutableFile(atPath: real) ? real : found
  }()

  /// Starts the server on a free port of loopback; it ends with this object, or with the test's process.
  ///
  /// - Parameter script: A server of `Tests/Fixtures` that reads the same commands and has the same options.
  package init(_ script: String = "provider.py") throws {
    process.executableURL = URL(fileURLWithPath: Self.python ?? "/usr/bin/python3")
    process.arguments = [Repository.root + "/Tests/Fixtures/" + script]
    process.standardOutput = output
    process.standardInput = input
    try process.run()
    url = ""
    let words = try readLine().split(separator: " ")
    guard let address = words.last, address.contains(":") else { throw CocoaError(.executableLoad) }
    url = "http://\(address)"
  }

  /// Makes it another server: `conform`, `fault NAME` or `variation NAME`; what it has counted is forgotten.
  package func become(_ command: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data("\(command)\n".utf8))
    let answer = try readLine()
    guard answer == "ready" else { throw Refusal(description: answer) }
  }

  /// What the server says to a command that it does not know.
  package struct Refusal: Error, CustomStringConvertible {
    package var description: String
  }

  private func readLine() throws -> String {
    var line = Data()
    while let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty, byte != Data([10]) {
      line.append(byte)
    }
    return String(decoding: line, as: UTF8.self)
  }

  deinit {
    // The server ends when its standard input does.
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// What a run against it needs: the fixtures that the server knows.
  package static let environment: [String: String] = {
    let lines = (try? String(contentsOfFile: Repository.root + "/Tests/Fixtures/provider.env", encoding: .utf8)) ?? ""
    let pairs = lines.split(separator: "\n").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
    return Dictionary(uniqueKeysWithValues: pairs.map { ($0[0], $0[1]) })
  }()

  /// Selects the endpoints that `provider.py` serves.
  package static let selection = [
    "vault.card.passcode.sms.send", "vault.card.passcode.set", "vault.phone.verify.resend",
    "sfox.users.send-verification", "tenpay.user.phone.send-code",
  ].flatMap { ["--only", $0] }

  /// The names of the faults that it can have with the endpoint of each, in the words of `--list-faults`.
  package static func faults(of script: String = "provider.py") throws -> [(name: String, endpoint: String)] {
    try list("--list-faults", of: script).map { ($0[0], $0[1]) }
  }

  /// The names of the harmless ways in which it can differ.
  package static func variations() throws -> [String] { try list("--list-variations", of: "provider.py").map { $0[0] } }

  private static func list(_ option: String, of script: String) throws -> [[String]] {
    guard let python else { return [] }
    let result = try Command.run(python, [Repository.root + "/Tests/Fixtures/" + script, option])
    return result.output.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
  }
}
