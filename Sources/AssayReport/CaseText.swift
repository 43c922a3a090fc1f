import AssayHTTP
import AssayJudge
public import AssayRun
import AssaySpec

/// What a person reads of one case; the same words in every report.
public struct CaseText: Sendable {
  let result: CaseResult
  let target: String

  public init(_ result: CaseResult, target: String) {
    self.result = result
    self.target = target
  }

  /// One line: the first violation and how many more there are, or why it could not be asked.
  public var headline: String {
    let violations = result.verdict.failures.isEmpty ? result.verdict.violations : result.verdict.failures
    guard let first = violations.first else { return Visible.text(result.verdict.reason ?? "", limit: 300) }
    let more = violations.count > 1 ? " (and \(violations.count - 1) more)" : ""
    return Visible.text(first.message, limit: 300) + more
  }

  /// Everything: what was sent, what was promised, what came, how to repeat it.
  public var full: String {
    var lines = ["A request \(result.test.summary)."]
    if result.verdict.outcome == .error, let reason = result.verdict.reason {
      lines += ["", "It could not be asked: \(Visible.text(reason, limit: 400))"]
    }
    for violation in result.verdict.violations {
      lines += [""] + Self.lines(for: violation)
    }
    lines += answers
    lines += ["", "Repeat it:", CurlLine.text(for: result.test.request, target: target)]
    return lines.joined(separator: "\n") + "\n"
  }

  /// Warnings and retries of a case that passed, or `nil` when there is nothing to say.
  public var notes: String? {
    var lines: [String] = []
    if result.isFlaky {
      lines.append(
        "passed after \(result.retried.count) passing failures (\(result.retried.map(String.init).joined(separator: ", ")))"
      )
    }
    for violation in result.verdict.warnings { lines += Self.lines(for: violation) }
    return lines.isEmpty ? nil : lines.joined(separator: "\n") + "\n"
  }

  static func lines(for violation: Violation) -> [String] {
    let mark = violation.severity == .warning ? "warning " : ""
    return [
      "\(mark)\(violation.code) at \(Visible.text(violation.whereabouts, limit: 400))",
      "  expected: \(Visible.text(violation.expected, limit: 400))",
      "  found:    \(Visible.text(violation.found, limit: 400))",
      "  \(violation.promise)",
    ]
  }

  private var answers: [String] {
    result.exchanges.enumerated().flatMap { index, exchange -> [String] in
      guard let response = exchange.response else { return [] }
      let title = result.exchanges.count > 1 ? "The answer (\(index + 1)):" : "The answer:"
      var lines = ["", title, "\(Visible.text(response.version)) \(response.status) \(Visible.text(response.reason))"]
      lines += response.headers.prefix(40).map { "\(Visible.text($0.name)): \(Visible.text($0.value, limit: 400))" }
      if !response.body.isEmpty { lines += [""] + Self.excerpt(of: response) }
      return lines
    }
  }

  /// The beginning of a body, its lines kept and its controls made visible.
  private static func excerpt(of response: Response) -> [String] {
    let limit = 2048
    var lines = String(decoding: response.body.prefix(limit), as: UTF8.self)
      .split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
      .map { Visible.text(String($0), limit: limit) }
    let more = response.body.count - limit + response.droppedBodyBytes
    if more > 0 { lines.append("… \(more) bytes more") }
    return lines
  }
}
