import AssayRun

/// The run in one sentence, the same in every report.
extension RunSummary {
  /// Who did what: `Vault and sFOX kept their contracts`.
  package var headline: String {
    switch conclusion {
    case .passed: return success
    case .failed: return failure
    case .nothingTested: return "Nothing was tested"
    case .interrupted: return header.info.ending == .cutOff ? "The run was cut off" : "The run was interrupted"
    case .incomplete:
      let missing = providers { $0.isUntested }
      if missing.isEmpty { return "Incomplete: not every case could be tested" }
      let whole = missing.filter { id in suites.allSatisfy { $0.header.provider != id || $0.isUntested } }
      if whole == missing { return "Incomplete: \(names(missing)) \(missing.count == 1 ? "was" : "were") not tested" }
      let count = suites.count(where: \.isUntested)
      return
        "Incomplete: \(Formatting.count(count, "endpoint")) of \(names(missing)) \(count == 1 ? "was" : "were") not tested"
    }
  }

  /// The numbers behind it: `217 cases: 2 failed, 215 passed`.
  package var numbers: String {
    let counts = self.counts
    return counts.total == 0
      ? "no case was planned" : "\(Formatting.count(counts.total, "case")): \(counts.numbers)"
  }

  /// Names only providers of which a request that they must accept was judged.
  ///
  /// A run of chosen cases may have no such request, and a whole one only where the document describes no success.
  private var success: String {
    let kept = providers {
      $0.judgedSuccesses > 0 || header.plan.isWhole && $0.expectedSuccesses == 0 && $0.counts.judged > 0
    }
    if kept.isEmpty { return header.shard == nil ? "Nothing failed" : "Nothing failed in this shard" }
    let contract = kept.count == 1 ? "contract" : "contracts"
    var text =
      kept.allSatisfy(isMock)
      ? "The mock kept the \(suites.count == 1 ? "contract" : "contracts") of \(names(kept))"
      : "\(names(kept)) kept \(kept.count == 1 ? "its" : "their") \(contract)"
    if counts.known > 0 { text += ", known failures aside" }
    let others = providers { $0.isUntested || $0.counts.judged == 0 }.filter { !kept.contains($0) }
    if !others.isEmpty { text += "; \(names(others)) \(others.count == 1 ? "was" : "were") not tested" }
    return text
  }

  private var failure: String {
    let failed = providers { $0.counts.failed > $0.counts.stale }
    if failed.isEmpty {
      return counts.stale > 0 || !orphans.isEmpty ? "The baseline is out of date" : "Not everything could be tested"
    }
    let who = failed.allSatisfy(isMock) ? "The mock of \(names(failed))" : names(failed)
    // A strict run also fails for warnings, which break no promise of a document.
    guard suites.contains(where: \.hasBrokenPromise) else {
      return "\(who) differs from how the contract is read"
    }
    return "\(who) broke \(counts.failed - counts.stale == 1 ? "a promise" : "promises")"
  }

  /// The ids of the providers with a suite like that, in the run's order.
  private func providers(where isIncluded: (Suite) -> Bool) -> [String] {
    suites.filter(isIncluded).map(\.header.provider).reduce(into: []) { ids, id in
      if !ids.contains(id) { ids.append(id) }
    }
  }

  private func isMock(_ id: String) -> Bool { suites.contains { $0.header.provider == id && $0.header.isMock } }

  /// Names keep their letters: `sFOX` also at the beginning of a sentence.
  private func names(_ ids: [String]) -> String {
    if ids.count > 4 { return "\(ids.count) providers" }
    return Formatting.list(ids.map { id in suites.first { $0.header.provider == id }?.header.providerName ?? id })
  }
}

extension Untested {
  /// `3 cases: needs vault.card …`
  var line: String { count == 0 ? text : "\(Formatting.count(count, "case")): \(text)" }
}

extension OutcomeCounts {
  /// The counts that are not zero: `2 failed, 215 passed`.
  var numbers: String {
    let parts = [
      (failed, "failed"), (errors, errors == 1 ? "error" : "errors"), (passed, "passed"),
      (known, known == 1 ? "known failure" : "known failures"), (skipped, "not tested"),
      (warnings, warnings == 1 ? "warning" : "warnings"),
    ]
    return parts.filter { $0.0 > 0 }.map { "\(Formatting.number($0.0)) \($0.1)" }.joined(separator: ", ")
  }
}
