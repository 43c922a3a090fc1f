import AssayHTTP
import AssayPlan
import AssaySpecs
import AssayTestSupport
import Foundation
import Synchronization
import Testing

@Suite struct RunTests {
  static let ok = Response(
    200, headers: ["Content-Type": "application/json"], body: Array(#"{"result": "ok"}"#.utf8))

  @Test func `every case passes against the mock, and the report says so`() throws {
    let folder = try TemporaryFolder()
    let result = try Command.assay("--strict", folder: folder.path)
    #expect(result.status == 0)
    #expect(result.errors == "")
    let lines = result.output.split(separator: "\n").map(String.init)
    let plan = try Planner(values: FixtureValues(isMock: true)).plan(.all)
    let width = plan.suites.map(\.endpoint.id.count).max() ?? 0
    #expect(lines[0].hasPrefix("assay 0.1.0: \(plan.caseCount) cases of 13 endpoints at http://127.0.0.1:"))
    #expect(
      lines[1...13]
        == plan.suites.map { suite in
          let id = suite.endpoint.id.padding(toLength: width, withPad: " ", startingAt: 0)
          return "ok    \(id)  \(suite.count) passed, 0 failed, 0 errors, 0 skipped"
        }[...])
    #expect(lines[14] == "The mock kept the contracts of Vault, sFOX, 10nPay and CAMARA")
    #expect(lines[15].hasPrefix("\(plan.caseCount) passed, 0 failed, 0 errors, 0 skipped in "))
    #expect(lines[16...] == ["Reports/junit.xml", "Reports/results.json", "Reports/summary.md", "Reports/report.html"])
    let report = try folder.read("Reports/junit.xml")
    #expect(
      report.contains(
        #"<testsuites name="assay" tests="\#(plan.caseCount)" failures="0" errors="0" skipped="0" time=""#))
  }

  @Test(arguments: [
    (
      ["--only", "vault.*", "--skip", "*/body/*", "--skip", "*set/*"],
      [
        "vault.card.passcode.sms.send", "vault.phone.verify.resend", "vault.card.passcode.sms.verify",
        "vault.card.rsa-key", "vault.phone.confirm",
      ]
    ),
    (["--only", "*/idempotent/*"], ["tenpay.user.phone.send-code"]),
    (
      ["--only", "sfox.users.send-verification", "--only=tenpay.*/example/?ody"],
      [
        "sfox.users.send-verification", "tenpay.user.phone.send-code", "tenpay.user.phone.verify", "tenpay.user.create",
      ]
    ),
    (["--target", "sfox=mock"], ["sfox.users.send-verification", "sfox.users.verify"]),
    (
      ["--only", "vault.*/example/*", "--target=vault=mock"],
      [
        "vault.card.passcode.sms.send", "vault.card.passcode.set", "vault.phone.verify.resend",
        "vault.card.passcode.sms.verify", "vault.card.rsa-key", "vault.phone.confirm",
      ]
    ),
  ])
  func `a selection of cases is asked and no other`(arguments: [String], endpoints: [String]) throws {
    let folder = try TemporaryFolder()
    let result = try Command.run(Repository.assay, arguments + ["--output", folder.path])
    #expect(result.status == 0)
    let passed = result.output.split(separator: "\n").filter { $0.hasPrefix("ok ") }
    #expect(passed.map { $0.split(separator: " ")[1] }.map(String.init) == endpoints)
    let names = try folder.read("junit.xml").matches(of: /<testcase name="([^"]*)" classname="([^"]*)"/)
    let values = arguments.filter { !$0.hasPrefix("--only") || $0.contains("=") }
    for name in names where !values.contains("sfox=mock") {
      let id = "\(name.output.2)/\(name.output.1)"
      func matches(_ option: String) -> Bool {
        arguments.indices.contains { index in
          let word = arguments[index]
          let glob =
            word == option
            ? arguments[index + 1] : word.hasPrefix("\(option)=") ? String(word.dropFirst(option.count + 1)) : nil
          return glob.map { Glob($0).matches(id) || Glob($0).matches(String(name.output.2)) } ?? false
        }
      }
      #expect(matches("--only") && !matches("--skip"), "\(id)")
    }
  }

  @Test func `a failing case ends the command with 1 and is in the report`() throws {
    let listener = try Listener { _ in Response(200, headers: ["Content-Type": "text/html"], body: Array("<p>".utf8)) }
    let folder = try TemporaryFolder()
    let result = try Command.assay(
      "--target", "vault=\(listener.url)", "--only", "vault.phone.verify.resend/example/*", "--output", folder.path,
      environment: ["ASSAY_VAULT_PHONE": "+447871234567"])
    #expect(result.status == 1)
    #expect(result.errors == "")
    #expect(
      result.output.contains(
        """
          failed vault.phone.verify.resend/example/curl
            a request as the document's sample curl sends it
            markup at body
              expected: JSON
              found:    <p>
              documented: Responses › 200 › Content-Type ("Media type: application/json")
            curl -i -X POST \(listener.url)/v2/mobile/phone/verify/resend
        """))
    #expect(
      try folder.read("junit.xml").contains(#"<failure message="body: expected JSON, found &lt;p&gt;" type="markup">"#))
    #expect(listener.requests.count == 1)
  }

  @Test(arguments: [
    (["--only", "nothing.*"], "assay: no case is selected: see assay list for the ids that --only and --skip match\n"),
    (["--skip", "*"], "assay: no case is selected: see assay list for the ids that --only and --skip match\n"),
  ])
  func `nothing selected is no success`(arguments: [String], errors: String) throws {
    let folder = try TemporaryFolder()
    let result = try Command.run(Repository.assay, arguments, folder: folder.path)
    #expect(result.status == 3)
    #expect(result.errors == errors)
    #expect(result.output == "")
  }

  @Test func `a target that nobody listens at is no verdict on a provider`() throws {
    let folder = try TemporaryFolder()
    let result = try Command.assay(
      "--target", closedURL, "--output", folder.path, environment: ForeignProvider.environment)
    #expect(result.status == 3)
    let lines = result.output.split(separator: "\n").map(String.init)
    let count = try #require(Int(lines[0].split(separator: " ")[2]))
    let reported = "    Cannot connect to 127.0.0.1:1: Connection refused. Is the service running there?"
    #expect(lines.contains(reported))
    #expect(lines.contains("1 of \(count) cases could not be judged:"))
    #expect(lines.contains { $0.hasPrefix("0 passed, 0 failed, 1 error, \(count - 1) skipped in ") })
    #expect(lines.contains("Nothing was tested"))
    // One line for all that depends on it.
    #expect(lines.contains("  \(count - 1) cases: not sent: \(reported.dropFirst(4))"))
    let report = try folder.read("junit.xml")
    #expect(report.contains(#"tests="\#(count)" failures="0" errors="1" skipped="\#(count - 1)""#))
    #expect(report.components(separatedBy: "<error ").count == 2)
  }

  @Test func `values without which nothing can be tested are named at once, before anything is sent`() throws {
    let listener = try Listener { _ in Self.ok }
    let folder = try TemporaryFolder()
    // CI gives a secret that does not exist as an empty variable.
    let environment = ForeignProvider.environment.merging(["ASSAY_VAULT_TOKEN": "", "ASSAY_VAULT_CARD": ""]) { $1 }
    for more in [[], ["--allow-skips"]] {
      let result = try Command.run(
        Repository.assay, ["--target", listener.url, "--output", folder.path] + ForeignProvider.selection + more,
        environment: environment)
      #expect(result.status == 2)
      #expect(
        result.errors == """
          assay: 2 endpoints cannot be tested without values that this run does not have: vault.card.passcode.sms.send, vault.card.passcode.set
            needs vault.token (access token of the cards' owner): set ASSAY_VAULT_TOKEN
            needs vault.card (id of a Card Program 1 card of the token's owner): give --var vault.card=VALUE or set ASSAY_VAULT_CARD
          Give them, or leave endpoints out with --only, --skip or --target; nothing was sent
          Try: assay run --help

          """)
      #expect(listener.requests == [])
    }
  }

  @Test func `a dry run tells every request in order and sends none`() throws {
    let listener = try Listener { _ in Self.ok }
    let folder = try TemporaryFolder()
    let result = try Command.assay(
      "--dry-run", "--target", listener.url, "--only", "*/example/*", "--only", "*/idempotent/*", "--only",
      "*/boundary/id=1",
      "--skip", "sfox.*", "--skip", "camara.*", "--skip", "vault.card.passcode.sms.verify", "--skip",
      "vault.card.rsa-key", "--skip", "vault.phone.confirm", "--skip", "tenpay.user.phone.verify", "--skip",
      "tenpay.user.create",
      environment: ["ASSAY_TENPAY_TOKEN": "t0p", "ASSAY_TENPAY_USER": "12", "ASSAY_TENPAY_PHONE": "+1202"],
      folder: folder.path)
    #expect(
      result.output == """
        vault.card.passcode.sms.send at \(listener.url)
          skip  vault.card.passcode.sms.send/example/curl: needs vault.token (access token of the cards' owner): set ASSAY_VAULT_TOKEN; needs vault.card (id of a Card Program 1 card of the token's owner): give --var vault.card=VALUE or set ASSAY_VAULT_CARD
        vault.card.passcode.set at \(listener.url)
          skip  vault.card.passcode.set/example/curl: needs vault.token (access token of the cards' owner): set ASSAY_VAULT_TOKEN; needs vault.card (id of a Card Program 1 card of the token's owner): give --var vault.card=VALUE or set ASSAY_VAULT_CARD; needs vault.keyId (id of the RSA key, from GET /v2/card/rsa-public-key): give --var vault.keyId=VALUE or set ASSAY_VAULT_KEYID; needs vault.code (the code that the card's owner got by SMS): set ASSAY_VAULT_CODE; needs vault.passCode (the passcode to set on the card): set ASSAY_VAULT_PASSCODE
        vault.phone.verify.resend at \(listener.url)
          skip  vault.phone.verify.resend/example/curl: needs vault.phone (a phone number that was given at sign-up): give --var vault.phone=VALUE or set ASSAY_VAULT_PHONE
        tenpay.user.phone.send-code at \(listener.url)
          POST /User/phone-number/send-code  tenpay.user.phone.send-code/example/body  [sendsMessage to ${ASSAY_TENPAY_PHONE}]
        vault.card.passcode.sms.send at \(listener.url)
          skip  vault.card.passcode.sms.send/boundary/id=1: needs vault.token (access token of the cards' owner): set ASSAY_VAULT_TOKEN; needs vault.card (id of a Card Program 1 card of the token's owner): give --var vault.card=VALUE or set ASSAY_VAULT_CARD
        vault.card.passcode.set at \(listener.url)
          skip  vault.card.passcode.set/boundary/id=1: needs vault.token (access token of the cards' owner): set ASSAY_VAULT_TOKEN; needs vault.card (id of a Card Program 1 card of the token's owner): give --var vault.card=VALUE or set ASSAY_VAULT_CARD; needs vault.keyId (id of the RSA key, from GET /v2/card/rsa-public-key): give --var vault.keyId=VALUE or set ASSAY_VAULT_KEYID; needs vault.code (the code that the card's owner got by SMS): set ASSAY_VAULT_CODE; needs vault.passCode (the passcode to set on the card): set ASSAY_VAULT_PASSCODE
        tenpay.user.phone.send-code at \(listener.url)
          POST /User/phone-number/send-code x2  tenpay.user.phone.send-code/idempotent/twice  [sendsMessage to ${ASSAY_TENPAY_PHONE}]
          skip  tenpay.user.phone.send-code/idempotent/twice,user-verified: needs tenpay.user.verified (id of a user whose phone number is verified): give --var tenpay.user.verified=VALUE or set ASSAY_TENPAY_USER_VERIFIED
          POST /User/phone-number/send-code  tenpay.user.phone.send-code/boundary/id=1  [sendsMessage to ${ASSAY_TENPAY_PHONE}]

        4 requests; effects if every one were accepted: sendsMessage 4; nothing was sent

        """)
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("assay: 3 endpoints cannot be tested without values that this run does not have: "))
    #expect(listener.requests == [])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  @Test func `a value given as an argument is sent, before one of the environment`() throws {
    let listener = try Listener { _ in Self.ok }
    let folder = try TemporaryFolder()
    let result = try Command.assay(
      "--target", "vault=\(listener.url)", "--only", "vault.phone.verify.resend/example/*", "--var",
      "vault.phone=+1=2", "--output", folder.path, environment: ["ASSAY_VAULT_PHONE": "+3"])
    #expect(result.status == 0)
    #expect(listener.requests.map { String(decoding: $0.body ?? [], as: UTF8.self) } == [#"{"phone":"+1=2"}"#])
  }

  @Test func `a rate holds for a host, however its targets are spelled`() throws {
    let times = Mutex<[ContinuousClock.Instant]>([])
    let listener = try Listener { _ in
      times.withLock { $0.append(.now) }
      return Self.ok
    }
    let folder = try TemporaryFolder()
    let port = try #require(listener.url.split(separator: ":").last)
    _ = try Command.assay(
      "--target", "vault=http://LOCALHOST:\(port)/", "--target", "sfox=http://127.0.0.1:\(port)/v1", "--target",
      "tenpay=http://localhost:\(port)//", "--only", "*/example/*", "--rate", "20", "--output", folder.path,
      environment: ForeignProvider.environment)
    let arrivals = times.withLock { $0 }
    try #require(arrivals.count >= 6)
    // A request may be late, so that two come closely; all of them come no faster than the rate.
    let least = Duration.milliseconds(50) * (arrivals.count - 1) - .milliseconds(45)
    #expect(arrivals.last! - arrivals.first! >= least, "\(arrivals.count) in \(arrivals.last! - arrivals.first!)")
  }

  @Test func `a secret reaches the provider and nothing that is written`() throws {
    let listener = try Listener { _ in Response(400, body: Array("{\"error\": 1}".utf8)) }
    let folder = try TemporaryFolder()
    let secrets = [
      "ASSAY_VAULT_TOKEN": "s3cret-vault-token", "ASSAY_VAULT_CODE": "s3cret\"code",
      "ASSAY_VAULT_PASSCODE": "s3cret-pass",
      "ASSAY_SFOX_TOKEN": "s3cret-sfox-token", "ASSAY_TENPAY_TOKEN": "s3cret-tenpay-token",
    ]
    let environment = ForeignProvider.environment.merging(secrets) { $1 }
    let live = try Command.assay("--target", listener.url, "--output", folder.path, environment: environment)
    #expect(live.status == 1)
    let sent = listener.requests.map { "\($0.headers)" + String(decoding: $0.body ?? [], as: UTF8.self) }.joined()
    for secret in ["s3cret-vault-token", "s3cret\\\"code", "s3cret-pass", "s3cret-sfox-token", "s3cret-tenpay-token"] {
      #expect(sent.contains(secret), "\(secret) was not sent")
    }
    #expect(!sent.contains("${"))
    let others = [
      try Command.assay("--dry-run", "--target", listener.url, environment: environment),
      try Command.assay("list", "--variables", environment: environment),
      try Command.assay("show", "vault.card.passcode.set/example/curl", environment: environment),
    ]
    for result in [live] + others {
      #expect(!result.output.contains("s3cret"))
      #expect(!result.errors.contains("s3cret"))
    }
    #expect(try !folder.read("junit.xml").contains("s3cret"))
    #expect(live.output.contains("-H 'Authorization: Bearer '\"${ASSAY_VAULT_TOKEN:?}\""))
  }

  @Test func `a mock gets no secret of the environment`() throws {
    let folder = try TemporaryFolder()
    let result = try Command.assay("--output", folder.path, environment: ForeignProvider.environment)
    #expect(result.status == 0)
    #expect(result.output.contains(" passed, 0 failed, 0 errors, 0 skipped in "))
  }

  @Test(arguments: [
    (
      "/dev/null/reports",
      "assay: Cannot create the folder /dev/null: Not a directory. A part of the path is a file, not a folder.\n"
    ),
    (
      "/proc/assay-reports",
      "assay: Cannot create the folder /proc/assay-reports: No such file or directory. Check the path.\n"
    ),
  ])
  func `a folder that cannot be made is reported before anything is asked`(path: String, errors: String) throws {
    let listener = try Listener { _ in Self.ok }
    let result = try Command.assay(
      "--target", listener.url, "--output", path, environment: ForeignProvider.environment)
    #expect(result.status == 2)
    #expect(result.errors == errors)
    #expect(result.output == "")
    #expect(listener.requests == [])
  }

  @Test func `a report that cannot be written still tells on the console what came of the run`() throws {
    let folder = try TemporaryFolder()
    let result = try Command.run(
      "/bin/sh", ["-c", "ulimit -f 40; exec \"$ASSAY\" --only '*/example/*' --output ."],
      environment: ["ASSAY": Repository.assay], folder: folder.path)
    #expect(result.status == 2)
    #expect(
      result.errors
        == "assay: Cannot write ./report.html: File too large. Raise the limit on the size of files (ulimit -f).\n")
    #expect(result.output.contains("\n16 passed, 0 failed, 0 errors, 0 skipped in "))
  }

  @Test func `a folder of several levels is made`() throws {
    let folder = try TemporaryFolder()
    let result = try Command.assay("--only", "*/idempotent/*", "--output=a/b//c/", folder: folder.path)
    #expect(result.status == 0)
    #expect(try folder.read("a/b/c/junit.xml").hasPrefix("<?xml "))
  }

  @Test(arguments: ["list", "lint", "show vault.card.passcode.set", "--help", "run --output out"])
  func `a reader that goes away does not crash the command`(arguments: String) throws {
    let folder = try TemporaryFolder()
    let script = "(\"$0\" \(arguments); echo $? >&2) | true"
    let result = try Command.run("/bin/sh", ["-c", script, Repository.assay], folder: folder.path)
    #expect(result.errors == "0\n")
  }

  @Test func `an answer that does not end in time is reported as what it is`() throws {
    let listener = try Listener { _ in
      Response(200, headers: ["Content-Length": "50", "Content-Type": "application/json"], body: Array("{".utf8))
    }
    let folder = try TemporaryFolder()
    let result = try Command.assay(
      "--target", "vault=\(listener.url)", "--only", "vault.phone.verify.resend/example/*", "--timeout", "0.2",
      "--var", "vault.phone=+1", "--output", folder.path)
    #expect(result.status == 1)
    #expect(result.output.contains("    body-timed-out at framing\n"))
  }
}
