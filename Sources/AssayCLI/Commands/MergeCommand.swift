import AssayContract
import AssayReport
import AssayRun
import AssaySpec
import AssaySystem

extension Subcommand {
  static let merge = Subcommand(
    "merge", operand: "DIR...", maxOperands: .max,
    "make one report of the folders or results.json files of all shards",
    options: [
      .init(
        name: "--same-target", value: "PROVIDER", isRepeatable: true,
        help: "shards reached this provider at different addresses of the same service"),
      .output,
    ] + ReportSettings.options
  ) { try $0.merge() }
}

/// `assay merge DIR…`: one report of all shards.
extension Subcommand.Call {
  fileprivate func merge() throws -> ExitStatus {
    let settings = try ReportSettings(arguments, command: "merge", environment: Machine.environment)
    let output = arguments.last("--output") ?? "Reports"
    if output.isEmpty { throw UsageError("--output needs a folder", command: "merge") }
    let providers = catalog.providers.map(\.id)
    for name in arguments.all("--same-target") where !providers.contains(name) {
      throw UsageError.unknown("provider", name, among: providers, command: "merge")
    }
    let shards = try arguments.operands.map { (name: $0, results: try ResultsFile.results($0)) }
    let merged = try ShardMerge(shards, sameTargets: Set(arguments.all("--same-target"))).results
    let folder = try ReportFolder(output, settings)
    try folder.prepare()
    var setup = folder.setup(catalog)
    let suites = merged.suites.map(\.header)
    setup.console = folder.console(.merged(shards: shards.count)) { Self.repetition(of: $0, suites) }
    return try folder.report(merged, setup, console)
  }

  /// The line that sends some cases again: a merge knows the targets of its shards, but not their other settings.
  private static func repetition(of ids: [String], _ suites: [SuiteHeader]) -> String {
    var words = [Repetition.program]
    for suite in suites where ids.contains(where: { $0.hasPrefix(suite.id + "/") }) {
      let target = "\(suite.provider)=\(suite.target)"
      // An embedded mock has ended with its run.
      if !words.contains(target), !suite.isMock { words += ["--target", target] }
    }
    words += ids.flatMap { ["--only", $0] }
    return words.map(CurlLine.quote).joined(separator: " ")
  }
}

extension ExitStatus {
  init(_ conclusion: Conclusion) {
    switch conclusion {
    case .passed: self = .passed
    case .failed: self = .failed
    case .nothingTested: self = .nothing
    // Only a run that is interrupted itself ends with 130: its reports are those of an incomplete run.
    case .incomplete, .interrupted: self = .incomplete
    }
  }
}
