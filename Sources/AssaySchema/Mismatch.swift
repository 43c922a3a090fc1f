public import AssayJSON

/// How a value is not what its schema says: what was expected and what was found.
///
/// The words for it are made in one place, `Mismatch+Text.swift`.
public indirect enum Mismatch: Sendable, Hashable {
  case wrongType(expected: JSONTypes, found: Excerpt)
  /// A number with a fraction where an integer is expected.
  case notAnInteger(found: Excerpt)
  /// A value where the schema allows none.
  case notAllowed(found: Excerpt)
  case missingMember(name: String)
  /// A member that must be there because a sibling has this value.
  case conditionalMemberMissing(name: String, sibling: String, value: JSONValue)
  /// A member that may not be there because the sibling has not this value; `siblingFound` is `nil` when it is missing.
  case conditionalMemberForbidden(name: String, sibling: String, value: JSONValue, siblingFound: Excerpt?)
  /// A member that must be there because another is.
  case dependentMemberMissing(name: String, because: String)
  /// A member that no property names, in an object whose members are declared; not invalid.
  case undocumentedMember(name: String, found: Excerpt)
  /// A member that no property names, where no other is allowed.
  case memberNotAllowed(name: String, found: Excerpt)
  /// A member whose name is not as the names must be.
  case memberName(name: String, reason: Mismatch)
  case notAmong(expected: [JSONValue], found: Excerpt)
  case format(Format, found: Excerpt)
  case pattern(String, found: Excerpt)
  case belowMinimum(JSONNumber, isExclusive: Bool, found: Excerpt)
  case aboveMaximum(JSONNumber, isExclusive: Bool, found: Excerpt)
  case notAMultiple(of: JSONNumber, found: Excerpt)
  /// Lengths count Unicode scalars.
  case tooShort(minimum: Int, length: Int, found: Excerpt)
  case tooLong(maximum: Int, length: Int, found: Excerpt)
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
  case matchesForbidden(found: Excerpt)

  public enum Alternatives: String, Sendable, Hashable {
    case anyOf, oneOf
  }

  /// Why one alternative does not hold.
  public struct Reason: Sendable, Hashable {
    /// Which alternative, from 0.
    public var index: Int
    public var pointer: JSONPointer
    public var mismatch: Mismatch

    public init(index: Int, pointer: JSONPointer, mismatch: Mismatch) {
      self.index = index
      self.pointer = pointer
      self.mismatch = mismatch
    }
  }
}
