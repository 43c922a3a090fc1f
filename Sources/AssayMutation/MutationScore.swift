public import AssayJudge
public import AssayMock

/// What became of every mutant and of every harmless variation.
public struct MutationScore: Sendable, Hashable {
  /// The first violation of a case that caught a mutant.
  public struct Catch: Sendable, Hashable {
    public var test: String
    public var code: String
    public var severity: Violation.Severity
  }

  public struct Mutant: Sendable, Hashable {
    public var fault: Fault
    /// The cases whose answers the mutant changes, as far as they were asked.
    public var reached: [String] = []
    public var killer: Catch?

    /// A broken promise must fail a case; a broken assumption must at least warn.
    public var isKilled: Bool {
      guard let killer else { return false }
      return killer.severity == .failure || fault.evidence.level == .assumed
    }

    /// What would have caught a survivor.
    public var advice: String {
      if reached.isEmpty { return "no case reaches it: plan one that makes a provider show that it \(fault.summary)" }
      if let killer {
        return
          "\(killer.test) only warns (\(killer.code)): what it breaks is \(fault.evidence.level.rawValue), so it must fail"
      }
      return "\(reached.count) cases reach it (\(reached[0])) and no check of the judge sees it"
    }
  }

  public struct Tried: Sendable, Hashable {
    public var variation: Variation
    /// The number of cases that were asked.
    public var count = 0
    public var flags: [Catch] = []
  }

  public var mutants: [Mutant]
  public var variations: [Tried]

  public var killed: Int { mutants.count { $0.isKilled } }
  public var survivors: [Mutant] { mutants.filter { !$0.isKilled } }
  public var falseAlarms: [Tried] { variations.filter { !$0.flags.isEmpty } }
  /// Whether every mutant was killed and no variation flagged.
  public var isPerfect: Bool { survivors.isEmpty && falseAlarms.isEmpty }

  /// The killed and all mutants of each group, in order of first appearance.
  public func groups(by key: (Fault) -> String) -> [(name: String, killed: Int, total: Int)] {
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
