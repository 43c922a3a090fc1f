import AssayContract
import AssayPlan
import AssaySpec

/// What is known of a run before its first case: what the reports say of it as a whole.
package struct RunHeader: Sendable, Hashable {
  /// The plan that was run, or that the shards have together.
  package struct PlanIdentity: Sendable, Hashable {
    /// ``Plan/digest``.
    package var digest = ""
    /// ``Plan/idDigest``; `nil` in a file of an older assay.
    package var ids: String?
    package var suites = 0
    package var cases = 0
    /// Whether it has every case of every contract, so that a baseline can name no other.
    package var isWhole = false
  }

  /// Which part of the plan this run had.
  package struct ShardIdentity: Sendable, Hashable {
    package var number = 0
    package var count = 0
    /// The times by which the cases were dealt, as a digest; `nil` when they were dealt without.
    package var times: String?
  }

  /// How the run was made, as far as another run needs it to send the same.
  ///
  /// Values that are secret or personal are not in it.
  package struct Settings: Sendable, Hashable {
    /// Where each provider's requests went: `mock`, or an address.
    package var targets: [String: String] = [:]
    /// The values that were given for fixtures.
    package var variables: [String: String] = [:]
    /// The fixtures whose values were given and are not in `variables`.
    package var withheld: [String] = []
    /// The other options, as a command line has them.
    package var options: [String] = []
  }

  /// 16 hexadecimal digits that no other run has; `nil` in a file of an older assay.
  package var id: String?
  package var info = RunInfo()
  package var plan = PlanIdentity()
  package var shard: ShardIdentity?
  /// `nil` in a file of an older assay.
  package var settings: Settings?

  /// An ID for a run that begins.
  package static func newID() -> String { StableHash("\(UInt64.random(in: .min ... .max))").hex }

  /// Whether the run had every case of every contract.
  package var isWhole: Bool { plan.isWhole && shard == nil }
}

/// The circumstances of a run.
package struct RunInfo: Sendable, Hashable {
  package var toolVersion = ""
  /// When it began, as `2026-11-20T23:45:01Z`.
  package var startedAt = ""
  package var hostname = ""
  package var seed: UInt64 = 0
  package var isStrict = false
  /// Whether the run may pass although cases could not be tested (`--allow-skips`).
  package var allowsSkips = false
  package var ending = Ending.completed
  /// From the start of the run to its end; 0 at its beginning.
  package var microseconds: Int64 = 0

  /// The largest whole number that every reader of JSON takes: 285 years.
  package static let maxMicroseconds = (1 << 53) - 1

  /// How a run ended; the raw values are written to `results.json`.
  package enum Ending: String, Sendable, Hashable, CaseIterable {
    case completed
    /// By a signal; its reports were written all the same.
    case interrupted
    /// The run was killed: the reports were made from its journal.
    case cutOff = "cut-off"
  }
}

extension RunInfo.Ending: MemberValue {}

extension RunHeader: Record {
  package static let definition = "run"
  package static let empty = RunHeader()
  package static let members: [Member<RunHeader>] = [
    .group("tool", [.constant("name", "assay"), .required("version", \.info.toolVersion)]),
    .group(
      "run",
      [
        .optional("id", \.id, "no other run has it; not in files of an older assay", .digest),
        .required("startedAt", \.info.startedAt, "UTC, as 2026-11-20T23:45:01Z"),
        .required("hostname", \.info.hostname),
        .required("seed", \.info.seed, "a 64-bit number, as text"),
        .required("strict", \.info.isStrict),
        .flag("allowSkips", \.info.allowsSkips, "whether the run may pass although cases could not be tested"),
        .required("ending", \.info.ending, "cut-off: rebuilt from the journal of a run that was killed"),
        .required(
          "microseconds", \.info.microseconds, "from the start of the run to its end", .upTo(RunInfo.maxMicroseconds)),
        .optional(
          "settings", \.settings, "how the run was made, for assay replay and merge; not in files of an older assay"),
      ]),
    .required("plan", \.plan, "the whole plan, of which a shard has a part"),
    .optional("shard", \.shard, "only of a run that had a part of the plan"),
  ]
}

extension RunHeader.PlanIdentity: Record {
  package init(_ plan: Plan, isWhole: Bool) {
    self.init(
      digest: plan.digest, ids: plan.idDigest, suites: plan.suites.count, cases: plan.caseCount, isWhole: isWhole)
  }

  package static let definition = "plan"
  package static let empty = RunHeader.PlanIdentity()
  package static let members: [Member<RunHeader.PlanIdentity>] = [
    .required("digest", \.digest, "equal for equal contracts, fixtures and choices"),
    .optional("ids", \.ids, "equal for equal case ids in the same order; not in files of an older assay"),
    .required("suites", \.suites),
    .required("cases", \.cases),
    .flag("whole", \.isWhole, "whether it has every case of every contract"),
  ]
}

extension RunHeader.ShardIdentity: Record {
  package static let definition = "shard"
  package static let empty = RunHeader.ShardIdentity()
  package static let members: [Member<RunHeader.ShardIdentity>] = [
    .required("number", \.number, nil, .range(1...Shard.maxCount, schema: ["maximum": 1024])),
    .required("count", \.count, nil, .range(1...Shard.maxCount, schema: ["maximum": 1024])),
    .optional("times", \.times, "the times by which the cases were dealt, as a digest"),
  ]

  package func finishReading(_ fields: RecordFields) throws(RecordError) {
    guard count >= 1, 1...count ~= number else {
      throw fields.error("there is no shard \(number) of \(count)", at: "number")
    }
  }
}

extension RunHeader.Settings: Record {
  package static let definition = "settings"
  package static let empty = RunHeader.Settings()
  package static let members: [Member<RunHeader.Settings>] = [
    .required("targets", \.targets, "by provider: mock, or an address"),
    .required("variables", \.variables, "the values that were given"),
    .required(
      "withheld", \.withheld,
      "variables whose values were given and are not written, since they are secret or personal"),
    .required("options", \.options, "the other options, as a command line has them"),
  ]
}
