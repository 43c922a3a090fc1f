import AssayTestSupport
import Foundation
import Testing

/// What every output says of a run, situation by situation: none may contradict another.
@Suite(.enabled(if: ForeignProvider.python != nil, "python3 is needed for the other server"))
struct SituationTests {
  /// A run, and what its outputs must agree on.
  struct Situation: Sendable, CustomTestStringConvertible {
    var name: String
    /// What the server does wrong; `nil` is a server that conforms.
    var fault: String?
    var arguments: [String] = []
    /// Variables that are not set, or set otherwise.
    var environment: [String: String?] = [:]
    var baseline: Baseline?
    /// Whether the hosts are the providers' sandboxes, by name, behind a proxy: what is sent there counts.
    var isMetered = false
    var how = How.run
    var status: Int32
    var conclusion = ""
    var headline = ""
    /// The beginning of the annotations.
    var annotation = ""
    /// What `assay diff --gate new` from a run in which all passed ends with.
    var gate: Int32 = 0

    /// Another way to come to results than a run to its end.
    enum How: Sendable { case run, interrupted, killed, merged, mergedInterrupted, refused }

    /// A baseline that lists the failures of a fault.
    struct Baseline: Sendable {
      var fault: String
      var expires = "2999-12-31"
    }

    var testDescription: String { name }
  }

  static let kept = "Vault and 10nPay kept their contracts"
  static let wrongType = "resend-error-id-string"
  static let known = Situation.Baseline(fault: wrongType)
  static let unanswered = ["--target", "vault=http://127.0.0.1:1", "--target", "tenpay=http://127.0.0.1:1"]

  private static func skipping(_ kinds: String...) -> [String] { kinds.flatMap { ["--skip", "*/\($0)/*"] } }

