import AssayContract
import AssayNet
import AssayPlan
import AssayReport
import AssayRun
import AssaySchema
import AssaySpec
import AssaySystem

/// Where a provider's requests go.
enum TargetChoice: Equatable {
  case mock
  case url(String)

  /// `mock` or a possible address; otherwise `nil`.
  init?(_ word: String) {
    guard word == "mock" || word.contains(":") else { return nil }
    self = word == "mock" ? .mock : .url(word)
  }
}

extension EffectBudget.Allowance {
  /// `N` or `N/M`, or `nil`.
  init?(parsing text: String) {
    let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...2).contains(numbers.count), numbers.allSatisfy({ $0.map { 0...1_000_000 ~= $0 } ?? false }) else {
      return nil
    }
    self.init(total: numbers[0]!, perRecipient: numbers.count == 2 ? numbers[1] : nil)
  }
}

extension Catalog {
  /// The kinds of effects of all requests.
  var effects: [String] { Set(endpoints.flatMap { $0.effects.map(\.kind.rawValue) }).sorted() }
}

/// The settings of a run from the file, the environment and the arguments, validated.
struct RunSettings {
  var targets: [String: TargetChoice] = [:]
  var only: [Glob]
  var skip: [Glob]
  /// The token URLs that replace those of contracts, by provider.
  var tokenURLs: [String: String] = [:]
  var variables: VariableValues
  var allowances: [Effect.Kind: EffectBudget.Allowance] = [:]
  var hosts: HostPolicy
  var configuration = Runner.Configuration()
  /// For the whole run.
  var deadline: Duration?
  var seed: UInt64
  var isDryRun: Bool
  /// Whether a run may pass although cases could not be tested (`--allow-skips`).
  var allowsSkips: Bool
  var output: String
  var reports: ReportSettings
  var network: NetworkSettings
  /// The options that are recorded for a replay, as arguments.
  private var replayed: [String] = []

  init(_ arguments: Arguments, _ catalog: Catalog, environment: (String) -> String?) throws(UsageError) {
    var config: ConfigFile?
    if let path = arguments.last("--config") { config = try ConfigFile(path, catalog) }
    try self.init(arguments, config, catalog, environment: environment)
  }

  init(
    _ given: Arguments, _ config: ConfigFile?, _ catalog: Catalog, environment: (String) -> String?
  ) throws(UsageError) {
    var arguments = given
    if let config { arguments.fill(from: config.options) }
    only = arguments.all("--only").map(Glob.init)
    skip = arguments.all("--skip").map(Glob.init)
    isDryRun = arguments.has("--dry-run")
    allowsSkips = arguments.has("--allow-skips")
    output = arguments.last("--output") ?? "Reports"
    if output.isEmpty { throw UsageError("--output needs a folder") }
    reports = try ReportSettings(arguments, command: "run", environment: environment)
    network = try NetworkSettings(arguments, environment: environment)
    configuration.isStrict = arguments.has("--strict")
    if let jobs = try arguments.integer("--jobs", 1...256) { configuration.jobs = jobs }
    if let timeout = try arguments.seconds("--timeout") { configuration.timeout = timeout }
    if let wait = try arguments.seconds("--max-wait") { configuration.maxWait = wait }
    deadline = try arguments.seconds("--deadline")
    if let text = arguments.last("--rate") {
      guard let rate = Double(text), rate > 0, rate <= 1_000_000 else {
        throw UsageError("--rate takes requests a second, more than 0, not \"\(text)\"")
      }
      configuration.rate = rate
    }
    guard let seed = UInt64(arguments.last("--seed") ?? "0") else {
      throw UsageError("--seed takes a whole number from 0 to 18446744073709551615")
    }
    self.seed = seed
    hosts = HostPolicy(
      allowed: arguments.all("--allow-host"), production: arguments.all("--allow-production"),
      allowsCleartext: arguments.has("--allow-cleartext"))
    for option in Self.recordedOptions {
      for value in arguments.all(option.name) { replayed += [option.name] + (option.value == nil ? [] : [value]) }
    }
    variables = try VariableValues(arguments.all("--var"), config, catalog, environment: environment)
    for word in arguments.all("--token-url") {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, catalog.provider(parts[0]) != nil, parts[1].hasPrefix("/") || parts[1].contains("://")
      else { throw UsageError("--token-url takes PROVIDER=URL, not \"\(word)\"") }
      tokenURLs[parts[0]] = parts[1]
    }
    try readAllowances(arguments.all("--allow"), catalog)
    try readTargets(arguments.all("--target"), config, catalog, environment)
    let isGenerating = catalog.providers.contains { provider in
      targets[provider.id].map { $0 != .mock } ?? false
        && provider.endpoints.contains { endpoint in
          mayRun(endpoint) && endpoint.bindings.contains { provider.fixture($0.subject)?.generator != nil }
        }
    }
    if isGenerating, !arguments.has("--seed") {
      if arguments.has("--shard") {
        throw UsageError("--shard needs --seed N, the same for all shards: the contracts have values that a run makes")
      }
      self.seed = UInt64(max(0, SystemClock.now().seconds))
    }
  }

