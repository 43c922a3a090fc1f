import AssaySystem
import Foundation

/// Certificates for a test, made anew by the `openssl` command: an authority, a server and a client.
struct Certificates {
  let folder: String
  var authority: String { folder + "/ca.pem" }
  var client: String { folder + "/client.pem" }
  var clientKey: String { folder + "/client.key" }

  static let shared: Certificates? = try? Certificates()

  private static var place: String { "/tmp/assay-tls-\(Machine.processID)" }

  private init() throws {
    folder = Self.place
    atexit { try? FileManager.default.removeItem(atPath: Certificates.place) }
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

  fileprivate static func start(
    _ arguments: [String], _ folder: String, command: String = "openssl", output: Any
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [command] + arguments
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
    port = try Self.port(toldBy: output)
  }

  /// A server in Python that keeps its connections and answers with their number and the target.
  init(keeping certificates: Certificates) throws {
    let output = Pipe()
    process = try Certificates.start(["-c", Self.keeper], certificates.folder, command: "python3", output: output)
    port = try Self.port(toldBy: output)
  }

  static let hasPython: Bool = {
    let process = try? Certificates.start(
      ["-c", "import ssl, http.server"], "/", command: "python3", output: FileHandle.nullDevice)
    process?.waitUntilExit()
    return process?.terminationStatus == 0
  }()

  private static let keeper = """
    import ssl, socket
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("server.pem", "server.key")
    listener = socket.create_server(("127.0.0.1", 0))
    print("ACCEPT 127.0.0.1:%d" % listener.getsockname()[1], flush=True)
    count = 0
    while True:
        peer = context.wrap_socket(listener.accept()[0], server_side=True)
        count += 1
        while True:
            head = b""
            while not head.endswith(b"\\r\\n\\r\\n"):
                more = peer.recv(4096)
                if not more: break
                head += more
            if not head: break
            body = b"%d %s" % (count, head.split(b" ")[1])
            peer.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Length: %d\\r\\n\\r\\n%s" % (len(body), body))
    """

  /// Waits for the line `ACCEPT 127.0.0.1:40000`.
  private static func port(toldBy output: Pipe) throws -> Int {
    var reported = ""
    while !reported.hasSuffix("\n") || !reported.contains("ACCEPT ") {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { throw SystemError(operation: "start", path: "a TLS server", code: 1) }
      reported += String(decoding: data, as: UTF8.self)
    }
    let line = reported.split(separator: "\n").first { $0.hasPrefix("ACCEPT ") } ?? ""
    guard let port = line.split(separator: ":").last.flatMap({ Int($0) }) else {
      throw SystemError(operation: "read the port of", path: "a TLS server: \(reported)", code: 1)
    }
    return port
  }

  func stop() {
    // Not SIGTERM: the command inherits the signal mask of the thread that started it, which may block that.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
