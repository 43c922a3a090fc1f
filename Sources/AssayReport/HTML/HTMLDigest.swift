import AssayJudge
import AssayRun
import AssaySchema
import AssaySpec

/// A suite in numbers and in groups of cases that have the same thing wrong.
struct HTMLDigest {
  /// Cases that broke the same promise in the same way, or could not be asked for the same reason.
  struct Group {
    var state: HTMLState
    /// Where in the answer, or nothing for an error.
    var place: String
    var expected: String
    /// What was found, when all found the same.
    var found: String?
    var reason: String
    var code: String
    var evidence: Evidence?
    /// The cases, by index in the suite's results.
    var cases: [Int]
  }

  var tally = Tally()
  var state: HTMLState { HTMLState(tally) }
  var kinds: [Case.Kind: Tally] = [:]
  /// Failures and errors.
  var groups: [Group] = []
  /// Warnings of cases that passed.
  var warnings: [Group] = []
  /// Passed only after documented passing failures.
  var flaky: [Int] = []
  /// How many answers had each status.
  var statuses: [Int: Int] = [:]
  /// The times of all answers, ascending.
  var latencies: [Duration] = []

  private struct Key: Hashable {
    var state: HTMLState
    var code: String
    var place: String
    var expected: String
  }

  init(_ suite: RunReport.Suite) {
    var positions: [Key: Int] = [:]
    var warningPositions: [Key: Int] = [:]
    for (index, result) in suite.results.enumerated() {
      let verdict = result.verdict
      tally.count(verdict)
      kinds[result.test.kind, default: Tally()].count(verdict)
      if result.isFlaky { flaky.append(index) }
      for exchange in result.exchanges {
        guard let response = exchange.response else { continue }
        statuses[response.status, default: 0] += 1
        latencies.append(exchange.timings.total)
      }
      switch verdict.outcome {
      case .failed:
        if let violation = verdict.failures.first ?? verdict.violations.first {
          Self.add(violation, .failed, index, to: &groups, &positions)
        }
      case .error: Self.add(Visible.text(verdict.reason ?? "no reason", limit: 300), index, to: &groups, &positions)
      case .passed:
        for violation in verdict.warnings { Self.add(violation, .warned, index, to: &warnings, &warningPositions) }
      case .skipped: break
      }
    }
    latencies.sort()
  }

  private static func add(
    _ violation: Violation, _ state: HTMLState, _ index: Int, to groups: inout [Group], _ positions: inout [Key: Int]
  ) {
    let place = Words.place(violation.place)
    // Echoes differ in what each request sent and are still one thing wrong.
    let expected =
      if case .echo(_, _, let location) = violation.cause {
        "what the request's \(location) has"
      } else {
        Visible.text(violation.expected, limit: 300)
      }
    let found = Visible.text(violation.found, limit: 300)
    let key = Key(state: state, code: violation.code, place: place, expected: expected)
    if let position = positions[key] {
      if groups[position].found != found { groups[position].found = nil }
      if groups[position].cases.last != index { groups[position].cases.append(index) }
      return
    }
    positions[key] = groups.count
    groups.append(
      Group(
        state: state, place: place, expected: expected, found: found, reason: "", code: violation.code,
        evidence: violation.evidence, cases: [index]))
  }

  private static func add(
    _ reason: String, _ index: Int, to groups: inout [Group], _ positions: inout [Key: Int]
  ) {
    let key = Key(state: .error, code: "", place: "", expected: reason)
    if let position = positions[key] {
      groups[position].cases.append(index)
      return
    }
    positions[key] = groups.count
    groups.append(
      Group(state: .error, place: "", expected: "", found: nil, reason: reason, code: "could-not-ask", cases: [index]))
  }
}

extension HTMLDigest.Group {
  /// The group in one line.
  var headline: String {
    if state == .error { return reason }
    return "\(place): expected \(expected)" + (found.map { ", found \($0)" } ?? "")
  }
}
