import AssayJudge
import AssayMock

/// The results of a mutation run: which mutants were killed, and which equivalent mutants were flagged.
package struct MutationScore: Sendable, Hashable {
  /// A violation that a case found in a mutant.
  package struct Detection: Sendable, Hashable {
    package var testCase: String
    package var code: String
    package var severity: Violation.Severity
  }

  package struct Mutant: Sendable, Hashable {
    package var fault: Fault
    /// The cases that were run and whose responses the mutant changes.
    package var reached: [String] = []
    package var killer: Detection?

    /// A broken promise must fail a case; a broken assumption must at least warn.
    package var isKilled: Bool {
      guard let killer else { return false }
      return killer.severity == .failure || fault.evidence.level == .assumed
    }

    /// What would kill a survivor.
    package var advice: String {
      if reached.isEmpty { return "no case reaches it: plan one that makes a provider show that it \(fault.summary)" }
      if let killer {
        return
          "\(killer.testCase) only warns (\(killer.code)): what it breaks is \(fault.evidence.level.rawValue), so it must fail"
      }
      return "\(reached.count) cases reach it (\(reached[0])) and no check of the judge sees it"
    }
  }

  package struct Equivalent: Sendable, Hashable {
    package var mutant: EquivalentMutant
    /// The number of cases that were run.
    package var count = 0
    /// The false alarms.
    package var flags: [Detection] = []
  }

  package var mutants: [Mutant]
  package var equivalentMutants: [Equivalent]

  package var killed: Int { mutants.count { $0.isKilled } }
  package var survivors: [Mutant] { mutants.filter { !$0.isKilled } }
  package var falseAlarms: [Equivalent] { equivalentMutants.filter { !$0.flags.isEmpty } }
  /// Whether every mutant was killed and no equivalent mutant flagged.
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
