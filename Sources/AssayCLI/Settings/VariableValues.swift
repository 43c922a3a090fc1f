import AssayContract
import AssayPlan
import AssaySpec
import AssaySystem

/// The values of fixtures in a run, with their origins.
struct VariableValues {
  enum Origin: Equatable {
    case argument
    case environment(String)
    /// A file that an environment variable names.
    case secretFile(variable: String)
    case config(String)

    var words: String {
      switch self {
      case .argument: "set by --var"
      case .environment(let name): "set in the environment (\(name))"
      case .secretFile(let variable): "set in the file that \(variable) names"
      case .config(let path): "set in \(path)"
      }
    }
  }

  private(set) var values: [String: String] = [:]
  private(set) var origins: [String: Origin] = [:]
  /// What `--var` gives for a fixture beyond the first value.
  private(set) var further: [String: [String]] = [:]

  /// Arguments override the environment, which overrides the file. Secrets come from the environment or from a file it
  /// names.
  init(
    _ words: [String], _ config: ConfigFile?, _ catalog: Catalog, environment: (String) -> String?
  ) throws(UsageError) {
    let fixtures = catalog.providers.flatMap(\.fixtures)
    if let config { for (name, value) in config.variables { set(name, value, .config(config.path)) } }
    for fixture in fixtures { try read(fixture, environment) }
    for word in words {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw UsageError("--var takes NAME=VALUE, not \"\(parts[0])\"")
      }
      guard let fixture = fixtures.first(where: { $0.name == parts[0] }) else {
        throw .unknown("variable", parts[0], among: fixtures.map(\.name))
      }
      if fixture.isSecret {
        throw UsageError(
          "\(fixture.name) is a secret, and arguments can be read by every user of this machine: set \(fixture.environmentName) in the environment instead"
        )
      }
      if origins[parts[0]] == .argument {
        further[parts[0], default: []].append(parts[1])
      } else {
        set(parts[0], parts[1], .argument)
      }
    }
  }

  private mutating func set(_ name: String, _ value: String, _ origin: Origin) {
    values[name] = value
    origins[name] = origin
  }

  private mutating func read(_ fixture: Fixture, _ environment: (String) -> String?) throws(UsageError) {
    let name = fixture.environmentName
    let value = environment(name).flatMap { $0.isEmpty ? nil : $0 }
    let file = environment(name + "_FILE").flatMap { $0.isEmpty ? nil : $0 }
    if value != nil, file != nil {
      throw UsageError("\(name) and \(name)_FILE are both set: unset one")
    }
    if let value { set(fixture.name, value, .environment(name)) }
    guard let file else { return }
    do {
      var text = String(decoding: try Files.read(file, limit: 1 << 16, acceptsPipe: true), as: UTF8.self)
      while text.last?.isNewline ?? false { text.removeLast() }
      if text.isEmpty { throw UsageError("\(name)_FILE names \(file), which is empty") }
      set(fixture.name, text, .secretFile(variable: "\(name)_FILE"))
    } catch let error as SystemError {
      throw UsageError("\(name)_FILE: \(error.description)")
    } catch {
      throw error as! UsageError
    }
  }
}
