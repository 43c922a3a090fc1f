import AssayJudge
import AssayRun
import AssaySpec

/// What a person reads of one case; the same words in every report.
package struct CaseText: Sendable {
  let record: CaseRecord
  /// The provider's document, which is named with a promise; `nil` to leave it out.
  let source: SuiteHeader.Source?

  package init(_ record: CaseRecord, source: SuiteHeader.Source?) {
    self.record = record
    self.source = source
  }

  /// One line: the first violation and how many more there are, or why it could not be judged.
  package var headline: String {
    if record.baseline?.state == .stale {
      return "passed, and the baseline lists it as failing: take the entry out (assay baseline update)"
    }
    let violations = record.failures.isEmpty ? record.violations : record.failures
    guard let first = violations.first else { return TextSanitizer.text(record.reason ?? "", limit: 300) }
    let count = record.failures.isEmpty ? record.violationCount : violations.count
    let more = count > 1 ? " (and \(count - 1) more)" : ""
    return TextSanitizer.text(first.message, limit: 300) + more
  }

  /// The request, the promise, the response, and how to repeat it.
  package var full: String {
    var lines = [record.words.prefix(1).uppercased() + record.words.dropFirst() + "."]
    if let baseline = record.baseline { lines += ["", baseline.words] }
    if record.outcome == .error, let reason = record.reason {
      lines += ["", "It could not be judged: \(reason)"]
    }
    if let since = record.failingSince { lines += ["", "Failing since the run of \(since)."] }
    for violation in record.violations { lines += [""] + Self.lines(for: violation) }
    if record.violationCount > record.violations.count {
      lines += ["", "… \(record.violationCount - record.violations.count) violations more"]
    }
    if !record.violations.isEmpty, let source {
      let revision = source.revision.map { ", \($0)" } ?? ""
      lines += ["", "The document: \(source.title)\(revision), read \(source.retrieved): \(source.url)"]
    }
    lines += answers
    if !record.requests.isEmpty { lines += ["", "Repeat it:"] + record.requests.map(\.curl) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Warnings and retries of a case that passed, or `nil` when there is nothing to say.
  package var notes: String? {
    var lines: [String] = []
    if record.isFlaky {
      let statuses = record.retried.map(String.init).joined(separator: ", ")
      lines.append("passed after \(record.retried.count) passing failures (\(statuses))")
    }
    for violation in record.warnings { lines += Self.lines(for: violation) }
    return lines.isEmpty ? nil : lines.joined(separator: "\n") + "\n"
  }

  static func lines(for violation: ViolationRecord) -> [String] {
    let mark = violation.severity == .warning ? "warning " : ""
    var lines = [
      "\(mark)\(violation.code) at \(violation.place)",
      "  expected: \(violation.expected)",
      "  found:    \(violation.found)",
      "  \(violation.promise)",
    ]
    if let excerpt = violation.excerpt { lines += excerpt.split(separator: "\n").map(String.init) }
    return lines
  }

  private var answers: [String] {
    record.answers.enumerated().flatMap { index, answer -> [String] in
      let title = record.answers.count > 1 ? "The response (\(index + 1)):" : "The response:"
      var lines = ["", title, "\(answer.version) \(answer.status) \(answer.reason)"]
      lines += answer.headers.map { "\($0.name): \($0.value)" }
      if answer.bodyBytes > 0 { lines += ["", answer.body] }
      if answer.bodyBytes > answer.shownBytes {
        lines.append("… \(answer.bodyBytes - answer.shownBytes) bytes more")
      }
      return lines
    }
  }
}
