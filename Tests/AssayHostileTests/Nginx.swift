import AssayTestSupport
import Foundation

/// nginx as a foreign end of TLS in front of a server, a child of the test with all its files in a folder of its own.
final class Nginx: @unchecked Sendable {
  static let program =
    ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"].map { $0 + "/nginx" }
    .first { FileManager.default.isExecutableFile(atPath: $0) } ?? Command.find("nginx")

  /// A port with a certificate, and what else stands in its configuration.
  struct Port {
    var certificate: String
    var options = ""
    var extra = ""
  }

  let ports: [String]
  private let folder: TemporaryFolder
  private let process = Process()

  /// Starts it with these ports in front of `upstream` (`127.0.0.1:PORT`) and waits until all of them take connections.
  init(_ authority: TestAuthority, before upstream: String, _ ports: [Port]) throws {
    folder = try TemporaryFolder()
    self.ports = try ports.map { _ in try Self.freePort() }
    let servers = zip(ports, self.ports).map { port, number in
      """
        server {
          listen 127.0.0.1:\(number) ssl \(port.options);
          ssl_certificate \(authority.file(port.certificate)).pem;
          ssl_certificate_key \(authority.file(port.certificate)).key;
          \(port.extra)
          location / {
            proxy_pass http://\(upstream);
            proxy_http_version 1.1;
            proxy_set_header Host $http_host;
            proxy_set_header Connection "";
          }
        }
      """
    }
    let places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map { "\($0)_temp_path \(folder.path)/\($0);" }
    // One process, so that ending it by its number ends all of it.
    try folder.write(
      """
      daemon off;
      master_process off;
      pid \(folder.path)/pid;
      error_log stderr warn;
      events { worker_connections 512; }
      http {
        access_log off;
        \(places.joined(separator: "\n  "))
        underscores_in_headers on;
        ignore_invalid_headers off;
        keepalive_requests 10000;
      \(servers.joined(separator: "\n"))
      }

      """, to: "nginx.conf")
    process.executableURL = URL(fileURLWithPath: Self.program ?? "/usr/sbin/nginx")
    process.arguments = ["-p", folder.path, "-c", folder.path + "/nginx.conf", "-e", "stderr"]
    let log = folder.path + "/log"
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    process.standardError = FileHandle(forWritingAtPath: log)
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    for port in self.ports {
      for attempt in 0... {
        if try Self.takesConnections(port) { break }
        guard attempt < 100, process.isRunning else {
          throw NginxError(text: (try? folder.read("log")) ?? "nginx did not start")
        }
        Thread.sleep(forTimeInterval: 0.05)
      }
    }
  }

  deinit {
    // Not SIGTERM: a child inherits the signal mask of the thread that started it, which may block that.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  private static func freePort() throws -> String {
    let found = try Command.run(
      ForeignProvider.python!,
      ["-c", "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])"])
    return found.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static func takesConnections(_ port: String) throws -> Bool {
    try Command.run(
      ForeignProvider.python!, ["-c", "import socket; socket.create_connection(('127.0.0.1', \(port)), 1)"]
    ).status == 0
  }
}

struct NginxError: Error {
  var text: String
}
