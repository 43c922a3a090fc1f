import AssayJudge

/// How many cases had which outcome. Every report takes its numbers from here.
///
/// Each case is counted in exactly one of `passed`, `failed`, `errors`, `skipped` and `known`.
package struct OutcomeCounts: Sendable, Hashable {
  package var passed = 0
  /// Failures that no baseline lists, and cases that passed though the baseline lists a failure (`stale`).
  package var failed = 0
  /// Cases without a response to judge.
  package var errors = 0
  package var skipped = 0
  /// Failures that the baseline lists. JUnit has no word for them and counts them as skipped.
  package var known = 0
  /// How many of `failed` passed though the baseline lists a failure.
  package var stale = 0
  /// Broken assumptions; a case may have several.
  package var warnings = 0
  /// How many of `passed` passed only after a documented transient failure.
  package var flaky = 0
  package var microseconds: Int64 = 0

  package init() {}

  package var total: Int { passed + failed + errors + skipped + known }
  /// The cases that there is a verdict on.
  package var judged: Int { passed + failed + known }
  /// Whether a case ends the run with an error.
  package var isBroken: Bool { failed + errors > 0 }

  package mutating func count(_ record: CaseRecord) {
    count(record.outcome, record.baseline, warnings: record.warnings.count)
    if record.isFlaky { flaky += 1 }
    microseconds += record.microseconds
  }

  package mutating func count(_ outcome: Verdict.Outcome, _ baseline: BaselineMark?, warnings count: Int) {
    switch (outcome, baseline?.state) {
    case (.failed, .known): known += 1
    case (.passed, .stale):
      failed += 1
      stale += 1
    case (.passed, _): passed += 1
    case (.failed, _): failed += 1
    case (.error, _): errors += 1
    case (.skipped, _): skipped += 1
    }
    warnings += count
  }

  package static func += (left: inout OutcomeCounts, right: OutcomeCounts) {
    left.passed += right.passed
    left.failed += right.failed
    left.errors += right.errors
    left.skipped += right.skipped
    left.known += right.known
    left.stale += right.stale
    left.warnings += right.warnings
    left.flaky += right.flaky
    left.microseconds += right.microseconds
  }

  /// `26 passed, 1 failed, 0 errors, 2 skipped`, and what else there is.
  package var text: String {
    var parts = ["\(passed) passed", "\(failed) failed", errors == 1 ? "1 error" : "\(errors) errors"]
    parts.append("\(skipped) skipped")
    if known > 0 { parts.append(known == 1 ? "1 known failure" : "\(known) known failures") }
    if warnings > 0 { parts.append(warnings == 1 ? "1 warning" : "\(warnings) warnings") }
    if flaky > 0 { parts.append("\(flaky) flaky") }
    if stale > 0 {
      parts.append("\(stale) of the failed passed and \(stale == 1 ? "is" : "are") still in the baseline")
    }
    return parts.joined(separator: ", ")
  }
}

extension OutcomeCounts: Record {
  package static let definition = "tally"
  package static let empty = OutcomeCounts()
  package static let members: [Member<OutcomeCounts>] = [
    .required("passed", \.passed),
    .required("failed", \.failed, "failures that the baseline does not list, and stale entries of it"),
    .required("errors", \.errors),
    .required("skipped", \.skipped),
    .required("known", \.known, "failures that the baseline lists"),
    .required("stale", \.stale, "of the failed, those that passed though the baseline lists a failure"),
    .required("warnings", \.warnings, "broken assumptions, not cases"),
    .required("flaky", \.flaky, "passed after a documented transient failure"),
  ]
}