  /// Whether cases of an endpoint may be selected; a pattern for cases begins with one for their endpoint.
  private func mayRun(_ endpoint: Endpoint) -> Bool {
    (only.isEmpty || only.contains { Glob(String($0.pattern.prefix { $0 != "/" })).matches(endpoint.id) })
      && !skip.contains { $0.matches(endpoint.id) }
  }

  private mutating func readAllowances(_ words: [String], _ catalog: Catalog) throws(UsageError) {
    let known = catalog.effects
    for word in words {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard known.contains(parts[0]) else { throw .unknown("effect", parts[0], among: known) }
      guard parts.count == 2, let allowance = EffectBudget.Allowance(parsing: parts[1]) else {
        throw UsageError(
          "--allow takes EFFECT=N or EFFECT=N/M (N in the run, M to one recipient), such as \(known.first ?? "sendsMessage")=3, not \"\(word)\""
        )
      }
      allowances[Effect.Kind(rawValue: parts[0])] = allowance
    }
  }

  private mutating func readTargets(
    _ words: [String], _ config: ConfigFile?, _ catalog: Catalog, _ environment: (String) -> String?
  ) throws(UsageError) {
    var common: TargetChoice?
    var named: [String: TargetChoice] = [:]
    for word in words {
      // An address has no = before the colon of its scheme, so in NAME=URL the first part has no colon.
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      if parts.count == 2, !parts[0].contains(":"), !parts[0].contains("/") {
        guard catalog.provider(parts[0]) != nil else {
          throw .unknown("provider", parts[0], among: catalog.providers.map(\.id))
        }
        if named[parts[0]] != nil { throw UsageError("two targets are given for \(parts[0])") }
        named[parts[0]] = try choice(parts[1], "--target")
      } else {
        if common != nil {
          throw UsageError("two targets are given for all providers: use PROVIDER=URL")
        }
        common = try choice(word, "--target")
      }
    }
    if words.isEmpty { (common, named) = try weakerTargets(config, catalog, environment) }
    if common == nil, named.isEmpty { common = .mock }
    targets = named
    if let common {
      for provider in catalog.providers where targets[provider.id] == nil { targets[provider.id] = common }
    }
  }

  /// The targets of the environment, or else of the file, for providers without a target from the arguments.
  private func weakerTargets(
    _ config: ConfigFile?, _ catalog: Catalog, _ environment: (String) -> String?
  ) throws(UsageError) -> (TargetChoice?, [String: TargetChoice]) {
    var named: [String: TargetChoice] = [:]
    var common: TargetChoice?
    for provider in catalog.providers {
      let name = "ASSAY_TARGET_" + provider.id.uppercased()
      if let text = environment(name), !text.isEmpty { named[provider.id] = try choice(text, name) }
    }
    if let text = environment("ASSAY_TARGET"), !text.isEmpty { common = try choice(text, "ASSAY_TARGET") }
    if named.isEmpty, common == nil, let config {
      for (id, text) in config.targets {
        if id == "*" { common = try choice(text, config.path) } else { named[id] = try choice(text, config.path) }
      }
    }
    return (common, named)
  }

