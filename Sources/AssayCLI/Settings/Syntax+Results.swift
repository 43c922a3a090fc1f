/// The options and commands about results: what is written, compared and put together.
extension Syntax {
  /// What `run` and `merge` take for their reports.
  static let reports: [CommandSyntax.Option] = [
    .init(
      name: "--format", value: "NAME", isRepeatable: true,
      help: "write this too: github (annotations), gitlab (code quality), tap; in these CIs theirs is written anyway"),
    .init(
      name: "--junit-profile", value: "rich | strict",
      help: "strict: valid against the schemas of Jenkins and Surefire, with a file a suite (default rich)"),
    .init(name: "--baseline", value: "FILE", help: "known failures, which do not fail the run"),
    .init(name: "--quiet", help: "print only what failed or was not tested"),
    .init(name: "--verbose", help: "print every case"),
  ]

  static let reporting: [CommandSyntax.Option] =
    reports + [
      .init(
        name: "--shard", value: "K/N | auto",
        help: "ask only this part of the cases; auto reads it from the CI's or the cluster's variables")
    ]

  static let diff = CommandSyntax(
    name: "diff", summary: "compare two runs: newly failing, still failing, fixed, no longer tested, flaky, slower",
    options: [
      .init(name: "--format", value: "console | markdown | json", help: "how to print it (default console)"),
      .init(
        name: "--gate", value: "new",
        help: "exit with 1 when a case newly fails, else with 4 when one is no longer tested"),
      help,
    ], operand: "OLD NEW", maxOperands: 2)

  static let merge = CommandSyntax(
    name: "merge", summary: "make one report of the folders or results.json files of all shards",
    options: [
      .init(
        name: "--same-target", value: "PROVIDER", isRepeatable: true,
        help: "shards that asked this provider at different addresses asked the same service"),
      .init(name: "--output", value: "DIR", help: "where reports go (default Reports)"),
    ] + reports + [help],
    operand: "DIR...", maxOperands: Int.max)

  static let baseline = CommandSyntax(
    name: "baseline", summary: "bring a baseline in line with a run, and print every difference",
    options: [
      .init(name: "--baseline", value: "FILE", help: "the baseline (default assay-baseline.json)"),
      .init(name: "--results", value: "FILE", help: "the run (default Reports/results.json)"),
      .init(name: "--owner", value: "NAME", help: "who sees to what is added"),
      .init(name: "--reason", value: "TEXT", help: "why it is accepted for now"),
      .init(name: "--expires", value: "DAY", help: "the last day it is accepted, as yyyy-mm-dd"),
      help,
    ], operand: "update")

  static let schema = CommandSyntax(
    name: "schema", summary: "print the JSON Schema of results.json", options: [help], operand: "results")

  static let results = [diff, merge, baseline, schema]
}
