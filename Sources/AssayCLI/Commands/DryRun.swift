import AssayContract
import AssayJudge
import AssayPlan
import AssayReport
import AssayRun
import AssaySpec

/// Prints what a run would send, in order, and sends nothing.
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
      if index != lastSuite { console.print("\(suite.id) at \(target)\n") }
      lastSuite = index
      if let skip = testCase.skip {
        console.print("  skip  \(testCase.id): \(redactor.ownText(skip.text))\n")
        return
      }
      requests += testCase.steps.count
      for effect in testCase.effects { spent[effect.kind, default: 0] += 1 }
      let sent = Self.counted(
        testCase.steps.map { step in
          let request = redactor.request(step.request)
          return "\(request.method) \(TextSanitizer.text(request.target, limit: 200))"
        })
      let effects = Self.counted(
        testCase.effects.map { "\($0.kind.rawValue) to \(TextSanitizer.text(redactor.ownText($0.recipient)))" })
      let lines = sent.map { $0.count > 1 ? "\($0.text) x\($0.count)" : $0.text }.joined(separator: ", ")
      console.print(
        "  \(lines)  \(testCase.id)"
          + (effects.isEmpty ? "" : "  [\(effects.map(\.text).joined(separator: ", "))]") + "\n")
    }
    for batch in plan.executedBatches {
      for planned in plan.cases(in: batch) { show(planned.testCase, batch.suite) }
    }
    let sum = spent.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue) \($0.value)" }
    console.print(
      "\n\(requests) requests; effects if every one were accepted: \(sum.isEmpty ? "none" : sum.joined(separator: ", ")); nothing was sent\n"
    )
  }

  /// Texts in the order of their first, each with how often it is there.
  private static func counted(_ texts: [String]) -> [(text: String, count: Int)] {
    var counted: [(text: String, count: Int)] = []
    for text in texts {
      if let index = counted.firstIndex(where: { $0.text == text }) {
        counted[index].count += 1
      } else {
        counted.append((text, 1))
      }
    }
    return counted
  }
}
