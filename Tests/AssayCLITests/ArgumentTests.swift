import AssayHTTP
import AssayTestSupport
import Foundation
import Testing

/// What the command says when it is called wrongly: exit status 2, and on standard error alone.
@Suite struct ArgumentTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var arguments: [String]
    var message: String
    var command: String
    var testDescription: String { arguments.joined(separator: " ") }

    init(_ arguments: String..., says message: String, of command: String = "run") {
      self.arguments = arguments
      self.message = message
      self.command = command
    }
  }

  static let words = [
    Row("--targt", "mock", says: "unknown option --targt: did you mean --target?"),
    Row("run", "--strct", says: "unknown option --strct: did you mean --strict?"),
    Row("--zzzzzzzz", says: "unknown option --zzzzzzzz"),
    Row("-j", "2", says: "unknown option -j"),
    Row("runn", says: "unknown command runn: did you mean run?"),
    Row("moc", says: "unknown command moc: did you mean mock?"),
    Row("something-else", says: "unknown command something-else"),
    Row("--target", says: "--target needs a value: --target mock | URL | PROVIDER=URL"),
    Row("--only", "a", "--jobs", says: "--jobs needs a value: --jobs N"),
    Row("--strict=1", says: "--strict takes no value"),
    Row("--jobs", "2", "--jobs=3", says: "--jobs is given twice"),
    Row("run", "extra", says: #"unexpected argument "extra""#),
    Row("--", "--only", says: #"unexpected argument "--only""#),
    Row("list", "--varables", says: "unknown option --varables: did you mean --variables?", of: "list"),
    Row("lint", "x", says: #"unexpected argument "x""#, of: "lint"),
    Row("show", says: "ID is missing", of: "show"),
    Row("show", "a", "b", says: #"unexpected argument "b""#, of: "show"),
    Row(
      "show", "vault.card.passcode.st",
      says: "unknown id vault.card.passcode.st: did you mean vault.card.passcode.set?",
      of: "list"),
    Row(
      "show", "vault.card.passcode.set/missing/cod",
      says: "unknown id vault.card.passcode.set/missing/cod: did you mean vault.card.passcode.set/missing/code?",
      of: "list"),
    Row("show", "zzz", says: "unknown id zzz", of: "list"),
  ]

  static let numbers = [
    Row("--jobs", "0", says: #"--jobs takes a whole number from 1 to 256, not "0""#),
    Row("--jobs", "257", says: #"--jobs takes a whole number from 1 to 256, not "257""#),
    Row("--jobs=1.5", says: #"--jobs takes a whole number from 1 to 256, not "1.5""#),
    Row("--jobs=", says: #"--jobs takes a whole number from 1 to 256, not """#),
    Row("--timeout", "0", says: #"--timeout takes seconds, more than 0 and at most 86400, not "0""#),
    Row("--timeout", "-1", says: #"--timeout takes seconds, more than 0 and at most 86400, not "-1""#),
    Row("--timeout", "nan", says: #"--timeout takes seconds, more than 0 and at most 86400, not "nan""#),
    Row("--timeout", "inf", says: #"--timeout takes seconds, more than 0 and at most 86400, not "inf""#),
    Row("--timeout", "5s", says: #"--timeout takes seconds, more than 0 and at most 86400, not "5s""#),
    Row("--seed", "-1", says: "--seed takes a whole number from 0 to 18446744073709551615"),
    Row("--seed", "18446744073709551616", says: "--seed takes a whole number from 0 to 18446744073709551615"),
    Row("mock", "--port", "65536", says: #"--port takes a whole number from 0 to 65535, not "65536""#, of: "mock"),
  ]

  static let values = [
    Row(
      "--var", "vault.token=x",
      says:
        "vault.token is a secret, and arguments can be read by every user of this machine: set ASSAY_VAULT_TOKEN in the environment instead"
    ),
    Row("--var", "vault.crad=1", says: "unknown variable vault.crad: did you mean vault.card?"),
    Row("--var", "nothing.like.it=1", says: "unknown variable nothing.like.it"),
    Row("--var", "vault.card", says: #"--var takes NAME=VALUE, not "vault.card""#),
    Row("--var", "=x", says: #"--var takes NAME=VALUE, not """#), Row("--output=", says: "--output needs a folder"),
  ]

  static let targets = [
    Row(
      "--target", "example.com",
      says: #"--target takes mock, an address such as https://api.example.com, or PROVIDER=URL, not "example.com""#),
    Row(
      "--target", "ftp://x",
      says:
        #"--target: "ftp://x" is no target: the scheme ftp is none of http, https, http+unix and unix."#),
    Row("--target", "http://", says: #"--target: "http://" is no target: it has no host."#),
    Row(
      "--target", "http://a:99999",
      says: #"--target: "http://a:99999" is no target: its port is not a number from 1 to 65535."#),
    Row("--target", "valt=http://127.0.0.1:1", says: "unknown provider valt: did you mean vault?"),
    Row(
      "--target", closedURL, "--target", "http://127.0.0.1:2",
      says: "two targets are given for all providers: use PROVIDER=URL"),
    Row("--target", "vault=mock", "--target", "vault=mock", says: "two targets are given for vault"),
  ]

  @Test(arguments: words + numbers + values + targets)
  func `a wrong argument is reported with what to do about it, and nothing is asked`(row: Row) throws {
    let folder = try TemporaryFolder()
    let result = try Command.run(Repository.assay, row.arguments, folder: folder.path)
    #expect(result.errors == "assay: \(row.message)\nTry: assay \(row.command) --help\n")
    #expect(result.output == "")
    #expect(result.status == 2)
  }

  @Test func `help lists every option of every command`() throws {
    let options = [
      "run": [
        "--target mock | URL | PROVIDER=URL", "--openapi FILE", "--only GLOB", "--skip GLOB", "--var NAME=VALUE",
        "--token-url PROVIDER=URL",
        "--jobs N",
        "--timeout SECONDS", "--strict", "--allow-skips", "--seed N", "--dry-run", "--output DIR", "--help",
        "--config FILE",
        "--allow EFFECT=N[/M]", "--allow-host HOST", "--allow-production HOST", "--allow-cleartext",
        "--max-wait SECONDS", "--rate N",
        "--deadline SECONDS", "--format NAME", "--junit-profile rich | strict", "--baseline FILE", "--quiet",
        "--verbose", "--shard K/N | auto", "--ca FILE", "--cert FILE", "--key FILE", "--proxy URL | env", "--insecure",
      ],
      "mock": ["--port N", "--openapi FILE", "--fault NAME", "--list-faults", "--help"],
      "mutate": ["--openapi FILE", "--only GLOB", "--wire", "--output DIR", "--help"],
      "list": ["--openapi FILE", "--variables", "--config FILE", "--help"], "show": ["--openapi FILE", "--help"],
      "lint": ["--openapi FILE", "--help"],
    ]
    let tool = try Command.assay("--help")
    #expect(tool.status == 0)
    for (command, options) in options {
      let help = try Command.assay(command, "--help")
      #expect(help.status == 0)
      #expect(help.errors == "")
      #expect(help.output.hasPrefix("usage: assay \(command)\(command == "show" ? " ID" : "") [options]\n"))
      let listed = help.output.split(separator: "\n").filter { $0.hasPrefix("  --") }
      #expect(listed.count == options.count)
      for option in options { #expect(listed.contains { $0.hasPrefix("  \(option)") }, "\(command) \(option)") }
      #expect(tool.output.contains("\n  \(command)\(command == "show" ? " ID" : "") "))
      if command == "run" { for option in options { #expect(tool.output.contains("\n  \(option)"), "\(option)") } }
      #expect(help.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
    }
    for status in [0, 1, 2, 3, 4, 130] { #expect(tool.output.contains("\n  \(status)  ")) }
    #expect(try Command.assay("help").output == tool.output)
    #expect(try Command.assay("-h").output == tool.output)
  }

  @Test func `the version is one line`() throws {
    let result = try Command.assay("--version")
    #expect(result.output == "assay 0.1.0\n")
    #expect(result.status == 0)
  }
}
