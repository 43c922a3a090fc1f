import AssayContract
import AssayJSON
import AssayRun
import AssaySchema
import AssaySpec
import AssaySystem

/// The settings of a run from a file. The environment and arguments override them.
struct ConfigFile {
  var path: String
  /// The values of options that are not given as arguments, by name.
  var options: [String: [String]] = [:]
  /// Targets by provider id; `*` is for all others.
  var targets: [String: String] = [:]
  var variables: [String: String] = [:]

  /// Reads and checks a file. Every error has a line and a column.
  init(_ path: String, _ catalog: Catalog) throws(UsageError) {
    let bytes: [UInt8]
    do { bytes = try Files.read(path, limit: 1 << 20, acceptsPipe: true) } catch {
      throw UsageError("--config \(path): \(error.description)")
    }
    try self.init(path, bytes, catalog)
  }

  /// Checks the bytes of a file. Settings that pass are valid for a run.
  init(_ path: String, _ bytes: [UInt8], _ catalog: Catalog) throws(UsageError) {
    self.path = path
    let document: JSONDocument
    do { document = try JSONDocument(parsing: bytes) } catch {
      throw UsageError("\(path):\(error.line):\(error.column): \(error.message)")
    }
    if let duplicate = document.duplicateKeys.first {
      let place = duplicate.location
      throw UsageError("\(path):\(place.line):\(place.column): \"\(duplicate.key)\" is given twice: remove one")
    }
    guard let schema = try? CompiledSchema(Self.schema) else { preconditionFailure("the schema of a config file") }
    if let violation = schema.violations(in: document).first {
      let place = violation.location
      let pointer = violation.pointer.tokens.isEmpty ? "" : "\(violation.pointer): "
      throw UsageError("\(path):\(place.line):\(place.column): \(pointer)\(violation.validationError)")
    }
    try read(document.root, catalog)
  }

  private static let schema = Schema(
    .object,
    [
      .properties([
        .optional("targets", .map(of: .string)), .optional("variables", .map(of: Schema([.string, .integer]))),
        .optional("allow", .map(of: Schema([.string, .integer]))), .optional("allowHosts", .array(of: .string)),
        .optional("allowCleartext", .boolean), .optional("only", .array(of: .string)),
        .optional("skip", .array(of: .string)),
        .optional("jobs", Schema(.integer, [.minimum(1), .maximum(256)])), .optional("timeout", amount(upTo: 86_400)),
        .optional("maxWait", amount(upTo: 86_400)), .optional("deadline", amount(upTo: 86_400)),
        .optional("rate", amount(upTo: 1_000_000)), .optional("strict", .boolean),
        .optional("allowSkips", .boolean),
        .optional("seed", Schema(.integer, [.minimum(0)])), .optional("output", .string(minLength: 1)),
      ]), .additionalProperties(.never),
    ])

  /// More than 0, and not so small that it becomes 0 as a `Double`.
  private static func amount(upTo most: JSONNumber) -> Schema {
    Schema(.number, [.minimum(JSONNumber(lexeme: "1e-9")!), .maximum(most)])
  }

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
              UsageError.unknown("provider", target.key, among: catalog.providers.map(\.id)).message)
          }
          let text = Parameter.text(of: target.node.value)
          guard TargetChoice(text) != nil else {
            throw error(target.node.offset, root, "expected mock or an address, such as https://api.example.com")
          }
          targets[target.key] = text
        }
      case "variables":
        for variable in member.node.members {
          guard let fixture = fixtures.first(where: { $0.name == variable.key }) else {
            throw error(
              variable.keyOffset, root,
              UsageError.unknown("variable", variable.key, among: fixtures.map(\.name)).message)
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
        options["--allow"] = []
        let effects = catalog.effects
        for effect in member.node.members {
          guard effects.contains(effect.key) else {
            throw error(
              effect.keyOffset, root,
              UsageError.unknown("effect", effect.key, among: effects).message)
          }
          let text = Self.text(of: effect.node.value)
          guard EffectBudget.Allowance(parsing: text) != nil else {
            throw error(
              effect.node.offset, root,
              "expected how often, \"N\" or \"N/M\" (N in the run, M to one recipient), each at most 1000000")
          }
          options["--allow", default: []].append("\(effect.key)=\(text)")
        }
      case "allowHosts": options["--allow-host"] = member.node.children.map { Parameter.text(of: $0.value) }
      case "allowCleartext": if value == true { options["--allow-cleartext"] = [""] }
      case "only", "skip": options["--\(member.key)"] = member.node.children.map { Parameter.text(of: $0.value) }
      case "allowSkips": if value == true { options["--allow-skips"] = [""] }
      case "strict": if value == true { options["--strict"] = [""] }
      case "maxWait": options["--max-wait"] = [Parameter.text(of: value)]
      case "seed":
        let text = Self.text(of: value)
        guard UInt64(text) != nil else {
          throw error(
            member.node.offset, root, "expected a whole number from 0 to 18446744073709551615 in plain digits")
        }
        options["--seed"] = [text]
      default: options["--\(member.key)"] = [Self.text(of: value)]
      }
    }
  }

  /// The text of the equivalent argument; for an integer its digits, however it is spelled.
  private static func text(of value: JSONValue) -> String {
    if case .number(let number) = value, let integer = number.int64 { return String(integer) }
    return Parameter.text(of: value)
  }

  private func error(_ offset: Int, _ root: JSONNode, _ message: String) -> UsageError {
    let place = root.document.location(ofOffset: offset)
    return UsageError("\(path):\(place.line):\(place.column): \(message)")
  }
}
