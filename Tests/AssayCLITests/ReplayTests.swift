import AssayHTTP
import AssayTestSupport
import Foundation
import Testing

/// A replay is the recorded run again, of one case.
@Suite struct ReplayTests {
  static let resend = "vault.phone.verify.resend/example/curl"
  static let user = "sfox.users.send-verification/example/nodejs"

  static func replay(_ id: String, _ folder: TemporaryFolder, _ more: [String] = [], _ environment: [String: String])
    throws -> CommandResult
  {
    try Command.run(Repository.assay, ["replay", id, "--output", folder.path] + more, environment: environment)
  }

  @Test(.enabled(if: ForeignProvider.python != nil, "python3 is needed for the other server"))
  func `a replay asks the target of the recorded run, and not the mock`() throws {
    let provider = try ForeignProvider()
    try provider.become("fault sfox-user-other")
    let folder = try TemporaryFolder()
    let run = try Command.run(
      Repository.assay, ["--target", provider.url, "--output", folder.path] + ForeignProvider.selection,
      environment: ForeignProvider.environment)
    #expect(run.status == 1)
    let still = try Self.replay(Self.user, folder, [], ForeignProvider.environment)
    #expect(still.status == 1)
    #expect(still.output.hasPrefix("assay 0.1.0: 1 case of 1 endpoint at \(provider.url)\n"), "\(still.output)")
    #expect(
      still.output.hasSuffix("\n\(Self.user) was failed and is failed: still failing, in the same way\n"),
      "\(still.output)\(still.errors)")
    try provider.become("conform")
    let fixed = try Self.replay(Self.user, folder, [], ForeignProvider.environment)
    #expect(fixed.status == 0)
    #expect(fixed.output.hasSuffix("\n\(Self.user) was failed and is passed: fixed\n"), "\(fixed.output)")
  }

  @Test(.enabled(if: ForeignProvider.python != nil, "python3 is needed for the other server"))
  func `a replay with a refused credential calls nothing fixed`() throws {
    let provider = try ForeignProvider()
    try provider.become("fault sfox-type-null")
    let folder = try TemporaryFolder()
    _ = try Command.run(
      Repository.assay, ["--target", provider.url, "--output", folder.path] + ForeignProvider.selection,
      environment: ForeignProvider.environment)
    try provider.become("conform")
    let environment = ForeignProvider.environment.merging(["ASSAY_SFOX_TOKEN": "expired"]) { $1 }
    let id = "sfox.users.send-verification/spelling/charset"
    let replay = try Self.replay(id, folder, [], environment)
    #expect(replay.status == 3)
    #expect(
      replay.output.hasSuffix(
        "it cannot be judged: the token sfox.token was refused with 401: set a valid one in ASSAY_SFOX_TOKEN\n"),
      "\(replay.output)\(replay.errors)")
  }

  @Test func `a replay sends what the recorded run sent, and judges it as strictly`() throws {
    // An undocumented member is a warning, and a failure where the run is strict.
    let listener = try Listener { _ in
      Response(
        200, headers: ["Content-Type": "application/json"], body: Array(#"{"result": "ok", "more": 1}"#.utf8))
    }
    let folder = try TemporaryFolder()
    let id = "vault.card.passcode.sms.send/example/curl"
    let run = try Command.assay(
      "--target", "vault=\(listener.url)/", "--strict", "--seed", "7", "--timeout", "9.5", "--var", "vault.card=77",
      "--only", "*/example/*", "--output", folder.path, environment: ForeignProvider.environment)
    #expect(run.status == 1, "\(run.output)\(run.errors)")
    let sent = try #require(listener.requests.first { $0.target.contains("/77/") })
    // What the environment says of a recorded value or target counts no more than in the recorded run.
    let environment = ForeignProvider.environment.merging([
      "ASSAY_VAULT_CARD": "99", "ASSAY_TARGET": closedURL, "ASSAY_TARGET_VAULT": closedURL,
    ]) { $1 }
    let count = listener.requests.count
    let replay = try Self.replay(id, folder, [], environment)
    #expect(replay.status == 1)
    #expect(replay.output.hasSuffix("\n\(id) was failed and is failed: still failing, in the same way\n"))
    #expect(listener.requests.count == count + 1)
    #expect(listener.requests.last == sent)
    let options = #""options":["--timeout","9.5","--strict","--seed","7"]"#
    for file in ["results.json", "journal.jsonl", "replay/results.json"] {
      #expect(try folder.read(file).contains(options), "\(file)")
    }
    // Arguments override what is recorded.
    let other = try Self.replay(id, folder, ["--var", "vault.card=78", "--timeout", "3"], environment)
    #expect(other.status == 1)
    #expect(listener.requests.last?.target == sent.target.replacing("/77/", with: "/78/"))
    #expect(try folder.read("replay/results.json").contains(#""options":["--timeout","3","--strict","--seed","7"]"#))
  }

  @Test func `a replay of a run against the mock asks the mock`() throws {
    let folder = try TemporaryFolder()
    #expect(try Command.assay("--output", folder.path, "--only", "*/example/*").status == 0)
    let replay = try Self.replay(Self.user, folder, [], ["ASSAY_TARGET": closedURL])
    #expect(replay.status == 0)
    #expect(replay.output.hasSuffix("\n\(Self.user) was passed and is passed: passing\n"), "\(replay.output)")
  }

  @Test func `a replay names the values that it lacks, and sends nothing`() throws {
    let listener = try Listener { _ in RunTests.ok }
    let folder = try TemporaryFolder()
    let run = try Command.assay(
      "--target", "vault=\(listener.url)", "--only", "*/example/*", "--output", folder.path,
      environment: ForeignProvider.environment)
    #expect(run.status != 2, "\(run.errors)")
    let count = listener.requests.count
    let code = try Self.replay(
      "vault.card.passcode.set/example/curl", folder, [], ["ASSAY_VAULT_PASSCODE": "p", "ASSAY_VAULT_TOKEN": ""])
    #expect(code.status == 2)
    #expect(
      code.errors
        == """
        assay: vault.card.passcode.set/example/curl cannot be sent again without these values; those that are secret or personal are not recorded:
          needs vault.token (access token of the cards' owner): set ASSAY_VAULT_TOKEN
          needs vault.code (the code that the card's owner got by SMS): set ASSAY_VAULT_CODE
        Give them; nothing was sent
        Try: assay replay --help

        """
    )
    let phone = try Self.replay(Self.resend, folder, [], [:])
    #expect(phone.status == 2)
    #expect(
      phone.errors
        == """
        assay: \(Self.resend) cannot be sent again without these values; those that are secret or personal are not recorded:
          needs vault.phone (a phone number that was given at sign-up): give --var vault.phone=VALUE or set ASSAY_VAULT_PHONE
        Give them; nothing was sent
        Try: assay replay --help

        """
    )
    #expect(listener.requests.count == count)
    // What the case does not need is not asked for.
    #expect(try Self.replay(Self.resend, folder, ["--var", "vault.phone=+447871234567"], [:]).status != 2)
    #expect(listener.requests.count == count + 1)
  }

  @Test func `a personal value that the mock was given is asked for again`() throws {
    let folder = try TemporaryFolder()
    let run = try Command.assay("--output", folder.path, "--only", "vault.*", "--var", "vault.phone=+447870000001")
    #expect(run.status == 0)
    #expect(!(try folder.read("results.json")).contains("447870000001"))
    let lacking = try Self.replay(Self.resend, folder, [], [:])
    #expect(lacking.status == 2)
    #expect(lacking.errors.contains("needs vault.phone ("))
    #expect(try Self.replay(Self.resend, folder, [], ["ASSAY_VAULT_PHONE": "+447870000001"]).status == 0)
    #expect(try Self.replay("vault.card.passcode.set/example/curl", folder, [], [:]).status == 0)
  }

  @Test(arguments: [
    (
      #""vault":"mock""#, #""vault":"htp://localhost""#,
      #"/run/settings/targets/vault: "htp://localhost" is no target: the scheme htp is none of http, https, http+unix and unix."#
    ),
    (#""vault":"mock""#, #""vault":"""#, #"/run/settings/targets/vault: "" is no target: it does not start with"#),
    (#""vault":"mock""#, #""sfox":"mock""#, "/run/settings/targets: there is none for vault"),
    (
      #""options":[]"#, #""options":["--allow-production","api.sfox.com"]"#,
      "/run/settings/options: unknown option --allow-production"
    ),
    (#""options":[]"#, #""options":["--timeout"]"#, "/run/settings/options: --timeout needs a value"),
    (#""options":[]"#, #""options":"--strict""#, "1:"),
    (
      #""settings":"#, #""setting":"#,
      " does not hold the settings of its run, because an older assay wrote it: run assay again\n"
    ),
  ])
  func `settings that cannot be read are an error`(old: String, new: String, message: String) throws {
    let folder = try TemporaryFolder()
    #expect(try Command.assay("--output", folder.path, "--only", "vault.*/example/*").status == 0)
    let text = try folder.read("results.json")
    try #require(text.contains(old))
    try folder.write(text.replacing(old, with: new), to: "results.json")
    let replay = try Self.replay(Self.resend, folder, [], [:])
    #expect(replay.status == 2)
    #expect(replay.output == "")
    #expect(replay.errors.hasPrefix("assay: \(folder.path)/results.json"), "\(replay.errors)")
    #expect(replay.errors.contains(message), "\(replay.errors)")
  }

  @Test(.enabled(if: ForeignProvider.python != nil, "python3 is needed for the other server"))
  func `hosts and budgets hold for a replay, and production has to be allowed again`() throws {
    let (run, requests, folder) = try HostTests.run(
      HostTests.production, ["--allow-production", "api.sfox.com", "--allow-cleartext", "--allow", "sendsMessage=1"])
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(requests == 1)
    let id = "sfox.users.send-verification/example/nodejs"
    let refused = try Self.replay(id, folder, [], ForeignProvider.environment)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("api.sfox.com is sFOX's production: nothing was sent"), "\(refused.errors)")
    let unpaid = try Self.replay(
      id, folder, ["--allow-production", "api.sfox.com", "--allow", "sendsMessage=0"], ForeignProvider.environment)
    #expect(unpaid.status == 3)
    #expect(unpaid.output.contains("it would do sendsMessage, which is not allowed"), "\(unpaid.output)")
    // The proxy of the recorded run is kept, and is gone.
    let gone = try Self.replay(id, folder, ["--allow-production", "api.sfox.com"], ForeignProvider.environment)
    #expect(gone.output.contains("The proxy http://127.0.0.1:"), "\(gone.output)\(gone.errors)")
  }
}
