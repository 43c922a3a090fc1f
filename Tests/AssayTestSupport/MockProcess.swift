import Foundation

/// The mock command as a process of its own on a free port.
package final class MockProcess: @unchecked Sendable {
  /// `127.0.0.1:PORT`.
  package let address: String
  private let process = Process()

  /// - Parameter program: A build of the command: `assay`, or one over other contracts.
  package init(_ program: String = Repository.assay, environment: [String: String] = [:]) throws {
    process.executableURL = URL(fileURLWithPath: program)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.arguments = ["mock", "--port", "0"]
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    var line = Data()
    while let byte = try output.fileHandleForReading.read(upToCount: 1), byte.first != 10 { line.append(byte) }
    guard let slash = line.lastIndex(of: UInt8(ascii: "/")) else { throw CocoaError(.executableLoad) }
    address = String(decoding: line[line.index(after: slash)...], as: UTF8.self)
  }

  package var port: String { String(address.split(separator: ":").last ?? "") }

  /// The most memory that it has needed so far; `nil` where the system does not say.
  package var peakMegabytes: Int? {
    let status = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { Int($0.filter(\.isNumber)) }.map { $0 / 1024 }
  }

  deinit {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// What a live run toward the mock needs: the values that it prints.
  package static let environment: [String: String] = {
    var values = ForeignProvider.environment
    for provider in ["VAULT", "SFOX", "TENPAY", "CAMARA"] { values["ASSAY_\(provider)_TOKEN"] = "assay-mock-token" }
    return values
  }()
}
