import AssayTestSupport
import Foundation
import Testing

@Suite struct ResultsCommandTests {
  static func json(_ path: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  /// The cases of a results.json without what no two runs share: times, and the port of the mock.
  static func cases(_ folder: String) throws -> [[String]] {
    let suites = try #require(try json(folder + "/results.json")["suites"] as? [[String: Any]])
    return try suites.flatMap { suite in
      try #require(suite["cases"] as? [[String: Any]]).map { one in
        ["id", "index", "outcome", "statuses", "reason"].map { "\(one[$0] ?? "")" }
      }
    }
  }

  @Test(arguments: [1, 4, 16]) func `shards merge to the results of one run`(count: Int) throws {
    let folder = try TemporaryFolder()
    let whole = folder.path + "/whole"
    #expect(try Command.assay("--output", whole).status == 0)
    var folders: [String] = []
    for number in 1...count {
      let part = "\(folder.path)/part\(number)"
      let run = try Command.assay("--shard", "\(number)/\(count)", "--output", part, "--quiet")
      #expect(run.status == 0, "\(run.output)\(run.errors)")
      #expect(run.output == "")
      folders.append(part)
    }
    func merge(_ parts: [String], to name: String) throws -> CommandResult {
      try Command.run(Repository.assay, ["merge"] + parts + ["--output", folder.path + "/" + name])
    }
    let merged = try merge(folders.reversed(), to: "merged")
    #expect(merged.status == 0, "\(merged.errors)")
    #expect(try Self.cases(folder.path + "/merged") == Self.cases(whole))
    #expect(FileManager.default.fileExists(atPath: folder.path + "/merged/junit.xml"))
    if count == 1 { return }
    let gap = try merge(Array(folders.dropFirst()), to: "gap")
    #expect(gap.status == 2)
    #expect(gap.errors == "assay: missing of \(count) shards: 1\n")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/gap"))
    let double = try merge(folders + [folders[0]], to: "double")
    #expect(double.status == 2)
    #expect(double.errors.contains("shard 1 of \(count) is there twice"))
    let other = folder.path + "/other"
    #expect(try Command.assay("--shard", "1/\(count)", "--seed", "7", "--output", other).status == 0)
    let foreign = try merge([other] + folders.dropFirst(), to: "foreign")
    #expect(foreign.status == 2)
    #expect(foreign.errors.contains("the seeds are 0 and 7"))
  }

