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

  @Test func `contracts with forms and texts pass lint and run, and no mutant survives`() throws {
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
  ]) func `a case shows its body as it is sent`(id: String, body: String) throws {
    let show = try Self.run("show", id, in: TemporaryFolder())
    #expect(show.output.contains(body), "\(show.output)\(show.errors)")
  }
}
