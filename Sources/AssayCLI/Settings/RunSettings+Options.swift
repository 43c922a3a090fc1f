extension RunSettings {
  /// The options of `assay run`, in the order of help.
  static let options: [Subcommand.Option] =
    [
      .init(
        name: "--target", value: "mock | URL | PROVIDER=URL", isRepeatable: true,
        help:
          "where requests go (default: mock, started on a free loopback port); with PROVIDER=URL only the named providers are tested"
      ),
      .openAPI,
      .init(
        name: "--only", value: "GLOB", isRepeatable: true, lifetime: .once,
        help: "only these endpoint or case ids (* and ?)"),
      .init(
        name: "--skip", value: "GLOB", isRepeatable: true, lifetime: .once, help: "not these endpoint or case ids"),
      .init(
        name: "--var", value: "NAME=VALUE", isRepeatable: true,
        help: "a fixture's value, such as a card id (see assay list --variables); of several, each is tried"),
      .init(
        name: "--token-url", value: "PROVIDER=URL", isRepeatable: true, lifetime: .recorded,
        help: "where OAuth 2 access tokens come from, instead of the contract's token URL"),
      .init(
        name: "--config", value: "FILE",
        help: "settings and fixtures as JSON; the environment and arguments override them"),
      .init(
        name: "--allow", value: "EFFECT=N[/M]", isRepeatable: true, lifetime: .recorded,
        help:
          "allow N effects (sendsMessage, changesCredential, changesData) on other machines, M of them to one recipient (default: none)"
      ),
      .init(
        name: "--allow-host", value: "HOST", isRepeatable: true, lifetime: .recorded,
        help: "a host that no contract names as a sandbox"),
      // A replay does not repeat this permission: it has to be given again.
      .init(
        name: "--allow-production", value: "HOST", isRepeatable: true,
        help: "a host that a contract names as production, spelled out"),
      .init(
        name: "--allow-cleartext", lifetime: .recorded,
        help: "send tokens and other secrets to another machine over http:// too"),
      .init(
        name: "--max-wait", value: "SECONDS", lifetime: .recorded,
        help: "maximum wait of one case for a throttle or a cooldown (default 60)"),
      .init(
        name: "--rate", value: "N", lifetime: .recorded, help: "at most N requests a second to one host and port"),
      .init(
        name: "--deadline", value: "SECONDS", lifetime: .recorded,
        help: "time limit of the whole run; the remaining cases are skipped"),
      .init(name: "--jobs", value: "N", help: "number of concurrent connections, 1 to 256 (default 4)"),
      .init(
        name: "--timeout", value: "SECONDS", lifetime: .recorded,
        help: "time limit of one request and its whole response (default 30)"),
    ] + NetworkSettings.options + [
      .init(
        name: "--strict", lifetime: .recorded, help: "warnings fail too: undocumented fields, broken assumptions"),
      .init(
        name: "--allow-skips",
        help: "pass even if cases could not be tested, because of a missing value or a throttle"),
      .init(
        name: "--seed", value: "N", lifetime: .recorded,
        help: "seed of all random choices and of values that a run makes (default 0, or the time for such values)"),
      .init(
        name: "--dry-run", lifetime: .once, help: "print every request in order with its effects; send nothing"),
      .output,
    ] + ReportSettings.options + [
      .init(
        name: "--shard", value: "K/N | auto", lifetime: .once,
        help: "run only this part of the cases; auto reads it from the variables of the CI or the cluster")
    ]

  /// The options that the results of a run keep for a replay.
  static let recordedOptions = options.filter { $0.lifetime == .recorded }
}
