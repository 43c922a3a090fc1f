import AssayTestSupport
import Foundation
import Testing

/// The ways to a target: unix sockets, IPv6, proxies, and the arguments that are refused before anything is sent.
@Suite(.enabled(if: ForeignProvider.python != nil, "python3 is needed for the servers"))
struct NetworkTests {
  static let case200 = [
    "--only", "vault.card.passcode.sms.send/answer/200/valid", "--only", "vault.card.passcode.set/answer/200/valid",
  ]
  /// An address where nobody is, for what must be refused before it would be asked.
  static let nobody = "https://127.0.0.1:1"

  private func run(_ arguments: [String], _ variables: [String: String] = [:]) throws -> CommandResult {
    let folder = try TemporaryFolder()
    return try Command.run(
      Repository.assay, ["run", "--output", folder.path, "--timeout", "5"] + arguments,
      environment: ForeignProvider.environment.merging(variables) { $1 })
  }

  /// `127.0.0.1:PORT` of a provider.
  private func place(of provider: ForeignProvider) -> String { String(provider.url.dropFirst("http://".count)) }

  @Test func `a Unix socket is a target like any other`() throws {
    let provider = try ForeignProvider()
    let folder = try TemporaryFolder()
    let path = "/tmp/assay-\(UUID().uuidString.prefix(8)).sock"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let relay = try PythonServer("relay.py", ["--unix", path, "--to", place(of: provider)])
    for target in ["unix:\(path)", "http+unix://\(path.replacingOccurrences(of: "/", with: "%2F"))"] {
      let result = try run(["--target", "vault=\(target)"] + Self.case200)
      #expect(result.status == 0, "\(result.output)\(result.errors)")
    }
    #expect(!relay.stop().contains("connections 0"))
    let missing = try run(["--target", "vault=unix:\(folder.path)/none"] + Self.case200)
    #expect(missing.status == 3)
    #expect(missing.output.contains("/none: No such file or directory"), "\(missing.output)")
  }

