import AssayPlan
import AssayReport
import AssaySystem

/// The settings of reports, from the arguments and the environment.
struct ReportSettings {
  /// The options of every command that writes reports.
  static let options: [Subcommand.Option] = [
    .init(
      name: "--format", value: "NAME", isRepeatable: true,
      help: "also write \(formats); GitHub and GitLab get theirs by default"),
    .init(
      name: "--junit-profile", value: "rich | strict",
      help: "strict: valid against the schemas of Jenkins and Surefire, with a file a suite (default rich)"),
    .init(name: "--baseline", value: "FILE", help: "known failures, which do not fail the run"),
    .init(name: "--quiet", help: "print only what failed or was not tested"),
    .init(name: "--verbose", help: "print every case"),
  ]

  /// `github (annotations), gitlab (code quality) or tap`
  private static let formats: String = {
    let names = ReportKind.all.filter { $0.format != nil }.map { kind in
      (kind.format ?? "") + (kind.summary.map { " (\($0))" } ?? "")
    }.sorted()
    return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
  }()

  /// The reports that are not always written, by ``ReportKind/format``.
  var formats: Set<String> = []
  var profile = JUnitProfile.rich
  var baseline: String?
  var style = ConsoleStyle()
  var shard: Shard?
  /// GitHub's file for the summary of a job's step.
  var stepSummary: String?

  init(_ arguments: Arguments, command: String, environment: (String) -> String?) throws(UsageError) {
    for name in arguments.all("--format") {
      let known = ReportKind.all.compactMap(\.format).sorted()
      guard known.contains(name) else { throw .unknown("format", name, among: known, command: command) }
      formats.insert(name)
    }
    // GitHub and GitLab set these in every job.
    if environment("GITHUB_ACTIONS") == "true" {
      formats.insert("github")
      stepSummary = environment("GITHUB_STEP_SUMMARY").flatMap { $0.isEmpty ? nil : $0 }
    }
    if environment("GITLAB_CI") == "true" { formats.insert("gitlab") }
    if let name = arguments.last("--junit-profile") {
      guard let profile = JUnitProfile(rawValue: name) else {
        throw .unknown("JUnit profile", name, among: JUnitProfile.allCases.map(\.rawValue), command: command)
      }
      self.profile = profile
    }
    baseline = arguments.last("--baseline")
    if arguments.has("--quiet"), arguments.has("--verbose") {
      throw UsageError("--quiet and --verbose exclude each other", command: command)
    }
    let isTerminal = StandardStream.output.isTerminal
    style = ConsoleStyle(
      isColored: ConsoleStyle.isColored(isTerminal: isTerminal, environment: environment),
      columns: isTerminal ? StandardStream.output.columns : nil,
      verbosity: arguments.has("--quiet") ? .quiet : arguments.has("--verbose") ? .verbose : .normal)
    if let text = arguments.last("--shard") { shard = try Self.shard(text, environment) }
  }

  private static func shard(_ text: String, _ environment: (String) -> String?) throws(UsageError) -> Shard {
    if text == "auto" { return try ShardVariables.shard(environment) }
    guard let shard = Shard(parsing: text) else {
      throw UsageError("--shard takes K/N with K from 1 to N and N up to \(Shard.maxCount), or auto, not \"\(text)\"")
    }
    return shard
  }
}

/// Reads the shard from the environment variables of a CI engine.
enum ShardVariables {
  private struct Engine {
    var name: String
    var index: String
    var total: String
    /// The index of the first shard.
    var first: Int
  }

  /// In order of precedence; our own variables come first.
  private static let engines = [
    // For a GitHub matrix (strategy.job-index, strategy.job-total) and engines without variables for shards.
    Engine(name: "ASSAY_SHARD_INDEX", index: "ASSAY_SHARD_INDEX", total: "ASSAY_SHARD_TOTAL", first: 0),
    // docs.gitlab.com, "Predefined CI/CD variables": set by `parallel`, the index from 1.
    Engine(name: "GitLab", index: "CI_NODE_INDEX", total: "CI_NODE_TOTAL", first: 1),
    // buildkite.com/docs, "Environment variables": set by `parallelism`, from 0.
    Engine(name: "Buildkite", index: "BUILDKITE_PARALLEL_JOB", total: "BUILDKITE_PARALLEL_JOB_COUNT", first: 0),
    // circleci.com/docs, "Built-in environment variables": set by `parallelism`, from 0.
    Engine(name: "CircleCI", index: "CIRCLE_NODE_INDEX", total: "CIRCLE_NODE_TOTAL", first: 0),
    // kubernetes.io/docs, "Indexed Job": from 0; pods do not know the number of completions, so the job must set it.
    Engine(name: "Kubernetes", index: "JOB_COMPLETION_INDEX", total: "ASSAY_SHARD_TOTAL", first: 0),
  ]

  /// The shard of this machine.
  ///
  /// `ASSAY_SHARD=K/N`, such as an axis of a Jenkins matrix, comes first.
  static func shard(_ environment: (String) -> String?) throws(UsageError) -> Shard {
    func value(_ name: String) -> String? { environment(name).flatMap { $0.isEmpty ? nil : $0 } }
    if let text = value("ASSAY_SHARD") {
      guard let shard = Shard(parsing: text) else {
        throw UsageError("ASSAY_SHARD takes K/N with K from 1 to N, not \"\(text)\"")
      }
      return shard
    }
    for engine in engines {
      guard let index = value(engine.index) else { continue }
      guard let total = value(engine.total) else {
        throw UsageError("\(engine.index) is set and \(engine.total) is not: set it to the number of shards")
      }
      guard let number = Int(index), 0...Shard.maxCount ~= number, let count = Int(total),
        let shard = Shard(number - engine.first + 1, of: count)
      else {
        throw UsageError(
          "\(engine.index)=\(index) and \(engine.total)=\(total) name no shard: the index goes from \(engine.first), and there are at most \(Shard.maxCount) shards"
        )
      }
      return shard
    }
    throw UsageError(
      "--shard auto finds no variable of GitLab, Buildkite, CircleCI or Kubernetes: set ASSAY_SHARD=K/N, or ASSAY_SHARD_INDEX (from 0) and ASSAY_SHARD_TOTAL"
    )
  }
}
