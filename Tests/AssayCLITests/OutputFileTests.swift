import AssayHTTP
import AssaySystem
import AssayTestSupport
import Foundation
import Testing

/// What cannot be written is an error, before anything is sent where that can be known.
@Suite struct OutputFileTests {
  private func shell(
    _ command: String, folder: String? = nil, environment: [String: String] = [:]
  ) throws -> CommandResult {
    try Command.run(
      "/bin/sh", ["-c", command], environment: environment.merging(["ASSAY": Repository.assay]) { $1 }, folder: folder)
  }

  @Test(
    .enabled(if: Files.kind("/dev/full") == .device),
    arguments: [
      "--version", "--help", "run --help", "list", "list --variables", "lint", "schema results", "mock --list-faults",
      "show vault.card.passcode.set", "run --only '*/example/*'", "run --dry-run --only '*/example/*'",
    ])
  func `standard output that cannot be written is an error`(command: String) throws {
    let folder = try TemporaryFolder()
    let full = try shell("\"$ASSAY\" \(command) >/dev/full", folder: folder.path)
    #expect(full.status == 2)
    #expect(
      full.errors
        == "assay: Cannot write to standard output: No space left on device. Free some space on that disk.\n")
    let closed = try shell("\"$ASSAY\" \(command) >&-", folder: folder.path)
    #expect(closed.status == 2)
    #expect(closed.errors == "assay: Cannot write to standard output: Bad file descriptor.\n")
    // A pipe whose reader has closed it is not an error.
    let pipe = try shell("{ \"$ASSAY\" \(command); echo $? >status; } | :", folder: folder.path)
    #expect(pipe.errors == "")
    #expect(try folder.read("status") == "0\n")
  }

  @Test func `a run whose output cannot be written keeps the exit status of its verdict, and its reports are whole`()
    throws
  {
    let folder = try TemporaryFolder()
    let run = try shell(
      "\"$ASSAY\" --target vault=\(closedURL) --output reports >&-", folder: folder.path,
      environment: ForeignProvider.environment)
    #expect(run.status != 0 && run.status != 2)
    #expect(run.errors.hasSuffix("assay: Cannot write to standard output: Bad file descriptor.\n"))
    #expect(try folder.read("reports/junit.xml").hasSuffix("</testsuites>\n"))
    // Nothing of the console's text went into a file that took the number of standard output.
    #expect(try folder.read("reports/journal.jsonl").split(separator: "\n").allSatisfy { $0.hasPrefix("{\"") })
  }

  @Test(arguments: [1, 8, 40]) func `a limit on the size of files is a message`(blocks: Int) throws {
    let folder = try TemporaryFolder()
    let run = try shell("ulimit -f \(blocks); exec \"$ASSAY\" --output reports 2>&1", folder: folder.path)
    #expect(run.status == 2)
    #expect(
      run.output.contains(": File too large. Raise the limit on the size of files (ulimit -f).\n"), "\(run.output)")
    #expect(try Files.list(folder.path + "/reports").filter { $0.hasSuffix(".tmp") } == [])
  }

  static let names = [
    "junit.xml", "results.json", "summary.md", "report.html", "history.jsonl", "journal.jsonl", "results.tap",
    "gl-code-quality-report.json",
  ]

  /// A run toward a server that counts: it must be refused before it is asked.
  private func refused(
    _ folder: TemporaryFolder, _ words: String, arguments: [String] = [], environment: [String: String] = [:]
  ) throws {
    let server = try Listener { _ in Response(404) }
    let run = try Command.run(
      Repository.assay,
      [
        "--target", server.url, "--output", folder.path + "/reports", "--format", "tap", "--format", "gitlab",
      ] + arguments, environment: ForeignProvider.environment.merging(environment) { $1 })
    #expect(run.status == 2, "\(run.output)")
    #expect(run.errors == "assay: \(words)\n")
    #expect(server.requests.isEmpty)
  }

  @Test(arguments: names) func `a folder or a pipe at the path of a report is found before the first request`(
    name: String
  ) throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/reports/\(name)"
    try Files.createDirectories(path)
    let isRead = name == "history.jsonl"
    try refused(
      folder,
      isRead
        ? "Cannot read \(path): Is a directory. Name a file, not a folder."
        : "Cannot write to \(path): it is a folder; remove it or choose another path.")
    try Files.remove(path)
    #expect(mkfifo(path, 0o666) == 0)
    try refused(
      folder,
      isRead
        ? "Cannot read \(path): it is a named pipe, not a file."
        : "Cannot write to \(path): it is a named pipe; remove it or choose another path.")
    #expect(Files.kind(path) == .pipe)
  }

  @Test func `a folder at the path of a suite's file is found before the first request`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/reports/surefire/TEST-x.xml"
    try folder.write("mine", to: "reports/surefire/TEST-x.xml/file")
    try refused(
      folder, "Cannot write to \(path): it is a folder; remove it or choose another path.",
      arguments: ["--junit-profile", "strict"])
  }

  @Test func `a symbolic link at the path of a report is replaced, and what it names stays as it is`() throws {
    let folder = try TemporaryFolder()
    for (index, name) in Self.names.enumerated() {
      try folder.write("mine", to: "elsewhere/\(index)")
      try Files.createDirectories(folder.path + "/reports")
      // The history is read, so there is one of its own; every second link points to nothing.
      let goal = index.isMultiple(of: 2) || name == "history.jsonl" ? "nothing\(index)" : "elsewhere/\(index)"
      #expect(symlink("\(folder.path)/\(goal)", "\(folder.path)/reports/\(name)") == 0)
    }
    let run = try Command.assay("--output", folder.path + "/reports", "--format", "tap", "--format", "gitlab")
    #expect(run.status == 0, "\(run.errors)")
    for (index, name) in Self.names.enumerated() {
      #expect(Files.kind("\(folder.path)/reports/\(name)") == .file, "\(name)")
      #expect(try folder.read("elsewhere/\(index)") == "mine")
      #expect(Files.kind("\(folder.path)/nothing\(index)") == nil)
    }
  }

  @Test func `attachments that are a link to another folder lose nothing there`() throws {
    let folder = try TemporaryFolder()
    let notes = ["a.answer.txt", "a.0123456789abcdef.answer.txt"]
    for name in notes { try folder.write("mine", to: "notes/\(name)") }
    try Files.createDirectories(folder.path + "/reports")
    let path = folder.path + "/reports/attachments"
    for goal in [folder.path + "/notes", folder.path + "/nothing"] {
      #expect(symlink(goal, path) == 0)
      try refused(folder, "Cannot write to \(path): it is a symbolic link; remove it or choose another path.")
      try Files.remove(path)
    }
    #expect(try Files.list(folder.path + "/notes") == notes.sorted())
    try folder.write("", to: "reports/attachments")
    try refused(folder, "Cannot write to \(path): it is a file; remove it or choose another path.")
    // In a folder of our own only what an earlier run left goes.
    try Files.remove(path)
    for name in notes { try folder.write("mine", to: "reports/attachments/\(name)") }
    #expect(try Command.assay("--output", folder.path + "/reports").status == 0)
    #expect(try Files.list(path) == ["a.answer.txt"])
  }

  @Test func `a summary of a job's step that cannot be written is found before the first request`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/step"
    func variables() -> [String: String] { ["GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": path] }
    try Files.createDirectories(path)
    try refused(
      folder, "Cannot open \(path): Is a directory. Name a file, not a folder.", environment: variables())
    try Files.remove(path)
    #expect(mkfifo(path, 0o666) == 0)
    try refused(folder, "Cannot open \(path): No such device or address.", environment: variables())
    // With a reader at the other end it is no file either.
    let reader = open(path, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    try refused(folder, "Cannot append to \(path): it is a named pipe, not a file.", environment: variables())
    try Files.remove(path)
    #expect(symlink(folder.path + "/nothing", path) == 0)
    try refused(folder, "Cannot create \(path): File exists.", environment: variables())
    #expect(Files.kind(folder.path + "/nothing") == nil)
  }

  @Test func `other commands find what they cannot write before they work`() throws {
    let folder = try TemporaryFolder()
    try Files.createDirectories(folder.path + "/mutation.json")
    let mutate = try Command.assay("mutate", "--output", folder.path)
    #expect(mutate.status == 2)
    #expect(mutate.output == "")
    #expect(
      mutate.errors
        == "assay: Cannot write to \(folder.path)/mutation.json: it is a folder; remove it or choose another path.\n")
    let baseline = folder.path + "/known.json"
    #expect(mkfifo(baseline, 0o666) == 0)
    let update = try Command.assay("baseline", "update", "--baseline", baseline, "--results", folder.path)
    #expect(update.status == 2)
    #expect(
      update.errors == "assay: Cannot write to \(baseline): it is a named pipe; remove it or choose another path.\n")
  }

  @Test(.enabled(if: geteuid() != 0)) func `a folder that may not be written is found before the first request`() throws
  {
    let folder = try TemporaryFolder()
    let path = folder.path + "/reports"
    try Files.createDirectories(path)
    chmod(path, 0o500)
    defer { chmod(path, 0o700) }
    try refused(
      folder, "Cannot write to \(path): Permission denied. Check who may read and write there.")
  }
}
