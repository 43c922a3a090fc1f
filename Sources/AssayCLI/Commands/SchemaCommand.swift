import AssayReport

extension Subcommand {
  static let schema = Subcommand("schema", operand: "results", "print the JSON Schema of results.json") {
    try SchemaCommand(console: $0.console).run($0.arguments)
  }
}

/// `assay schema results`: prints the JSON Schema of results.json.
struct SchemaCommand {
  let console: Console

  func run(_ arguments: Arguments) throws -> ExitStatus {
    guard arguments.operands == ["results"] else {
      throw UsageError.unknown("schema", arguments.operands[0], among: ["results"], command: "schema")
    }
    console.print(ResultsSchema.text)
    return .passed
  }
}
