/// The command that asks the same of the same again, without its choice of cases.
enum Repetition {
  /// The words of the command; no secret is among them, since arguments never hold one.
  static func command(_ arguments: Arguments) -> [String] {
    let name = CommandLine.arguments.first?.split(separator: "/").last.map(String.init) ?? "assay"
    var words = [name]
    for option in ["--target", "--var", "--timeout", "--seed", "--baseline"] {
      for value in arguments.all(option) { words += [option, value] }
    }
    return arguments.has("--strict") ? words + ["--strict"] : words
  }
}
