import AssayJSON
import AssaySchema

/// `Authorization: Basic <user:password in base64>` (RFC 7617).
///
/// Plans and reports hold `Basic user:${ASSAY_PASSWORD}`: base64 has no colon, so the two forms cannot be confused.
package struct BasicCredentials: CredentialScheme {
  /// The fixtures whose values are the user and the password, which is empty where there is none.
  var user: String
  var password: String?

  package var name: String { "basic" }
  package var description: String { "basic user \(user) and \(password.map { "password \($0)" } ?? "no password")" }
  package var fixtures: [CredentialFixture] {
    // A user without a password is a key.
    [CredentialFixture(user, as: "user", isSecret: password == nil)]
      + (password.map { [CredentialFixture($0, as: "password")] } ?? [])
  }
  package var location: Location? { .header("Authorization") }

  package func text(of values: [String]) -> String { "Basic \(values[0]):\(password == nil ? "" : values[1])" }

  package var encoding: (@Sendable (_ text: String) -> String)? {
    { text in
      Self.pair(in: text).map { "\(Self.split(text).name) " + Base64.encode(Array($0.utf8)) } ?? text
    }
  }

  /// The `user:password` of a header that is not yet encoded; `nil` for any other text.
  package static func pair(in text: String) -> Substring? {
    let (name, pair) = split(text)
    return name.equalsIgnoringASCIICase("Basic") && pair.utf8.contains(UInt8(ascii: ":")) ? pair : nil
  }

  package func problem(with text: String, expected: String?) -> CredentialProblem? {
    if let problem = problem(with: text, scheme: "Basic", "basic credential", "user and password", expected: nil) {
      return problem
    }
    guard let given = Self.decoded(text) else {
      return CredentialProblem(.malformed, "Authorization has no user and password in base64")
    }
    guard let expected = expected.flatMap(Self.decoded) else { return nil }
    if given.user != expected.user { return CredentialProblem(.unknownUser, "the user is unknown") }
    if given.password == expected.password { return nil }
    return given.password.isEmpty
      ? CredentialProblem(.empty, "the password is empty") : CredentialProblem(.unknown, "the password is invalid")
  }

  /// The user, which ends with the first colon, and the password.
  private static func decoded(_ text: String) -> (user: ArraySlice<UInt8>, password: ArraySlice<UInt8>)? {
    guard let pair = Base64.decode(split(text).credentials), let colon = pair.firstIndex(of: UInt8(ascii: ":")) else {
      return nil
    }
    return (pair[..<colon], pair[(colon + 1)...])
  }

  package func wrong(_ values: [String]) -> [WrongCredential] {
    let pairs =
      password == nil
      ? []
      : [
        WrongCredential(
          "empty-password", "with an empty password", "Basic \(values[0]):", .empty, fault: "empty-password"),
        WrongCredential(
          "invalid-password", "with a password that is not the user's", "Basic \(values[0]):assay-invalid-password",
          .unknown, fault: "any-password"),
      ]
    let secret = password == nil ? "" : values[1]
    return [
      WrongCredential("missing", "without Authorization", nil, .missing, fault: "no-credential"),
      WrongCredential(
        "other-scheme", "with Bearer instead of Basic in Authorization", "Bearer assay-invalid-token", .otherScheme,
        fault: "other-scheme"),
      WrongCredential(
        "no-password", "with Basic and nothing else in Authorization", "Basic", .malformed, fault: "malformed-pair"),
      WrongCredential(
        "malformed", "with Basic and no base64 in Authorization", "Basic assay!", .malformed, fault: "malformed-pair"),
      WrongCredential(
        "no-colon", "with a user and no password in Authorization", "Basic YXNzYXk=", .malformed,
        fault: "malformed-pair"),
      WrongCredential(
        "invalid-user", "with an unknown user", "Basic assay-invalid-user:\(secret)", .unknownUser,
        fault: "any-user"),
    ] + pairs
  }

  package func spellings(of text: String) -> [CredentialSpelling] { [lowerCaseScheme(of: text)] }

  package func challenge(realm: String) -> String { "Basic realm=\"\(realm)\", charset=\"UTF-8\"" }
}

extension Security {
  /// `Authorization: Basic <user:password in base64>` (RFC 7617).
  ///
  /// The user need not be a secret, unless there is no password, and may also stand elsewhere in the request, as an
  /// account's id does in its path.
  ///
  /// - Parameters:
  ///   - user: The fixture whose value stands before the colon; its value must have no colon.
  ///   - password: The fixture whose value stands behind it; without it nothing does, and the user is the secret.
  ///   - quote: What the document says of it.
  ///   - file: Where the scheme stands, for findings and annotations.
  ///   - line: The line in that file.
  public static func basic(
    user: Fixture, password: Fixture? = nil, quote: Evidence, file: String = #filePath, line: Int = #line
  ) -> Security {
    Security(
      BasicCredentials(user: user.name, password: password?.name), quote: quote.standing(at: "Headers › Authorization"),
      file: file, line: line)
  }
}
