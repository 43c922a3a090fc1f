import AssayMutation

/// The mutation score as text for a terminal.
package enum MutationText {
  package static func text(of score: MutationScore) -> String {
    var lines = table("by kind", score.groups { $0.kind.rawValue })
    lines += table("by endpoint", score.groups { $0.endpoint })
    for survivor in score.survivors {
      lines += ["survived \(survivor.fault.name)", "  it \(survivor.fault.summary)", "  \(survivor.advice)"]
    }
    for equivalent in score.falseAlarms {
      lines.append(
        "false alarm \(equivalent.mutant.rawValue): \(equivalent.flags.count) of \(equivalent.count) cases")
      lines += equivalent.flags.prefix(5).map { "  \($0.testCase): \($0.code)" }
    }
    let warned = score.mutants.count { $0.isKilled && $0.killer?.severity == .warning }
    lines.append(
      "mutation score \(percent(score.killed, score.mutants.count)): \(score.killed) of \(score.mutants.count) mutants killed (\(warned) by a warning, as for a broken assumption), \(score.survivors.count) survived"
    )
    lines.append(
      "false alarms \(score.falseAlarms.count): \(score.equivalentMutants.count) equivalent mutants in \(score.equivalentMutants.reduce(0) { $0 + $1.count }) cases"
    )
    return lines.joined(separator: "\n") + "\n"
  }

  private static func table(_ title: String, _ rows: [(name: String, killed: Int, total: Int)]) -> [String] {
    let width = rows.map(\.name.count).max() ?? 0
    return ["\(title):"]
      + rows.map { row in
        let name = row.name + String(repeating: " ", count: width - row.name.count)
        return "  \(name)  \(row.killed)/\(row.total)  \(percent(row.killed, row.total))"
      }
  }

  /// A share in percent with one decimal, never rounded up to 100.
  private static func percent(_ part: Int, _ whole: Int) -> String {
    guard whole > 0 else { return "-" }
    let tenths = part * 1000 / whole
    return "\(tenths / 10).\(tenths % 10) %"
  }
}