  @Test func `a server that closes each connection unannounced is asked everything, and nothing twice`() throws {
    let folder = try TemporaryFolder()
    var counts: [Int] = []
    for variation in [[], ["--variation", "silent-close"]] {
      let log = folder.path + "/requests-\(variation.count)"
      let server = try PythonServer("provider.py", ["--log", log] + variation)
      let result = try run(["--target", "http://\(server.addresses[0])", "--jobs", "8"] + ForeignProvider.selection)
      server.stop()
      #expect(result.status == 0, "\(result.output)\(result.errors)")
      #expect(result.output.contains(" passed, 0 failed, 0 errors, 0 skipped in "))
      counts.append(try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").count)
    }
    #expect(counts[0] > 200)
    #expect(counts[1] == counts[0])
  }

  @Test(.enabled(if: Loopback.hasIPv6, "there is no IPv6 here"))
  func `IPv6 loopback is a target like any other`() throws {
    let provider = try ForeignProvider()
    let relay = try PythonServer("relay.py", ["--ipv6", "--to", place(of: provider)])
    let result = try run(["--target", "vault=http://\(relay.addresses[0])"] + Self.case200)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }

  @Test(
    .enabled(if: TestAuthority.shared != nil, "the openssl command is needed to make certificates"),
    .enabled(if: Loopback.hasIPv6, "there is no IPv6 here"))
  func `TLS goes over IPv6 too, and its address is in the certificate`() throws {
    let authority = TestAuthority.shared!
    let server = try PythonServer(
      "hostile.py", ["--behaviour", "tls-honest", "--certificates", authority.folder], lines: 3)
    let relay = try PythonServer("relay.py", ["--ipv6", "--to", server.addresses[0]])
    let result = try run(
      ["--target", "vault=https://\(relay.addresses[0])", "--ca", authority.file("ca.pem")] + Self.case200)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    withExtendedLifetime(server) {}
  }

  /// Where a proxy leads nobody knows, so what goes through one must be allowed like any other host.
  static let allowed = [
    "--allow-host", "127.0.0.1", "--allow-host", "localhost", "--allow", "sendsMessage=9", "--allow",
    "changesCredential=9", "--allow-cleartext",
  ]

  @Test func `what a proxy stands before is another machine`() throws {
    let provider = try ForeignProvider()
    let proxy = try PythonServer("relay.py", ["--proxy"])
    let target = ["--target", "vault=\(provider.url)", "--proxy", "http://\(proxy.addresses[0])"] + Self.case200
    let refused = try run(target)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("127.0.0.1 is no sandbox that the contracts of vault name: nothing was sent"))
    let unpaid = try run(target + ["--allow-host", "127.0.0.1", "--allow-cleartext"])
    #expect(unpaid.status == 3)
    #expect(
      unpaid.output.contains("it would do sendsMessage, which is not allowed: --allow sendsMessage=N allows it N times")
    )
    #expect(proxy.stop() == "connections 0\n")
  }

  @Test func `a proxy that is named is used, for http as for https`() throws {
    let provider = try ForeignProvider()
    let proxy = try PythonServer("relay.py", ["--proxy"])
    let result = try run(
      ["--target", "vault=\(provider.url)", "--proxy", "http://\(proxy.addresses[0])"] + Self.allowed + Self.case200)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(proxy.stop().contains("tunnel \(place(of: provider))\n"))
  }

  @Test(.enabled(if: TestAuthority.shared != nil, "the openssl command is needed to make certificates"))
  func `the certificate of the target is verified through a tunnel`() throws {
    let authority = TestAuthority.shared!
    let server = try PythonServer(
      "hostile.py", ["--behaviour", "tls-honest", "--certificates", authority.folder], lines: 3)
    let proxy = try PythonServer("relay.py", ["--proxy"])
    let target =
      [
        "--target", "vault=https://localhost:\(server.port())", "--proxy", "http://\(proxy.addresses[0])",
      ] + Self.allowed
    let trusted = try run(target + ["--ca", authority.file("ca.pem")] + Self.case200)
    #expect(trusted.status == 0, "\(trusted.output)\(trusted.errors)")
    let untrusted = try run(target + Self.case200)
    #expect(untrusted.status == 3)
    #expect(untrusted.output.contains("its certificate comes from an unknown authority"))
    #expect(proxy.stop().contains("tunnel localhost:\(server.port())\n"))
    withExtendedLifetime(server) {}
  }

  @Test func `the environment names the proxy only when it is asked`() throws {
    let provider = try ForeignProvider()
    let proxy = try PythonServer("relay.py", ["--proxy"])
    let variables = ["HTTP_PROXY": "http://\(proxy.addresses[0])", "http_proxy": "", "no_proxy": "", "NO_PROXY": ""]
    let target = ["--target", "vault=\(provider.url)"] + Self.allowed + Self.case200
    #expect(try run(target, variables).status == 0)
    let excepted = variables.merging(["NO_PROXY": "example.com, 127.0.0.0/8"]) { $1 }
    #expect(try run(target + ["--proxy", "env"], excepted).status == 0)
    #expect(proxy.stop() == "connections 0\n")

    let other = try PythonServer("relay.py", ["--proxy"])
    let all = ["ALL_PROXY": other.addresses[0], "HTTP_PROXY": "", "http_proxy": "", "no_proxy": "", "NO_PROXY": ""]
    #expect(try run(target + ["--proxy", "env"], all).status == 0)
    #expect(other.stop().contains("tunnel \(place(of: provider))\n"))
  }

  @Test func `the password of a proxy is used and never shown`() throws {
    let provider = try ForeignProvider()
    let proxy = try PythonServer("relay.py", ["--proxy", "--password", "us%er:pa/ss"])
    let target = ["--target", "vault=\(provider.url)", "--proxy", "env"] + Self.allowed + Self.case200
    func attempt(_ address: String) throws -> CommandResult {
      try run(target, ["HTTP_PROXY": address, "http_proxy": "", "no_proxy": "", "NO_PROXY": ""])
    }
    let good = try attempt("http://us%25er:pa%2Fss@\(proxy.addresses[0])")
    #expect(good.status == 0, "\(good.output)\(good.errors)")
    let failures = [
      try attempt("http://us%25er:pa%2Fwrong@\(proxy.addresses[0])"), try attempt("http://user:pa%2Fwrong@127.0.0.1:1"),
      try attempt("socks5://user:pa%2Fwrong@127.0.0.1:1"), try attempt("http://user:pa%2Fwrong@no such host"),
      try run(["--target", "vault=\(provider.url)", "--proxy", "http://user:pa%2Fwrong@127.0.0.1:1"]),
      try run(["--target", "http://user:pa%2Fwrong@127.0.0.1:1"]),
      try run(["--target", "user:pa%2Fwrong@127.0.0.1:1"]),
    ]
    #expect(failures.map(\.status) == [3, 3, 2, 2, 2, 2, 2])
    #expect(failures[0].output.contains("did not open a tunnel"), "\(failures[0].output)")
    #expect(failures[1].output.contains("The proxy http://***@127.0.0.1:1 cannot be reached"), "\(failures[1].output)")
    #expect(failures[4].errors.contains("arguments can be read by every user of this machine"))
    for failure in failures {
      #expect(!(failure.output + failure.errors).contains("wrong"), "\(failure.output)\(failure.errors)")
    }
  }

  @Test(arguments: [
    (["--ca", "/no/such/ca.pem"], "--ca: Cannot open /no/such/ca.pem: No such file or directory."),
    (["--cert", "/no/such/client.pem"], "--cert: Cannot open /no/such/client.pem: No such file or directory."),
    (["--key", "/no/such/client.key"], "--key: Cannot open /no/such/client.key: No such file or directory."),
    (["--ca", "/"], "--ca: Cannot read /: Is a directory."),
    (["--ca", "/etc/hostname"], "--ca: /etc/hostname does not hold a certificate in PEM form"),
    (["--proxy", "ftp://127.0.0.1:1"], "--proxy: \"ftp://127.0.0.1:1\" is no proxy that can be used"),
    (["--proxy", "http://127.0.0.1:1/path"], "--proxy: the proxy \"http://127.0.0.1:1/path\" has a path"),
    (["--insecure", "--target", "sfox=https://api.example.com"], "not for https://api.example.com"),
    (["--insecure", "--target", "sfox=https://localhost.example.com"], "not for https://localhost.example.com"),
    (["--insecure", "--target", "sfox=http://127.0.0.1.example.com"], "not for http://127.0.0.1.example.com"),
    (["--insecure", "--proxy", "http://10.0.0.1:3128"], "may reach another one"),
  ])
  func `what cannot be used is refused before anything is sent`(arguments: [String], words: String) throws {
    let result = try run(["--target", "vault=\(Self.nobody)"] + arguments)
    #expect(result.status == 2, "\(result.output)")
    #expect(result.errors.contains(words), "\(result.errors)")
    #expect(result.output == "")
  }

  @Test(.enabled(if: TestAuthority.shared != nil, "the openssl command is needed to make certificates"))
  func `a key needs its certificate, and an encrypted one is refused and not asked about`() throws {
    let authority = TestAuthority.shared!
    let alone = try run(["--target", Self.nobody, "--key", authority.file("client.key")])
    #expect(alone.status == 2)
    #expect(alone.errors.contains("--key needs the certificate that it belongs to"))
    let keyless = try run(["--target", Self.nobody, "--cert", authority.file("client.pem")])
    #expect(keyless.errors.contains("does not hold a private key (give it with --key FILE)"), "\(keyless.errors)")
    let folder = try TemporaryFolder()
    let encrypted = folder.path + "/encrypted.key"
    _ = try Command.run(
      Command.find("openssl")!,
      ["pkey", "-in", authority.file("client.key"), "-aes256", "-passout", "pass:secret", "-out", encrypted])
    let asked = try run(["--target", Self.nobody, "--cert", authority.file("client.pem"), "--key", encrypted])
    #expect(asked.status == 2)
    #expect(asked.errors.contains("is encrypted, and a run cannot ask for its password"), "\(asked.errors)")
  }

  @Test(arguments: ["https://localhost:1", "https://127.9.9.9:1", "https://[::1]:1"])
  func `this machine may be trusted blindly`(target: String) throws {
    let result = try run(["--target", target, "--insecure", "--dry-run", "--only", "vault.*"])
    #expect(result.status == 0, "\(result.errors)")
  }
}