  static let situations = [
    Situation(name: "all passed", status: 0, conclusion: "passed", headline: kept),
    Situation(
      name: "failed", fault: wrongType, status: 1, conclusion: "failed", headline: "Vault broke promises",
      annotation: "::error file=Specs/Vault/Vault+Common.swift,", gate: 1),
    Situation(
      name: "warnings only", fault: "10npay-refuses-id-1", status: 0, conclusion: "passed", headline: kept),
    Situation(
      name: "strict", fault: "10npay-refuses-id-1", arguments: ["--strict"], status: 1, conclusion: "failed",
      headline: "10nPay differs from how the contract is read", annotation: "::error file=", gate: 1),
    Situation(
      name: "known only", fault: wrongType, baseline: known, status: 0, conclusion: "passed",
      headline: "\(kept), known failures aside", annotation: "::warning file="),
    Situation(
      name: "new beside known", fault: "resend-error-id-bool", baseline: known, status: 1, conclusion: "failed",
      headline: "Vault broke promises", annotation: "::error file=", gate: 1),
    Situation(
      name: "stale", baseline: known, status: 1, conclusion: "failed", headline: "The baseline is out of date",
      annotation: "::error file="),
    Situation(
      name: "expired", fault: wrongType, baseline: .init(fault: wrongType, expires: "2020-12-31"), status: 1,
      conclusion: "failed", headline: "Vault broke promises", annotation: "::error file=", gate: 1),
    Situation(
      name: "one value missing", environment: ["ASSAY_TENPAY_USER_VERIFIED": nil], status: 4,
      conclusion: "incomplete", headline: "Incomplete: not every case could be tested", annotation: "::warning title=",
      gate: 4),
    Situation(
      name: "one value missing, and allowed", arguments: ["--allow-skips"],
      environment: ["ASSAY_TENPAY_USER_VERIFIED": nil], status: 0, conclusion: "passed", headline: kept,
      annotation: "::notice title=", gate: 4),
    Situation(name: "one secret missing", environment: ["ASSAY_TENPAY_TOKEN": nil], how: .refused, status: 2),
    Situation(name: "empty secret", environment: ["ASSAY_TENPAY_TOKEN": ""], how: .refused, status: 2),
    Situation(
      name: "all missing",
      environment: Dictionary(uniqueKeysWithValues: ForeignProvider.environment.keys.map { ($0, nil) }),
      how: .refused, status: 2),
    Situation(
      name: "one provider down", arguments: Array(unanswered.suffix(2)), status: 1, conclusion: "failed",
      headline: "Not everything could be tested", annotation: "::error file=", gate: 4),
    Situation(
      name: "all down", arguments: unanswered, status: 3, conclusion: "nothing-tested", headline: "Nothing was tested",
      annotation: "::error title=", gate: 4),
    Situation(
      name: "token refused", fault: "10npay-401-for-good-token", status: 1, conclusion: "failed",
      headline: "Not everything could be tested", annotation: "::error file=", gate: 4),
    Situation(
      name: "throttled", fault: "10npay-status-429", arguments: ["--max-wait", "0.1"], status: 4,
      conclusion: "incomplete", headline: "Incomplete: 10nPay was not tested", annotation: "::warning title=", gate: 4),
    Situation(
      name: "budget reached", arguments: ["--allow", "sendsMessage=30", "--allow-cleartext"], isMetered: true,
      status: 0,
      conclusion: "passed", headline: kept),
    Situation(
      name: "all throttled", fault: "10npay-status-429",
      arguments: ["--max-wait", "0.1", "--skip", "vault.*"]
        + skipping(
          "answer", "boundary", "missing", "null", "empty", "type", "enum", "range", "format", "body", "content-type",
          "credential"), status: 3,
      conclusion: "nothing-tested", headline: "Nothing was tested", annotation: "::error title=", gate: 4),
    Situation(
      name: "refusals only",
      arguments: skipping("example", "answer", "idempotent", "optional", "choice", "boundary", "spelling"),
      status: 0, conclusion: "passed", headline: "Nothing failed"),
    Situation(
      name: "deadline", arguments: ["--deadline", "1.5", "--rate", "12", "--jobs", "1"], status: 0,
      conclusion: "passed", headline: kept),
    Situation(
      name: "interrupted", arguments: ["--rate", "12"], how: .interrupted, status: 130, conclusion: "interrupted",
      headline: "The run was interrupted", annotation: "::warning title=", gate: 4),
    Situation(
      name: "killed and rebuilt", how: .killed, status: 4, conclusion: "interrupted", headline: "The run was cut off",
      gate: 4),
    Situation(
      name: "shards merged with one incomplete", fault: "10npay-status-429", arguments: ["--max-wait", "0.1"],
      how: .merged, status: 4, conclusion: "incomplete", headline: "Incomplete: not every case could be tested",
      annotation: "::warning title=", gate: 4),
    Situation(
      name: "shards merged with one interrupted", how: .mergedInterrupted, status: 4, conclusion: "interrupted",
      headline: "The run was interrupted", annotation: "::warning title=", gate: 4),
  ]

