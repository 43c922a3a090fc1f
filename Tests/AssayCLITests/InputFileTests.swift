import AssaySystem
import AssayTestSupport
import Foundation
import Testing

/// Files that somebody else wrote: endless, of a strange kind, or with contents that no run writes.
@Suite struct InputFileTests {
  private static let token = "ASSAY_VAULT_TOKEN_FILE"

  @Test(
    .enabled(if: Files.kind("/dev/zero") == .device),
    arguments: [
      (["run", "--config", "/dev/zero"], "--config /dev/zero: Cannot read /dev/zero: ", 1_048_576),
      (["list", "--variables", "--config", "/dev/zero"], "--config /dev/zero: Cannot read /dev/zero: ", 1_048_576),
      (["run", "--baseline", "/dev/zero"], "Cannot read /dev/zero: ", 268_435_456),
      (["diff", "/dev/zero", "/dev/zero"], "Cannot read /dev/zero: ", 268_435_456),
      (["merge", "/dev/zero"], "Cannot read /dev/zero: ", 268_435_456),
      (["list", "--variables"], "\(token): Cannot read /dev/zero: ", 65_536),
    ])
  func `an endless file ends at a limit`(arguments: [String], place: String, limit: Int) throws {
    let folder = try TemporaryFolder()
    let result = try Command.run(
      Repository.assay, arguments, environment: arguments.contains("list") ? [Self.token: "/dev/zero"] : [:],
      folder: folder.path)
    #expect(result.status == 2)
    #expect(result.output == "")
    let line = result.errors.prefix { $0 != "\n" }
    #expect(line.hasSuffix("it is longer than \(limit) bytes, the most that is read."), "\(line)")
    #expect(line.hasPrefix("assay: \(place)") || arguments.contains("--config"), "\(line)")
  }

  @Test(
    .enabled(if: Files.kind("/dev/zero") == .device),
    arguments: [["--ca"], ["--cert"], ["--cert", "/dev/null", "--key"]])
  func `a certificate is a file, since it is read again for each connection`(options: [String]) throws {
    let result = try Command.run(Repository.assay, options + ["/dev/zero"])
    #expect(result.status == 2)
    let path = options.count == 1 ? "/dev/zero" : "/dev/null"
    #expect(result.errors.hasPrefix("assay: \(options[0]): Cannot read \(path): it is a device, not a file."))
  }

