import AssayJSON
import AssaySchema
import AssaySpec
import AssaySystem

/// A run's settings from a file; what the environment or the arguments say weighs more.
struct ConfigFile {
  var path: String
  /// What stands for options that are not given, by the option's name.
  var options: [String: [String]] = [:]
  /// Targets by provider id; `*` is for all others.
  var targets: [String: String] = [:]
  var variables: [String: String] = [:]

  /// Reads and checks a file; every error says where in it.
  init(_ path: String, _ catalog: Catalog) throws(UsageError) {
    self.path = path
    let bytes: [UInt8]
    do { bytes = try Files.read(path) } catch {
      throw UsageError("--config \(path): \(error.description)", command: "run")
    }
    let document: JSONDocument
    do { document = try JSONDocument(parsing: bytes) } catch {
      throw UsageError("\(path):\(error.line):\(error.column): \(error.message)", command: "run")
    }
    if let duplicate = document.duplicateKeys.first {
      let place = duplicate.location
      throw UsageError(
        "\(path):\(place.line):\(place.column): \"\(duplicate.key)\" stands twice: remove one", command: "run")
    }
    guard let schema = try? CompiledSchema(Self.schema) else { preconditionFailure("the schema of a config file") }
    if let violation = schema.violations(in: document).first {
      let place = violation.location
      throw UsageError(
        "\(path):\(place.line):\(place.column): \(violation.pointer): expected \(violation.mismatch.expected), found \(violation.mismatch.found)",
        command: "run")
    }
    try read(document.root, catalog)
  }

  private static let schema = Schema(
    .object,
    [
      .properties([
        .optional("targets", .map(of: .string)), .optional("variables", .map(of: Schema([.string, .integer]))),
        .optional("allow", .map(of: Schema([.string, .integer]))), .optional("allowHosts", .array(of: .string)),
        .optional("only", .array(of: .string)), .optional("skip", .array(of: .string)),
        .optional("jobs", Schema(.integer, [.minimum(1), .maximum(256)])), .optional("timeout", .number),
        .optional("maxWait", .number), .optional("deadline", .number), .optional("rate", .number),
        .optional("strict", .boolean), .optional("seed", Schema(.integer, [.minimum(0)])),
        .optional("output", .string),
      ]), .additionalProperties(.never),
    ])

  private mutating func read(_ root: JSONNode, _ catalog: Catalog) throws(UsageError) {
    let fixtures = catalog.providers.flatMap(\.fixtures)
    for member in root.members {
      let value = member.node.value
      switch member.key {
      case "targets":
        for target in member.node.members {
          guard target.key == "*" || catalog.provider(target.key) != nil else {
            throw error(
              target.keyOffset, root,
              UsageError.unknown("provider", target.key, among: catalog.providers.map(\.id), command: "run").message)
          }
          targets[target.key] = Parameter.text(of: target.node.value)
        }
      case "variables":
        for variable in member.node.members {
          guard let fixture = fixtures.first(where: { $0.name == variable.key }) else {
            throw error(
              variable.keyOffset, root,
              UsageError.unknown("variable", variable.key, among: fixtures.map(\.name), command: "run").message)
          }
          if fixture.isSecret {
            throw error(
              variable.keyOffset, root,
              "\(fixture.name) is a secret and does not belong in a file of settings: set \(fixture.environmentName), or \(fixture.environmentName)_FILE to the path of a file that holds it"
            )
          }
          variables[variable.key] = Parameter.text(of: variable.node.value)
        }
      case "allow":
        options["--allow"] = member.node.members.map { "\($0.key)=\(Parameter.text(of: $0.node.value))" }
      case "allowHosts": options["--allow-host"] = member.node.children.map { Parameter.text(of: $0.value) }
      case "only", "skip": options["--\(member.key)"] = member.node.children.map { Parameter.text(of: $0.value) }
      case "strict": if value == true { options["--strict"] = [""] }
      case "maxWait": options["--max-wait"] = [Parameter.text(of: value)]
      default: options["--\(member.key)"] = [Parameter.text(of: value)]
      }
    }
  }

  private func error(_ offset: Int, _ root: JSONNode, _ message: String) -> UsageError {
    let place = root.document.location(ofOffset: offset)
    return UsageError("\(path):\(place.line):\(place.column): \(message)", command: "run")
  }
}
