import Foundation

/// The providers' behaviour by another hand: a server in Python that shares no code with the product.
public final class ForeignProvider: @unchecked Sendable {
  public let url: String
  private let process = Process()
  private let input = Pipe()

  /// The Python that runs it, or `nil` when this machine has none.
  public static let python = Command.find("python3")

  /// Starts the server on a free port of loopback; it ends with this object, or with the test's process.
  public init(_ arguments: [String]) throws {
    process.executableURL = URL(fileURLWithPath: Self.python ?? "/usr/bin/python3")
    process.arguments = [Repository.root + "/Tests/Fixtures/provider.py"] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = input
    try process.run()
    var line = Data()
    while let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty, byte != Data([10]) {
      line.append(byte)
    }
    let words = String(decoding: line, as: UTF8.self).split(separator: " ")
    guard let address = words.last, address.contains(":") else { throw CocoaError(.executableLoad) }
    url = "http://\(address)"
  }

  deinit {
    // The server ends when its standard input does.
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// What a run against it needs: the fixtures that the server knows.
  public static let environment: [String: String] = {
    let lines = (try? String(contentsOfFile: Repository.root + "/Tests/Fixtures/provider.env", encoding: .utf8)) ?? ""
    let pairs = lines.split(separator: "\n").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
    return Dictionary(uniqueKeysWithValues: pairs.map { ($0[0], $0[1]) })
  }()

  /// The names of the faults that it can have with the endpoint of each, in the words of `--list-faults`.
  public static func faults() throws -> [(name: String, endpoint: String)] {
    try list("--list-faults").map { ($0[0], $0[1]) }
  }

  /// The names of the harmless ways in which it can differ.
  public static func variations() throws -> [String] { try list("--list-variations").map { $0[0] } }

  private static func list(_ option: String) throws -> [[String]] {
    guard let python else { return [] }
    let result = try Command.run(python, [Repository.root + "/Tests/Fixtures/provider.py", option])
    return result.output.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
  }
}
