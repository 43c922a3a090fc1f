import AssayJudge
import AssayRun

/// Writes one case as a `testcase` element.
struct JUnitCase {
  let record: CaseRecord
  let suite: SuiteHeader
  let profile: JUnitProfile
  /// The longest text, in bytes before escaping.
  let limit: Int

  func write(_ xml: inout XMLWriter) {
    xml.begin("testcase", attributes)
    if profile == .rich { writeProperties(&xml) }
    // In the order of Surefire's schema: failure, flakyFailure, skipped, error, system-out.
    let text = CaseText(record, source: suite.source)
    switch record.reported {
    case .failed:
      xml.element("failure", [("message", text.headline), ("type", type)], text: cut(text.full))
    case .error:
      xml.element("error", [("message", text.headline), ("type", "could-not-ask")], text: cut(text.full))
    case .skipped:
      if record.outcome == .skipped {
        let reason = record.reason ?? "no reason"
        xml.element("skipped", [("message", reason)], text: cut(reason))
      } else {
        // As pytest does with expected failures: JUnit has no better word that does not break a run.
        let known = record.baseline?.words ?? ""
        xml.element("skipped", [("message", "\(known) \(text.headline)")], text: cut(text.full))
      }
    case .passed:
      if record.isFlaky { writeRetries(&xml) }
      if let notes = text.notes { xml.element("system-out", text: cut(notes)) }
    }
    if profile == .rich, let path = record.attachment {
      xml.element("system-out", text: "\(Self.attachment)\(TextSanitizer.text(path, limit: 4096))]]\n")
    }
    xml.end()
  }

  private var attributes: [(String, String)] {
    var attributes = [
      ("name", Self.name(of: record.id, in: suite.id)), ("classname", suite.id),
      ("time", record.duration.secondsText),
    ]
    if profile == .rich, !suite.file.isEmpty { attributes += [("file", suite.file), ("line", "\(suite.line)")] }
    return attributes
  }

  private var type: String {
    record.outcome == .passed
      ? "stale-baseline" : (record.failures.first ?? record.violations.first)?.code ?? "violation"
  }

  /// What begins a line that names a file to archive (Jenkins' JUnit Attachments plugin; GitLab and others follow it).
  private static let attachment = "[[ATTACHMENT|"

  /// The text as far as it may go. A reader that archives what a text names would archive any file of its machine that a
  /// provider names, so a text that begins like ours is broken up.
  private func cut(_ text: String) -> String { JUnitLimits.cut(Self.disarmed(text), to: limit) }

  /// By bytes: to Swift a bracket and what combines with it are one character, to a reader they are not.
  private static func disarmed(_ text: String) -> String {
    let mark = Array(attachment.utf8)
    let bytes = Array(text.utf8)
    var kept: [UInt8] = []
    var start = 0
    for index in bytes.indices where bytes[index] == mark[0] && bytes[index...].starts(with: mark) {
      kept += bytes[start...index] + [UInt8(ascii: " ")]
      start = index + 1
    }
    return start == 0 ? text : String(decoding: kept + bytes[start...], as: UTF8.self)
  }

  /// The case's id without its endpoint's; the whole id where it does not begin with it, since a name may not be empty.
  static func name(of id: String, in suite: String) -> String {
    let isInside = id.utf8.count > suite.utf8.count + 1 && id.hasPrefix(suite + "/")
    return isInside ? String(id.dropFirst(suite.count + 1)) : id
  }

  /// Properties only of cases that did not simply pass: GitLab refuses files of more than 250 000 objects.
  private func writeProperties(_ xml: inout XMLWriter) {
    var properties: [(String, String)] = []
    if !record.statuses.isEmpty, !record.violations.isEmpty {
      properties.append(("status", record.statuses.map(String.init).joined(separator: " ")))
    }
    if let violation = record.failures.first { properties.append(("evidence", violation.evidence)) }
    if let fingerprint = record.fingerprint { properties.append(("fingerprint", fingerprint)) }
    if let since = record.failingSince { properties.append(("failing-since", since)) }
    if let baseline = record.baseline { properties.append(("baseline", baseline.state.rawValue)) }
    if record.isFlaky { properties.append(("flaky", "true")) }
    if properties.isEmpty { return }
    xml.properties(properties)
  }

  /// One `flakyFailure` for each attempt before the one that passed, as Surefire reports reruns.
  private func writeRetries(_ xml: inout XMLWriter) {
    for status in record.retried {
      let message = "\(status), which the document calls passing; sent again"
      xml.begin("flakyFailure", [("message", message), ("type", "passing-failure")])
      xml.element("stackTrace", text: message)
      xml.end()
    }
  }
}
