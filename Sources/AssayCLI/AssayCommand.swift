import AssayContract
import AssayJudge
import AssayReport
import AssaySpec
import AssaySystem

/// The `assay` command over a catalogue of contracts: a package of its own contracts calls `main` with its own.
public struct AssayCommand: Sendable {
  public static let version = "0.1.0"

  let catalog: Catalog
  let console: Console

  /// Runs the command with the process's arguments and ends the process with its exit status.
  public static func main(_ catalog: Catalog) -> Never {
    StandardStream.openMissing()
    Signals.ignoreFailedWrites()
    Machine.exit(run(catalog, arguments: Array(CommandLine.arguments.dropFirst())))
  }

  /// Runs the command with these arguments and gives its exit status.
  public static func run(_ catalog: Catalog, arguments: [String]) -> Int32 {
    Machine.releaseLargeBlocks()
    let command = AssayCommand(catalog: catalog, console: Console())
    let status = command.run(arguments)
    // A pipe whose reader has closed it (`| head`) is not an error.
    guard let error = StandardStream.outputError, !error.isBrokenPipe else { return status.rawValue }
    command.console.writeError("assay: \(error)\n")
    return (status == .passed ? .wrong : status).rawValue
  }

  private func run(_ arguments: [String]) -> ExitStatus {
    if arguments == ["--version"] {
      console.print("assay \(Self.version)\n")
      return .passed
    }
    if arguments == ["--help"] || arguments == ["-h"] || arguments == ["help"] {
      console.print(CommandSyntax.toolHelp)
      return .passed
    }
    do {
      return try dispatch(arguments)
    } catch let error as UsageError {
      console.writeError("assay: \(error.message)\nTry: assay \(error.command) --help\n")
    } catch let error as SpecError {
      console.writeError("assay: \(error.description)\nTry: assay lint\n")
    } catch {
      console.writeError("assay: \(error)\n")
    }
    return .wrong
  }

  private func dispatch(_ arguments: [String]) throws -> ExitStatus {
    // Options without a command are those of `run`.
    let named = arguments.first.map { !$0.hasPrefix("-") } ?? false
    let name = named ? arguments[0] : "run"
    guard let syntax = Syntax.commands.first(where: { $0.name == name }) else {
      throw UsageError.unknown("command", name, among: Syntax.commands.map(\.name), command: "run")
    }
    let options = try Arguments(Array(arguments.dropFirst(named ? 1 : 0)), for: syntax)
    if options.has("--help") {
      console.print(syntax.helpText)
      return .passed
    }
    switch name {
    case "mock": return try MockCommand(catalog: catalog, console: console).run(options)
    case "coverage": return try RunCommand(catalog: catalog, console: console, printsCoverage: true).run(options)
    case "mutate": return try MutateCommand(catalog: catalog, console: console).run(options)
    case "list": return try ListCommand(catalog: catalog, console: console).run(options)
    case "show": return try ShowCommand(catalog: catalog, console: console).run(options)
    case "lint": return LintCommand(catalog: catalog, console: console).run()
    case "report": return try ReportCommand(catalog: catalog, console: console).run(options)
    case "replay": return try ReplayCommand(catalog: catalog, console: console).run(options)
    case "diff": return try DiffCommand(console: console).run(options)
    case "merge": return try MergeCommand(catalog: catalog, console: console).run(options)
    case "baseline": return try BaselineCommand(console: console).run(options)
    case "schema": return try SchemaCommand(console: console).run(options)
    default: return try RunCommand(catalog: catalog, console: console).run(options)
    }
  }
}

/// What the process ends with.
enum ExitStatus: Int32 {
  case passed = 0
  /// At least one case failed, or could not be asked.
  case failed = 1
  /// The arguments or a contract are wrong.
  case wrong = 2
  /// Nothing could be judged.
  case nothing = 3
  /// Nothing failed, but something that was to be tested was not.
  case incomplete = 4
  /// The run was interrupted; its reports are written.
  case interrupted = 130
}

/// Where the command's text goes.
struct Console: Sendable {
  /// To standard output.
  func print(_ text: String) { StandardStream.output.write(text) }
  /// To standard error, with the control characters of files and arguments made visible.
  func writeError(_ text: String) { StandardStream.error.write(TextSanitizer.lines(text)) }
  /// Whether a person looks on.
  var isTerminal: Bool { StandardStream.output.isTerminal }
}
