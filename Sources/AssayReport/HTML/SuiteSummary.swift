import AssayContract
import AssayJudge
import AssayPlan
import AssayRun
import AssaySchema
import AssaySpec

/// A suite in numbers and in groups of cases that have the same thing wrong, made while its cases finish.
///
/// Its size does not grow with the number of cases: of each list the first are kept, in the plan's order whatever the
/// order in which they finish, and in full those that the page shows.
struct SuiteSummary: Sendable {
  /// Cases that broke the same promise in the same way, or could not be asked for the same reason.
  struct Group: Sendable {
    var state: HTMLState
    /// Where in the answer, or nothing for an error.
    var place: String
    var expected: String
    /// What was found, when all found the same.
    var found: String?
    var reason: String
    var code: String
    /// Of the first of the cases.
    var evidence: Evidence?
    var cases = CasePlaces()
    /// Which violation of its first case it is, among groups that begin with one case.
    fileprivate var priority = 0
    /// The case that came last; it may have the same thing wrong in several places.
    fileprivate var last: Int?
  }

  /// The cases of one kind.
  struct OfKind: Sendable {
    let kind: CaseKind
    fileprivate(set) var counts = OutcomeCounts()
    /// The first case, and whether its request keeps the contract.
    fileprivate(set) var first: (place: Int, validity: Expectation.Validity)
    /// Those that passed.
    fileprivate(set) var passed = CasePlaces()
  }

  /// How many groups one suite may have beyond the first; what comes then is counted.
  static let maxGroups = 200

  private(set) var counts = OutcomeCounts()
  var state: HTMLState { HTMLState(counts) }
  /// Whether some case failed or could not be asked.
  var isTroubled: Bool { counts.isBroken }
  /// The kinds that came up: few, so that a list is smaller than a dictionary and found in as fast.
  private(set) var kinds: [OfKind] = []
  /// Failures and errors; in the order of their first cases once the run is over.
  private(set) var groups: [Group] = []
  /// How many cases failed or could not be asked in further ways.
  private(set) var omitted = 0
  /// Failures that the baseline lists.
  private(set) var known: [Group] = []
  /// Warnings of cases that passed.
  private(set) var warnings: [Group] = []
  /// Why cases were skipped.
  private(set) var skips: [(reason: String, cases: CasePlaces)] = []
  /// Passed only after documented passing failures.
  private(set) var flaky = CasePlaces()
  /// How many answers had each status.
  private(set) var statuses: [Int: Int] = [:]
  private(set) var latencies = Latencies()
  /// The cases that the page may show in full, by their place.
  private(set) var details: [Int: CaseResult] = [:]

  private struct Key: Hashable {
    var state: HTMLState
    var code: String
    var place: String
    var expected: String
  }

  private var positions: [Key: Int] = [:]
  private var knownPositions: [Key: Int] = [:]
  private var warningPositions: [Key: Int] = [:]
  private var skipPositions: [String: Int] = [:]

  /// How many groups take room in the page.
  var groupCount: Int { groups.count + known.count + warnings.count }

  /// Counts a case.
  ///
  /// - Parameters:
  ///   - detailLimit: How many cases of the suite are kept in full.
  ///   - mayGroup: Whether the page has room for one more group.
  mutating func add(_ result: CaseResult, _ baseline: BaselineMark?, detailLimit: Int, mayGroup: Bool) {
    let verdict = result.verdict
    let place = result.index
    counts.count(verdict.outcome, baseline, warnings: verdict.warnings.count)
    let kind = self.kind(of: result)
    kinds[kind].counts.count(verdict.outcome, baseline, warnings: verdict.warnings.count)
    if result.isFlaky { flaky.insert(place) }
    for response in result.exchanges.lazy.compactMap(\.response) { statuses[response.status, default: 0] += 1 }
    for exchange in result.exchanges where exchange.response != nil { latencies.add(exchange.timings.total) }
    let room = groups.isEmpty || mayGroup && groups.count < Self.maxGroups
    switch verdict.outcome {
    case .failed where baseline?.state == .known:
      guard let violation = verdict.failures.first ?? verdict.violations.first else { break }
      let hasRoom = known.isEmpty || mayGroup && known.count < Self.maxGroups
      _ = Self.add(Self.group(of: violation, .known), place, to: &known, &knownPositions, hasRoom: hasRoom)
    case .failed:
      guard let violation = verdict.failures.first ?? verdict.violations.first else { break }
      let group = Self.add(Self.group(of: violation, .failed), place, to: &groups, &positions, hasRoom: room)
      keep(result, in: group, detailLimit)
    case .error:
      let reason = TextSanitizer.text(verdict.reason ?? "no reason", limit: 300)
      let reasoned = Group(
        state: .error, place: "", expected: "", reason: reason, code: "could-not-ask", evidence: nil)
      keep(result, in: Self.add(reasoned, place, to: &groups, &positions, hasRoom: room), detailLimit)
    case .passed where baseline?.state == .stale:
      let stale = Group(
        state: .failed, place: "", expected: "", reason: "passed, and the baseline still lists a failure",
        code: "stale-baseline", evidence: nil)
      keep(result, in: Self.add(stale, place, to: &groups, &positions, hasRoom: room), detailLimit)
    case .passed:
      kinds[kind].passed.insert(place)
      for (priority, violation) in verdict.warnings.enumerated() {
        let hasRoom = warnings.isEmpty || mayGroup && warnings.count < Self.maxGroups
        var group = Self.group(of: violation, .warned)
        group.priority = priority
        _ = Self.add(group, place, to: &warnings, &warningPositions, hasRoom: hasRoom)
      }
    case .skipped: skip(place, verdict.reason ?? "no reason")
    }
  }

