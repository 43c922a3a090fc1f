import AssayTestSupport
import Foundation
import Testing

/// The whole command over contracts whose bodies are not JSON: `Tests/AssayTestShop/Mailroom.swift`.
@Suite struct MailroomTests {
  static func run(_ arguments: String..., in folder: TemporaryFolder) throws -> CommandResult {
    try Command.run(
      Repository.shop, arguments, environment: ["ASSAY_TEST_CONTRACTS": "mailroom", "ASSAY_MAILROOM_TOKEN": "t"],
      folder: folder.path)
  }

  @Test func `contracts with bodies of every kind pass lint and run, and no mutant survives`() throws {
    let folder = try TemporaryFolder()
    let lint = try Self.run("lint", in: folder)
    #expect(lint.status == 0 && lint.output.hasSuffix(" 0 findings, 0 open questions\n"), "\(lint.output)")
    let run = try Self.run("run", "--strict", in: folder)
    #expect(run.status == 0, "\(run.output)")
    let mutate = try Self.run("mutate", in: folder)
    #expect(mutate.status == 0, "\(mutate.output)")
    #expect(mutate.output.contains(", 0 survived\nfalse alarms 0: 21 equivalent mutants in "), "\(mutate.output)")
  }

  @Test(arguments: [
    ("mailroom.messages.send/optional/all", "To=%2B15558675310&Body=Hello%20there&Pin=1234&MediaUrl="),
    ("mailroom.messages.send/type/Attempt=letters", "&Attempt=abc\n"),
    ("mailroom.messages.send/body/invalid-percent", "&assay=%ZZ\n"),
    ("mailroom.messages.send/body/duplicate-key", "\nTo=another%20value&To=%2B15558675310&"),
    ("mailroom.intents.create/spelling/percent-encoded", "&%6D%65%74%61%64%61%74%61%5B%6F%72%64%65%72%5D=%31&"),
    ("mailroom.notes.put/body/too-short", "\nC\n"),
    ("mailroom.files.create/body/no-boundary", "\nContent-Type: multipart/form-data\n"),
    (
      "mailroom.files.create/range/file=too-long",
      "name=\"file\"; filename=\"a.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7777"
    ),
    ("mailroom.rates.find/choice/Content-Type=application/x-www-form-urlencoded", "\n\nweight=4\n"),
  ]) func `a case shows its body as it is sent`(id: String, body: String) throws {
    let show = try Self.run("show", id, in: TemporaryFolder())
    #expect(show.output.contains(body), "\(show.output)\(show.errors)")
  }

  /// Bodies as Python's parsers of forms, mail and JSON read them; the server repeats what it read.
  @Test(.enabled(if: ForeignProvider.python != nil, "python3 is needed for the server"))
  func `another reader finds in every valid body what the contract put there, and refuses what is broken`() throws {
    let server = try PythonServer("mailroom.py", [])
    let folder = try TemporaryFolder()
    let kinds = [
      "answer/*", "choice/*", "boundary/*", "optional/*", "spelling/*", "missing/*", "body/missing",
      "body/wrong-boundary",
      "body/no-boundary", "body/invalid-utf8", "body/no-match",
    ]
    let result = try Command.run(
      Repository.shop,
      ["run", "--strict", "--target", "http://\(server.addresses[0])"] + kinds.flatMap { ["--only", "*/\($0)"] }
        // The server does not look into objects.
        + ["--skip", "*/missing/shipping.*", "--skip", "*/missing/items.*"],
      environment: [
        "ASSAY_TEST_CONTRACTS": "mailroom", "ASSAY_MAILROOM_TOKEN": "t", "ASSAY_MAILROOM_PIN": "a&b=c %+",
        "ASSAY_MAILROOM_PHONE": "+359881234567",
      ], folder: folder.path)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(result.output.contains(" 0 failed, 0 errors, 0 skipped"), "\(result.output)")
  }

  /// What curl sends, and what the mock answers.
  @Test(
    .enabled(if: Command.find("curl") != nil, "curl is needed for the client"),
    arguments: [
      (
        ["/intents", "-d", "amount=2000", "-d", "currency=usd", "-d", "metadata[order]=6735"], #""amount":2000"#, "200"
      ),
      (["/intents", "-d", "amount=2000", "-d", "currency=xyz"], #"{"message":"#, "400"),
      (
        ["/intents", "-d", "amount=2000", "--data-urlencode", "currency=usd", "-d", "a=%ZZ"], #"{"message":"#,
        "400"
      ),
      (
        ["/files", "-F", "purpose=photo", "-F", "file=%PDF-1.4;filename=b.pdf;type=application/pdf"],
        #""purpose":"photo""#, "201"
      ),
      (["/files", "-F", "purpose=photo"], #"{"message":"#, "400"),
      (
        [
          "/files", "-F", "purpose=photo", "-F", "file=%PDF-;filename=b.pdf", "-F",
          "details={\"pages\":1};type=application/json",
        ], #""purpose":"photo""#, "201"
      ),
      (["/rates", "-d", "weight=3"], #""price":"#, "200"),
      (["/rates", "-d", "weight=3", "-H", "Accept: text/csv;q=1, application/json;q=0.5"], "price;12", "200"),
      (["/rates", "-d", "weight=3", "-H", "Accept: */*"], #""price":"#, "200"),
      (
        ["/rates", "-d", "<a/>", "-H", "Content-Type: application/xml"],
        #"{"message":"#, "400"
      ),
    ]) func `curl is understood by the mock`(arguments: [String], body: String, status: String) throws
  {
    let mock = try MockProcess(Repository.shop, environment: ["ASSAY_TEST_CONTRACTS": "mailroom"])
    let result = try Command.run(
      Command.find("curl")!,
      ["-s", "-w", "\n%{http_code}", "http://\(mock.address)\(arguments[0])"] + arguments.dropFirst())
    #expect(result.output.contains(body) && result.output.hasSuffix("\n\(status)"), "\(result.output)\(result.errors)")
  }

  static let chromium =
    Command.find("chromium") ?? Command.find("chromium-browser") ?? Command.find("google-chrome")

  /// A form of a page with a file, as a browser sends it, and the response that it shows.
  @Test(
    .enabled(if: chromium != nil, "Chromium is needed for the form"),
    arguments: [("photo", #"{"purpose":"photo"}"#), ("holiday", #"{"message":"#)])
  func `the form of a browser is understood by the mock`(purpose: String, shown: String) throws {
    let mock = try MockProcess(Repository.shop, environment: ["ASSAY_TEST_CONTRACTS": "mailroom"])
    let folder = try TemporaryFolder()
    try folder.write(
      """
      <!DOCTYPE html>
      <form method="post" enctype="multipart/form-data" action="http://\(mock.address)/files">
        <input name="purpose" value="\(purpose)"><input type="file" name="file"><input name="copies" value="2">
      </form>
      <script>
        const files = new DataTransfer()
        files.items.add(new File(["%PDF-1.7 \u{E9}"], 'a "b" \u{E9}.pdf', {type: "application/pdf"}))
        document.querySelector("[type=file]").files = files.files
        document.forms[0].submit()
      </script>
      """, to: "form.html")
    let result = try Command.run(
      Self.chromium!,
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--user-data-dir=\(folder.path)/profile", "--virtual-time-budget=10000", "--dump-dom",
        "file://\(folder.path)/form.html",
      ])
    #expect(result.output.contains("<pre>\(shown)"), "\(result.output)\(result.errors)")
  }
}
