import AssayPlan

/// What happens in a run, in this order: it starts, cases finish in any order, it ends.
package enum RunEvent: Sendable {
  case runStarted(RunHeader, [SuiteHeader])
  /// A case, by the position of its suite among those of `runStarted` and its own position in that suite.
  case caseFinished(CaseRecord, CaseIndex)
  case runFinished(RunSummary)
}
