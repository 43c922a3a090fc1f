import AssaySpec

/// A contract of each credential and of their combinations.
enum Gate {
  static let page = Evidence.documented(at: "Authentication")
  static let document = Document(url: "https://example.com/authentication", retrieved: "2026-11-20")

  static let account = Fixture("gate.account", "the id of an account", mock: "AC1")
  static let password = Fixture("gate.password", "the account's password", mock: "p:ä", isSecret: true)
  static let key = Fixture("gate.key", "a key", mock: "k&1", isSecret: true)
  static let second = Fixture("gate.second", "a second key", mock: "k2", isSecret: true)
  static let token = Fixture("gate.token", "an access token", mock: "t", isSecret: true)

  static let client = Fixture("gate.client", "a client", mock: "c 1")
  static let clientSecret = Fixture("gate.clientSecret", "the client's secret", mock: "s/1", isSecret: true)

  static func endpoint(_ name: String, _ security: Security, _ parameters: Parameter...) -> Endpoint {
    let path = parameters.isEmpty ? "" : "/{account}"
    return Endpoint(
      .get, PathTemplate(stringLiteral: "/\(name)\(path)"), id: "gate.\(name)", title: name, document: document,
      security: security, parameters: parameters,
      responses: [
        ResponseSpec(200, .json([.required("id", .string, quote: page)]), when: .validRequest, quote: page),
        ResponseSpec(401, .undocumented, when: .unauthenticated, quote: page),
      ])
  }

  static let basic = Security.basic(user: account, password: password, quote: page)
  static let bearer = Security.bearer(token, quote: page)
  static func keyed(_ fixture: Fixture, _ place: Location) -> Security { .apiKey(fixture, in: place, quote: page) }

  static let provider = Provider(
    "gate", "Gate", fixtures: [account, password, key, second, token, client, clientSecret],
    endpoints: [
      endpoint("basic", basic, .path("account", .string, from: account, quote: page)),
      endpoint("user", .basic(user: key, quote: page)),
      endpoint("header", keyed(key, .header("X-Key"))),
      endpoint("query", keyed(key, .query("key"))),
      endpoint("cookie", keyed(key, .cookie("session"))),
      endpoint("both", .all(keyed(key, .header("X-Key")), keyed(second, .header("X-Second")))),
      endpoint("either", .anyOf(bearer, basic, .all(keyed(key, .query("key")), keyed(second, .cookie("s"))))),
      endpoint("optional", .anyOf(bearer, .none(quote: page))),
      endpoint(
        "granted",
        .oauth2ClientCredentials(
          id: client, secret: clientSecret, tokenURL: "https://auth.example.com/oauth/token", scopes: ["read"],
          quote: page)),
      endpoint("certificate", .all(.mutualTLS(quote: page), bearer)),
    ])
}
