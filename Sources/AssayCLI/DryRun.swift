import AssayJudge
import AssayPlan
import AssayReport
import AssaySpec

/// Prints what a run would ask, in order, and sends nothing.
struct DryRun {
  let console: Console

  func print(_ plan: Plan, _ settings: RunSettings) {
    var spent: [Effect.Kind: Int] = [:]
    var requests = 0
    for suite in plan.suites {
      let target =
        switch settings.targets[suite.provider.id] ?? .mock {
        case .mock: "mock"
        case .url(let text): text
        }
      console.print("\(suite.endpoint.id) at \(target)\n")
      for test in suite.cases {
        if let reason = test.skipReason {
          console.print("  skip  \(test.id): \(reason)\n")
          continue
        }
        requests += test.sends
        for effect in test.effects { spent[effect.kind, default: 0] += test.sends }
        let effects = test.effects.map { "\($0.kind.rawValue) to \(Visible.text($0.recipient))" }
        let times = test.sends > 1 ? " x\(test.sends)" : ""
        console.print(
          "  \(test.request.method) \(Visible.text(test.request.target, limit: 200))\(times)  \(test.id)"
            + (effects.isEmpty ? "" : "  [\(effects.joined(separator: ", "))]") + "\n")
      }
    }
    let sum = spent.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue) \($0.value)" }
    console.print(
      "\n\(requests) requests; effects if every one were accepted: \(sum.isEmpty ? "none" : sum.joined(separator: ", ")); nothing was sent\n"
    )
  }
}
