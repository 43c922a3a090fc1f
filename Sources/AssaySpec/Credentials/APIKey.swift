import AssaySchema

/// A key in a header, the query or a cookie.
struct APIKey: CredentialScheme {
  /// The fixture whose value is the key.
  var key: String
  var place: Location

  var name: String { place.name }
  var description: String { "key \(key) in \(place)" }
  var fixtures: [CredentialFixture] { [CredentialFixture(key, as: "key")] }
  var location: Location? { place }

  func text(of values: [String]) -> String { values[0] }

  func problem(with text: String, expected: String?) -> CredentialProblem? {
    if text.isEmpty { return CredentialProblem(.empty, "\(place) is empty") }
    guard let expected, !expected.utf8.elementsEqual(text.utf8) else { return nil }
    return CredentialProblem(.unknown, "the key is invalid")
  }

  func wrong(_ values: [String]) -> [WrongCredential] {
    [
      WrongCredential("missing", "without \(place)", nil, .missing, fault: "no-credential"),
      WrongCredential("empty", "with an empty \(place)", "", .empty, fault: "empty-key"),
      WrongCredential(
        "invalid-key", "with an invalid key as \(place)", "assay-invalid-key", .unknown, fault: "any-key"),
    ]
  }

  // No scheme of HTTP's registry is meant, and a 401 must name one (RFC 9110, section 15.5.2).
  func challenge(realm: String) -> String { "ApiKey realm=\"\(realm)\"" }
}

extension Security {
  /// The value of a secret fixture, as it is: in `.header("X-Key")`, `.query("key")` or `.cookie("session")`.
  public static func apiKey(
    _ key: Fixture, in place: Location, quote: Evidence, file: String = #filePath, line: Int = #line
  ) -> Security {
    Security(APIKey(key: key.name, place: place), quote: quote, file: file, line: line)
  }
}