  @Test func `a file that is too long is refused by its size`() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "journal.jsonl")
    #expect(truncate(folder.path + "/journal.jsonl", 1 << 40) == 0)
    let result = try Command.assay("report", "--output", folder.path)
    #expect(result.status == 2)
    #expect(
      result.errors
        == "assay: Cannot read \(folder.path)/journal.jsonl: it is longer than 2147483648 bytes, the most that is read.\n"
    )
  }

  @Test(arguments: ["journal.jsonl", "history.jsonl"]) func `a pipe at the path of a file of ours does not hang`(
    name: String
  ) throws {
    let folder = try TemporaryFolder()
    _ = try Command.assay("--only", "*/example/*", "--output", folder.path)
    try Files.remove("\(folder.path)/\(name)")
    #expect(mkfifo("\(folder.path)/\(name)", 0o666) == 0)
    let result = try Command.assay("report", "--output", folder.path)
    #expect(result.status == 2)
    #expect(result.errors == "assay: Cannot read \(folder.path)/\(name): it is a named pipe, not a file.\n")
  }

  @Test(.enabled(if: Command.find("bash") != nil)) func `settings, secrets and results may come from a command`() throws
  {
    let folder = try TemporaryFolder()
    #expect(try Command.assay("--only", "*/example/*", "--output", folder.path).status == 0)
    let bash = try #require(Command.find("bash"))
    func shell(_ command: String) throws -> CommandResult {
      try Command.run(bash, ["-c", command], environment: ["ASSAY": Repository.assay], folder: folder.path)
    }
    let config = try shell(
      #""$ASSAY" list --variables --config <(sleep 0.2; printf '{"variables": '; sleep 0.2; echo '{"vault.card": "7"}}')"#
    )
    #expect(config.status == 0, "\(config.errors)")
    #expect(config.output.contains("--var vault.card=VALUE or ASSAY_VAULT_CARD: set in /dev/fd/"))
    let secret = try shell(#"ASSAY_VAULT_TOKEN_FILE=<(printf secret) "$ASSAY" list --variables"#)
    // The shell names the pipe only for words of a command.
    let inherited = try shell(#"exec 9< <(printf secret); ASSAY_VAULT_TOKEN_FILE=/dev/fd/9 "$ASSAY" list --variables"#)
    #expect(secret.status == 0 || secret.errors != "")
    #expect(inherited.output.contains("set in the file that ASSAY_VAULT_TOKEN_FILE names"), "\(inherited.errors)")
    let diff = try shell(#""$ASSAY" diff <(cat results.json) results.json"#)
    #expect(diff.status == 0, "\(diff.errors)")
  }

  // MARK: Numbers

  static let numbers = [
    "-1", "1.5", "1e400", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "null", "\"1\"", "[]",
  ]

  /// The members of results.json that hold a number, each with the most that it may be.
  static let members = [
    ("version", 2_147_483_647), ("microseconds", 86_400_000_000), ("index", 2_147_483_647), ("line", 2_147_483_647),
    ("cases", 2_147_483_647), ("suites", 2_147_483_647), ("statuses", 999), ("number", 1024), ("count", 1024),
    ("column", 2_147_483_647), ("violationCount", 2_147_483_647), ("bodyBytes", 2_147_483_647),
    ("shownBytes", 2_147_483_647), ("status", 999), ("retried", 999),
  ]

  /// A run with a failure, as one of one shard, so that it has every member.
  private func sample(_ folder: TemporaryFolder) throws {
    let server = try Listener { _ in .init(200, headers: ["Content-Type": "application/json"], body: Array("{}".utf8)) }
    _ = try Command.run(
      Repository.assay, ["--target", "vault=\(server.url)", "--shard", "1/1", "--output", folder.path],
      environment: ForeignProvider.environment)
  }

  @Test func `numbers beyond what a file can mean are refused with their place`() throws {
    let folder = try TemporaryFolder()
    try sample(folder)
    let whole = try folder.read("results.json")
    for (member, most) in Self.members {
      for number in Self.numbers + ["\(most + 1)"] {
        let isList = member == "statuses" || member == "retried"
        let list = isList ? "[\(number)]" : number
        // The last one: the first of some names is the run's.
        let pattern = isList ? "\"\(member)\":\\[[^\\]]*\\]" : "\"\(member)\":[0-9]+"
        guard let range = Self.last(pattern, whole) else {
          // A run has a member that nothing was retried for only where something was.
          #expect(member == "retried")
          continue
        }
        try folder.write(
          whole.replacingCharacters(in: range, with: "\"\(member)\":\(list)"), to: "edited.json")
        let result = try Command.run(
          Repository.assay, ["diff", "results.json", "edited.json"], folder: folder.path)
        #expect(result.status == 2, "\(member) \(number)")
        let place =
          #"^assay: edited\.json:[0-9]+:[0-9]+: /[^ ]*\#(member)(/0)?: expected a whole number from 0 to \#(most), found .+\n$"#
        #expect(
          result.errors.range(of: place, options: .regularExpression) != nil, "\(member) \(number): \(result.errors)")
      }
    }
  }

  private static func last(_ pattern: String, _ text: String) -> Range<String.Index>? {
    var found: Range<String.Index>?
    var start = text.startIndex
    while let next = text.range(of: pattern, options: .regularExpression, range: start..<text.endIndex) {
      found = next
      start = next.upperBound
    }
    return found
  }

  @Test(arguments: [
    (
      "history.jsonl", "\"passed\":[0-9]+", "\"passed\":9223372036854775807", "report",
      "/passed: expected a whole number"
    ),
    (
      "history.jsonl", "\"microseconds\":[0-9]+", "\"microseconds\":9007199254740992", "report",
      "/microseconds: expected a whole number from 0 to 9007199254740991, found 9007199254740992; remove the file"
    ),
    ("journal.jsonl", "\"end\":[0-9]+", "\"end\":9223372036854775807", "report", "/end: expected a whole number"),
    ("journal.jsonl", "\"at\":\\[0,0\\]", "\"at\":[0,9223372036854775807]", "report", "/at/1: expected a whole number"),
    ("journal.jsonl", "\"at\":\\[0,0\\]", "\"at\":[2147483647,0]", "report", "/at: there is no such case in this run"),
    ("journal.jsonl", "\"ids\":\\[\"", "\"ids\":[7,\"", "report", "/ids/0: expected a string, found a number"),
    (
      "journal.jsonl", "\"microseconds\":[0-9]+,\"statuses\"", "\"microseconds\":9223372036854775807,\"statuses\"",
      "report", "/case/microseconds: expected a whole number from 0 to 86400000000, found 9223372036854775807"
    ),
  ])
  func `numbers of the other files are refused with their place`(
    name: String, pattern: String, replacement: String, command: String, message: String
  ) throws {
    let folder = try TemporaryFolder()
    _ = try Command.assay("--only", "*/example/*", "--output", folder.path)
    let whole = try folder.read(name)
    let range = try #require(whole.range(of: pattern, options: .regularExpression))
    try folder.write(whole.replacingCharacters(in: range, with: replacement), to: name)
    let result = try Command.run(Repository.assay, [command, "--output", folder.path])
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("assay: \(folder.path)/\(name):"), "\(result.errors)")
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test func `a time of 292 thousand years in the last run crashes no shard`() throws {
    let folder = try TemporaryFolder()
    _ = try Command.assay("--only", "*/example/*", "--output", folder.path)
    let whole = try folder.read("results.json")
    try folder.write(
      whole.replacingOccurrences(
        of: "\"microseconds\":[0-9]+,\"statuses\"", with: "\"microseconds\":9223372036854775807,\"statuses\"",
        options: .regularExpression), to: "results.json")
    let run = try Command.assay("--shard", "1/2", "--only", "*/example/*", "--output", folder.path)
    #expect(run.status == 0, "\(run.errors)")
  }

  // MARK: Terminal escapes

  @Test func `what an edited file holds makes no terminal obey`() throws {
    let folder = try TemporaryFolder()
    try sample(folder)
    let evil = #"\u001b]0;owned\u0007\u001b[2J\u009b31m\u202e\n::error::forged "#
    for name in ["results.json", "journal.jsonl"] {
      var text = try folder.read(name)
      for member in [
        "id", "reason", "message", "place", "expected", "found", "promise", "startedAt", "target", "summary",
      ] {
        text = text.replacingOccurrences(of: "\"\(member)\":\"", with: "\"\(member)\":\"\(evil)")
      }
      try folder.write(text, to: name)
    }
    // The ids of the journal's suites are those of its cases.
    try folder.write(
      #"{"schema":"assay-baseline","version":1,"known":[{"case":"\#(evil)x","fingerprint":"0","owner":"\#(evil)","reason":"\#(evil)","expires":"2999-01-01"}]}"#,
      to: "known.json")
    try folder.write(#"{"\u001b[2J\u009b31m": 1, "targets": {"\u001b[2J": "mock"}}"#, to: "config.json")
    var other = try folder.read("results.json")
    other = other.replacingOccurrences(of: "\"outcome\":\"failed\"", with: "\"outcome\":\"passed\"")
    try folder.write(other, to: "other/results.json")
    for arguments in [
      ["diff", "results.json", "other/results.json"], ["diff", "other/results.json", "results.json"],
      ["diff", "other/results.json", "results.json", "--format", "markdown"], ["merge", ".", "--output", "merged"],
      ["report", "--output", ".", "--format", "github"], ["replay", "nothing", "--output", "."],
      ["baseline", "update", "--results", ".", "--baseline", "known.json"],
      ["baseline", "update", "--results", ".", "--baseline", "new.json"], ["run", "--config", "config.json"],
      ["run", "--config", "\u{1B}[2J"], ["run", "--\u{1B}[2J"], ["list", "--config", "config.json", "--variables"],
      ["--only", "*/example/*", "--baseline", "known.json", "--output", "run"],
    ] {
      let result = try Command.run(Repository.assay, arguments, folder: folder.path)
      for text in [result.output, result.errors] {
        let obeyed = text.unicodeScalars.filter {
          $0.value < 0x20 && $0 != "\n" || 0x7F...0x9F ~= $0.value || $0.value == 0x202E
        }
        #expect(obeyed.isEmpty, "\(arguments)")
        #expect(!text.contains("\n::error::forged"), "\(arguments)")
      }
    }
  }
}
