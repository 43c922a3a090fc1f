import AssayRun
import AssayJudge
import AssayPlan

/// The first cases of a list in the plan's order, and how many there are; cases may come in any order.
struct FirstCases<Value: Sendable>: Sendable {
  let limit: Int
  private(set) var count = 0
  /// Ascending by index.
  private var entries: [(index: Int, value: Value)] = []

  init(limit: Int) { self.limit = limit }

  var values: [Value] { entries.map(\.value) }

  mutating func insert(_ value: Value, at index: Int) {
    count += 1
    if entries.count == limit {
      guard let last = entries.last, index < last.index else { return }
      entries.removeLast()
    }
    entries.insert((index, value), at: (entries.lastIndex { $0.index < index } ?? -1) + 1)
  }
}

/// What the page shows of one endpoint's cases, collected while they finish; bounded in size.
struct EndpointResults: Sendable {
  /// Cases that have the same thing wrong, or that were skipped for the same reason.
  struct Group: Sendable {
    let state: HTMLState
    /// The same for cases of any endpoint that have the same thing wrong.
    let key: String
    /// Why there is no verdict; `nil` for a violation.
    var reason: String?
    /// The violation of the first case.
    var violation: ViolationRecord?
    /// Whether all cases expected the same, and found the same.
    var hasSameExpected = true
    var hasSameFound = true
    /// The index of the first case, and the position of the violation in it.
    var order: (index: Int, position: Int)
    /// The ids of the cases.
    var cases = FirstCases<String>(limit: 200)
    /// The cases that are shown with their requests and responses.
    var details: FirstCases<CaseRecord>
    /// Since when one of its cases fails.
    var failingSince: String?
    /// Whether one of its cases fails since this run.
    var hasNew = false
    fileprivate var lastID = ""
  }

  /// How many groups of one state an endpoint may have; further cases are counted only.
  static let maxGroups = 200

  /// By the kind of case.
  private(set) var kinds: [String: OutcomeCounts] = [:]
  private var groups: [Group] = []
  private var positions: [HTMLState: [String: Int]] = [:]
  /// The ids of those that passed, and of those that passed only after a documented passing failure.
  private(set) var passed = FirstCases<String>(limit: 200)
  private(set) var flaky = FirstCases<String>(limit: 50)
  /// How many responses had each status.
  private(set) var statuses: [Int: Int] = [:]
  private(set) var latencies = Latencies()

  /// The groups of some states, in the order of their first cases.
  func groups(_ states: HTMLState...) -> [Group] {
    groups.filter { states.contains($0.state) }.sorted { $0.order < $1.order }
  }

  mutating func add(_ record: CaseRecord, groupsLeft: inout Int, detailsLeft: inout Int) {
    kinds[record.kind, default: OutcomeCounts()].count(record)
    for step in record.steps {
      guard let status = step.status else { continue }
      statuses[status, default: 0] += 1
      latencies.add(Int(step.microseconds))
    }
    if record.isFlaky { flaky.insert(record.id, at: record.index) }

    func group(
      _ state: HTMLState, _ key: String, reason: String? = nil, _ violation: ViolationRecord? = nil, position: Int = 0
    ) {
      let order = (record.index, position)
      if let number = positions[state]?[key] {
        groups[number].add(record, reason, violation, order)
        return
      }
      let count = positions[state]?.count ?? 0
      guard count == 0 || count < Self.maxGroups && groupsLeft > 0 else { return }
      if count > 0 { groupsLeft -= 1 }
      var limit = 0
      switch state {
      // A case of each group is shown until the limit of the page, and at first some more of those that failed.
      case .failed: limit = detailsLeft > 900 ? 3 : min(1, detailsLeft)
      // Errors for one reason look alike.
      case .error: limit = min(1, detailsLeft)
      case .incomplete, .known, .warned, .skipped, .passed: break
      }
      detailsLeft -= limit
      positions[state, default: [:]][key] = groups.count
      groups.append(
        Group(
          state: state, key: key, reason: reason, violation: violation, order: order,
          details: FirstCases(limit: limit)))
      groups[groups.count - 1].add(record, reason, violation, order)
    }

    switch (record.outcome, record.baseline?.state) {
    case (.failed, .known):
      group(.known, record.fingerprint ?? "", record.failures.first ?? record.violations.first)
    case (.failed, _):
      group(.failed, record.fingerprint ?? "", record.failures.first ?? record.violations.first)
    case (.error, _):
      let reason = record.reason ?? "no reason is known"
      group(.error, reason, reason: reason)
    case (.passed, .stale):
      group(.failed, "stale", reason: "passed, but the baseline still lists it as failing")
    case (.passed, _):
      passed.insert(record.id, at: record.index)
      for (position, violation) in record.warnings.enumerated() {
        let key = "\(violation.code) \(violation.location) \(violation.expected)"
        group(.warned, key, violation, position: position)
      }
    case (.skipped, _):
      let reason = record.reason ?? "no reason is known"
      group(.skipped, reason, reason: reason)
    }
  }
}

extension EndpointResults.Group {
  fileprivate mutating func add(
    _ record: CaseRecord, _ reason: String?, _ violation: ViolationRecord?, _ order: (index: Int, position: Int)
  ) {
    if violation?.expected != self.violation?.expected { hasSameExpected = false }
    if violation?.found != self.violation?.found { hasSameFound = false }
    if order < self.order {
      self.order = order
      self.violation = violation
      self.reason = reason
    }
    // A case may have the same violation at several locations.
    if record.id == lastID { return }
    lastID = record.id
    cases.insert(record.id, at: record.index)
    details.insert(record, at: record.index)
    if let since = record.failingSince { failingSince = min(since, failingSince ?? since) }
  }

  /// The ids that are named beside the cases that are shown in full.
  var others: [String] {
    let shown = Set(details.values.map(\.id))
    return cases.values.filter { !shown.contains($0) }
  }
}

extension ViolationRecord {
  /// Where in the response, without line and column, which differ from case to case.
  var location: String { pointer.map { $0.isEmpty ? "body" : "body \($0)" } ?? place }
}
