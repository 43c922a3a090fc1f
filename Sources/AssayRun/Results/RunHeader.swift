import AssayContract
import AssayPlan
import AssaySpec

/// What is known of a run before its first case: what the reports say of it as a whole.
package struct RunHeader: Sendable, Hashable {
  /// The plan that was run, or that the shards have together.
  package struct PlanIdentity: Sendable, Hashable {
    /// ``Plan/digest``.
    package var digest: String
    /// ``Plan/idDigest``; `nil` in a file of an older assay.
    package var ids: String?
    package var suites: Int
    package var cases: Int
    /// Whether it has every case of every contract, so that a baseline can name no other.
    package var isWhole: Bool

    package init(digest: String, ids: String? = nil, suites: Int, cases: Int, isWhole: Bool = false) {
      self.digest = digest
      self.ids = ids
      self.suites = suites
      self.cases = cases
      self.isWhole = isWhole
    }

    package init(_ plan: Plan, isWhole: Bool) {
      self.init(
        digest: plan.digest, ids: plan.idDigest, suites: plan.suites.count, cases: plan.caseCount, isWhole: isWhole)
    }
  }

  /// Which part of the plan this run had.
  package struct ShardIdentity: Sendable, Hashable {
    package var number: Int
    package var count: Int
    /// The times by which the cases were dealt, as a digest; `nil` when they were dealt without.
    package var times: String?

    package init(number: Int, count: Int, times: String? = nil) {
      self.number = number
      self.count = count
      self.times = times
    }
  }

  /// How the run was made, as far as another run needs it to send the same.
  ///
  /// Values that are secret or personal are not in it.
  package struct Settings: Sendable, Hashable {
    /// Where each provider's requests went: `mock`, or an address.
    package var targets: [String: String]
    /// The values that were given for fixtures.
    package var variables: [String: String]
    /// The fixtures whose values were given and are not in `variables`.
    package var withheld: [String]
    /// The other options, as a command line has them.
    package var options: [String]

    package init(
      targets: [String: String], variables: [String: String] = [:], withheld: [String] = [], options: [String] = []
    ) {
      self.targets = targets
      self.variables = variables
      self.withheld = withheld
      self.options = options
    }
  }

  /// 16 hexadecimal digits that no other run has; `nil` in a file of an older assay.
  package var id: String?
  package var info: RunInfo
  package var plan: PlanIdentity
  package var shard: ShardIdentity?
  /// `nil` in a file of an older assay.
  package var settings: Settings?

  /// An ID for a run that begins.
  package static func newID() -> String { StableHash("\(UInt64.random(in: .min ... .max))").hex }

  /// Whether the run had every case of every contract.
  package var isWhole: Bool { plan.isWhole && shard == nil }

  package init(
    id: String? = nil, info: RunInfo, plan: PlanIdentity, shard: ShardIdentity? = nil, settings: Settings? = nil
  ) {
    self.id = id
    self.info = info
    self.plan = plan
    self.shard = shard
    self.settings = settings
  }
}

/// The circumstances of a run.
package struct RunInfo: Sendable, Hashable {
  package var toolVersion: String
  /// When it began, as `2026-11-20T23:45:01Z`.
  package var startedAt: String
  package var hostname: String
  package var seed: UInt64
  package var isStrict: Bool
  /// Whether the run may pass although cases could not be tested (`--allow-skips`).
  package var allowsSkips = false
  package var ending = Ending.completed

  /// How a run came to its end; the raw values stand in `results.json`.
  package enum Ending: String, Sendable, Hashable, CaseIterable {
    case completed
    /// By a signal; its reports were written all the same.
    case interrupted
    /// The run was killed: the reports were made from its journal.
    case cutOff = "cut-off"
  }

  package init(toolVersion: String, startedAt: String, hostname: String, seed: UInt64, isStrict: Bool) {
    self.toolVersion = toolVersion
    self.startedAt = startedAt
    self.hostname = hostname
    self.seed = seed
    self.isStrict = isStrict
  }
}
