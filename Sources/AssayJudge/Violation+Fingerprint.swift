import AssayHTTP
import AssayJSON
import AssaySchema

extension Violation {
  /// What makes two violations the same from run to run: kind, place, what was expected and what kind of thing was found.
  ///
  /// Of what was found it holds what stays while the defect stays: a status, a media type, the JSON type of a value
  /// (`integer 5` and `null` are different failures, `5` and `5.5` are not), whether a text is empty, which alternatives
  /// fail, and the value itself where an enum or a constant is expected and the value is a word of at most 32 letters, a
  /// number of at most three digits, or a boolean. It leaves out what changes while the defect stays: every other value,
  /// lengths, counts, times, excerpts, line and column, the number of an answer, indices of array items, and what a
  /// request's own values put into the expectation.
  package var fingerprint: String {
    let place =
      switch place {
      case .value(let pointer, _): "body " + pointer.tokens.map(Self.withoutIndex).joined(separator: "/")
      case .header(let name): "header \(name)"
      case .status: "status"
      case .body: "body"
      case .framing: "framing"
      case .timing: "time"
      }
    return "\(code)\n\(place)\n\(cause.lasting)"
  }

  private static func withoutIndex(_ token: String) -> String {
    !token.isEmpty && token.utf8.allSatisfy { 0x30...0x39 ~= $0 } ? "*" : token
  }
}

extension Violation.Cause {
  /// The cause without its passing details: what was expected, and the lasting part of what was found.
  package var lasting: String {
    switch self {
    case .undocumentedStatus(let status, _), .refusedValid(let status, _), .acceptedInvalid(let status, _),
      .unexpectedStatus(let status, _), .redirect(let status, _):
      "\(expected)\n\(status)"
    case .notIdempotent(_, let second): "\(expected)\n\(second)"
    case .contentTypeWrong(let text, _): "\(expected)\n\(MediaType(parsing: text)?.essence ?? "")"
    case .contentCoding(let coding): "\(expected)\n\(coding.lowercased())"
    case .malformedJSON(let error): "\(expected)\n\(error.kind.rawValue)"
    case .schema(let validationError), .headerInvalid(_, let validationError): "\(expected)\n\(validationError.lasting)"
    case .bodyOfAnotherAnswer(_, let other): "\(expected)\n\(other)"
    case .echo(_, let found, let location): "\(location)\n\(found?.typeName ?? "nothing")"
    case .framing(.truncatedBody): "truncated"
    case .contentTypeMissing, .contentTypeIllFormed, .bodyForbidden, .bodyMissing, .markup, .duplicateKey,
      .headerMissing, .framing, .garbled, .tooSlow, .stackTrace, .more:
      expected
    case .rendered(_, _, _, let lasting): lasting
    }
  }
}

extension ValidationError {
  /// The part of what was found that stays from run to run.
  fileprivate var lasting: String {
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
    case .notAnInteger, .missingMember, .conditionalMemberMissing, .dependentMemberMissing, .belowMinimum,
      .aboveMaximum, .notAMultiple, .tooLong, .tooFewMembers, .tooManyMembers, .tooFewItems, .tooManyItems, .notUnique,
      .contains:
      ""
    }
  }
}

extension ValueSnippet {
  /// The JSON type; an amount may be whole in one run and not in the next.
  fileprivate var lastingType: String { typeName == "integer" ? "number" : typeName }

  /// The text of a value that is more likely a constant than an id, a time or a count.
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
