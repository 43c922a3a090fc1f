import AssayContract
import AssayReport
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
  ) { try MergeCommand(catalog: $0.catalog, console: $0.console).run($0.arguments) }
}

/// `assay merge DIR…`: one report of all shards.
struct MergeCommand {
  let catalog: Catalog
  let console: Console

  func run(_ arguments: Arguments) throws -> ExitStatus {
    let settings = try ReportSettings(arguments, command: "merge", environment: Machine.environment)
    let output = arguments.last("--output") ?? "Reports"
    if output.isEmpty { throw UsageError("--output needs a folder", command: "merge") }
    let providers = catalog.providers.map(\.id)
    for name in arguments.all("--same-target") where !providers.contains(name) {
      throw UsageError.unknown("provider", name, among: providers, command: "merge")
    }
    let shards = try arguments.operands.map { (name: $0, results: try ReportFiles.results($0)) }
    let merged = try ShardMerge(shards, sameTargets: Set(arguments.all("--same-target"))).results
    let files = try ReportFiles(output, settings)
    try files.prepare()
    var stream = try files.stream(
      merged.header, merged.suites.map(\.header), counts: merged.suites.map(\.cases.count))
    for (suite, content) in merged.suites.enumerated() {
      for (index, record) in content.cases.enumerated() {
        try stream.add(ReportFiles.withoutLostAttachment(record), suite: suite, index: index)
      }
    }
    stream.finish(microseconds: merged.microseconds, ending: merged.header.info.ending)
    let paths = try files.write(stream, contracts: catalog)
    let overview = stream.overview
    let ending = RunEnding.text(
      of: overview, command: { Self.repetition(of: $0, merged.suites.map(\.header)) }, style: settings.style)
    if settings.style.verbosity != .quiet || overview.conclusion != .passed {
      console.print(ending)
      console.print("\n\(overview.headline)\n\(overview.counts.text) in \(shards.count) shards\n")
    }
    if settings.style.verbosity != .quiet { for path in paths { console.print("\(path)\n") } }
    if settings.formats.contains(.github) { console.print(GitHubAnnotations.text(of: overview)) }
    if let complaint = files.complaint(overview) { console.writeError(complaint) }
    return ExitStatus(overview.conclusion)
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
