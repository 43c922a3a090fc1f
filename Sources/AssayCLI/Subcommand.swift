import AssaySpec

/// A command of the tool. Help, parsing and dispatch all read this one declaration.
struct Subcommand: Sendable {
  struct Option: Sendable {
    /// Which later commands repeat an option of a run.
    enum Lifetime {
      /// Selects cases, or belongs to one run only.
      case once
      /// Repeated in the command line that runs failed cases again.
      case rerun
      /// Also recorded in the results, from which `assay replay` takes it.
      case recorded
    }

    var name: String
    /// The placeholder of the value in help; `nil` for a flag.
    var value: String?
    var isRepeatable = false
    var lifetime = Lifetime.rerun
    var help: String

    static let output = Option(name: "--output", value: "DIR", help: "where reports go (default Reports)")
    static let openAPI = Option(
      name: "--openapi", value: "FILE", isRepeatable: true, lifetime: .recorded,
      help: "take the contracts from this OpenAPI 3.0 or 3.1 document (JSON or YAML) instead")
    static let help = Option(name: "--help", lifetime: .once, help: "print this help")
  }

  /// One call of a command.
  struct Call {
    var catalog: Catalog
    var console: Console
    var arguments: Arguments
  }

  var name: String
  var summary: String
  /// The placeholder of the operands in help; `nil` when there are none.
  var operand: String?
  var maxOperands: Int
  /// Ends with `--help`.
  var options: [Option]
  var run: @Sendable (Call) throws -> ExitStatus

  init(
    _ name: String, operand: String? = nil, maxOperands: Int = 1, _ summary: String, options: [Option] = [],
    run: @escaping @Sendable (Call) throws -> ExitStatus
  ) {
    self.name = name
    self.summary = summary
    self.operand = operand
    self.maxOperands = operand == nil ? 0 : maxOperands
    self.options = options + [.help]
    self.run = run
  }
}
