import AssayJudge
import AssayMock

/// What became of every mutant and of every harmless variation.
package struct MutationScore: Sendable, Hashable {
  /// The first violation of a case that caught a mutant.
  package struct Catch: Sendable, Hashable {
    package var testCase: String
    package var code: String
    package var severity: Violation.Severity
  }

  package struct Mutant: Sendable, Hashable {
    package var fault: Fault
    /// The cases whose answers the mutant changes, as far as they were asked.
    package var reached: [String] = []
    package var killer: Catch?

    /// A broken promise must fail a case; a broken assumption must at least warn.
    package var isKilled: Bool {
      guard let killer else { return false }
      return killer.severity == .failure || fault.evidence.level == .assumed
    }

    /// What would have caught a survivor.
    package var advice: String {
      if reached.isEmpty { return "no case reaches it: plan one that makes a provider show that it \(fault.summary)" }
      if let killer {
        return
          "\(killer.testCase) only warns (\(killer.code)): what it breaks is \(fault.evidence.level.rawValue), so it must fail"
      }
      return "\(reached.count) cases reach it (\(reached[0])) and no check of the judge sees it"
    }
  }

  package struct Tried: Sendable, Hashable {
    package var variation: EquivalentMutant
    /// The number of cases that were asked.
    package var count = 0
    package var flags: [Catch] = []
  }

  package var mutants: [Mutant]
  package var variations: [Tried]

  package var killed: Int { mutants.count { $0.isKilled } }
  package var survivors: [Mutant] { mutants.filter { !$0.isKilled } }
  package var falseAlarms: [Tried] { variations.filter { !$0.flags.isEmpty } }
  /// Whether every mutant was killed and no variation flagged.
  package var isPerfect: Bool { survivors.isEmpty && falseAlarms.isEmpty }

  /// The killed and all mutants of each group, in order of first appearance.
  package func groups(by key: (Fault) -> String) -> [(name: String, killed: Int, total: Int)] {
    var groups: [(name: String, killed: Int, total: Int)] = []
    for mutant in mutants {
      let name = key(mutant.fault)
      let index = groups.firstIndex { $0.name == name } ?? groups.count
      if index == groups.count { groups.append((name, 0, 0)) }
      groups[index].total += 1
      if mutant.isKilled { groups[index].killed += 1 }
    }
    return groups
  }
}
