import AssaySpec

/// A case and where it stands in its plan.
package struct PlannedCase: Sendable {
  package var index: CaseIndex
  package var testCase: TestCase

  package init(index: CaseIndex, testCase: TestCase) {
    self.index = index
    self.testCase = testCase
  }
}

extension Plan {
  /// The cases of one endpoint that are executed together.
  package struct Batch: Sendable {
    package let suite: Int
    fileprivate let isFirstRound: Bool
  }

  /// The order in which cases spend budgets: two rounds through the endpoints, with the scenarios between them.
  ///
  /// The first round has the document's examples and the documented responses, the second all other cases. A run that
  /// is short of time or of allowed effects so spends both on what says most about each endpoint.
  package var batches: [Batch] {
    func round(_ isFirst: Bool, _ isScenarios: Bool) -> [Batch] {
      suites.indices.filter { suites[$0].isScenarios == isScenarios }.map { Batch(suite: $0, isFirstRound: isFirst) }
    }
    return round(true, false) + round(false, true) + round(false, false)
  }

  /// The order of execution: scenarios come last, since they change the states that single requests are made in.
  package var executedBatches: [Batch] {
    batches.filter { !suites[$0.suite].isScenarios } + batches.filter { suites[$0.suite].isScenarios }
  }

  /// Makes the cases of a batch, the kinds that say most about a provider first.
  package func cases(in batch: Batch) -> [PlannedCase] {
    let suite = suites[batch.suite]
    var byPriority: [[PlannedCase]] = Array(repeating: [], count: CaseKind.byPriority.count + 1)
    func add(_ index: Int, _ testCase: TestCase) {
      byPriority[testCase.kind.priority].append(
        PlannedCase(index: CaseIndex(suite: batch.suite, index: index), testCase: testCase))
    }
    if batch.isFirstRound {
      for (index, testCase) in suite.firstRound { add(index, testCase) }
    } else {
      for (index, testCase) in suite.cases().enumerated() where !testCase.kind.isFirstRound { add(index, testCase) }
    }
    return byPriority.flatMap(\.self)
  }
}

extension CaseKind {
  fileprivate static let byPriority: [CaseKind] = [
    .example, .answer, .idempotent, .choice, .credential, .missing, .optional, .type, .enum,
  ]

  /// How much cases of this kind say about a provider: 0 says most.
  package var priority: Int { Self.byPriority.firstIndex(of: self) ?? Self.byPriority.count }

  var isFirstRound: Bool { self == .example || self == .answer }
}
