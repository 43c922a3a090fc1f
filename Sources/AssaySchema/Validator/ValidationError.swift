import AssayJSON

/// How a value is not what its schema says: what was expected and what was found.
///
/// The words for it are made in one place, `ValidationError+Text.swift`.
package indirect enum ValidationError: Sendable, Hashable {
  case wrongType(expected: JSONTypes, found: ValueSnippet)
  /// A number with a fraction where an integer is expected.
  case notAnInteger(found: ValueSnippet)
  /// A value where the schema allows none.
  case notAllowed(found: ValueSnippet)
  case missingMember(name: String)
  /// A member that must be there because a sibling has this value.
  case conditionalMemberMissing(name: String, sibling: String, value: JSONValue)
  /// A member that may not be there because the sibling has not this value; `siblingFound` is `nil` when it is missing.
  case conditionalMemberForbidden(name: String, sibling: String, value: JSONValue, siblingFound: ValueSnippet?)
  /// A member that must be there because another is.
  case dependentMemberMissing(name: String, because: String)
  /// A write-only member in a response.
  case writeOnlyMember(name: String)
  /// A member that no property names, in an object whose members are declared; not invalid.
  case undocumentedMember(name: String, found: ValueSnippet)
  /// A member that no property names, where no other is allowed.
  case memberNotAllowed(name: String, found: ValueSnippet)
  /// A member whose name is not as the names must be.
  case memberName(name: String, reason: ValidationError)
  case notAmong(expected: [JSONValue], found: ValueSnippet)
  case format(Format, found: ValueSnippet)
  case pattern(String, found: ValueSnippet)
  case belowMinimum(JSONNumber, isExclusive: Bool, found: ValueSnippet)
  case aboveMaximum(JSONNumber, isExclusive: Bool, found: ValueSnippet)
  case notAMultiple(of: JSONNumber, found: ValueSnippet)
  /// Lengths count Unicode scalars.
  case tooShort(minimum: Int, length: Int, found: ValueSnippet)
  case tooLong(maximum: Int, length: Int, found: ValueSnippet)
  case tooFewMembers(minimum: Int, count: Int)
  case tooManyMembers(maximum: Int, count: Int)
  case tooFewItems(minimum: Int, count: Int)
  case tooManyItems(maximum: Int, count: Int)
  /// Two items, by index, that are equal.
  case notUnique(first: Int, second: Int)
  /// Too few or too many items like those that the array must contain.
  case contains(minimum: Int, maximum: Int?, count: Int)
  /// None of the alternatives holds; the first reason of each, but for alternatives inside alternatives.
  case noAlternative(Alternatives, count: Int, reasons: [Reason])
  /// More than one of the alternatives of a `oneOf` holds, by index.
  case severalAlternatives([Int])
  /// What must not hold does.
  case matchesForbidden(found: ValueSnippet)

  package enum Alternatives: String, Sendable, Hashable {
    case anyOf, oneOf
  }

  /// Why one alternative does not hold.
  package struct Reason: Sendable, Hashable {
    /// Which alternative, from 0.
    package var index: Int
    package var pointer: JSONPointer
    package var validationError: ValidationError

    package init(index: Int, pointer: JSONPointer, validationError: ValidationError) {
      self.index = index
      self.pointer = pointer
      self.validationError = validationError
    }
  }
}
