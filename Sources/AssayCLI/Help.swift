extension Subcommand {
  /// The command's help.
  var help: String {
    let usage = "assay \(nameAndOperand) [options]"
    return "usage: \(usage)\n\n\(summary)\n\n" + Self.rows(options)
  }

  /// The help of the tool as a whole.
  static var toolHelp: String {
    """
    usage: assay [run] [options]
           assay COMMAND [options]

    Judges whether HTTP APIs keep their contracts.

    commands:
    \(Columns.text(all.map { ($0.nameAndOperand, $0.summary) }))
    options of run:
    \(rows(run.options))
    other options:
    \(Columns.text([("--version", "print the version")]))
    Tokens and other secrets come from the environment, never from arguments (see assay list --variables).

    exit status:
      0  passed: nothing failed, and everything that was to be tested was tested
      1  failed: a case failed or had an error, or the baseline is out of date
      2  the arguments, a contract or a file are wrong, or values are missing
      3  nothing was tested: no target responded, nothing was selected, or every case was skipped
      4  incomplete: nothing failed, but something that was to be tested was not
      130  the run was interrupted; its reports are written

    """
  }

  private var nameAndOperand: String { name + (operand.map { " \($0)" } ?? "") }

  private static func rows(_ options: [Option]) -> String {
    Columns.text(options.map { ($0.name + ($0.value.map { " \($0)" } ?? ""), $0.help) })
  }
}

/// Text in two columns, the second wrapped.
enum Columns {
  static func text(_ rows: [(String, String)], width: Int = 100) -> String {
    let first = min(30, rows.map(\.0.count).max() ?? 0)
    return rows.map { left, right in
      var lines: [String] = []
      var line = ""
      for word in right.split(separator: " ") {
        if !line.isEmpty, line.count + word.count + 1 > width - first - 4 {
          lines.append(line)
          line = ""
        }
        line += (line.isEmpty ? "" : " ") + word
      }
      lines.append(line)
      let indent = String(repeating: " ", count: first + 4)
      let head =
        left.count <= first
        ? "  " + left + String(repeating: " ", count: first - left.count + 2) : "  \(left)\n\(indent)"
      return head + lines.joined(separator: "\n" + indent) + "\n"
    }.joined()
  }
}
