import AssayHTTP
import AssayTestSupport
import Foundation
import Testing

/// Every credential over the whole command: `Tests/AssayTestShop/Gate.swift`.
@Suite struct CredentialTests {
  static let environment = [
    "ASSAY_TEST_CONTRACTS": "gate", "ASSAY_GATE_ACCOUNT": "AC9", "ASSAY_GATE_PASSWORD": "pass:wörd-9f8e",
    "ASSAY_GATE_CLIENT": "client-1", "ASSAY_GATE_CLIENTSECRET": "secret-1a0b", "ASSAY_GATE_KEY": "key&1=u 7c6d",
    "ASSAY_GATE_SECOND": "second-5b4a", "ASSAY_GATE_TOKEN": "token-3c2d",
  ]
  /// Base64 of `AC9:pass:wörd-9f8e` and of `key&1=u 7c6d:`.
  static let basic = Data("AC9:pass:wörd-9f8e".utf8).base64EncodedString()
  static let user = Data("key&1=u 7c6d:".utf8).base64EncodedString()
  static let marks = ["9f8e", "7c6d", "5b4a", "3c2d", "1a0b", "0f9e", basic, user]

  static func gate(_ arguments: String..., in folder: TemporaryFolder) throws -> CommandResult {
    try Command.run(Repository.shop, arguments, environment: environment, folder: folder.path)
  }

  @Test func `each credential passes lint and run, and no mutant survives`() throws {
    let folder = try TemporaryFolder()
    let lint = try Self.gate("lint", in: folder)
    #expect(lint.status == 0, "\(lint.output)")
    let run = try Self.gate("run", "--strict", in: folder)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    let mutate = try Self.gate("mutate", in: folder)
    #expect(mutate.status == 0, "\(mutate.output)")
  }

  @Test func `coverage says which credentials were accepted and which were refused`() throws {
    let coverage = try Self.gate("coverage", in: TemporaryFolder())
    for text in [
      "\ngate.both: status 2/2, member 1/1, credential 2/2\n",
      "\ngate.either: status 2/2, member 1/1, credential 7/7\n",
      "\ngate.optional: status 2/2, member 1/1, credential 2/2\n",
      "\ngate.certificate: status 2/2, member 1/1, credential 1/2\n  not seen: credential wrong mutual-tls: no case lacks "
        + "the certificate, and the mock, which speaks no TLS, does not ask for it\n",
    ] { #expect(coverage.output.contains(text), "\(coverage.output)") }
    let refusing = try Listener { _ in Response(401, headers: ["WWW-Authenticate": "Basic"]) }
    let live = try Self.gate(
      "coverage", "--target", refusing.url, "--only", "gate.either/choice/*", "--skip", "*=basic", in: TemporaryFolder()
    )
    #expect(
      live.output.contains("\n  not seen: credential bearer: no case had it accepted\n")
        && live.output.contains("\n  not seen: credential wrong key: no case had it refused\n"), "\(live.output)")
  }

