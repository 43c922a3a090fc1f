import AssayTestSupport
import Foundation
import Testing

/// TLS as a server ends it that everybody runs: every case passes through it, and each refusal has words of its own.
@Suite(
  .enabled(if: Nginx.program != nil, "nginx is needed for TLS in front of the mock"),
  .enabled(if: TestAuthority.shared != nil, "the openssl command is needed to make certificates"),
  .enabled(if: ForeignProvider.python != nil, "python3 is needed to find free ports"), .serialized)
struct NginxTests {
  let authority = TestAuthority.shared!

  private func run(_ port: String, _ arguments: String..., host: String = "localhost") throws -> (
    result: CommandResult, report: JUnitFile?
  ) {
    let folder = try TemporaryFolder()
    let result = try Command.run(
      Repository.assay,
      ["run", "--target", "https://\(host):\(port)", "--timeout", "10", "--output", folder.path] + arguments,
      environment: MockProcess.environment)
    return (result, try? JUnitFile(folder.path + "/junit.xml"))
  }

  @Test func `all cases pass through TLS, with HTTP/2 offered and with a client certificate`() throws {
    let mock = try MockProcess()
    let client =
      "ssl_client_certificate \(authority.file("ca.pem")); ssl_verify_client on; ssl_protocols TLSv1.3;"
    let nginx = try Nginx(
      authority, before: mock.address,
      [.init(certificate: "server", options: "http2"), .init(certificate: "server", extra: client)])
    let trust = ["--ca", authority.file("ca.pem")]
    let plain = try run(nginx.ports[0], trust[0], trust[1])
    #expect(plain.result.status == 0, "\(plain.result.output)")
    let cases = plain.report?.cases ?? []
    #expect(cases.count > 100)
    #expect(cases.allSatisfy { $0.outcome == "passed" })

    let shown = try run(
      nginx.ports[1], trust[0], trust[1], "--cert", authority.file("client.pem"), "--key", authority.file("client.key"))
    #expect(shown.result.status == 0, "\(shown.result.output)")
    #expect(shown.report?.cases.count == cases.count)
    withExtendedLifetime((mock, nginx)) {}
  }

  @Test func `each refusal is an error with words of its own, and nothing is judged`() throws {
    let mock = try MockProcess()
    let verify = "ssl_client_certificate \(authority.file("ca.pem")); ssl_verify_client on;"
    let nginx = try Nginx(
      authority, before: mock.address,
      [
        .init(certificate: "server"), .init(certificate: "wrong-name"), .init(certificate: "expired"),
        .init(certificate: "self-signed"), .init(certificate: "server", extra: verify + " ssl_protocols TLSv1.2;"),
        .init(certificate: "server", extra: verify + " ssl_protocols TLSv1.3;"),
      ])
    let own = authority.file("ca.pem")
    func refused(_ port: Int, _ words: String, _ arguments: [String]) throws {
      let folder = try TemporaryFolder()
      let result = try Command.run(
        Repository.assay,
        [
          "run", "--target", "vault=https://localhost:\(nginx.ports[port])", "--only", "*/answer/200/valid", "--output",
          folder.path,
        ] + arguments, environment: MockProcess.environment)
      #expect(result.status == 3, "\(result.output)\(result.errors)")
      let cases = try JUnitFile(folder.path + "/junit.xml").cases
      // What stops every request is one error, and the other cases are skipped with its words.
      #expect(cases.count { $0.outcome == "error" } == 1)
      #expect(cases.count > 2 && cases.count { $0.outcome == "skipped" } == cases.count - 1)
      for found in cases {
        #expect(found.message.contains(words), "\(found.message)")
      }
      #expect(result.output.contains(words.prefix(40)))
    }
    try refused(0, "its certificate comes from an unknown authority: this machine's authorities do not vouch", [])
    try refused(
      0, "unknown authority: \(authority.file("foreign-ca.pem"))", ["--ca", authority.file("foreign-ca.pem")])
    try refused(1, "its certificate is for another host name than localhost", ["--ca", own])
    try refused(2, "its certificate has expired", ["--ca", own])
    try refused(3, "its certificate is self-signed, and", ["--ca", own])
    for port in [4, 5] {
      try refused(port, "the server asks for a client certificate, and none was given", ["--ca", own])
      try refused(
        port, "the server does not accept the client certificate \(authority.file("foreign.pem"))",
        ["--ca", own, "--cert", authority.file("foreign.pem"), "--key", authority.file("foreign.key")])
    }
    withExtendedLifetime((mock, nginx)) {}
  }

  @Test func `whoever trusts anybody says so, and a certificate of its own is trusted when it is named`() throws {
    let mock = try MockProcess()
    let nginx = try Nginx(authority, before: mock.address, [.init(certificate: "self-signed")])
    for arguments in [["--insecure", "--strict"], ["--ca", authority.file("self-signed.pem")]] {
      let folder = try TemporaryFolder()
      let result = try Command.run(
        Repository.assay,
        [
          "run", "--target", "vault=https://127.0.0.1:\(nginx.ports[0])", "--only", "*/answer/200/valid", "--output",
          folder.path,
        ] + arguments, environment: MockProcess.environment)
      #expect(result.status == 0, "\(result.output)\(result.errors)")
    }
    withExtendedLifetime((mock, nginx)) {}
  }
}
