import AssayTestSupport
import Foundation
import Testing

/// Hosts by name, behind a proxy that leads them all to one server of this machine: which are asked, and how often.
@Suite(.enabled(if: ForeignProvider.python != nil, "python3 is needed for the other server"))
struct HostTests {
  static let production = "http://api.sfox.com"
  static let sandbox = "http://api.staging.sfox.com"
  static let stranger = "http://api.example.com"

  /// Runs toward a host by name; gives the result and what the server behind every name was asked.
  static func run(_ target: String, _ arguments: [String]) throws -> (
    result: CommandResult, requests: Int, folder: TemporaryFolder
  ) {
    let folder = try TemporaryFolder()
    let log = folder.path + "/requests"
    let provider = try PythonServer("provider.py", ["--log", log])
    let proxy = try PythonServer("relay.py", ["--proxy", "--to", provider.addresses[0]])
    let result = try Command.run(
      Repository.assay,
      ["--target", "sfox=\(target)", "--proxy", "http://\(proxy.addresses[0])", "--output", folder.path]
        + ["--only", "sfox.users.send-verification"] + arguments,
      environment: ForeignProvider.environment)
    _ = proxy.stop()
    _ = provider.stop()
    let requests = (try? String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").count) ?? 0
    return (result, requests, folder)
  }

  @Test(arguments: [
    (production, [], "api.sfox.com is sFOX's production: nothing was sent; --allow-production api.sfox.com allows it"),
    (production, ["--allow-host", "api.sfox.com"], "api.sfox.com is sFOX's production: nothing was sent"),
    (
      production, ["--allow-production", "api.staging.sfox.com"], "api.sfox.com is sFOX's production: nothing was sent"
    ),
    ("http://API.SFOX.COM.", ["--allow-host", "API.SFOX.COM."], "is sFOX's production: nothing was sent"),
    (
      stranger, [],
      "api.example.com is no sandbox that the contracts of sfox name: nothing was sent; --allow-host api.example.com allows it"
    ),
    (stranger, ["--allow-host", "example.com"], "api.example.com is no sandbox that the contracts of sfox name"),
  ])
  func `a host that was not allowed is sent nothing`(target: String, arguments: [String], message: String) throws {
    let (result, requests, _) = try Self.run(target, arguments + ["--allow", "sendsMessage=100"])
    #expect(result.status == 2)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(requests == 0)
  }

  @Test(arguments: [
    (sandbox, [] as [String]), (stranger, ["--allow-host", "API.example.com"]),
    (production, ["--allow-production", "api.sfox.com"]),
  ])
  func `a host that was allowed is asked, within the budget and not once more`(target: String, arguments: [String])
    throws
  {
    let (result, requests, _) = try Self.run(
      target, arguments + ["--allow-cleartext", "--allow", "sendsMessage=7", "--jobs", "32"])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(requests == 7)
    #expect(result.output.contains("7 passed, 0 failed, 0 errors, "))
    #expect(result.output.contains("it would exceed the budget of 7 sendsMessage"))
  }

  @Test(arguments: [[], ["--dry-run"]])
  func `a token goes to another machine unencrypted only when that was allowed`(more: [String]) throws {
    let (refused, none, _) = try Self.run(Self.sandbox, ["--allow", "sendsMessage=1"] + more)
    #expect(refused.status == 2)
    #expect(
      refused.errors
        == "assay: sfox.token is a secret, and connections to http://api.staging.sfox.com are not encrypted: nothing was sent; give an https:// target, or --allow-cleartext allows it\nTry: assay run --help\n"
    )
    #expect(none == 0)
    let folder = try TemporaryFolder()
    try folder.write(#"{"allowCleartext": true, "allow": {"sendsMessage": 1}}"#, to: "assay.json")
    let (allowed, one, _) = try Self.run(Self.sandbox, ["--config", folder.path + "/assay.json"] + more)
    #expect(allowed.status == 0, "\(allowed.output)\(allowed.errors)")
    #expect(one == (more.isEmpty ? 1 : 0))
  }

  @Test func `a sandbox without a budget is not asked at all, since every request could send a message`() throws {
    let (result, requests, _) = try Self.run(Self.sandbox, ["--allow-cleartext"])
    #expect(result.status == 3)
    #expect(requests == 0)
    #expect(
      result.output.contains("it would do sendsMessage, which is not allowed: --allow sendsMessage=N allows it N times")
    )
  }

  @Test func `a dry run says what would be spent and sends nothing`() throws {
    let (result, requests, _) = try Self.run(
      Self.sandbox, ["--allow-cleartext", "--allow", "sendsMessage=2", "--dry-run"])
    #expect(result.status == 0)
    #expect(requests == 0)
    #expect(
      result.output.hasSuffix("\n2 requests; effects if every one were accepted: sendsMessage 2; nothing was sent\n"))
  }
}
