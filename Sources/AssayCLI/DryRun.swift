import AssayJudge
import AssayPlan
import AssayReport
import AssayRun
import AssaySpec

/// Prints what a run would ask, in order, and sends nothing.
struct DryRun {
  let console: Console
  let redactor: Redactor

  func print(_ plan: Plan, _ settings: RunSettings) {
    var spent: [Effect.Kind: Int] = [:]
    var requests = 0
    var lastSuite = -1
    func show(_ test: Case, _ index: Int) {
      let suite = plan.suites[index]
      let target =
        switch settings.targets[suite.provider.id] ?? .mock {
        case .mock: "mock"
        case .url(let text): text
        }
      if index != lastSuite { console.print("\(suite.endpoint.id) at \(target)\n") }
      lastSuite = index
      if let skip = test.skip {
        console.print("  skip  \(test.id): \(redactor.ownText(skip.text))\n")
        return
      }
      requests += test.sends
      for effect in test.effects { spent[effect.kind, default: 0] += test.sends }
      let effects = test.effects.map { "\($0.kind.rawValue) to \(Visible.text(redactor.ownText($0.recipient)))" }
      let times = test.sends > 1 ? " x\(test.sends)" : ""
      let request = redactor.request(test.request)
      console.print(
        "  \(request.method) \(Visible.text(request.target, limit: 200))\(times)  \(test.id)"
          + (effects.isEmpty ? "" : "  [\(effects.joined(separator: ", "))]") + "\n")
    }
    for batch in plan.batches(isCutShort: settings.deadline != nil) {
      for (place, test) in zip(batch.places, batch.cases) { show(test, place.suite) }
    }
    let sum = spent.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue) \($0.value)" }
    console.print(
      "\n\(requests) requests; effects if every one were accepted: \(sum.isEmpty ? "none" : sum.joined(separator: ", ")); nothing was sent\n"
    )
  }
}
