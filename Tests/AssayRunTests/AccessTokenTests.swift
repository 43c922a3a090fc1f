import AssayHTTP
import AssayMock
import AssayPlan
import AssaySpec
import Testing

@testable import AssayRun

/// The access tokens of a run, against a provider and a token endpoint that do what the test says.
@Suite struct AccessTokenTests {
  static let page = Evidence.documented(at: "Authentication")
  static let id = Fixture("desk.client", "a client", mock: "c 1")
  static let secret = Fixture("desk.secret", "its secret", mock: "s/1", isSecret: true)

  static func provider(inBody: Bool = false) -> Provider {
    Provider(
      "desk", "Desk", fixtures: [id, secret],
      endpoints: ["one", "two"].map { name in
        Endpoint(
          .get, PathTemplate(stringLiteral: "/\(name)"), id: "desk.\(name)", title: name,
          document: Document(url: "https://example.com", retrieved: "2026-11-20"),
          security: .oauth2ClientCredentials(
            id: id, secret: secret, tokenURL: "https://auth.example.com/token", scopes: ["read", "write"],
            inBody: inBody, quote: page),
          responses: [
            ResponseSpec(200, .empty, when: .validRequest, quote: page),
            ResponseSpec(401, .undocumented, when: .unauthenticated, quote: page),
          ])
      })
  }

