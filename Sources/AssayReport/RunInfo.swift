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
