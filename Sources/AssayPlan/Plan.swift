import AssayContract
import AssaySpec

/// The test cases of a run, endpoint by endpoint.
package struct Plan: Sendable {
  /// One suite an endpoint, in the catalogue's order.
  package let suites: [Suite]
  package let caseCount: Int

  package init(suites: [Suite]) {
    self.suites = suites
    caseCount = suites.reduce(0) { $0 + $1.count }
  }

  /// The plan with only the cases whose endpoint id or case id matches one of `only` (all when empty) and none of `skip`.
  package func selecting(only: [Glob], skip: [Glob]) -> Plan {
    if only.isEmpty, skip.isEmpty { return self }
    return Plan(
      suites: suites.compactMap { suite in
        let endpoint = suite.id
        let cases = suite.cases()
        let kept = cases.indices.filter { index in
          func matches(_ glob: Glob) -> Bool { glob.matches(endpoint) || glob.matches(cases[index].id) }
          return (only.isEmpty || only.contains(where: matches)) && !skip.contains(where: matches)
        }
        return kept.isEmpty ? nil : suite.keeping(kept)
      })
  }

  /// The plan with some cases skipped, for reasons that lie in the run.
  package func skipping(_ reasons: [CaseIndex: SkipReason]) -> Plan {
    var bySuite: [Int: [Int: SkipReason]] = [:]
    for (index, reason) in reasons { bySuite[index.suite, default: [:]][index.index] = reason }
    return Plan(
      suites: suites.enumerated().map { number, suite in bySuite[number].map(suite.skipping) ?? suite })
  }
}
