import AssayJudge

/// Writes a run as TAP, version 14 (testanything.org), while it goes on.
package struct TAPStream: Sendable {
  private var buffer: SuiteBuffer
  private let count: Int
  private var came = 0

  /// - Parameter count: How many cases will come.
  package init(count: Int, buffer: any Buffer) {
    self.count = count
    self.buffer = SuiteBuffer(buffer)
  }

  /// Adds a case; `place` is its place among all, from 0.
  package mutating func add(_ record: CaseRecord, at place: Int) throws {
    try add(Self.bytes(of: record, at: place), at: place)
  }

  /// Adds a case that is written already.
  mutating func add(_ bytes: [UInt8], at place: Int) throws {
    came += 1
    try buffer.append(bytes, to: 0, at: place)
  }

  static func bytes(of record: CaseRecord, at place: Int) -> [UInt8] {
    Array(text(of: record, number: place + 1).utf8)
  }

  package func finish(_ overview: RunOverview, write: ([UInt8]) throws -> Void) throws {
    try write(Array("TAP version 14\n1..\(count)\n".utf8))
    try buffer.copy(0) { try write(Array($0)) }
    try write(Array("# \(Self.escape(overview.headline)) (\(overview.numbers))\n".utf8))
    if came < count {
      try write(Array("Bail out! the run ended after \(came) of \(count) cases\n".utf8))
    } else if overview.conclusion == .interrupted || overview.conclusion == .nothingTested {
      try write(Array("Bail out! \(overview.headline)\n".utf8))
    }
  }

  /// A test line, and what was wrong as a YAML block below it.
  static func text(of record: CaseRecord, number: Int) -> String {
    let name = escape(record.id)
    let text = CaseText(record, source: nil)
    switch record.reported {
    case .passed: return "ok \(number) - \(name)\n"
    case .skipped:
      // A known failure is TAP's TODO: it is not ok, and it does not count.
      if record.outcome == .failed {
        return "not ok \(number) - \(name) # TODO \(escape(record.baseline?.words ?? "known"))\n" + block(record, text)
      }
      return "ok \(number) - \(name) # SKIP \(escape(record.reason ?? "no reason"))\n"
    case .failed, .error: return "not ok \(number) - \(name)\n" + block(record, text)
    }
  }

  private static func block(_ record: CaseRecord, _ text: CaseText) -> String {
    var lines = [
      "  ---", "  message: \(quoted(text.headline))", "  severity: \(record.reported == .error ? "error" : "fail")",
    ]
    if let since = record.failingSince { lines.append("  since: \(quoted(since))") }
    if let request = record.request { lines.append("  repeat: \(quoted(request.curl))") }
    return (lines + ["  ..."]).joined(separator: "\n") + "\n"
  }

  /// In a description `#` begins a directive and a backslash escapes (TAP 14, "Escaping").
  private static func escape(_ text: String) -> String {
    TextSanitizer.text(text, limit: 400).replacing("\\", with: "\\\\").replacing("#", with: "\\#")
  }

  /// A YAML scalar in double quotes.
  private static func quoted(_ text: String) -> String {
    let visible = TextSanitizer.text(text.replacing("\n", with: " "), limit: 20_000)
    return "\"" + visible.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
