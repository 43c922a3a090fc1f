import AssaySpec

/// `Authorization: token <token>`, which GitHub takes besides Bearer.
struct TokenScheme: CredentialScheme {
  var token: String

  var name: String { "token" }
  var description: String { "token \(token)" }
  var fixtures: [CredentialFixture] { [CredentialFixture(token, as: "token")] }
  var location: Location? { .header("Authorization") }

  func text(of values: [String]) -> String { "token \(values[0])" }

  func problem(with text: String, expected: String?) -> CredentialProblem? {
    problem(with: text, scheme: "token", "token", "token", expected: expected)
  }

  func wrong(_ values: [String]) -> [WrongCredential] {
    [
      WrongCredential("missing", "without Authorization", nil, .missing, fault: "no-credential"),
      WrongCredential("invalid-token", "with an invalid token", "token assay", .unknown, fault: "any-token"),
    ]
  }

  func challenge(realm: String) -> String { "token realm=\"\(realm)\"" }
}
