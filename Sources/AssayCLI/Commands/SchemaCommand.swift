import AssayReport

extension Subcommand {
  static let schema = Subcommand("schema", operand: "results", "print the JSON Schema of results.json") {
    try $0.schema()
  }
}

/// `assay schema results`: prints the JSON Schema of results.json.
extension Subcommand.Call {
  fileprivate func schema() throws -> ExitStatus {
    guard arguments.operands == ["results"] else {
      throw UsageError.unknown("schema", arguments.operands[0], among: ["results"], command: "schema")
    }
    console.print(ResultsSchema.text)
    return .passed
  }
}
