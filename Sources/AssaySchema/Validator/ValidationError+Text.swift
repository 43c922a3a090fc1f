import AssayJSON

/// The words for every mismatch; `expected` and `found` each complete "expected …, found …".
extension ValidationError: CustomStringConvertible {
  package var description: String { "expected \(expected), found \(found)" }

  /// What was expected, in words.
  package var expected: String {
    switch self {
    case .wrongType(let types, _): types.text
    case .notAnInteger: "integer"
    case .notAllowed: "no value"
    case .missingMember(let name): "member \(quoted(name))"
    case .conditionalMemberMissing(let name, let sibling, let value):
      "member \(quoted(name)), as \(quoted(sibling)) is \(shown(value))"
    case .conditionalMemberForbidden(let name, let sibling, let value, _):
      "no member \(quoted(name)) unless \(quoted(sibling)) is \(shown(value))"
    case .dependentMemberMissing(let name, let because): "member \(quoted(name)), as \(quoted(because)) is there"
    case .writeOnlyMember(let name): "no member \(quoted(name)), which is write-only"
    case .undocumentedMember: "only documented members"
    case .memberNotAllowed: "no other members"
    case .memberName(_, let reason): "a member name that is \(reason.expected)"
    case .notAmong(let values, _): values.count == 1 ? shown(values[0]) : "one of \(list(values.map(\.oneLine)))"
    case .format(let format, _): "format \(format.name)"
    case .pattern(let pattern, _): "a match of pattern \(ValueSnippet.shortened(pattern))"
    case .belowMinimum(let bound, let isExclusive, _): "\(isExclusive ? "more than" : "at least") \(bound)"
    case .aboveMaximum(let bound, let isExclusive, _): "\(isExclusive ? "less than" : "at most") \(bound)"
    case .notAMultiple(let divisor, _): "a multiple of \(divisor)"
    case .tooShort(let minimum, _, _): "at least \(counted(minimum, "character"))"
    case .tooLong(let maximum, _, _): "at most \(counted(maximum, "character"))"
    case .tooFewMembers(let minimum, _): "at least \(counted(minimum, "member"))"
    case .tooManyMembers(let maximum, _): "at most \(counted(maximum, "member"))"
    case .tooFewItems(let minimum, _): "at least \(counted(minimum, "item"))"
    case .tooManyItems(let maximum, _): "at most \(counted(maximum, "item"))"
    case .notUnique: "items that all differ"
    case .contains(let minimum, nil, _): "at least \(counted(minimum, "item")) of the kind to contain"
    case .contains(let minimum, .some(let maximum), _): "\(minimum) to \(maximum) items of the kind to contain"
    case .noAlternative(.anyOf, let count, _): "at least one of \(counted(count, "alternative")) to hold"
    case .noAlternative(.oneOf, let count, _): "exactly one of \(counted(count, "alternative")) to hold"
    case .severalAlternatives: "exactly one alternative to hold"
    case .matchesForbidden: "a value that does not match"
    }
  }

  /// What was found, in words; pieces of values are at most 80 scalars long.
  package var found: String {
    switch self {
    case .wrongType(_, let found), .notAnInteger(let found), .notAllowed(let found), .notAmong(_, let found),
      .format(_, let found), .pattern(_, let found), .belowMinimum(_, _, let found), .aboveMaximum(_, _, let found),
      .notAMultiple(_, let found):
      found.description
    case .matchesForbidden(let found): "\(found), which matches"
    case .missingMember, .conditionalMemberMissing, .dependentMemberMissing: "no such member"
    case .conditionalMemberForbidden(_, let sibling, _, let siblingFound):
      siblingFound.map { "it, while \(quoted(sibling)) is \($0)" } ?? "it, while \(quoted(sibling)) is missing"
    case .writeOnlyMember: "it"
    case .undocumentedMember(let name, let found), .memberNotAllowed(let name, let found):
      "member \(quoted(name)): \(found)"
    case .memberName(let name, _): "member \(quoted(name))"
    case .tooShort(_, let length, let found), .tooLong(_, let length, let found):
      "\(counted(length, "character")): \(found)"
    case .tooFewMembers(_, let count), .tooManyMembers(_, let count): counted(count, "member")
    case .tooFewItems(_, let count), .tooManyItems(_, let count): counted(count, "item")
    case .notUnique(let first, let second): "equal items at \(first) and \(second)"
    case .contains(_, _, let count): counted(count, "such item")
    case .noAlternative(_, _, let reasons):
      reasons.isEmpty ? "none that holds" : list(reasons.map(\.text), separator: "; ")
    case .severalAlternatives(let indices): "\(indices.count) that hold: \(list(indices.map { "\($0 + 1)" }))"
    }
  }

  private func shown(_ value: JSONValue) -> String { value.oneLine }
  private func quoted(_ name: String) -> String { JSONValue.string(name).oneLine }
  private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  /// At most eight of them, and how many more.
  private func list(_ texts: [String], separator: String = ", ") -> String {
    let rest = texts.count - 8
    return texts.prefix(8).joined(separator: separator) + (rest > 0 ? "\(separator)and \(rest) more" : "")
  }
}

extension ValidationError.Reason {
  /// One alternative's reason in brief, with its place when that is further in.
  fileprivate var text: String {
    let place = pointer.tokens.isEmpty ? "" : " at \(ValueSnippet.shortened(pointer.description))"
    if case .noAlternative = validationError { return "(\(index + 1)) expected \(validationError.expected)\(place)" }
    return "(\(index + 1)) expected \(validationError.expected)\(place), found \(validationError.found)"
  }
}

extension JSONTypes {
  /// The types' names, with `or` before the last.
  fileprivate var text: String {
    if self == .any { return "any value" }
    let names: [(JSONTypes, String)] = [
      (.null, "null"), (.boolean, "boolean"), (.number, "number"), (.string, "string"), (.array, "array"),
      (.object, "object"),
    ]
    var found = names.filter { contains($0.0) }.map(\.1)
    if contains(.integer) && !contains(.number) { found.append("integer") }
    guard let last = found.popLast() else { return "no value" }
    return found.isEmpty ? last : "\(found.joined(separator: ", ")) or \(last)"
  }
}

extension JSONValue {
  fileprivate var oneLine: String { ValueSnippet.shortened(serialized()) }
}
