import AssayTestSupport
import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What was judged is not lost, however a run ends.
@Suite struct JournalTests {
  @Test func `the reports of a whole run can be made anew from its journal`() throws {
    let folder = try TemporaryFolder()
    _ = try Command.assay("--output", folder.path)
    let names = ["junit.xml", "results.json"]
    let before = try names.map(folder.read)
    for name in names + ["report.html", "summary.md"] {
      try FileManager.default.removeItem(atPath: folder.path + "/" + name)
    }
    let result = try Command.assay("report", "--output", folder.path)
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("The mock kept the contracts of Vault, sFOX, 10nPay and CAMARA\n"))
    #expect(try names.map(folder.read) == before)
    #expect(FileManager.default.fileExists(atPath: folder.path + "/report.html"))
    let runs = try folder.read("history.jsonl").split(separator: "\n").count { $0.contains("startedAt") }
    #expect(runs == 1)
  }

  @Test func `a run that was cut off is reported as that, and is not green`() throws {
    let folder = try TemporaryFolder()
    _ = try Command.assay("--output", folder.path)
    let journal = try folder.read("journal.jsonl")
    let lines = journal.split(separator: "\n", omittingEmptySubsequences: false)
    try folder.write(lines[..<48].joined(separator: "\n") + "\n{\"at\":[0,1],\"ca", to: "journal.jsonl")
    let result = try Command.assay("report", "--output", folder.path)
    #expect(result.status == 4)
    #expect(result.output.hasPrefix("The run was cut off\n34 passed, 0 failed, 0 errors, "))
    let junit = try folder.read("junit.xml")
    #expect(junit.contains("the run was cut off before this case was judged"))
    #expect(junit.contains("<property name=\"conclusion\" value=\"interrupted\"/>"))
    #expect(try folder.read("results.json").contains("\"ending\":\"cut-off\""))
  }

  @Test(arguments: [
    ("", ":1:1: the journal has no whole line: the run was cut off before it began\n"),
    ("{\"sche", ":1:1: the journal has no whole line: the run was cut off before it began\n"),
    ("{}\n", "schema"), ("not json\n", ":1:2: this is no JSON: "),
  ])
  func `a file that is no journal is refused with its place`(text: String, message: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(text, to: "journal.jsonl")
    let result = try Command.assay("report", "--output", folder.path)
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("assay: \(folder.path)/journal.jsonl:1:"), "\(result.errors)")
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test func `a journal with a broken line in its middle is refused with that line`() throws {
    let folder = try TemporaryFolder()
    _ = try Command.assay("--only", "*/example/*", "--output", folder.path)
    var lines = try folder.read("journal.jsonl").components(separatedBy: "\n")
    lines[7] = "{\"at\":[0,0]"
    try folder.write(lines.joined(separator: "\n"), to: "journal.jsonl")
    let result = try Command.assay("report", "--output", folder.path)
    #expect(result.status == 2)
    #expect(result.errors.contains("journal.jsonl:8:"), "\(result.errors)")
  }

  /// `ASSAY_KILLS` is how often; each is a process of its own.
  static let kills = Int(ProcessInfo.processInfo.environment["ASSAY_KILLS"] ?? "") ?? 12

  @Test func `kill -9 at any moment loses at most the case in flight`() throws {
    let provider = try ForeignProvider()
    var cutOff = 0
    for number in 0..<Self.kills {
      let folder = try TemporaryFolder()
      try folder.write("of an earlier run", to: "junit.xml")
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Repository.assay)
      // A rate spreads the run over about a second, so that most moments are within it.
      process.arguments =
        ["--target", provider.url, "--output", folder.path, "--rate", "300", "--jobs", "8"]
        + ForeignProvider.selection
      process.environment = ProcessInfo.processInfo.environment.merging(ForeignProvider.environment) { $1 }
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      Thread.sleep(forTimeInterval: 0.01 + 0.89 * Double(number) / Double(Self.kills))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      guard let journal = try? folder.read("journal.jsonl"), journal.contains("\n") else { continue }
      let whole = journal.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      let verdicts = whole.count { $0.hasPrefix("{\"at\":") }
      #expect(verdicts == 0 || (try? folder.read("junit.xml")) != "of an earlier run")
      let result = try Command.assay("report", "--output", folder.path)
      let isCutOff = !whole.contains { $0.hasPrefix("{\"end\":") }
      cutOff += isCutOff ? 1 : 0
      #expect(result.status == (isCutOff ? 4 : 0), "\(result.errors)")
      let junit = try folder.read("junit.xml")
      let lost = junit.components(separatedBy: "the run was cut off before this case was judged\">").count - 1
      let all = junit.components(separatedBy: "<testcase ").count - 1
      // A run that was cut off has a case of its own that says so.
      #expect(all - lost == verdicts + (isCutOff ? 1 : 0))
      #expect(XMLParser(data: Data(junit.utf8)).parse())
    }
    #expect(cutOff > 0)
  }

  @Test func `an interrupt ends a run cleanly, with its reports, the rest skipped with that reason`() throws {
    let provider = try ForeignProvider()
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Repository.assay)
    process.arguments =
      ["--target", provider.url, "--output", folder.path, "--rate", "20", "--jobs", "2"]
      + ForeignProvider.selection
    process.environment = ProcessInfo.processInfo.environment.merging(ForeignProvider.environment) { $1 }
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    // The first verdicts have fallen when the journal has grown beyond its beginning.
    for _ in 0..<500 where ((try? folder.read("journal.jsonl").contains("{\"at\":")) ?? false) == false {
      Thread.sleep(forTimeInterval: 0.01)
    }
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 130)
    let junit = try folder.read("junit.xml")
    #expect(junit.contains("<skipped message=\"the run was interrupted\">"))
    #expect(FileManager.default.fileExists(atPath: folder.path + "/report.html"))
  }

  @Test func `one case of the last run is sent again`() throws {
    let provider = try ForeignProvider()
    try provider.become("fault sfox-user-other")
    let folder = try TemporaryFolder()
    let id = "sfox.users.send-verification/example/nodejs"
    func assay(_ arguments: String...) throws -> CommandResult {
      try Command.run(
        Repository.assay, arguments + ["--target", "sfox=\(provider.url)", "--output", folder.path],
        environment: ForeignProvider.environment)
    }
    #expect(try assay("run", "--only", "sfox.users.send-verification").status == 1)
    let still = try assay("replay", id)
    #expect(still.status == 1)
    #expect(
      still.output.hasSuffix("\n\(id) was failed and is failed: still failing, in the same way\n"), "\(still.output)")
    try provider.become("conform")
    let fixed = try assay("replay", id)
    #expect(fixed.status == 0)
    #expect(fixed.output.hasSuffix("\n\(id) was failed and is passed: fixed\n"), "\(fixed.output)")
    let unknown = try assay("replay", "sfox.users.send-verification/example/nodejz")
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("did you mean \(id)?"))
    let nobody = try Command.run(
      Repository.assay, ["replay", id, "--target", "sfox=http://127.0.0.1:1", "--output", folder.path],
      environment: ForeignProvider.environment)
    #expect(nobody.status == 3)
    #expect(nobody.output.contains("\(id) was failed and is error: it cannot be judged: "), "\(nobody.output)")
  }
}