  @Test(arguments: situations)
  func `every output agrees`(situation: Situation) throws {
    let server = try ForeignProvider()
    let folder = try TemporaryFolder()
    var environment = ForeignProvider.environment
    for (name, value) in situation.environment { environment[name] = value }
    let proxy =
      try situation.isMetered ? PythonServer("relay.py", ["--proxy", "--to", String(server.url.dropFirst(7))]) : nil
    var arguments = Self.words(server.url, situation.arguments)
    if let proxy {
      arguments = situation.arguments + Self.sandboxes + ["--proxy", "http://\(proxy.addresses[0])"] + Self.selection
    }
    func run(_ more: [String]) throws -> CommandResult {
      try Command.run(Repository.assay, arguments + more, environment: environment)
    }
    _ = try Command.run(
      Repository.assay, Self.words(server.url, []) + ["--output", folder.path + "/good", "--quiet"],
      environment: ForeignProvider.environment)
    var more: [String] = []
    if let baseline = situation.baseline {
      try server.become("fault \(baseline.fault)")
      let file = folder.path + "/known.json"
      _ = try run(["--output", folder.path + "/base", "--quiet"])
      _ = try Command.assay(
        "baseline", "update", "--baseline", file, "--results", folder.path + "/base", "--owner", "ann", "--reason", "r",
        "--expires", "2999-12-31")
      let text = try folder.read("known.json").replacingOccurrences(of: "2999-12-31", with: baseline.expires)
      try folder.write(text, to: "known.json")
      more = ["--baseline", file]
    }
    try server.become(situation.fault.map { "fault \($0)" } ?? "conform")
    let output = folder.path + "/out"
    more += ["--output", output]
    let result: CommandResult
    let quiet: CommandResult
    switch situation.how {
    case .run:
      quiet = try run(more + ["--quiet"])
      result = try run(more + ["--format", "github", "--format", "tap", "--format", "gitlab"])
    case .refused:
      for result in [try run(more), try run(more + ["--quiet"])] {
        #expect(result.status == situation.status)
        #expect(result.errors.contains("cannot be tested without values that this run does not have: "))
        #expect(result.errors.contains("set ASSAY_TENPAY_TOKEN"))
        #expect(!FileManager.default.fileExists(atPath: output))
      }
      return
    case .interrupted:
      (quiet, result) = (
        try interrupt(arguments + more + ["--quiet"], environment),
        try interrupt(arguments + more + ["--format", "github", "--format", "tap"], environment)
      )
    case .killed:
      quiet = CommandResult(status: situation.status, output: situation.headline, errors: "")
      _ = try run(more)
      let lines = try folder.read("out/journal.jsonl").split(separator: "\n", omittingEmptySubsequences: false)
      try folder.write(lines[..<40].joined(separator: "\n") + "\n{\"at\":[0,1],\"ca", to: "out/journal.jsonl")
      result = try Command.assay("report", "--output", output)
    case .merged, .mergedInterrupted:
      let shards = [1, 2].map { "\(folder.path)/shard\($0)" }
      for (number, shard) in shards.enumerated() {
        // The first shard meets a server that conforms.
        try server.become(number == 0 ? "conform" : situation.fault.map { "fault \($0)" } ?? "conform")
        let words = ["--shard", "\(number + 1)/2", "--output", shard]
        if number == 1, situation.how == .mergedInterrupted {
          _ = try interrupt(arguments + words + ["--rate", "12"], environment)
        } else {
          _ = try run(words)
        }
      }
      quiet = try Command.run(Repository.assay, ["merge"] + shards + more + ["--quiet"])
      result = try Command.run(Repository.assay, ["merge"] + shards + more + ["--format", "github", "--format", "tap"])
    }
    try check(situation, result, quiet, folder)
    let diff = try Command.assay("diff", folder.path + "/good", output, "--gate", "new")
    #expect(diff.status == situation.gate, "\(diff.output)")
    #expect(diff.output.contains("\nno longer tested:") == (situation.gate == 4 || situation.name == "token refused"))
  }

  private static func words(_ url: String, _ arguments: [String]) -> [String] {
    let targets = arguments.contains("--target") ? arguments : ["--target", "vault=\(url)"] + arguments
    let other = arguments.contains { $0.hasPrefix("tenpay=") } ? [] : ["--target", "tenpay=\(url)"]
    let first = targets.contains { $0.hasPrefix("vault=") } ? [] : ["--target", "vault=\(url)"]
    return targets + other + first + selection
  }

  private static let selection = ["--only", "vault.phone.verify.resend", "--only", "tenpay.user.phone.send-code"]
  private static let sandboxes = [
    "--target", "vault=http://api.vault.sandbox.testessential.net", "--target", "tenpay=http://api-test.10npay.com",
  ]

