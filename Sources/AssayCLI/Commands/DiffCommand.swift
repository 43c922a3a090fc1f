import AssayReport

extension Subcommand {
  static let diff = Subcommand(
    "diff", operand: "OLD NEW", maxOperands: 2,
    "compare two runs: newly failing, still failing, fixed, no longer tested, flaky, slower",
    options: [
      .init(name: "--format", value: "console | markdown | json", help: "how to print it (default console)"),
      .init(
        name: "--gate", value: "new",
        help: "exit with 1 if a case newly fails, else with 4 if one is no longer tested"),
    ]
  ) { try $0.diff() }
}

/// `assay diff OLD NEW`: what is otherwise in one run than in another.
extension Subcommand.Call {
  fileprivate func diff() throws -> ExitStatus {
    guard arguments.operands.count == 2 else {
      throw UsageError("diff takes two runs: assay diff OLD NEW (results.json or its folder)", command: "diff")
    }
    let gate = arguments.last("--gate")
    if let gate, gate != "new" { throw UsageError("--gate takes new, not \"\(gate)\"", command: "diff") }
    let format = arguments.last("--format") ?? "console"
    let formats = ["console", "markdown", "json"]
    guard formats.contains(format) else { throw UsageError.unknown("format", format, among: formats, command: "diff") }
    let diff = try ResultsDiff(
      old: ResultsFile.results(arguments.operands[0]), new: ResultsFile.results(arguments.operands[1]))
    switch format {
    case "markdown": console.print(diff.markdown)
    case "json": console.print(String(decoding: diff.jsonBytes, as: UTF8.self))
    default: console.print(diff.text)
    }
    if gate == nil { return .passed }
    return !diff.newlyFailing.isEmpty ? .failed : diff.noLongerTested.isEmpty ? .passed : .incomplete
  }
}
