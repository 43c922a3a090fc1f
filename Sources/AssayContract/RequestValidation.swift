import AssayJSON
import AssaySpec

/// A request read against an endpoint's contract: the values it carries and what in it breaks the contract.
///
/// One reading, two readers: the planner re-checks with it that a case is really valid (or really is not), and the mock
/// decides with it what to answer.
package struct RequestValidation: Sendable {
  package var problems: [RequestProblem] = []
  /// The request target as it came.
  package var target = ""
  /// The set of credentials that the request has, as an index of the endpoint's alternatives.
  package var alternative: Int?
  /// The values outside the body.
  var parameters: [(location: Location, value: JSONValue)] = []
  /// The value of the body, when it can be read and the contract describes it.
  var document: JSONDocument?
  /// The `Accept` field, where a response has several media types.
  package var accept: String?

  /// The value that the request has at a place; `nil` when it has none.
  package subscript(location: Location) -> JSONValue? {
    if case .body(let pointer) = location { return document?.node(at: pointer)?.value }
    return parameters.first { $0.location == location }?.value
  }

  /// Whether the caller did not show a good credential.
  package var isUnauthenticated: Bool { problems.contains { $0.kind == .unauthenticated } }
  /// What is wrong with the first invalid credential.
  package var credentialProblem: CredentialProblem.Kind? {
    for problem in problems { if case .credential(let kind) = problem.reason { return kind } }
    return nil
  }
  /// Whether the declared shape of the request is broken.
  package var isInvalid: Bool { problems.contains { $0.kind == .invalid } }
}

/// One way in which a request breaks the contract.
package struct RequestProblem: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case unauthenticated
    case invalid
  }

  /// What is wrong, as a lenient server would have to overlook it.
  package enum Reason: Sendable, Hashable {
    case missing
    case empty
    /// The JSON type that was found; `fraction` for a number that is no integer.
    case type(String)
    /// None of an enum's values.
    case outside
    /// Below or above the range of the number, the length or the integer format.
    case below
    case above
    case format
    case contentType
    case malformed
    case truncated
    case trailingBytes
    case byteOrderMark
    case invalidUTF8
    case duplicate
    /// A body that breaks a rule of its encoding, by the name of the rule.
    case broken(String)
    case dependency(Dependency, Dependency.Breach)
    case credential(CredentialProblem.Kind)
    case other

    /// Whether a credential is missing.
    var isMissing: Bool { self == .credential(.missing) }
    /// Whether the scheme's credential is missing, though another scheme's may be there.
    var isAbsence: Bool { if case .credential(let kind) = self { kind.isAbsence } else { false } }
  }

  package var kind: Kind
  package var location: Location
  package var reason: Reason
  package var message: String
}