  private func choice(_ word: String, _ place: String) throws(UsageError) -> TargetChoice {
    guard let choice = TargetChoice(word) else {
      let named = place == "--target" ? ", or PROVIDER=URL" : ""
      throw UsageError("\(place) takes mock, an address such as https://api.example.com\(named), not \"\(word)\"")
    }
    return choice
  }

  /// The values of a provider's fixtures for the plan, with secrets as placeholders.
  func planValues(for provider: Provider) -> FixtureValues {
    let isMock = targets[provider.id] == .mock
    var values: [String: String] = [:]
    for fixture in provider.fixtures {
      guard let value = variables.values[fixture.name] else { continue }
      if !fixture.isSecret { values[fixture.name] = value }
      // The mock has its own secrets and gets no real one.
      if fixture.isSecret, !isMock { values[fixture.name] = FixtureValues.placeholder(for: fixture) }
    }
    var planned = FixtureValues(
      given: values, isMock: isMock, hasClientCertificate: network.hasClientCertificate, seed: seed,
      timestamp: Timestamp(seconds: Int64(seed % 253_402_300_800)).iso8601)
    planned.further = variables.further
    return planned
  }

  /// The values with which the runner replaces placeholders and signs requests.
  func secrets(for catalog: Catalog) -> Secrets {
    var values: [String: String] = [:]
    for provider in catalog.providers {
      for fixture in provider.fixtures {
        let given = variables.values[fixture.name]
        // The mock has its own secrets and gets no real one.
        let isOfMock = targets[provider.id] == .mock
        values[fixture.environmentName] =
          isOfMock && fixture.isSecret ? fixture.mock : given ?? (isOfMock ? fixture.mock : fixture.live)
      }
    }
    return Secrets(values)
  }

  /// The settings with which another run sends the same requests, without secrets and personal values.
  ///
  /// - Parameter targets: Where the requests of each provider go, if not to the mock.
  func recorded(_ plan: Plan, _ targets: [String: HTTPTarget], _ redactor: Redactor) -> RunHeader.Settings {
    var recorded = RunHeader.Settings.empty
    recorded.options = replayed
    for provider in plan.suites.map(\.provider) where recorded.targets[provider.id] == nil {
      let target = targets[provider.id]
      recorded.targets[provider.id] = target.map { "\($0.origin)" } ?? "mock"
      for fixture in provider.fixtures {
        // The mock gets no secret.
        guard let value = variables.values[fixture.name], !fixture.isSecret || target != nil else { continue }
        // A value may contain that of a secret or personal fixture.
        if fixture.isSecret || fixture.isPersonal || redactor.ownText(value) != value {
          recorded.withheld.append(fixture.name)
        } else {
          recorded.variables[fixture.name] = value
        }
        for (index, value) in (variables.further[fixture.name] ?? []).enumerated()
        where !fixture.isPersonal && redactor.ownText(value) == value {
          recorded.variables["\(fixture.name)#\(index + 2)"] = value
        }
      }
    }
    return recorded
  }

  /// Redacts every secret and personal value that was given, whichever provider it is for.
  func redactor(for catalog: Catalog) -> Redactor {
    var hidden: [String: String] = [:]
    for fixture in catalog.providers.flatMap(\.fixtures) where fixture.isSecret || fixture.isPersonal {
      if let value = variables.values[fixture.name] { hidden[fixture.environmentName] = value }
      for (index, value) in (variables.further[fixture.name] ?? []).enumerated() {
        hidden["\(fixture.environmentName)_\(index + 2)"] = value
      }
    }
    var keys: [String] = []
    for endpoint in catalog.endpoints {
      keys += endpoint.parameters.filter(\.isSecret).map(\.name)
      keys += endpoint.security.locations.map(\.name)
      let bodies = ([endpoint.body] + endpoint.responses.map(\.body)).flatMap(\.alternatives)
      for place in bodies.compactMap(\.schema).flatMap(\.places) where place.property.isSecret {
        keys.append(place.property.name)
      }
    }
    return Redactor(secrets: hidden, keys: keys)
  }
}
