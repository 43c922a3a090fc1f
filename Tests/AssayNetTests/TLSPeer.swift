import AssaySystem
import Foundation

/// Certificates for a test, made anew by the `openssl` command: an authority, a server and a client.
struct Certificates {
  let folder: String
  var authority: String { folder + "/ca.pem" }
  var client: String { folder + "/client.pem" }
  var clientKey: String { folder + "/client.key" }

  static let shared: Certificates? = try? Certificates()

  private init() throws {
    folder = "/tmp/assay-tls-\(Machine.processID)"
    try Files.createDirectories(folder)
    try Files.writeAtomically(folder + "/names", Array("subjectAltName=DNS:localhost,IP:127.0.0.1".utf8))
    let key = ["-newkey", "rsa:2048", "-nodes"]
    try Self.openssl(
      ["req", "-x509", "-subj", "/CN=Assay test authority", "-days", "2", "-keyout", "ca.key", "-out", "ca.pem"] + key,
      folder)
    for name in ["server", "client"] {
      try Self.openssl(["req", "-subj", "/CN=\(name)", "-keyout", "\(name).key", "-out", "\(name).csr"] + key, folder)
      try Self.openssl(
        [
          "x509", "-req", "-in", "\(name).csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2",
          "-extfile", "names", "-out", "\(name).pem",
        ], folder)
    }
  }

  private static func openssl(_ arguments: [String], _ folder: String) throws {
    let process = try start(arguments, folder, output: FileHandle.nullDevice)
    process.waitUntilExit()
    if process.terminationStatus != 0 { throw SystemError(operation: "run", path: "openssl", code: 1) }
  }

  fileprivate static func start(_ arguments: [String], _ folder: String, output: Any) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["openssl"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    // Never the terminal: `s_server` reads commands there.
    process.standardInput = Pipe()
    try process.run()
    return process
  }
}

/// A TLS server that is not ours (`openssl s_server`), which answers `GET /name` with the bytes it was given.
final class TLSPeer {
  let port: Int
  private let process: Process

  init(_ certificates: Certificates, answers: [String: String], options: [String] = []) throws {
    for (name, answer) in answers {
      try Files.writeAtomically(certificates.folder + "/" + name, answer.isomorphicBytes)
    }
    let output = Pipe()
    process = try Certificates.start(
      ["s_server", "-accept", "127.0.0.1:0", "-cert", "server.pem", "-key", "server.key", "-HTTP"] + options,
      certificates.folder, output: output)
    // It tells its port in a line `ACCEPT 127.0.0.1:40000`.
    var told = ""
    while !told.hasSuffix("\n") || !told.contains("ACCEPT ") {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { throw SystemError(operation: "run", path: "openssl s_server", code: 1) }
      told += String(decoding: data, as: UTF8.self)
    }
    let line = told.split(separator: "\n").first { $0.hasPrefix("ACCEPT ") } ?? ""
    guard let port = line.split(separator: ":").last.flatMap({ Int($0) }) else {
      throw SystemError(operation: "read the port of", path: "openssl s_server: \(told)", code: 1)
    }
    self.port = port
  }

  func stop() {
    // Not SIGTERM: the command inherits the signal mask of the thread that started it, which may block that.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