  static let json: HeaderFields = ["Content-Type": "application/json"]
  static func token(_ text: String, _ rest: String = "") -> Outcome {
    .answered(
      Response(200, headers: json, body: Array(#"{"access_token": "\#(text)", "token_type": "bearer"\#(rest)}"#.utf8)))
  }

  struct Result {
    var records: [CaseRecord]
    var tokenRequests: [Request]
    var requests: [Request]
    func record(_ id: String) -> CaseRecord? { records.first { $0.id == id } }
  }

  static func run(
    inBody: Bool = false, only: String..., token: @escaping @Sendable (Int, Request) -> Outcome,
    provider answer: @escaping @Sendable (Int, Request) -> Outcome,
    _ environment: FakeEnvironment = FakeEnvironment()
  ) throws -> Result {
    let plan = try Planner(values: FixtureValues(isMock: true)).plan(Catalog([provider(inBody: inBody)]))
      .selecting(only: only.map { Glob($0) }, skip: [])
    let values = ["ASSAY_DESK_CLIENT": "c 1", "ASSAY_DESK_SECRET": "s/1"]
    var configuration = Runner.Configuration()
    configuration.jobs = 1
    let issuer = Script(name: "https://auth.example.com", token)
    let target = Script(answer)
    let tokens = AccessTokens(
      secrets: Secrets(values), configuration: configuration, environment: environment.environment
    ) { _ in (issuer, "/token") }
    let runner = Runner(
      plan: plan, targets: plan.suites.map { _ in target }, secrets: Secrets(values), configuration: configuration,
      environment: environment.environment, redactor: Redactor(secrets: values), tokens: tokens)
    let results = Collected()
    runner.run(emit: results.add)
    return Result(records: results.all, tokenRequests: issuer.requests, requests: target.requests)
  }

  /// A provider that takes these tokens.
  static func taking(_ tokens: String...) -> @Sendable (Int, Request) -> Outcome {
    { _, request in
      let words = request.headers["Authorization"]?.split(separator: " ") ?? []
      let isGood = words.count == 2 && words[0].lowercased() == "bearer" && tokens.contains(String(words[1]))
      return .answered(Response(isGood ? 200 : 401, headers: isGood ? [:] : json, body: isGood ? [] : Array("{}".utf8)))
    }
  }

  @Test(arguments: [
    (false, ["Accept", "Authorization", "Content-Type"], "grant_type=client_credentials&scope=read%20write"),
    (
      true, ["Accept", "Content-Type"],
      "grant_type=client_credentials&scope=read%20write&client_id=c%201&client_secret=s%2F1"
    ),
  ])
  func `one token is obtained for all cases of a run`(inBody: Bool, names: [String], body: String) throws {
    let result = try Self.run(
      inBody: inBody, only: "*", token: { _, _ in Self.token("tok-1", #", "expires_in": 3600"#) },
      provider: Self.taking("tok-1"))
    #expect(result.records.count >= 12)
    #expect(result.records.allSatisfy { $0.outcome == .passed }, "\(result.records.filter { $0.outcome != .passed })")
    try #require(result.tokenRequests.count == 1)
    let request = result.tokenRequests[0]
    #expect(request.method == .post && request.target == "/token" && request.headers.map(\.name) == names)
    #expect(String(decoding: request.body ?? [], as: UTF8.self) == body)
    // Id and secret are encoded before they become Basic credentials: c%201:s%2F1.
    if !inBody { #expect(request.headers["Authorization"] == "Basic YyUyMDE6cyUyRjE=") }
  }

  @Test func `a token that has expired by the clock is obtained again before it is sent`() throws {
    // A throttle takes longer than the token lives.
    let result = try Self.run(
      only: "desk.one/answer/200/valid", "desk.two/answer/200/valid",
      token: { number, _ in Self.token("tok-\(number)", #", "expires_in": "50""#) },
      provider: { number, request in
        number == 0
          ? .answered(Response(429, headers: ["Retry-After": "60"])) : Self.taking("tok-0", "tok-1")(number, request)
      })
    #expect(
      result.requests.map { $0.headers["Authorization"] } == ["Bearer tok-0", "Bearer tok-0", "Bearer tok-1"])
    #expect(result.records.allSatisfy { $0.outcome == .passed })
  }

  @Test(
    arguments: [
      (["WWW-Authenticate": #"Bearer error="invalid_token", error_description="The token expired""#], "", 2),
      ([:], #"{"message": "Token has Expired"}"#, 2), ([:], #"{"message": "no"}"#, 1),
    ] as [(HeaderFields, String, Int)])
  func `a token that the provider calls expired is obtained again, once`(
    headers: HeaderFields, body: String, tokens: Int
  ) throws {
    let result = try Self.run(
      only: "desk.one/answer/200/valid", token: { number, _ in Self.token("tok-\(number)") },
      provider: { _, request in
        request.headers["Authorization"] == "Bearer tok-1"
          ? .answered(Response(200)) : .answered(Response(401, headers: headers, body: Array(body.utf8)))
      })
    #expect(result.tokenRequests.count == tokens)
    #expect(result.records.map(\.outcome) == [tokens == 2 ? .passed : .error])
    if tokens == 2 { #expect(result.records[0].retried == [401]) }
  }

  @Test(arguments: [
    (
      Outcome.answered(
        Response(401, headers: json, body: Array(#"{"error": "invalid_client", "error_description": "s/1"}"#.utf8))),
      "it answered 401 invalid_client"
    ),
    (.answered(Response(400, body: Array("<p>s/1</p>".utf8))), "it answered 400"),
    (.answered(Response(200, headers: json, body: Array("{}".utf8))), "it answered 200 without an access_token"),
    (
      .answered(Response(200, headers: json, body: Array(#"{"access_token": "a", "token_type": "mac"}"#.utf8))),
      "it issued a token that is no Bearer token"
    ),
    (.unanswered(TransportError(.timedOut, "no response in 30 s")), "no response in 30 s"),
  ])
  func `without a token there is one error, and nothing is tested`(outcome: Outcome, reason: String) throws {
    let result = try Self.run(only: "*", token: { _, _ in outcome }, provider: Self.taking())
    let message =
      "no access token from https://auth.example.com/token: \(reason); check ASSAY_DESK_CLIENT and ASSAY_DESK_SECRET and the token endpoint"
    #expect(result.tokenRequests.count == 1)
    #expect(result.records.count { $0.outcome == .error } == 1)
    #expect(result.records.first { $0.outcome == .error }?.reason == message)
    let skipped = result.records.filter { $0.outcome != .error }
    #expect(skipped.allSatisfy { $0.outcome == .skipped && $0.reason == "not sent: \(message)" }, "\(skipped)")
    #expect(result.requests.isEmpty)
  }

  @Test func `a token endpoint that fails for a moment is asked again`() throws {
    let result = try Self.run(
      only: "desk.one/answer/200/valid",
      token: { number, _ in number < 2 ? .answered(Response(503)) : Self.token("tok") }, provider: Self.taking("tok"))
    #expect(result.tokenRequests.count == 3 && result.records.map(\.outcome) == [.passed])
  }

  @Test func `no record shows a token, not even the one that has expired`() throws {
    let result = try Self.run(
      only: "desk.one/answer/200/valid", token: { number, _ in Self.token("tok-secret-\(number)-9f8e") },
      provider: { _, request in
        let sent = request.headers["Authorization"] ?? ""
        return sent.contains("tok-secret-1")
          ? .answered(
            Response(
              418, headers: ["X-Seen": sent + " tok-secret-0-9f8e", "X-Code": "dG9rLXNlY3JldC0wLTlmOGU="],
              body: Array(sent.utf8)))
          : .answered(Response(401, body: Array("expired".utf8)))
      })
    #expect(result.tokenRequests.count == 2)
    let text = "\(result.records)"
    #expect(!text.contains("9f8e") && !text.contains("dG9rLXNl"), "\(text)")
    #expect(text.contains("${ASSAY_DESK_CLIENT_READ_WRITE_ACCESS_TOKEN}"))
  }

  @Test(arguments: [
    (
      "POST", "Basic YyAxOnMvMQ==", "grant_type=client_credentials", 200,
      "mock-assay_desk_client_read_write_access_token"
    ),
    ("POST", "Basic YyUyMDE6cyUyRjE=", "scope=read+write&grant_type=client_credentials", 200, "mock-"),
    ("POST", "Basic YyAxOng=", "grant_type=client_credentials", 401, "invalid_client"),
    ("POST", "Basic YyAxOnMvMQ==", "grant_type=password", 400, "unsupported_grant_type"),
    ("POST", "Basic YyAxOnMvMQ==", "grant_type=client_credentials&scope=admin", 400, "invalid_scope"),
    ("POST", "Basic YyAxOnMvMQ==", "", 400, "invalid_request"),
    ("GET", "Basic YyAxOnMvMQ==", "grant_type=client_credentials", 405, "invalid_request"),
  ])
  func `the mock issues tokens`(method: String, credential: String, form: String, status: Int, text: String) throws {
    let catalog = Catalog([Self.provider()])
    let mock = try Mock(catalog)
    let state = MockState(seededFrom: catalog)
    let response = mock.answer(
      Request(
        Method(method), "/token",
        headers: ["Authorization": credential, "Content-Type": "application/x-www-form-urlencoded"],
        body: Array(form.utf8)), state)
    #expect(response.status == status)
    #expect(String(decoding: response.body, as: UTF8.self).contains(text))
  }
}
