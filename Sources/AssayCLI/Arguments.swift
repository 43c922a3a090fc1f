import AssayContract

/// The arguments of one call, parsed by the options that a command declares.
struct Arguments {
  private var values: [String: [String]] = [:]
  private(set) var operands: [String] = []

  /// Reads `--name VALUE`, `--name=VALUE`, flags and operands; `--` ends the options.
  ///
  /// - Throws: ``UsageError`` for an unknown option, a missing value, or too many or too few operands.
  init(_ words: [String], for command: Subcommand) throws(UsageError) {
    var rest = words[...]
    var onlyOperands = false
    while let word = rest.popFirst() {
      guard word.hasPrefix("-"), word != "-", !onlyOperands else {
        operands.append(word)
        continue
      }
      if word == "--" {
        onlyOperands = true
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard let option = command.options.first(where: { $0.name == parts[0] }) else {
        throw UsageError.unknown("option", parts[0], among: command.options.map(\.name), command: command.name)
      }
      var value = ""
      if let placeholder = option.value {
        if parts.count == 2 {
          value = parts[1]
        } else if let next = rest.popFirst() {
          value = next
        } else {
          throw UsageError("\(option.name) needs a value: \(option.name) \(placeholder)", command: command.name)
        }
      } else if parts.count == 2 {
        throw UsageError("\(option.name) takes no value", command: command.name)
      }
      if !option.isRepeatable, option.value != nil, values[option.name] != nil {
        throw UsageError("\(option.name) is given twice", command: command.name)
      }
      values[option.name, default: []].append(value)
    }
    if operands.count > command.maxOperands {
      throw UsageError("unexpected argument \"\(operands[command.maxOperands])\"", command: command.name)
    }
    if let operand = command.operand, operands.isEmpty, !has("--help") {
      throw UsageError("\(operand) is missing", command: command.name)
    }
  }

  /// Adds the options of a file that are not given.
  mutating func fill(from defaults: [String: [String]]) {
    values.merge(defaults) { given, _ in given }
  }

  /// Adds the options of other arguments that are not given.
  mutating func fill(from others: Arguments) { fill(from: others.values) }

  /// Overrides options.
  mutating func replace(_ options: [String: [String]]) {
    values.merge(options) { _, new in new }
  }

  func has(_ name: String) -> Bool { values[name] != nil }
  func all(_ name: String) -> [String] { values[name] ?? [] }
  func last(_ name: String) -> String? { values[name]?.last }

  /// A whole number in a range, or `nil` when the option is not given.
  func integer(_ name: String, _ range: ClosedRange<Int>, command: String = "run") throws(UsageError) -> Int? {
    guard let text = last(name) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw UsageError(
        "\(name) takes a whole number from \(range.lowerBound) to \(range.upperBound), not \"\(text)\"",
        command: command)
    }
    return number
  }

  /// A time in seconds, decimals allowed, or `nil` when the option is not given.
  func seconds(_ name: String) throws(UsageError) -> Duration? {
    guard let text = last(name) else { return nil }
    guard let number = Double(text), number > 0, number <= 86_400 else {
      throw UsageError("\(name) takes seconds, more than 0 and at most 86400, not \"\(text)\"")
    }
    return .nanoseconds(Int64((number * 1_000_000_000).rounded()))
  }
}

/// Invalid arguments, and the command whose help explains them.
struct UsageError: Error {
  var message: String
  var command: String

  init(_ message: String, command: String = "run") {
    self.message = message
    self.command = command
  }

  /// An unknown word, with the nearest known one as a suggestion.
  static func unknown(_ what: String, _ word: String, among known: [String], command: String = "run") -> UsageError {
    UsageError("unknown \(what) \(word)\(NearestName.hint(for: word, among: known))", command: command)
  }
}
