import AssaySchema

extension ValidationError {
  /// The kind's stable name, the `type` of a JUnit failure.
  var code: String {
    switch self {
    case .wrongType: "wrong-type"
    case .notAnInteger: "not-an-integer"
    case .notAllowed, .memberNotAllowed: "not-allowed"
    case .missingMember, .dependentMemberMissing: "missing-member"
    case .conditionalMemberMissing: "conditional-member-missing"
    case .conditionalMemberForbidden: "conditional-member-forbidden"
    case .undocumentedMember: "undocumented-member"
    case .memberName: "member-name"
    case .notAmong: "not-among"
    case .format: "format"
    case .pattern: "pattern"
    case .belowMinimum, .aboveMaximum, .notAMultiple: "range"
    case .tooShort, .tooLong: "length"
    case .tooFewMembers, .tooManyMembers, .tooFewItems, .tooManyItems, .contains: "count"
    case .notUnique: "not-unique"
    case .noAlternative, .severalAlternatives, .matchesForbidden: "no-alternative"
    }
  }
}