  @Test func `shards that tested different ports are merged only when the user calls them the same service`() throws {
    let listeners = [try Listener { _ in RunTests.ok }, try Listener { _ in RunTests.ok }]
    let folder = try TemporaryFolder()
    var parts: [String] = []
    for (index, listener) in listeners.enumerated() {
      parts.append("\(folder.path)/part\(index + 1)")
      let run = try Command.assay(
        "--target", "vault=\(listener.url)", "--only", "vault.card*", "--shard", "\(index + 1)/2", "--output",
        parts[index], environment: ForeignProvider.environment)
      #expect(run.status == 1, "\(run.errors)")
    }
    func merge(_ more: String...) throws -> CommandResult {
      try Command.run(Repository.assay, ["merge"] + parts + ["--output", folder.path + "/all"] + more)
    }
    let refused = try merge()
    #expect(refused.status == 2)
    #expect(
      refused.errors
        == "assay: \(parts[1]) tested vault at \(listeners[1].url), and \(parts[0]) at \(listeners[0].url): if both are the same service, say so with --same-target vault\n"
    )
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/all"))
    #expect(try merge("--same-target", "valt").errors.contains("unknown provider valt: did you mean vault?"))
    #expect(try merge("--same-target", "vault").status == 1)
    // As many cases as the plan has, of which one has another id.
    let text = try folder.read("part2/results.json")
    let id = try #require(text.firstMatch(of: /"id":"(vault[^"]*\/type\/[^"]*)"/)?.output.1)
    try folder.write(text.replacing("\"\(id)\"", with: "\"\(id)x\""), to: "part2/results.json")
    let foreign = try merge("--same-target", "vault")
    #expect(foreign.status == 2)
    #expect(foreign.errors.contains(") are not those of the plan ("), "\(foreign.errors)")
  }

  @Test func `the history keeps every run, and a report made anew keeps its line`() throws {
    let folder = try TemporaryFolder()
    for _ in 1...3 { #expect(try Command.assay("--output", folder.path, "--only", "sfox.*/example/*").status == 0) }
    let history = try folder.read("history.jsonl")
    #expect(history.split(separator: "\n").count == 3)
    #expect(Set(history.matches(of: /"id":"([0-9a-f]{16})"/).map(\.output.1)).count == 3)
    let page = try folder.read("report.html")
    #expect(try Command.assay("report", "--output", folder.path).status == 0)
    #expect(try folder.read("history.jsonl") == history)
    // The page's trend has the run once, too.
    let dots = { (page: String) in page.components(separatedBy: "<circle").count }
    #expect(try dots(folder.read("report.html")) == dots(page))
  }

  @Test(arguments: [
    (["CI_NODE_INDEX": "2", "CI_NODE_TOTAL": "4"], "2/4"),
    (["BUILDKITE_PARALLEL_JOB": "1", "BUILDKITE_PARALLEL_JOB_COUNT": "4"], "2/4"),
    (["CIRCLE_NODE_INDEX": "1", "CIRCLE_NODE_TOTAL": "4"], "2/4"),
    (["JOB_COMPLETION_INDEX": "1", "ASSAY_SHARD_TOTAL": "4"], "2/4"),
    (["ASSAY_SHARD_INDEX": "1", "ASSAY_SHARD_TOTAL": "4", "CI_NODE_INDEX": "4", "CI_NODE_TOTAL": "4"], "2/4"),
    (["ASSAY_SHARD": "2/4"], "2/4"),
    (["JOB_COMPLETION_INDEX": "1"], "JOB_COMPLETION_INDEX is set and ASSAY_SHARD_TOTAL is not"),
    (["CI_NODE_INDEX": "5", "CI_NODE_TOTAL": "4"], "CI_NODE_INDEX=5 and CI_NODE_TOTAL=4 name no shard"),
    (["CI_NODE_INDEX": "-9223372036854775808", "CI_NODE_TOTAL": "4"], "name no shard"),
    (["BUILDKITE_PARALLEL_JOB": "9223372036854775807", "BUILDKITE_PARALLEL_JOB_COUNT": "4"], "name no shard"),
    ([:], "--shard auto finds no variable of GitLab"),
  ])
  func `the shard comes from the engine's variables`(variables: [String: String], result: String) throws {
    let folder = try TemporaryFolder()
    var clean = ["CI_NODE_INDEX", "BUILDKITE_PARALLEL_JOB", "CIRCLE_NODE_INDEX", "JOB_COMPLETION_INDEX"].reduce(
      into: [String: String]()
    ) { $0[$1] = "" }
    clean.merge(variables) { $1 }
    let run = try Command.assay("--shard", "auto", "--output", folder.path, environment: clean)
    if result == "2/4" {
      #expect(run.status == 0, "\(run.errors)")
      let shard = try #require(try Self.json(folder.path + "/results.json")["shard"] as? [String: Any])
      #expect(shard["number"] as? Int == 2)
      #expect(shard["count"] as? Int == 4)
    } else {
      #expect(run.status == 2)
      #expect(run.errors.contains(result), "\(run.errors)")
    }
  }

  @Test(.enabled(if: ForeignProvider.python != nil, "python3 is needed for the other server"))
  func `a known failure does not fail a run, an expired one and a stale one do`() throws {
    let folder = try TemporaryFolder()
    let server = try ForeignProvider()
    try server.become("fault resend-error-id-string")
    let baseline = folder.path + "/known.json"
    func run(_ url: String, _ more: String...) throws -> CommandResult {
      let words = ["--target", "vault=\(url)", "--output", folder.path, "--only", "vault.phone.verify.resend*"] + more
      return try Command.run(Repository.assay, words, environment: ForeignProvider.environment)
    }
    let failing = try run(server.url)
    #expect(failing.status == 1)
    #expect(failing.output.contains("in the same way"))
    #expect(failing.output.contains(" --only vault.phone.verify.resend/"))
    func update(_ more: String...) throws -> CommandResult {
      try Command.run(
        Repository.assay, ["baseline", "update", "--baseline", baseline, "--results", folder.path] + more)
    }
    let bare = try update()
    #expect(bare.status == 2)
    #expect(bare.output.contains("+ added   vault.phone.verify.resend/"))
    #expect(!FileManager.default.fileExists(atPath: baseline))
    #expect(try update("--owner", "ann", "--reason", "ticket 7", "--expires", "2999-12-31").status == 0)
    let known = try run(server.url, "--baseline", baseline)
    #expect(known.status == 0, "\(known.output)\(known.errors)")
    #expect(known.output.contains("known failures, which the baseline lists:"))
    // The same place, and another kind of value there.
    try server.become("fault resend-error-id-bool")
    let different = try run(server.url, "--baseline", baseline)
    #expect(different.status == 1)
    #expect(
      different.output.contains("The baseline knows another failure of this case: ticket 7 (ann, until 2999-12-31)"))
    try server.become("fault resend-error-id-string")
    let text = try folder.read("known.json")
    try folder.write(text.replacingOccurrences(of: "2999-12-31", with: "2020-12-31"), to: "known.json")
    let expired = try run(server.url, "--baseline", baseline)
    #expect(expired.status == 1)
    #expect(expired.output.contains("the entry has expired: ticket 7 (ann, until 2020-12-31)"))
    // The same contracts against a provider that keeps them: every entry is stale.
    try server.become("conform")
    let stale = try run(server.url, "--baseline", baseline)
    #expect(stale.status == 1)
    #expect(stale.output.contains("stale  vault.phone.verify.resend/"))
    #expect(try update().output.contains("0 known failures"))
    #expect(try run(server.url, "--baseline", baseline).status == 0)
  }

  @Test func `a first baseline is written though nothing failed, and a run takes it`() throws {
    let folder = try TemporaryFolder()
    let only = ["--only", "sfox*/example/*", "--output", folder.path + "/out"]
    #expect(try Command.run(Repository.assay, only, folder: folder.path).status == 0)
    let update = try Command.assay("baseline", "update", "--results", folder.path + "/out", folder: folder.path)
    #expect(update.status == 0)
    #expect(update.output.hasSuffix("0 known failures\nassay-baseline.json\n"))
    let run = try Command.run(Repository.assay, only + ["--baseline", "assay-baseline.json"], folder: folder.path)
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test func `a merge with a baseline tells of entries whose case is gone, since only it is whole`() throws {
    let folder = try TemporaryFolder()
    let entry =
      #"{"case": "vault.card.passcode.set/gone/x", "fingerprint": "1111111111111111", "owner": "ann", "reason": "ticket 7", "expires": "2999-12-31"}"#
    try folder.write(#"{"schema": "assay-baseline", "version": 1, "known": [\#(entry)]}"#, to: "known.json")
    let baseline = ["--baseline", folder.path + "/known.json"]
    func shards(_ name: String, _ more: [String]) throws -> [String] {
      let outputs = [1, 2].map { "\(folder.path)/\(name)\($0)" }
      for (index, output) in outputs.enumerated() {
        let words = ["--shard", "\(index + 1)/2", "--output", output] + baseline + more
        #expect(try Command.run(Repository.assay, words).status == 0)
      }
      return outputs
    }
    func merge(_ folders: [String], _ more: [String]) throws -> CommandResult {
      try Command.run(Repository.assay, ["merge"] + folders + ["--output", folder.path + "/all"] + more)
    }
    let whole = try shards("whole", [])
    let merged = try merge(whole, baseline)
    #expect(merged.status == 1)
    #expect(merged.output.contains("The baseline lists cases that do not exist"))
    #expect(merged.output.contains("  vault.card.passcode.set/gone/x"))
    #expect(try folder.read("all/summary.md").contains("In the baseline and not in the plan"))
    #expect(try merge(whole, []).status == 0)
    // A run of chosen cases says nothing of the others.
    #expect(try merge(try shards("part", ["--only", "vault.phone*"]), baseline).status == 0)
    let report = try Command.run(Repository.assay, baseline + ["--output", folder.path + "/one"])
    #expect(report.status == 1 && report.output.contains("  vault.card.passcode.set/gone/x"))
  }

  @Test(.enabled(if: ForeignProvider.python != nil, "python3 is needed for the other server"))
  func `diff gates new failures only`() throws {
    let folder = try TemporaryFolder()
    let server = try ForeignProvider()
    for (name, conduct) in [("good", "conform"), ("bad", "fault resend-error-id-string")] {
      try server.become(conduct)
      _ = try Command.run(
        Repository.assay,
        ["--target", "vault=\(server.url)", "--output", "\(folder.path)/\(name)"] + ForeignProvider.selection,
        environment: ForeignProvider.environment)
    }
    func diff(_ words: String...) throws -> CommandResult {
      try Command.run(Repository.assay, ["diff"] + words, folder: folder.path)
    }
    #expect(try diff("good", "bad", "--gate", "new").status == 1)
    #expect(try diff("good", "bad").status == 0)
    #expect(try diff("bad", "bad/results.json", "--gate", "new").status == 0)
    let fixed = try diff("bad", "good", "--gate", "new", "--format", "json")
    #expect(fixed.status == 0)
    let json = try #require(try JSONSerialization.jsonObject(with: Data(fixed.output.utf8)) as? [String: Any])
    #expect((json["fixed"] as? [Any])?.isEmpty == false)
    #expect((json["newlyFailing"] as? [Any])?.isEmpty == true)
    #expect(try diff("good", "bad", "--format", "markdown").output.contains("**newly failing**"))
  }

  @Test(arguments: [
    (["diff", "missing", "missing"], "Cannot open missing"), (["diff", "a.json"], "diff takes two runs"),
    (["diff", "cut.json", "cut.json"], "cut.json:1:29: the file is cut off"),
    (["merge", "cut.json"], "cut.json:1:29: the file is cut off"), (["merge"], "DIR... is missing"),
    (["--baseline", "cut.json"], "cut.json:1:29: the file is cut off"),
    (["--baseline", "missing.json"], "Cannot open missing.json"),
    (["baseline", "remove"], "unknown baseline command remove"),
    (["baseline", "update", "--expires", "soon"], "--expires takes a day as yyyy-mm-dd"),
    (["schema", "result"], "did you mean results?"), (["--shard", "5/4"], "--shard takes K/N"),
    (["--format", "xml"], "unknown format xml"), (["--junit-profile", "rish"], "did you mean rich?"),
    (["--quiet", "--verbose"], "exclude each other"),
  ])
  func `what cannot be used ends with 2 and says why`(words: [String], message: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("{\"schema\": \"assay-results\", ", to: "cut.json")
    let run = try Command.run(Repository.assay, words, folder: folder.path)
    #expect(run.status == 2, "\(run.output)")
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["cut.json"])
  }

  @Test func `a history that cannot be read stops the run before it sends`() throws {
    let folder = try TemporaryFolder()
    try folder.write("{\"schema\": \"assay-history\", \"version\": 9}\n", to: "history.jsonl")
    let run = try Command.assay("--output", folder.path)
    #expect(run.status == 2)
    #expect(
      run.errors.contains("history.jsonl:1:40: /version: assay-history version 9 cannot be read"), "\(run.errors)")
    #expect(run.errors.contains("remove the file to begin a new history"))
  }

  @Test func `CI systems get what they show`() throws {
    let folder = try TemporaryFolder()
    let run = try Command.assay(
      "--output", folder.path, "--format", "tap", "--only", "sfox.users.send-verification",
      environment: [
        "GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": folder.path + "/step.md", "GITLAB_CI": "true",
      ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("::stop-commands::"))
    #expect(try folder.read("step.md") == folder.read("summary.md"))
    #expect(try folder.read("step.md").hasPrefix("## ✅ The mock kept the contract of sFOX\n"))
    #expect(try folder.read("gl-code-quality-report.json") == "[]\n")
    #expect(try folder.read("results.tap").hasPrefix("TAP version 14\n1.."))
    #expect(!run.output.contains("\u{1B}"))
  }

  @Test func `the strict profile writes a file a suite and takes those of another run away`() throws {
    let folder = try TemporaryFolder()
    try folder.write("<old/>", to: "surefire/TEST-old.xml")
    #expect(try Command.assay("--output", folder.path, "--junit-profile", "strict").status == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/surefire")
    #expect(names.count == 13)
    #expect(names.contains("TEST-vault.card.passcode.set.xml"))
    #expect(!names.contains("TEST-old.xml"))
  }

  @Test func `no report tells where on the machine the contracts lie`() throws {
    let folder = try TemporaryFolder()
    #expect(try Command.assay("--output", folder.path, "--format", "gitlab", folder: folder.path).status == 0)
    for name in ["junit.xml", "results.json", "summary.md", "gl-code-quality-report.json", "history.jsonl"] {
      #expect(!(try folder.read(name)).contains(Repository.root), "\(name)")
    }
    #expect(try folder.read("junit.xml").contains("file=\"Specs/Vault/SetPasscode.swift\" line="))
  }

  @Test func `the schema that is printed is the one results are valid by`() throws {
    let printed = try Command.assay("schema", "results")
    #expect(printed.status == 0)
    let schema = try JSONSerialization.jsonObject(with: Data(printed.output.utf8)) as? [String: Any]
    #expect(schema?["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
  }

  @Test func `verbose prints every case, quiet none that passed`() throws {
    let folder = try TemporaryFolder()
    let verbose = try Command.assay("--output", folder.path, "--only", "sfox*", "--verbose")
    #expect(verbose.output.contains("  passed sfox.users.send-verification/"))
    #expect(try Command.assay("--output", folder.path, "--only", "sfox*", "--quiet").output == "")
  }
}
