import AssayJSON

/// What a response of a scenario's step must show beyond its status, in Arazzo's terms a success criterion.
public struct SuccessCriterion: Sendable, Hashable {
  package enum Place: Sendable, Hashable {
    case body(JSONPointer)
    case header(String)
  }

  package enum Test: Sendable, Hashable {
    case equals(StepValue)
    case differs(StepValue)
    case matches(String)
    case exists
    case isAbsent
  }

  package var place: Place
  package var test: Test

  /// A value of the JSON body equals another.
  public static func body(_ pointer: JSONPointer, equals value: StepValue) -> SuccessCriterion {
    SuccessCriterion(place: .body(pointer), test: .equals(value))
  }

  /// A value of the JSON body is there and differs from another.
  public static func body(_ pointer: JSONPointer, differsFrom value: StepValue) -> SuccessCriterion {
    SuccessCriterion(place: .body(pointer), test: .differs(value))
  }

  /// A regular expression is found in a text of the JSON body.
  public static func body(_ pointer: JSONPointer, matches pattern: String) -> SuccessCriterion {
    SuccessCriterion(place: .body(pointer), test: .matches(pattern))
  }

  /// A value of the JSON body is there, also when it is null.
  public static func exists(_ pointer: JSONPointer) -> SuccessCriterion {
    SuccessCriterion(place: .body(pointer), test: .exists)
  }

  /// The JSON body has no such value.
  public static func isAbsent(_ pointer: JSONPointer) -> SuccessCriterion {
    SuccessCriterion(place: .body(pointer), test: .isAbsent)
  }

  /// A header equals a value.
  public static func header(_ name: String, equals value: StepValue) -> SuccessCriterion {
    SuccessCriterion(place: .header(name), test: .equals(value))
  }

  /// A regular expression is found in a header.
  public static func header(_ name: String, matches pattern: String) -> SuccessCriterion {
    SuccessCriterion(place: .header(name), test: .matches(pattern))
  }
}

/// When a step of a scenario is sent: only if the response to an earlier one shows something.
public struct StepCondition: Sendable, Hashable {
  package var step: String
  package var criterion: SuccessCriterion

  /// The response to an earlier step meets a criterion.
  public static func step(_ name: String, shows criterion: SuccessCriterion) -> StepCondition {
    StepCondition(step: name, criterion: criterion)
  }
}
