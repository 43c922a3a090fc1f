import AssayContract
import AssayPlan
import AssayRun
import AssaySpec

/// A whole run as its page tells it, made while the cases finish: its size is that of the contracts, not of the cases.
///
/// What a case sent and what came is kept only of the cases that the page shows in full, which are bounded in number.
package struct RunReport: Sendable {
  package struct Suite: Sendable {
    /// What was to be asked.
    let planned: Plan.Suite
    /// Where the requests went.
    package let target: String
    var digest = SuiteSummary()

    package var endpoint: Endpoint { planned.endpoint }
    package var counts: OutcomeCounts { digest.counts }
  }

  package private(set) var suites: [Suite]
  package let info: RunInfo
  /// From the start of the run to its end.
  package private(set) var duration: Duration = .zero

  /// How many suites have a case that failed or could not be asked.
  private var troubled = 0
  /// How many groups of failures the page may still open; every suite has one all the same.
  private var groupsLeft = 5000
  /// How many bytes of long bodies are kept in full; further ones are cut to what a page shows first.
  private var bytesLeft = 16 << 20
  private static let shortBody = 2048

  package init(plan: Plan, targets: [String], info: RunInfo) {
    suites = zip(plan.suites, targets).map { Suite(planned: $0, target: $1) }
    self.info = info
  }

  /// A run that is in memory already.
  package init(plan: Plan, targets: [String], results: [CaseResult], info: RunInfo, duration: Duration) {
    self.init(plan: plan, targets: targets, info: info)
    for result in results { add(result) }
    finish(duration: duration)
  }

  /// Takes a case; they may come in any order.
  ///
  /// - Parameter baseline: What the baseline says of it.
  package mutating func add(_ result: CaseResult, baseline: BaselineMark? = nil) {
    let wasTroubled = suites[result.suite].digest.isTroubled
    let groups = suites[result.suite].digest.groupCount
    let limit = HTMLPagePlan.limit(troubled: troubled)
    suites[result.suite].digest.add(shortened(result), baseline, detailLimit: limit, mayGroup: groupsLeft > 0)
    groupsLeft -= suites[result.suite].digest.groupCount - groups
    if !wasTroubled, suites[result.suite].digest.isTroubled {
      troubled += 1
      let limit = HTMLPagePlan.limit(troubled: troubled)
      guard limit < HTMLPagePlan.limit(troubled: troubled - 1) else { return }
      for suite in suites.indices { suites[suite].digest.trimDetails(to: limit) }
    }
  }

  /// Ends the run; to be called once, before the page is written.
  package mutating func finish(duration: Duration) {
    self.duration = duration
    for suite in suites.indices { suites[suite].digest.finish() }
  }

  /// The result as it may be kept: long bodies in full only while there is room for them.
  private mutating func shortened(_ result: CaseResult) -> CaseResult {
    guard result.verdict.outcome == .failed || result.verdict.outcome == .error else { return result }
    var result = result
    for index in result.exchanges.indices {
      guard case .answered(var response) = result.exchanges[index].outcome else { continue }
      let count = response.body.count
      if count <= Self.shortBody { continue }
      if count <= bytesLeft {
        bytesLeft -= count
      } else {
        response.body = Array(response.body.prefix(Self.shortBody))
        response.droppedBodyBytes += count - Self.shortBody
        result.exchanges[index].outcome = .answered(response)
      }
    }
    return result
  }

  package var counts: OutcomeCounts { suites.reduce(into: OutcomeCounts()) { $0 += $1.counts } }
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
