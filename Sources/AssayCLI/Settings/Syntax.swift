/// The commands and their options: what is parsed and what help prints are the same values.
enum Syntax {
  static let help = CommandSyntax.Option(name: "--help", help: "print this help")

  static let run = CommandSyntax(
    name: "run", summary: "replay every contract against a target and judge the answers (the default command)",
    options: [
      .init(
        name: "--target", value: "mock | URL | PROVIDER=URL", isRepeatable: true,
        help:
          "where requests go (default: mock, started on a free loopback port); with PROVIDER=URL only the providers named are asked"
      ),
      .init(name: "--only", value: "GLOB", isRepeatable: true, help: "only these endpoint or case ids (* and ?)"),
      .init(name: "--skip", value: "GLOB", isRepeatable: true, help: "not these endpoint or case ids"),
      .init(
        name: "--var", value: "NAME=VALUE", isRepeatable: true,
        help: "a fixture's value, such as a card id (see assay list --variables)"),
      .init(
        name: "--config", value: "FILE",
        help: "settings and fixtures as JSON; the environment and arguments override them"),
      .init(
        name: "--allow", value: "EFFECT=N[/M]", isRepeatable: true,
        help:
          "toward other machines, N times sendsMessage or changesCredential, M of them to one recipient (default: none)"
      ),
      .init(
        name: "--allow-host", value: "HOST", isRepeatable: true, help: "a host that no contract names as a sandbox"),
      .init(
        name: "--allow-production", value: "HOST", isRepeatable: true,
        help: "a host that a contract names as production, spelled out"),
      .init(
        name: "--allow-cleartext", help: "send tokens and other secrets to another machine over http:// too"),
      .init(
        name: "--max-wait", value: "SECONDS",
        help: "how long one case may wait for a throttle or a cooldown (default 60)"),
      .init(name: "--rate", value: "N", help: "at most N requests a second to one host and port"),
      .init(name: "--deadline", value: "SECONDS", help: "for the whole run; what is left then is skipped"),
      .init(name: "--jobs", value: "N", help: "connections at the same time, 1 to 256 (default 4)"),
      .init(name: "--timeout", value: "SECONDS", help: "for one request and its whole answer (default 30)"),
      .init(name: "--ca", value: "FILE", help: "PEM file of the certificates to trust in place of this machine's"),
      .init(name: "--cert", value: "FILE", help: "PEM file of the client certificate to show to a server that asks"),
      .init(name: "--key", value: "FILE", help: "PEM file of its private key (default: in the file of --cert)"),
      .init(
        name: "--proxy", value: "URL | env",
        help:
          "go through this HTTP proxy (CONNECT), or through the one that HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY name"
      ),
      .init(name: "--insecure", help: "trust any certificate; toward this machine only"),
      .init(name: "--strict", help: "warnings fail too: undocumented fields, broken assumptions"),
      .init(
        name: "--allow-skips",
        help: "pass even if cases could not be tested, for want of a value or because of a throttle"),
      .init(name: "--seed", value: "N", help: "the seed of everything that is chosen by chance (default 0)"),
      .init(name: "--dry-run", help: "print every request in order and what it would do; send nothing"),
      .init(name: "--output", value: "DIR", help: "where reports go (default Reports)"),
    ] + reporting + [help])

  static let mock = CommandSyntax(
    name: "mock", summary: "serve the contracts' mock on loopback until interrupted",
    options: [
      .init(name: "--port", value: "N", help: "the port, 0 to 65535 (default 0: a free one, printed)"),
      .init(name: "--fault", value: "NAME", help: "serve the mutant with this fault"),
      .init(name: "--list-faults", help: "list the faults and what each does"),
      help,
    ])

  static let coverage = CommandSyntax(
    name: "coverage", summary: "run, and print which documented statuses, members, enum values and states were seen",
    options: run.options.filter { $0.name != "--dry-run" })

  static let mutate = CommandSyntax(
    name: "mutate", summary: "put the cases to every mutant of the mock and print the mutation score",
    options: [
      .init(name: "--only", value: "GLOB", isRepeatable: true, help: "only these faults or endpoints"),
      .init(name: "--wire", help: "ask over a socket instead of in this process"),
      .init(
        name: "--output", value: "DIR", help: "where mutation.json goes, for the page of the next run (default Reports)"
      ),
      help,
    ])

  static let list = CommandSyntax(
    name: "list", summary: "list endpoints and their cases, or the variables that a live run needs",
    options: [
      .init(name: "--variables", help: "list the variables instead, and where each is set"),
      .init(name: "--config", value: "FILE", help: "settings and fixtures as JSON"), help,
    ])

  static let show = CommandSyntax(
    name: "show", summary: "show one contract, or one case with its request", options: [help],
    operand: "ID")

  static let lint = CommandSyntax(
    name: "lint", summary: "check every contract and list what its document leaves open", options: [help])

  /// What a new run may say about reports, for commands that make them again.
  private static func options(_ names: Set<String>) -> [CommandSyntax.Option] {
    run.options.filter { names.contains($0.name) }
  }

  static let report = CommandSyntax(
    name: "report", summary: "make every report of the last run anew from its journal, also when the run was cut off",
    options: options(["--output", "--junit-profile", "--format", "--baseline", "--quiet", "--verbose", "--help"]))

  /// The options of a run that its header keeps for a replay; `--allow-production` has to be given again.
  static let replayed = options([
    "--strict", "--seed", "--timeout", "--max-wait", "--deadline", "--rate", "--allow", "--allow-host",
    "--allow-cleartext", "--ca", "--cert", "--key", "--proxy", "--insecure",
  ])

  static let replay = CommandSyntax(
    name: "replay", summary: "ask one case of the last run again and say whether it is fixed",
    options: run.options.filter { !["--only", "--skip", "--dry-run", "--shard"].contains($0.name) }, operand: "CASE")

  static let commands = [run, replay, report, coverage, mock, mutate, list, show, lint] + results
}

extension CommandSyntax {
  /// The command's help.
  var helpText: String {
    let usage = "assay \(name)" + (operand.map { isOperandOptional ? " [\($0)]" : " \($0)" } ?? "") + " [options]"
    let rows = options.map { option in (option.name + (option.value.map { " \($0)" } ?? ""), option.help) }
    return "usage: \(usage)\n\n\(summary)\n\n" + Columns.text(rows)
  }

  /// The help of the tool as a whole.
  static var toolHelp: String {
    """
    usage: assay [run] [options]
           assay COMMAND [options]

    Judges whether HTTP APIs keep their contracts.

    commands:
    \(Columns.text(Syntax.commands.map { ($0.name + ($0.operand.map { " \($0)" } ?? ""), $0.summary) }))
    options of run:
    \(Columns.text(Syntax.run.options.map { ($0.name + ($0.value.map { " \($0)" } ?? ""), $0.help) }))
    other options:
    \(Columns.text([("--version", "print the version")]))
    Tokens and other secrets come from the environment, never from arguments (see assay list --variables).

    exit status:
      0  passed: nothing failed, and everything that was to be tested was tested
      1  failed: a case failed or had an error, or the baseline is out of date
      2  the arguments, a contract or a file are wrong, or values are missing
      3  nothing was tested: no target answered, nothing was selected, or every case was skipped
      4  incomplete: nothing failed, but something that was to be tested was not
      130  the run was interrupted; its reports are written

    """
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
