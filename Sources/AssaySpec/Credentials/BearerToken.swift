import AssaySchema

/// `Authorization: Bearer <token>` (RFC 6750).
struct BearerToken: CredentialScheme {
  /// The fixture whose value is the token.
  var token: String

  var name: String { "bearer" }
  var description: String { "bearer token \(token)" }
  var fixtures: [CredentialFixture] { [CredentialFixture(token, as: "token")] }
  var location: Location? { .header("Authorization") }

  func text(of values: [String]) -> String { "Bearer \(values[0])" }

  func problem(with text: String, expected: String?) -> CredentialProblem? {
    problem(with: text, scheme: "Bearer", "bearer token", "token", expected: expected)
  }

  func wrong(_ values: [String]) -> [WrongCredential] { Self.wrong }

  static let wrong = [
    WrongCredential("missing", "without Authorization", nil, .missing, fault: "no-credential"),
    WrongCredential(
      "other-scheme", "with Basic instead of Bearer in Authorization", "Basic dXNlcjpwYXNzd29yZA==", .otherScheme,
      fault: "other-scheme"),
    WrongCredential(
      "no-token", "with Bearer and no token in Authorization", "Bearer", .malformed, fault: "no-token"),
    WrongCredential(
      "invalid-token", "with an invalid token", "Bearer assay-invalid-token", .unknown, fault: "any-token"),
  ]

  func challenge(realm: String) -> String { "Bearer realm=\"\(realm)\"" }
}

extension Security {
  /// `Authorization: Bearer <token>` (RFC 6750), with the value of a secret fixture as the token.
  public static func bearer(_ token: Fixture, quote: Evidence, file: String = #filePath, line: Int = #line) -> Security
  {
    Security(
      BearerToken(token: token.name), quote: quote.standing(at: "Headers › Authorization"), file: file, line: line)
  }
}
