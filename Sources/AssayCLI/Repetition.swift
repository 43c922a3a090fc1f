import AssayRun

/// The command that asks the same of the same again, without its choice of cases.
enum Repetition {
  /// The words of the command; arguments never hold a secret, but a phone number they may.
  static func command(_ arguments: Arguments, _ redactor: Redactor) -> [String] {
    let name = CommandLine.arguments.first?.split(separator: "/").last.map(String.init) ?? "assay"
    var words = [name]
    for option in ["--target", "--var", "--timeout", "--seed", "--baseline"] {
      for value in arguments.all(option) { words += [option, redactor.ownText(value)] }
    }
    return arguments.has("--strict") ? words + ["--strict"] : words
  }
}
