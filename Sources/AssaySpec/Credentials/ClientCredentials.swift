import AssaySchema

/// An access token that the run obtains with a client's id and secret (OAuth 2.0, RFC 6749, section 4.4).
///
/// Plans and reports hold a placeholder in the token's place, as for every secret.
public struct ClientCredentials: CredentialScheme {
  /// The fixtures whose values are the client's id and its secret.
  package var id: String
  package var secret: String
  /// Where tokens come from: an address, or a path at the provider.
  package var tokenURL: String
  package var scopes: [String]
  /// Whether id and secret are sent in the form rather than as Basic credentials.
  package var isInBody: Bool

  /// `oauth2`.
  public var name: String { "oauth2" }
  /// The scheme, its fixtures and the token endpoint.
  public var description: String { "oauth2 client \(id) with secret \(secret) at \(tokenURL)" }
  /// The client's id and its secret.
  public var fixtures: [CredentialFixture] {
    [CredentialFixture(id, as: "client", isSecret: false), CredentialFixture(secret, as: "client secret")]
  }
  /// The `Authorization` header.
  public var location: Location? { .header("Authorization") }
  /// The scheme itself.
  public var grant: ClientCredentials? { self }

  /// The variable whose placeholder stands for the token.
  package var variable: String { Fixture.environmentName(of: ([id] + scopes).joined(separator: ".")) + "_ACCESS_TOKEN" }
  /// The token that the mock issues and accepts.
  package var mockToken: String { "mock-" + variable.lowercased() }

  /// The scheme and host of the token endpoint; empty for a path at the provider.
  package var tokenHost: String { String(tokenURL.dropLast(tokenPath.count)) }
  /// The path of the token endpoint, and its query.
  package var tokenPath: String {
    guard let start = tokenURL.firstRange(of: "://")?.upperBound else { return tokenURL }
    return String(tokenURL[start...].drop { $0 != "/" })
  }

  /// A Bearer token.
  public func text(of values: [String]) -> String { "Bearer ${\(variable)}" }

  /// What is wrong with a Bearer token.
  public func problem(with text: String, expected: String?) -> CredentialProblem? {
    problem(with: text, scheme: "Bearer", "bearer token", "token", expected: expected)
  }

  /// The wrong credentials of a Bearer token.
  public func wrong(_ values: [String]) -> [WrongCredential] { BearerToken.wrong }

  /// The scheme's name in another case.
  public func spellings(of text: String) -> [CredentialSpelling] { [lowerCaseScheme(of: text)] }

  /// The challenge of a Bearer token.
  public func challenge(realm: String) -> String { "Bearer realm=\"\(realm)\"" }
}

extension Security {
  /// A Bearer token that the run obtains with a client's id and secret (OAuth 2.0 client credentials).
  ///
  /// A run obtains one token, keeps it until it expires, and obtains another when the provider says that it has expired.
  ///
  /// - Parameters:
  ///   - id: The fixture whose value is the client's id; it need not be a secret.
  ///   - secret: The fixture whose value is the client's secret.
  ///   - tokenURL: The token endpoint: an address, or a path at the provider, such as `/oauth/token`.
  ///   - scopes: The scopes of the token.
  ///   - inBody: Whether id and secret are sent in the form rather than as Basic credentials.
  ///   - quote: What the document says of it.
  ///   - file: Where the scheme stands, for findings and annotations.
  ///   - line: The line in that file.
  public static func oauth2ClientCredentials(
    id: Fixture, secret: Fixture, tokenURL: String, scopes: [String] = [], inBody: Bool = false, quote: Evidence,
    file: String = #filePath, line: Int = #line
  ) -> Security {
    Security(
      ClientCredentials(id: id.name, secret: secret.name, tokenURL: tokenURL, scopes: scopes, isInBody: inBody),
      quote: quote.standing(at: "Headers › Authorization"), file: file, line: line)
  }
}