  /// The cases about an endpoint's credentials, in their order.
  @Test(arguments: [
    (
      "basic",
      [
        "spelling/scheme-case", "credential/missing", "credential/other-scheme", "credential/no-password",
        "credential/malformed", "credential/no-colon", "credential/invalid-user", "credential/empty-password",
        "credential/invalid-password",
      ]
    ),
    (
      "user",
      [
        "spelling/scheme-case", "credential/missing", "credential/other-scheme", "credential/no-password",
        "credential/malformed", "credential/no-colon", "credential/invalid-user",
      ]
    ),
    ("header", ["credential/missing", "credential/empty", "credential/invalid-key"]),
    ("query", ["credential/missing", "credential/empty", "credential/invalid-key"]),
    ("cookie", ["credential/missing", "credential/empty", "credential/invalid-key"]),
    (
      "both",
      [
        "credential/missing", "credential/X-Key-missing", "credential/X-Key-empty", "credential/X-Key-invalid-key",
        "credential/X-Second-missing", "credential/X-Second-empty", "credential/X-Second-invalid-key",
      ]
    ),
    (
      "either",
      [
        "choice/credential=bearer", "choice/credential=basic", "choice/credential=key+s", "spelling/basic-scheme-case",
        "credential/missing", "credential/bearer-no-token", "credential/bearer-invalid-token",
        "credential/basic-no-password", "credential/basic-malformed", "credential/basic-no-colon",
        "credential/basic-invalid-user", "credential/basic-empty-password", "credential/basic-invalid-password",
        "credential/key-missing", "credential/key-empty", "credential/key-invalid-key", "credential/s-missing",
        "credential/s-empty", "credential/s-invalid-key",
      ]
    ),
    (
      "optional",
      [
        "choice/credential=bearer", "choice/credential=none", "credential/other-scheme", "credential/no-token",
        "credential/invalid-token",
      ]
    ),
    (
      "granted",
      [
        "spelling/scheme-case", "credential/missing", "credential/other-scheme", "credential/no-token",
        "credential/invalid-token",
      ]
    ),
    (
      "certificate",
      [
        "credential/missing", "credential/bearer-other-scheme", "credential/bearer-no-token",
        "credential/bearer-invalid-token",
      ]
    ),
  ])
  func `an endpoint has these cases of its credential`(name: String, cases: [String]) throws {
    let listed = try Self.gate("list", in: TemporaryFolder()).output.split(separator: "\n")
      .filter { $0.hasPrefix("  gate.\(name)/") }.map { String($0.dropFirst("  gate.\(name)/".count)) }
    let kinds = ["choice/credential=", "spelling/", "credential/"]
    #expect(
      listed.filter { id in kinds.contains { id.hasPrefix($0) } && !id.hasSuffix("percent-encoded") } == cases)
  }

  /// What a request carries that is as it must be; every other one is refused with 401.
  static func accepts(_ request: Request) -> Bool {
    let headers = request.headers
    let encodedKey = "key%261%3Du%207c6d"
    let isBearer = headers["Authorization"] == "Bearer token-3c2d"
    let scheme = headers["Authorization"]?.prefix(6).lowercased() == "basic "
    let isBasic = scheme && headers["Authorization"]?.dropFirst(6) == basic[...]
    let path = request.target.prefix { $0 != "?" }
    switch path {
    case "/granted":
      let words = headers["Authorization"]?.split(separator: " ") ?? []
      return words.count == 2 && words[0].lowercased() == "bearer" && words[1] == "issued-0f9e"
    case "/basic/AC9", "/basic/%41%43%39": return isBasic
    case "/user": return scheme && headers["Authorization"]?.dropFirst(6) == user[...]
    case "/header": return headers["X-Key"] == "key&1=u 7c6d"
    case "/query": return request.target == "/query?key=\(encodedKey)"
    case "/cookie": return headers["Cookie"] == "session=key&1=u 7c6d"
    case "/both": return headers["X-Key"] == "key&1=u 7c6d" && headers["X-Second"] == "second-5b4a"
    case "/either":
      let hasKeys = request.target == "/either?key=\(encodedKey)" && headers["Cookie"] == "s=second-5b4a"
      return isBearer || isBasic || hasKeys
    case "/optional": return isBearer || !headers.contains("Authorization")
    default: return isBearer
    }
  }

  /// A server that wants each credential, and shows what it got to everybody.
  static func server() throws -> Listener {
    try Listener { request in
      if request.target == "/token" {
        let isClient = request.headers["Authorization"] == "Basic Y2xpZW50LTE6c2VjcmV0LTFhMGI="
        return isClient
          ? Response(
            200, body: Array(#"{"access_token": "issued-0f9e", "token_type": "Bearer", "expires_in": 60}"#.utf8))
          : Response(401, body: Array(#"{"error": "invalid_client"}"#.utf8))
      }
      let seen = request.headers.map(\.value).joined(separator: " ") + request.target
      let json: HeaderFields = ["Content-Type": "application/json", "X-Seen": seen.filter { $0.isASCII }]
      let body = Array(#"{"id": "\#(seen.filter { $0.isASCII && $0 != "\"" && $0 != "\\" })"}"#.utf8)
      return accepts(request)
        ? Response(200, reason: "OK", headers: json, body: body)
        : Response(401, reason: "Unauthorized", headers: json, body: body)
    }
  }

  @Test func `each credential is sent as its scheme says, and no output shows it`() throws {
    let listener = try Self.server()
    let folder = try TemporaryFolder()
    let run = try Self.gate(
      "--target", listener.url, "--skip", "gate.certificate", "--token-url", "gate=\(listener.url)/token", "--verbose",
      "--format", "tap", in: folder)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(listener.requests.contains { $0.headers["Authorization"] == "Basic \(Self.basic)" })
    #expect(listener.requests.contains { $0.headers["Authorization"] == "basic \(Self.basic)" })
    #expect(listener.requests.count { $0.target == "/token" } == 1)
    for request in listener.requests {
      #expect(!"\(request.target.removingPercentEncoding ?? "") \(request.headers)".contains("ASSAY_"))
    }
    var outputs = ["output": run.output + run.errors]
    for name in ["report.html", "junit.xml", "results.json", "summary.md", "journal.jsonl", "results.tap"] {
      outputs[name] = try folder.read("Reports/\(name)")
    }
    for (name, text) in outputs {
      for mark in Self.marks { #expect(!text.contains(mark), "\(name) has \(mark)") }
    }
  }

  @Test func `a run has the first credential of which it has the values`() throws {
    let listener = try Self.server()
    let folder = try TemporaryFolder()
    var environment = Self.environment
    environment["ASSAY_GATE_TOKEN"] = nil
    environment["ASSAY_GATE_KEY"] = nil
    let run = try Command.run(
      Repository.shop, ["--target", listener.url, "--only", "gate.either", "--allow-skips"], environment: environment,
      folder: folder.path)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(
      try folder.read("Reports/results.json").contains("needs gate.token (an access token): set ASSAY_GATE_TOKEN"))
  }

  @Test(
    arguments: [
      (
        nil,
        "auth.example.com is no sandbox that the contracts of gate name: nothing was sent; --allow-host auth.example.com allows it"
      ),
      (
        "gate=http://auth.example.com/token",
        "gate.clientSecret is a secret, and connections to http://auth.example.com are not encrypted"
      ),
      ("shop=/token", #"--token-url takes PROVIDER=URL, not "shop=/token""#),
    ] as [(String?, String)])
  func `a token endpoint must be allowed as every host`(url: String?, message: String) throws {
    let listener = try Self.server()
    let folder = try TemporaryFolder()
    let arguments = ["--target", listener.url, "--only", "gate.granted"]
    let run = try Command.run(
      Repository.shop,
      arguments + (url.map { ["--token-url", $0, "--allow-host", "auth.example.com"] } ?? []),
      environment: Self.environment, folder: folder.path)
    #expect(run.status == 2 && run.errors.contains(message), "\(run.errors)")
    #expect(listener.requests.isEmpty)
  }

  @Test func `a client certificate is wanted of a live run and not of the mock`() throws {
    let listener = try Self.server()
    let folder = try TemporaryFolder()
    let run = try Self.gate("--target", listener.url, "--only", "gate.certificate", in: folder)
    #expect(run.status == 2)
    #expect(run.errors.contains("  needs a client certificate: give --cert FILE and --key FILE\n"), "\(run.errors)")
    #expect(listener.requests.isEmpty)
  }

  @Test(
    .enabled(if: Command.find("curl") != nil, "there is no curl here to run the lines"),
    arguments: [
      "basic/answer/200/valid", "basic/spelling/scheme-case", "basic/credential/invalid-user",
      "user/answer/200/valid", "header/answer/200/valid", "query/answer/200/valid", "cookie/answer/200/valid",
    ])
  func `the line of a case shows no secret and sends what the case sent`(id: String) throws {
    let listener = try Listener { _ in Response(500) }
    let folder = try TemporaryFolder()
    let run = try Self.gate("--target", listener.url, "--only", "gate.\(id)", in: folder)
    let line = try #require(run.output.split(separator: "\n").first { $0.contains("curl -i") }).drop { $0 == " " }
    for mark in Self.marks { #expect(!line.contains(mark)) }
    let sent = try #require(listener.requests.last)
    let unset = try Command.run("/bin/sh", ["-c", String(line)], folder: folder.path)
    #expect(unset.status != 0)
    let count = listener.requests.count
    let pasted = try Command.run("/bin/sh", ["-c", line + " -s"], environment: Self.environment, folder: folder.path)
    #expect(pasted.status == 0, "\(line)\n\(pasted.errors)")
    #expect(listener.requests.count == count + 1, "\(line)")
    let request = try #require(listener.requests.last)
    // curl writes a blank in the query as a form does.
    let target = request.target.replacing("+", with: "%20").replacing("%3d", with: "%3D")
    #expect(target == sent.target, "\(line)")
    for name in ["Authorization", "X-Key", "Cookie"] {
      #expect(request.headers[name] == sent.headers[name], "\(line)")
    }
  }
}
