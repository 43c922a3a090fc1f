import AssayJudge
import AssayRun

/// What a case, a cell or a whole run came to, told by a symbol, a word and a colour: never by the colour alone.
enum HTMLState: Int, Comparable {
  case failed, error, warned, skipped, passed

  init(_ tally: Tally) {
    self =
      tally.failed > 0
      ? .failed
      : tally.errors > 0 ? .error : tally.passed == 0 ? .skipped : tally.warnings > 0 ? .warned : .passed
  }

  var symbol: String {
    switch self {
    case .failed: "✗"
    case .error: "!"
    case .warned: "△"
    case .skipped: "–"
    case .passed: "✓"
    }
  }

  /// After a count: `2 failed`.
  var word: String {
    switch self {
    case .failed: "failed"
    case .error: "could not be asked"
    case .warned: "passed with warnings"
    case .skipped: "skipped"
    case .passed: "passed"
    }
  }

  /// The class that the style sheet colours.
  var name: String {
    switch self {
    case .failed: "failed"
    case .error: "error"
    case .warned: "warned"
    case .skipped: "skipped"
    case .passed: "passed"
    }
  }

  /// How many of a tally's cases are what the state says.
  func count(in tally: Tally) -> Int {
    switch self {
    case .failed: tally.failed
    case .error: tally.errors
    case .skipped: tally.skipped
    case .warned, .passed: tally.passed
    }
  }

  static func < (left: HTMLState, right: HTMLState) -> Bool { left.rawValue < right.rawValue }
}

extension HTMLWriter {
  /// The symbol in its colour; readers that speak get the word when `spoken`.
  mutating func symbol(_ state: HTMLState, spoken: Bool = false) {
    element("span", ["class": "s \(state.name)"]) { html in
      html.element("span", ["aria-hidden": "true"], text: state.symbol)
      if spoken { html.element("span", ["class": "vh"], text: state.word + ": ") }
    }
  }
}