  /// Each output says the same.
  private func check(
    _ situation: Situation, _ result: CommandResult, _ quiet: CommandResult, _ folder: TemporaryFolder
  ) throws {
    let headline = situation.headline
    #expect(result.status == situation.status, "\(result.output)\(result.errors)")
    #expect(quiet.status == situation.status)
    #expect(result.output.contains("\(headline)\n"), "\(result.output)")
    // Quiet is silent only when there is nothing to do.
    #expect(quiet.output.isEmpty == (situation.conclusion == "passed" && situation.annotation != "::notice title="))
    #expect(quiet.output.isEmpty || quiet.output.contains(headline), "\(quiet.output)")
    let results = try #require(
      try JSONSerialization.jsonObject(with: Data(folder.read("out/results.json").utf8)) as? [String: Any])
    #expect(results["conclusion"] as? String == situation.conclusion)
    #expect(results["headline"] as? String == headline)
    let tally = try #require(results["tally"] as? [String: Int])
    func count(_ names: String...) -> Int { names.reduce(0) { $0 + (tally[$1] ?? 0) } }
    let total = count("passed", "failed", "errors", "skipped", "known")
    let junit = try folder.read("out/junit.xml")
    // A run that did not end, or tested nothing, is one error more: the file would look like a success.
    let own = count("errors") == 0 && ["interrupted", "nothing-tested"].contains(situation.conclusion) ? 1 : 0
    #expect(
      junit.contains(
        "<testsuites name=\"assay\" tests=\"\(total + own)\" failures=\"\(count("failed"))\" errors=\"\(count("errors") + own)\" skipped=\"\(count("skipped", "known"))\""
      ))
    #expect(junit.contains("<property name=\"conclusion\" value=\"\(situation.conclusion)\"/>"))
    #expect(junit.components(separatedBy: "<failure ").count - 1 == count("failed"))
    #expect(junit.components(separatedBy: "<error ").count - 1 == count("errors") + own)
    // A run that failed has something to show for it, and one that did not has not.
    let isRed = ["failed", "nothing-tested", "interrupted"].contains(situation.conclusion)
    #expect((count("failed", "errors") + own > 0) == isRed)
    let summary = try folder.read("out/summary.md")
    let icon = ["passed": "✅", "failed": "❌"][situation.conclusion] ?? "⚠️"
    #expect(summary.hasPrefix("## \(icon) \(headline)\n\n\(count("passed")) passed, \(count("failed")) failed, "))
    let page = try folder.read("out/report.html")
    let symbols = ["passed": ["✓"], "failed": ["✗", "!"]][situation.conclusion] ?? ["◐"]
    #expect(symbols.contains { page.contains("<title>\($0) \(headline): \(total) cases: ") })
    #expect(page.contains("id=\"untested\"") == summary.contains("### Not tested"))
    if let tap = try? folder.read("out/results.tap") { #expect(tap.contains("# \(headline) (\(total) cases: ")) }
    let annotations = result.output.split(separator: "\n").filter {
      $0.hasPrefix("::error") || $0.hasPrefix("::warning") || $0.hasPrefix("::notice")
    }
    #expect(annotations.isEmpty == situation.annotation.isEmpty, "\(annotations)")
    #expect(annotations.first?.hasPrefix(situation.annotation) ?? true, "\(annotations)")
  }

  /// Runs the command and interrupts it in its middle.
  private func interrupt(_ arguments: [String], _ environment: [String: String]) throws -> CommandResult {
    let journal = arguments[arguments.firstIndex(of: "--output")! + 1] + "/journal.jsonl"
    try? FileManager.default.removeItem(atPath: journal)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Repository.assay)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    // With a first verdict in its journal the run is in its middle.
    for _ in 0..<200 {
      if let text = try? String(contentsOfFile: journal, encoding: .utf8), text.contains("{\"at\":") { break }
      usleep(20_000)
    }
    process.interrupt()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return CommandResult(
      status: process.terminationStatus, output: String(decoding: text, as: UTF8.self), errors: "")
  }
}