  /// The cases of a kind; `nil` when none came.
  subscript(kind: CaseKind) -> OfKind? { kinds.first { $0.kind == kind } }

  /// The position in `kinds` of a case's kind, which has seen its first case.
  private mutating func kind(of result: CaseResult) -> Int {
    let first = (place: result.index, validity: result.testCase.expectation.validity)
    guard let position = kinds.firstIndex(where: { $0.kind == result.testCase.kind }) else {
      kinds.append(OfKind(kind: result.testCase.kind, first: first))
      return kinds.count - 1
    }
    if first.place < kinds[position].first.place { kinds[position].first = first }
    return position
  }

  /// Puts the groups into the order of their first cases.
  mutating func finish() {
    groups.sort { $0.order < $1.order }
    known.sort { $0.order < $1.order }
    warnings.sort { $0.order < $1.order }
    skips.sort { ($0.cases.earliest ?? 0) < ($1.cases.earliest ?? 0) }
    (positions, knownPositions, warningPositions, skipPositions) = ([:], [:], [:], [:])
  }

  private mutating func skip(_ place: Int, _ reason: String) {
    if let position = skipPositions[reason] {
      skips[position].cases.insert(place)
    } else if skips.count < Self.maxGroups {
      skipPositions[reason] = skips.count
      skips.append((reason, CasePlaces()))
      skips[skips.count - 1].cases.insert(place)
    }
  }

  private static func group(of violation: Violation, _ state: HTMLState) -> Group {
    // Echoes differ in what each request sent and are still one thing wrong.
    let expected =
      if let field = violation.echoed {
        "what the request's \(field) has"
      } else {
        TextSanitizer.text(violation.expected, limit: 300)
      }
    return Group(
      state: state, place: Words.place(violation.place), expected: expected,
      found: TextSanitizer.text(violation.found, limit: 300), reason: "", code: violation.code,
      evidence: violation.evidence)
  }

  /// Adds a case to its group, and gives the group's position when there is one.
  private static func add(
    _ group: Group, _ place: Int, to groups: inout [Group], _ positions: inout [Key: Int], hasRoom: Bool
  ) -> Int? {
    let key = Key(
      state: group.state, code: group.code, place: group.place,
      expected: group.reason.isEmpty ? group.expected : group.reason)
    if let position = positions[key] {
      if groups[position].found != group.found { groups[position].found = nil }
      if place < groups[position].cases.earliest ?? 0 {
        groups[position].evidence = group.evidence
        groups[position].priority = group.priority
      }
      if groups[position].last != place { groups[position].cases.insert(place) }
      groups[position].last = place
      return position
    }
    guard hasRoom else { return nil }
    positions[key] = groups.count
    groups.append(group)
    groups[groups.count - 1].cases.insert(place)
    groups[groups.count - 1].last = place
    return groups.count - 1
  }

  /// Keeps a case in full as long as it is among those that the page will choose.
  ///
  /// A case never comes nearer to the front of that choice by what finishes after it, so what is dropped is not missed.
  private mutating func keep(_ result: CaseResult, in group: Int?, _ limit: Int) {
    guard let group else { return omitted += 1 }
    // Those before it in its own group are enough.
    guard groups[group].cases.first.prefix(limit).contains(result.index) else { return }
    details[result.index] = result
    if details.count > limit { trimDetails(to: limit) }
  }

  /// Drops the details that are not among the first so many of the page's choice.
  mutating func trimDetails(to limit: Int) {
    guard details.count > limit else { return }
    let chosen = HTMLPagePlan.choose(groups.sorted { $0.order < $1.order }, limit)
    details = details.filter { chosen.contains($0.key) }
  }
}

extension SuiteSummary.Group {
  /// By the first case; a case can have several warnings, but is in one group of failures.
  fileprivate var order: (Int, Int) { (cases.earliest ?? 0, priority) }

  /// The group in one line.
  var headline: String {
    if !reason.isEmpty { return reason }
    return "\(place): expected \(expected)" + (found.map { ", found \($0)" } ?? "")
  }
}
