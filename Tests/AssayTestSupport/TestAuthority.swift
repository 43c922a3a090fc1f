import Foundation

/// Certificates for a test, made anew by the `openssl` command in a folder that goes with the process.
///
/// `ca` signed `server`, `client`, `expired` and `wrong-name`; `foreign` is signed by `foreign-ca`, and `self-signed` by
/// itself. Each is a `.pem` with a `.key`. Those of servers are for localhost, 127.0.0.1 and ::1, all but `wrong-name`.
package struct TestAuthority: Sendable {
  package let folder: String

  package static let shared: TestAuthority? = try? TestAuthority()

  /// The path of a file of the folder: `ca.pem`.
  package func file(_ name: String) -> String { "\(folder)/\(name)" }

  private static let place = NSTemporaryDirectory() + "assay-authority-\(ProcessInfo.processInfo.processIdentifier)"

  private init() throws {
    folder = Self.place
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    atexit { try? FileManager.default.removeItem(atPath: TestAuthority.place) }
    let names = "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1"
    try Data(names.utf8).write(to: URL(fileURLWithPath: file("good.ext")))
    try Data("subjectAltName=DNS:other.example".utf8).write(to: URL(fileURLWithPath: file("other.ext")))
    for name in ["ca", "foreign-ca"] { try selfSigned(name, subject: "Assay test \(name)") }
    try selfSigned("self-signed", subject: "localhost", extra: ["-addext", names])
    for name in ["server", "client"] { try signed(name, by: "ca") }
    // Valid for a day that is over.
    try signed("expired", by: "ca", days: "-1")
    try signed("wrong-name", by: "ca", names: "other")
    try signed("foreign", by: "foreign-ca")
  }

  private static let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]

  private func selfSigned(_ name: String, subject: String, extra: [String] = []) throws {
    try openssl(
      ["req", "-x509", "-subj", "/CN=\(subject)", "-days", "2", "-keyout", "\(name).key", "-out", "\(name).pem"]
        + Self.newKey + extra)
  }

  private func signed(_ name: String, by authority: String, days: String = "2", names: String = "good") throws {
    try openssl(["req", "-subj", "/CN=\(name)", "-keyout", "\(name).key", "-out", "\(name).csr"] + Self.newKey)
    try openssl([
      "x509", "-req", "-in", "\(name).csr", "-CA", "\(authority).pem", "-CAkey", "\(authority).key", "-CAcreateserial",
      "-days", days, "-extfile", "\(names).ext", "-out", "\(name).pem",
    ])
  }

  private func openssl(_ arguments: [String]) throws {
    guard let program = Command.find("openssl"),
      try Command.run(program, arguments, folder: folder).status == 0
    else { throw CocoaError(.executableLoad) }
  }
}
