import AssayPlan
import AssayReport
import AssayRun

extension HTMLReport.Context {
  /// What the page is told beyond the results: the providers' names, whom the mock stood in for, and what was before.
  ///
  /// - Parameter history: The runs before this one.
  init(_ plan: Plan, _ settings: RunSettings, _ overview: RunOverview, history: History, judgedAgain: Set<String>) {
    self.init(plan, overview, history: history, judgedAgain: judgedAgain)
    for provider in plan.suites.map(\.provider) {
      subjects[provider.id] = HTMLReport.Subject(
        provider.name, isMock: settings.targets[provider.id] ?? .mock == .mock)
    }
  }

  /// The same without knowing whom the mock stood in for.
  init(_ plan: Plan, _ overview: RunOverview, history: History, judgedAgain: Set<String>) {
    self.init()
    for provider in plan.suites.map(\.provider) {
      subjects[provider.id] = HTMLReport.Subject(provider.name, isMock: false)
    }
    let counts = overview.counts
    let startedAt = overview.header.info.startedAt
    // When reports are made anew, the run itself is among those of the history.
    let earlier = history.runs(except: overview.header)
    trend = earlier.map {
      HTMLReport.TrendPoint(
        startedAt: $0.startedAt, passed: $0.passed, failed: $0.failed, errors: $0.errors, skipped: $0.skipped)
    }
    trend.append(
      HTMLReport.TrendPoint(
        startedAt: startedAt, passed: counts.passed, failed: counts.failed, errors: counts.errors,
        skipped: counts.skipped))
    guard let last = earlier.last else { return }
    let failing = Set(overview.failing.map(\.id))
    changes = HTMLReport.Changes(
      since: last.startedAt,
      newlyFailing: overview.failing.filter { $0.since == startedAt }.map(\.id),
      fixed: judgedAgain.subtracting(failing).sorted(),
      stillFailing: overview.failing.filter { $0.since != startedAt }.map {
        HTMLReport.StillFailing($0.id, since: $0.since)
      })
  }

  /// How much of the contracts the run has seen; the page counts the statuses itself.
  mutating func add(_ coverages: [AssayRun.Coverage]) {
    let kinds: [(AssayRun.Coverage.Item.Kind, String)] = [
      (.member, "members"), (.value, "enum values"), (.state, "states"),
    ]
    for seen in coverages {
      let parts = kinds.compactMap { kind, name -> HTMLReport.Coverage.Part? in
        let items = seen.items.filter { $0.kind == kind }
        if items.isEmpty { return nil }
        let missed = items.filter { $0.count == 0 }.map(\.name)
        return HTMLReport.Coverage.Part(name, covered: items.count - missed.count, total: items.count, missing: missed)
      }
      coverage[seen.endpoint] = HTMLReport.Coverage(parts)
    }
  }
}
