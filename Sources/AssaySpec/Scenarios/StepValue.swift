import AssayJSON

/// A value that a step of a scenario sends or compares with.
///
/// A literal is the value itself: `["/type": "sms"]`.
public struct StepValue: Sendable, Hashable {
  package enum Source: Sendable, Hashable {
    case literal(JSONValue)
    /// By the fixture's name.
    case fixture(String)
    /// An output of an earlier step; `alteration` counts values that differ from it.
    case output(String, step: String, alteration: Int)
  }

  package var source: Source

  /// A value of JSON.
  public static func value(_ value: JSONValue) -> StepValue { StepValue(source: .literal(value)) }

  /// The value of a fixture, also of one that is in another state than the scenario, and a generated one.
  public static func fixture(_ fixture: Fixture) -> StepValue { StepValue(source: .fixture(fixture.name)) }

  /// An output of an earlier step.
  public static func output(_ name: String, of step: String) -> StepValue {
    StepValue(source: .output(name, step: step, alteration: 0))
  }

  /// A value of the form of an earlier step's output that differs from it, such as a wrong code.
  ///
  /// - Parameter number: From 1 to 9; each number gives another value.
  public static func wrong(_ name: String, of step: String, _ number: Int = 1) -> StepValue {
    StepValue(source: .output(name, step: step, alteration: number))
  }
}

extension StepValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
  /// A text.
  public init(stringLiteral text: String) { self = .value(.string(text)) }
  /// A whole number.
  public init(integerLiteral number: Int) { self = .value(.number(JSONNumber(number))) }
  /// A boolean.
  public init(booleanLiteral value: Bool) { self = .value(.boolean(value)) }
}

/// Where a step finds a value for later steps in its response.
public struct StepOutput: Sendable, Hashable {
  package enum Source: Sendable, Hashable {
    case body(JSONPointer)
    case header(String)
    /// The code that the response issued, as it arrived.
    case code
  }

  package var source: Source
  /// The first part of the value's text that matches is taken.
  package var pattern: String?

  /// A value of the JSON body, or the first part of its text that a regular expression matches.
  public static func body(_ pointer: JSONPointer, matching pattern: String? = nil) -> StepOutput {
    StepOutput(source: .body(pointer), pattern: pattern)
  }

  /// A header of the response, or the first part of it that a regular expression matches.
  public static func header(_ name: String, matching pattern: String? = nil) -> StepOutput {
    StepOutput(source: .header(name), pattern: pattern)
  }

  /// The code that the request made the provider send, from the run's code source. It is a secret in every report.
  public static let code = StepOutput(source: .code)
}
