import AssayContract
import AssayReport
import AssaySpec
import AssaySystem

extension Subcommand {
  static let report = Subcommand(
    "report", "write every report of the last run again from its journal, even if the run was interrupted",
    options: [.output] + ReportSettings.options
  ) { try $0.report() }
}

/// `assay report`: makes every report of the last run anew from its journal, also of a run that was cut off.
extension Subcommand.Call {
  fileprivate func report() throws -> ExitStatus {
    let output = arguments.last("--output") ?? "Reports"
    let path = output + "/journal.jsonl"
    let results = try Journal.results(parsing: Files.read(path, limit: 2 << 30), file: path)
    let settings = try ReportSettings(arguments, command: "report", environment: Machine.environment)
    let folder = try ReportFolder(output, settings)
    try folder.prepare()
    var setup = folder.setup(catalog)
    setup.console = folder.console(.rebuilt)
    return try folder.report(results, setup, console)
  }
}
