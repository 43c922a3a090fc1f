import AssayContract
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
    func show(_ testCase: TestCase, _ index: Int) {
      let suite = plan.suites[index]
      let target =
        switch settings.targets[suite.provider.id] ?? .mock {
        case .mock: "mock"
        case .url(let text): text
        }
      if index != lastSuite { console.print("\(suite.endpoint.id) at \(target)\n") }
      lastSuite = index
      if let skip = testCase.skip {
        console.print("  skip  \(testCase.id): \(redactor.ownText(skip.text))\n")
        return
      }
      requests += testCase.sends
      for effect in testCase.effects { spent[effect.kind, default: 0] += testCase.sends }
      let effects = testCase.effects.map {
        "\($0.kind.rawValue) to \(TextSanitizer.text(redactor.ownText($0.recipient)))"
      }
      let times = testCase.sends > 1 ? " x\(testCase.sends)" : ""
      let request = redactor.request(testCase.request)
      console.print(
        "  \(request.method) \(TextSanitizer.text(request.target, limit: 200))\(times)  \(testCase.id)"
          + (effects.isEmpty ? "" : "  [\(effects.joined(separator: ", "))]") + "\n")
    }
    for batch in plan.batches(isCutShort: settings.deadline != nil) {
      for (place, testCase) in zip(batch.places, batch.cases) { show(testCase, place.suite) }
    }
    let sum = spent.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue) \($0.value)" }
    console.print(
      "\n\(requests) requests; effects if every one were accepted: \(sum.isEmpty ? "none" : sum.joined(separator: ", ")); nothing was sent\n"
    )
  }
}
