import AssayContract
import AssayReport
import AssayRun
import AssaySpec

/// The command that sends some cases of a run again, with the run's settings, for a POSIX shell.
struct Repetition: Sendable {
  let settings: RunSettings
  let arguments: Arguments
  let catalog: Catalog
  let redactor: Redactor
  /// The name that the command was called by.
  let program: String
  let environment: @Sendable (String) -> String?

  /// The name that this process was called by.
  static var program: String { CommandLine.arguments.first ?? "assay" }

  /// The line for these cases, with every value that was given; a secret or personal value is a variable.
  func line(for ids: [String]) -> String {
    let providers = catalog.providers.filter { provider in ids.contains { $0.hasPrefix(provider.id + ".") } }
    let (assignments, variables) = values(of: providers)
    var words = [program]
    for option in RunSettings.options where option.lifetime != .once && arguments.has(option.name) {
      for value in arguments.all(option.name) {
        words.append(option.name)
        if option.value != nil { words.append(shown(value, of: option.name)) }
      }
    }
    words += variables
    if !arguments.has("--target") {
      for provider in providers {
        if case .url(let text) = settings.targets[provider.id] { words += ["--target", "\(provider.id)=\(text)"] }
      }
    }
    words += ids.flatMap { ["--only", $0] }
    return (assignments + words.map(CurlLine.quote)).joined(separator: " ")
  }

  /// The values from the environment: `--var`, or assignments before the command where they are secret or personal.
  private func values(of providers: [Provider]) -> (assignments: [String], variables: [String]) {
    var assignments: [String] = []
    var variables: [String] = []
    for provider in providers {
      for fixture in provider.fixtures where !(fixture.isSecret && settings.targets[provider.id] == .mock) {
        switch settings.variables.origins[fixture.name] {
        case .environment(let name):
          if fixture.isSecret || fixture.isPersonal {
            assignments.append("\(name)=" + CurlLine.quote(Placeholder.text(for: name)))
          } else {
            variables += [
              "--var", "\(fixture.name)=\(redactor.ownText(settings.variables.values[fixture.name] ?? ""))",
            ]
          }
        case .secretFile(let name): assignments.append("\(name)=" + CurlLine.quote(environment(name) ?? ""))
        case .argument, .config, nil: break
        }
      }
    }
    return (assignments, variables)
  }

  /// A value as the line may show it: arguments never hold a secret, but they may hold a phone number.
  private func shown(_ value: String, of option: String) -> String {
    if option == "--var", let name = value.split(separator: "=", maxSplits: 1).first,
      let fixture = catalog.providers.flatMap(\.fixtures).first(where: { $0.name == name }), fixture.isPersonal
    {
      return "\(name)=\(Placeholder.text(for: fixture.environmentName))"
    }
    return redactor.ownText(value)
  }
}
