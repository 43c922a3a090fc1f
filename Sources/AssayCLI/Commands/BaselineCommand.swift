import AssayReport
import AssayRun
import AssaySystem

extension Subcommand {
  static let baseline = Subcommand(
    "baseline", operand: "update", "update a baseline from a run, and print every difference",
    options: [
      .init(name: "--baseline", value: "FILE", help: "the baseline (default assay-baseline.json)"),
      .init(name: "--results", value: "FILE", help: "the run (default Reports/results.json)"),
      .init(name: "--owner", value: "NAME", help: "who is responsible for the added failures"),
      .init(name: "--reason", value: "TEXT", help: "why they are accepted for now"),
      .init(name: "--expires", value: "DAY", help: "the last day they are accepted, as yyyy-mm-dd"),
    ]
  ) { try $0.baseline() }
}

/// `assay baseline update`: brings the known failures in line with a run, and hides nothing of what it changes.
extension Subcommand.Call {
  fileprivate func baseline() throws -> ExitStatus {
    guard arguments.operands == ["update"] else {
      throw UsageError.unknown("baseline command", arguments.operands[0], among: ["update"], command: "baseline")
    }
    let today = SystemClock.now().isoDate
    let expires = arguments.last("--expires")
    if let expires {
      guard Baseline.isDay(expires) else {
        throw UsageError("--expires takes a day as yyyy-mm-dd, not \"\(expires)\"", command: "baseline")
      }
      if expires < today { throw UsageError("--expires \(expires) is over already", command: "baseline") }
    }
    let path = arguments.last("--baseline") ?? "assay-baseline.json"
    try OutputFolder.check(path)
    let old = Files.exists(path) ? try Baseline(parsing: ResultsFile.read(path), file: path) : Baseline()
    let results = try ResultsFile.results(arguments.last("--results") ?? "Reports/results.json")
    let update = BaselineUpdate(
      old, from: results,
      details: .init(owner: arguments.last("--owner"), reason: arguments.last("--reason"), expires: expires),
      today: today)
    console.print(update.text)
    guard update.incomplete.isEmpty else {
      console.writeError(
        "assay: nothing was written: what is added, changed or renewed needs an owner, a reason and a day that is to come: --owner NAME --reason TEXT --expires yyyy-mm-dd\n"
      )
      return .wrong
    }
    // A first baseline is written even when nothing failed, so that a run can be given it.
    if update.changes.isEmpty, Files.exists(path) { return .passed }
    try Files.writeAtomically(path, update.baseline.jsonBytes)
    console.print("\(path)\n")
    return .passed
  }
}
