import AssayContract
import AssayJudge
import AssayReport
import AssaySpec
import AssaySystem

/// The `assay` command over a catalog of contracts. A package with its own contracts calls `main` with its catalog.
public struct AssayCommand: Sendable {
  /// The version that `assay --version` prints.
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
      console.print(Subcommand.toolHelp)
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

  private func dispatch(_ words: [String]) throws -> ExitStatus {
    // Options without a command are those of `run`.
    let named = words.first.map { !$0.hasPrefix("-") } ?? false
    let name = named ? words[0] : "run"
    guard let command = Subcommand.all.first(where: { $0.name == name }) else {
      throw UsageError.unknown("command", name, among: Subcommand.all.map(\.name), command: "run")
    }
    let arguments = try Arguments(Array(words.dropFirst(named ? 1 : 0)), for: command)
    if arguments.has("--help") {
      console.print(command.help)
      return .passed
    }
    let catalog = try OpenAPIFiles.catalog(arguments) ?? catalog
    return try command.run(Subcommand.Call(catalog: catalog, console: console, arguments: arguments))
  }
}

extension Subcommand {
  /// Every command, in the order of help.
  static let all: [Subcommand] = [
    .run, .replay, .report, .coverage, .mock, .mutate, .list, .show, .lint, .diff, .merge, .baseline, .schema,
  ]
}

/// The exit status of the process.
enum ExitStatus: Int32 {
  case passed = 0
  /// At least one case failed or had an error.
  case failed = 1
  /// The arguments, a contract or a file are wrong.
  case wrong = 2
  /// Nothing was tested.
  case nothing = 3
  /// Nothing failed, but something that should have been tested was not.
  case incomplete = 4
  /// The run was interrupted; its reports are written.
  case interrupted = 130
}

/// Standard output and standard error.
struct Console: Sendable {
  /// Writes to standard output.
  func print(_ text: String) { StandardStream.output.write(text) }
  /// Writes to standard error; control characters from files and arguments are made visible.
  func writeError(_ text: String) { StandardStream.error.write(TextSanitizer.lines(text)) }
  /// Whether standard output is a terminal.
  var isTerminal: Bool { StandardStream.output.isTerminal }
}
