/// How a console is written to: colours, width, how much.
package struct ConsoleStyle: Sendable, Hashable {
  package enum Verbosity: Sendable, Hashable {
    /// The end only, and only what failed or was not tested.
    case quiet
    case normal
    /// Every case too.
    case verbose
  }

  package enum Color: Int, Sendable, Hashable {
    case red = 31
    case green = 32
    case yellow = 33
    case dim = 2
    case bold = 1
  }

  package var isColored: Bool
  /// How many columns a line may have; `nil` when unknown.
  package var columns: Int?
  package var verbosity: Verbosity

  package init(isColored: Bool = false, columns: Int? = nil, verbosity: Verbosity = .normal) {
    self.isColored = isColored
    self.columns = columns
    self.verbosity = verbosity
  }

  /// Whether to colour.
  ///
  /// `NO_COLOR` that is not empty says no (no-color.org); `CLICOLOR_FORCE` other than 0 says yes, `CLICOLOR=0` says no
  /// (bixense.com/clicolors); else a terminal that is not `dumb` is coloured.
  package static func isColored(isTerminal: Bool, environment: (String) -> String?) -> Bool {
    if let value = environment("NO_COLOR"), !value.isEmpty { return false }
    if let value = environment("CLICOLOR_FORCE"), !value.isEmpty, value != "0" { return true }
    if environment("CLICOLOR") == "0" || environment("TERM") == "dumb" { return false }
    return isTerminal
  }

  /// The text in a colour, or as it is.
  package func paint(_ text: String, _ color: Color) -> String {
    isColored ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
  }
}
