import AssayPlan
import AssayRun
import AssaySpec
import AssaySystem

/// Where a provider's requests go.
enum TargetChoice: Equatable {
  case mock
  case url(String)
}

/// What the arguments and the environment ask of a run, checked.
struct RunSettings {
  var targets: [String: TargetChoice] = [:]
  var only: [Glob]
  var skip: [Glob]
  /// The values given for fixtures by name, secrets among them.
  var given: [String: String] = [:]
  var configuration = Runner.Configuration()
  var seed: UInt64
  var isDryRun: Bool
  var output: String
  var network: NetworkSettings

  init(_ arguments: Arguments, _ catalog: Catalog, environment: (String) -> String?) throws(UsageError) {
    only = arguments.all("--only").map(Glob.init)
    skip = arguments.all("--skip").map(Glob.init)
    isDryRun = arguments.has("--dry-run")
    output = arguments.last("--output") ?? "Reports"
    if output.isEmpty { throw UsageError("--output needs a folder", command: "run") }
    network = try NetworkSettings(arguments, environment: environment)
    configuration.isStrict = arguments.has("--strict")
    if let jobs = try arguments.integer("--jobs", 1...256, command: "run") { configuration.jobs = jobs }
    if let timeout = try arguments.seconds("--timeout", command: "run") { configuration.timeout = timeout }
    guard let seed = UInt64(arguments.last("--seed") ?? "0") else {
      throw UsageError("--seed takes a whole number from 0 to 18446744073709551615", command: "run")
    }
    self.seed = seed
    try readTargets(arguments.all("--target"), catalog)
    try readValues(arguments.all("--var"), catalog, environment)
  }

  private mutating func readTargets(_ words: [String], _ catalog: Catalog) throws(UsageError) {
    var common: TargetChoice?
    for word in words {
      // An address has no = before its scheme's colon, so the first part of NAME=URL is a name without one.
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      if parts.count == 2, !parts[0].contains(":"), !parts[0].contains("/") {
        guard catalog.provider(parts[0]) != nil else {
          throw .unknown("provider", parts[0], among: catalog.providers.map(\.id), command: "run")
        }
        if targets[parts[0]] != nil { throw UsageError("two targets are given for \(parts[0])", command: "run") }
        targets[parts[0]] = try choice(parts[1])
      } else {
        if common != nil {
          throw UsageError("two targets are given for all providers: use PROVIDER=URL", command: "run")
        }
        common = try choice(word)
      }
    }
    if common == nil, targets.isEmpty { common = .mock }
    if let common {
      for provider in catalog.providers where targets[provider.id] == nil { targets[provider.id] = common }
    }
  }

  private func choice(_ word: String) throws(UsageError) -> TargetChoice {
    if word == "mock" { return .mock }
    guard word.contains(":") else {
      throw UsageError(
        "--target takes mock, an address such as https://api.example.com, or PROVIDER=URL, not \"\(word)\"",
        command: "run")
    }
    // What cannot be asked, or not in this way, is said before anything else is done.
    _ = try network.target(word)
    return .url(word)
  }

  private mutating func readValues(
    _ words: [String], _ catalog: Catalog, _ environment: (String) -> String?
  ) throws(UsageError) {
    let fixtures = catalog.providers.flatMap(\.fixtures)
    for fixture in fixtures {
      if let value = environment(fixture.environmentName), !value.isEmpty { given[fixture.name] = value }
    }
    for word in words {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw UsageError("--var takes NAME=VALUE, not \"\(parts[0])\"", command: "run")
      }
      guard let fixture = fixtures.first(where: { $0.name == parts[0] }) else {
        throw .unknown("variable", parts[0], among: fixtures.map(\.name), command: "run")
      }
      if fixture.isSecret {
        throw UsageError(
          "\(fixture.name) is a secret, and arguments can be read by every user of this machine: set \(fixture.environmentName) in the environment instead",
          command: "run")
      }
      given[fixture.name] = parts[1]
    }
  }

  /// The values for a provider's fixtures as a plan may know them: secrets as placeholders.
  func planValues(for provider: Provider) -> FixtureValues {
    let isMock = targets[provider.id] == .mock
    var values: [String: String] = [:]
    for fixture in provider.fixtures {
      guard let value = given[fixture.name] else { continue }
      if !fixture.isSecret { values[fixture.name] = value }
      // The mock knows its own secrets; a real one is not for it.
      if fixture.isSecret, !isMock { values[fixture.name] = FixtureValues.placeholder(for: fixture) }
    }
    return FixtureValues(given: values, isMock: isMock)
  }

  /// What the runner puts in the place of placeholders.
  func secrets(for catalog: Catalog) -> Secrets {
    var values: [String: String] = [:]
    for provider in catalog.providers {
      for fixture in provider.fixtures where fixture.isSecret {
        values[fixture.environmentName] = targets[provider.id] == .mock ? fixture.mock : given[fixture.name]
      }
    }
    return Secrets(values)
  }
}
