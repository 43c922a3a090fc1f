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
    case .writeOnlyMember: "write-only"
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

  /// The part of the found value that is the same in every run; see ``Violation/fingerprint``.
  var lasting: String {
    switch self {
    case .wrongType(_, let found), .notAllowed(let found), .memberNotAllowed(_, let found),
      .undocumentedMember(_, let found), .matchesForbidden(let found):
      found.lastingType
    case .notAmong(_, let found): found.constant ?? found.lastingType
    case .conditionalMemberForbidden(_, _, _, let sibling): sibling.map { $0.constant ?? $0.lastingType } ?? "missing"
    case .format(_, let found), .pattern(_, let found), .tooShort(_, _, let found):
      found.text == "\"\"" ? "empty" : ""
    case .memberName(_, let reason): reason.lasting
    case .noAlternative(_, _, let reasons):
      reasons.map { "\($0.index) \($0.pointer) \($0.validationError.code) \($0.validationError.lasting)" }.joined(
        separator: "\n")
    case .severalAlternatives(let indices): indices.map(String.init).joined(separator: ",")
    case .notAnInteger, .missingMember, .conditionalMemberMissing, .dependentMemberMissing, .writeOnlyMember,
      .belowMinimum,
      .aboveMaximum, .notAMultiple, .tooLong, .tooFewMembers, .tooManyMembers, .tooFewItems, .tooManyItems, .notUnique,
      .contains:
      ""
    }
  }
}

extension ValueSnippet {
  /// The JSON type; an amount may be an integer in one run and have a fraction in the next.
  fileprivate var lastingType: String { typeName == "integer" ? "number" : typeName }

  /// The text of a value that looks like a constant, not like an id, a time or a count.
  fileprivate var constant: String? {
    let bytes = text.utf8
    switch typeName {
    case "boolean": return text
    case "integer": return bytes.count <= 4 ? text : nil
    case "string":
      let isWord = bytes.allSatisfy { byte in
        switch byte {
        case 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "\""), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: " "): true
        default: false
        }
      }
      return isWord && bytes.count <= 34 ? text : nil
    default: return nil
    }
  }
}
